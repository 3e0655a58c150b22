/*
 * 404.html stands in the place of any page that is missing: says which was asked for, and lists those with the nearest
 * names in ul#nearest below #nearest-heading, which stay hidden where there are none.
 * form#search says where the site begins (data-root) and what the search works with.
 */
(function () {
  'use strict';

  const { announce, create, findPages, ready } = window.siteDom;
  const MOST = 5;
  const LONGEST_NAME = 64; // characters; no page has a longer one
  const LONGEST_PATH = 200; // characters that are shown

  ready(() => {
    if (location.protocol === 'file:') return; // there it is opened by its own name only
    const form = document.getElementById('search');
    const { root } = form.dataset;
    const name = nameAsked(root);
    if (!name) return;
    document.querySelector('h1').after(create('p', {}, create('code', {}, pathAsked())));
    findPages(form, name).then((pages) => show(pages.slice(0, MOST), root)).catch(() => {}); // the page helps without too
  });

  /** What the address calls the page: its last part, or the directory where that is only an index. */
  function nameAsked(root) {
    const start = new URL(root, location.href).pathname;
    const path = location.pathname.startsWith(start) ? location.pathname.slice(start.length) : location.pathname;
    const names = path.split('/').filter((name) => !/^(index\.html|404\.html|)$/.test(name));
    return decoded(names.pop() || '').replace(/\.[a-z]+$/i, '').slice(0, LONGEST_NAME);
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text; // no escapes at all, or broken ones
    }
  }

  // With its escapes, so that nothing in it can look like something else.
  function pathAsked() {
    const path = location.pathname;
    return path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path;
  }

  function show(pages, root) {
    if (!pages.length) return;
    const list = document.getElementById('nearest');
    list.replaceChildren(...pages.map((page) => entry(page, root)));
    list.hidden = document.getElementById('nearest-heading').hidden = false;
    announce(pages.length === 1 ? '1 page has a similar name' : `${pages.length} pages have similar names`);
  }

  function entry(page, root) {
    const link = create('a', { href: root + page.u }, page.t);
    return create('li', {}, link, ' ', create('span', { class: 'search-result-kind' }, page.k));
  }
})();
