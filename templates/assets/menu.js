/*
 * The menu of the top bar, details.more, opens without scripts. With them it closes by Escape, and when the reader goes
 * elsewhere by key or pointer.
 */
(function () {
  'use strict';

  window.siteDom.ready(() => document.querySelectorAll('details.more').forEach(connect));

  function connect(menu) {
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      close();
      menu.querySelector('summary').focus();
    });
    menu.addEventListener('focusout', ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && close());
    // A page that the browser brings back should not come with an open menu either.
    document.addEventListener('click', ({ target }) => {
      if (!menu.contains(target) || target.closest('a')) close();
    });

    function close() {
      menu.open = false;
    }
  }
})();
