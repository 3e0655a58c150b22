/*
 * How much stays in sight while the rest scrolls beneath: --bar, the height of the top bar, --head, that of the head of a
 * .tall table, and --names, the width of its first column where that stays as well. The style keeps what has the focus
 * clear of them. A head that would fill half of the window does not stay: its .tall gets .is-loose.
 */
(function () {
  'use strict';

  window.siteDom.ready(() => {
    const bar = document.querySelector('.top');
    const heads = Array.from(document.querySelectorAll('.tall thead'));
    const names = document.querySelector('.tall .corner');
    if (!heads.length) return;
    const observer = new ResizeObserver(measure);
    [bar, ...heads].forEach((element) => observer.observe(element));
    if (names) observer.observe(names);
    window.addEventListener('resize', measure);

    function measure() {
      const heights = heads.map((head) => {
        const isLoose = head.offsetHeight > window.innerHeight / 2;
        head.closest('.tall').classList.toggle('is-loose', isLoose);
        return isLoose ? 0 : head.offsetHeight;
      });
      tell('--bar', bar.offsetHeight);
      tell('--head', Math.max(...heights));
      if (names) tell('--names', names.offsetWidth);
    }
  });

  function tell(name, length) {
    document.documentElement.style.setProperty(name, `${length}px`);
  }
})();
