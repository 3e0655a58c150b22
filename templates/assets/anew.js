/*
 * Data that a page cannot answer from, because it is of another edition than the page (site/exports/scripts.py) or did not
 * come; gives window.siteAnew.
 */
(function () {
  'use strict';

  const { create } = window.siteDom;

  window.siteAnew = { complaint };

  /** What to say about the data, and a button that helps, as nodes; null where the page can answer from it. */
  function complaint(data, effect) {
    if (data && !data.isOther) return null;
    const reload = create('button', { type: 'button', class: 'button' }, 'Reload');
    reload.addEventListener('click', () => location.reload());
    const cause = data ? 'This page and its data do not belong together: the site was published anew, or one of them was copied' : 'A part of this page could not be loaded';
    return [`${cause}${effect}. `, reload];
  }
})();
