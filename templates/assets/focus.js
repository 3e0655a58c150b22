/*
 * What has the focus is seen: a browser takes a link of which a few pixels show at the edge of a box that scrolls sideways
 * for seen. Only what the keyboard led to moves; elsewhere things would move from under the pointer.
 */
(function () {
  'use strict';

  document.addEventListener('focusin', ({ target }) => {
    const box = target.closest('.table-scroll, .diagram-scroll');
    if (!box || box === target || box.scrollWidth <= box.clientWidth || !target.matches(':focus-visible')) return;
    const [one, around] = [target, box].map((it) => it.getBoundingClientRect());
    const names = box.querySelector('.corner, tbody th'); // the first column may stay, over what is below it
    const left = names && getComputedStyle(names).position === 'sticky' && !names.contains(target) ? around.left + names.offsetWidth : around.left;
    if (one.left < left || one.right > around.right) target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
})();
