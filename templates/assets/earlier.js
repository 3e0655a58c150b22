/*
 * On a page of an earlier release: the link to the same page today takes along what is chosen, and where one is.
 */
(function () {
  'use strict';

  window.siteDom.ready(() => {
    const today = document.querySelector('.earlier a');
    // The address changes while one chooses, so it is looked at last: also before the link is copied, or opened elsewhere.
    if (today) ['pointerenter', 'focus'].forEach((name) => today.addEventListener(name, () => {
      today.search = location.search;
      today.hash = location.hash;
    }));
  });
})();
