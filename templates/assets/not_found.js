/*
 * 404.html stands in the place of any page that is missing: says which was asked for, and lists those with the nearest
 * names in ul#nearest below #nearest-heading, which stay hidden where there are none.
 * form#search says where the site begins (data-root) and where all its pages are listed (data-index, see search.js).
 */
(function () {
  'use strict';

  const { announce, create, loadScript, ready } = window.siteDom;
  const MOST = 5;
  const NEAR = 0.5; // of 1, which is the same name
  const LONGEST_NAME = 64; // characters; no page has a longer one
  const LONGEST_PATH = 200; // characters that are shown

  ready(() => {
    if (location.protocol === 'file:') return; // there it is opened by its own name only
    const { root, index } = document.getElementById('search').dataset;
    const asked = addressAsked(root);
    if (!lastPart(asked)) return;
    document.querySelector('h1').after(create('p', {}, create('code', {}, pathAsked())));
    loadScript(index).then(() => show(nearest(asked), root)).catch(() => {}); // the page helps without as well
  });

  /** The address as pages of the site have it, from its root. */
  function addressAsked(root) {
    const start = new URL(root, location.href).pathname;
    const path = location.pathname;
    return decoded(path.startsWith(start) ? path.slice(start.length) : path);
  }

  function decoded(path) {
    try {
      return decodeURIComponent(path);
    } catch (error) {
      return path; // broken escapes
    }
  }

  // unit_primitives/duo_chat.html is called duo_chat.
  function nameIn(address) {
    return plain(lastPart(address).replace(/\.[a-z]+$/i, '')).slice(0, LONGEST_NAME);
  }

  // Of an index that of its directory; of the site's own nothing.
  function lastPart(address) {
    return address.split('/').filter((part) => !/^(index\.html|404\.html|)$/.test(part)).pop() || '';
  }

  // One form for Duo Chat, duo-chat and duo_chat.
  function plain(text) {
    return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join('_');
  }

  // With its escapes, so that nothing in it can look like something else.
  function pathAsked() {
    const path = location.pathname;
    return path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path;
  }

  // The search compares word by word; a mistyped name is better compared as a whole.
  function nearest(asked) {
    const name = nameIn(asked);
    const parts = pairs(name);
    const directory = asked.slice(0, asked.lastIndexOf('/') + 1);
    const rated = window.siteSearch.documents.map((page) => (
      { page, likeness: likenessOf(page, name, parts), isThere: page.u.startsWith(directory) }
    ));
    const near = rated.filter(({ likeness }) => likeness >= NEAR);
    near.sort((a, b) => b.likeness - a.likeness || b.isThere - a.isThere);
    return near.slice(0, MOST).map(({ page }) => page);
  }

  function likenessOf(page, name, parts) {
    const known = name && page.a.split(' ').includes(name) ? 0.95 : 0; // another name of it, or of what it belongs to
    return Math.max(known, common(pairs(nameIn(page.u)), parts), common(pairs(plain(page.t)), parts));
  }

  // How much of two texts is the same, whatever the order: their common pairs of letters (Dice's coefficient).
  function common(one, other) {
    const shared = Array.from(one).filter((pair) => other.has(pair)).length;
    return (2 * shared) / (one.size + other.size);
  }

  function pairs(text) {
    const padded = ` ${text} `;
    return new Set(Array.from({ length: text.length + 1 }, (_, at) => padded.slice(at, at + 2)));
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
