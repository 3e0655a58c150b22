/*
 * Loads the page again as soon as another edition of the site is there: built anew, or with another report.
 * Listens only while the page is seen, because a browser opens few connections to one host and hidden pages would
 * take them all. What happens meanwhile is not missed: the server is asked for what came after this page's edition.
 */
(function () {
  'use strict';

  const address = `/_serve/events?after=${encodeURIComponent(document.currentScript.dataset.edition)}`;
  let events = null;

  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : listen()));
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', listen);

  function listen() {
    if (events || document.hidden) return;
    events = new EventSource(address);
    events.onmessage = () => {
      stop();
      location.reload();
    };
  }

  function stop() {
    if (events) events.close();
    events = null;
  }
})();
