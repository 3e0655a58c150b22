/*
 * Search over every page: form[data-index] becomes a combobox with a list of results.
 * The library, the finder and the index load at first use, so a page weighs nothing more without them. The form says where
 * they are: data-library, data-finder, data-index, and data-root, which leads from this page to the root of the site. In it:
 * input[name=q], ul[id]. The index sets window.siteSearch = { documents: [page] }, a page being
 * { i: id, t: title, k: kind, u: address, d: description, a: aliases }.
 */
(function () {
  'use strict';

  const { announce, create, loadScript, ready } = window.siteDom;
  const MOST = 12;
  const LONGEST = 60; // characters that are shown of what was looked for in vain
  let engine; // the promise of what finds, once for all forms of the page

  ready(() => {
    const forms = Array.from(document.querySelectorAll('form[data-index]'));
    forms.forEach(connect);
    if (forms.length) connectShortcut(forms[0].elements.q);
  });

  function connect(form) {
    const input = form.elements.q;
    const list = form.querySelector('ul');
    const note = create('p', { class: 'search-note', hidden: '' });
    let found = [];
    let active = -1;

    list.after(note);
    Object.entries({
      'role': 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false',
      'autocomplete': 'off', 'autocapitalize': 'off', 'spellcheck': 'false',
    }).forEach(([name, value]) => input.setAttribute(name, value));
    list.setAttribute('role', 'listbox');
    if (!list.hasAttribute('aria-label')) list.setAttribute('aria-label', 'Pages found');

    input.addEventListener('focus', update);
    input.addEventListener('input', update);
    input.addEventListener('keydown', onKey);
    list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus, so that the click arrives
    list.addEventListener('click', onClick);
    form.addEventListener('focusout', (event) => form.contains(event.relatedTarget) || close());
    form.addEventListener('submit', (event) => note.dataset.none === input.value.trim() && event.preventDefault());

    function update() {
      const query = input.value.trim();
      const loading = prepare(form);
      if (!query) return close();
      loading.then((find) => isAsked(query) && show(query, find(query)))
        .catch(() => isAsked(query) && say('Search could not be loaded. Press Enter for the list.'));
    }

    // The answer may come late: only the question that still stands is answered.
    function isAsked(query) {
      return input.value.trim() === query && document.activeElement === input;
    }

    function show(query, { results, cut }) {
      close();
      found = results.slice(0, MOST);
      if (!found.length) {
        say(withCut(`No page matches “${query.length > LONGEST ? `${query.slice(0, LONGEST)}…` : query}”`, cut));
        note.dataset.none = query; // Enter stays here
        return;
      }
      const above = cut ? [create('li', { class: 'search-cut', role: 'presentation' }, cut)] : [];
      list.replaceChildren(...above, ...found.map((result, place) => option(result, `${list.id}-${place}`)));
      list.hidden = false;
      input.setAttribute('aria-expanded', 'true');
      activate(0);
      announce(withCut(results.length > MOST ? `${MOST} best of ${results.length} pages` : count(results.length), cut));
    }

    function say(message) {
      close();
      note.textContent = message;
      note.hidden = false;
      announce(message);
    }

    function close() {
      found = [];
      list.hidden = note.hidden = true;
      delete note.dataset.none;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }

    function activate(place) {
      active = (place + found.length) % found.length;
      options().forEach((item, at) => item.setAttribute('aria-selected', String(at === active)));
      input.setAttribute('aria-activedescendant', options()[active].id);
      options()[active].scrollIntoView({ block: 'nearest' });
    }

    function options() {
      return Array.from(list.querySelectorAll('[role=option]'));
    }

    function onKey(event) {
      if (event.isComposing) return;
      const isOpen = found.length > 0;
      if (event.key === 'Escape' && (isOpen || !note.hidden)) close();
      else if (event.key === 'ArrowDown' && isOpen) activate(active + 1);
      else if (event.key === 'ArrowUp' && isOpen) activate(active - 1);
      else if (event.key === 'ArrowDown') update();
      else if (event.key === 'Enter' && isOpen) open(found[active], event.ctrlKey || event.metaKey);
      else return;
      event.preventDefault();
    }

    function onClick(event) {
      const item = event.target.closest('[role=option]');
      if (item) open(found[options().indexOf(item)], event.ctrlKey || event.metaKey);
    }

    function open(result, inNewTab) {
      const address = form.dataset.root + result.u;
      close();
      if (inNewTab) window.open(address, '_blank', 'noopener');
      else location.assign(address);
    }
  }

  function prepare(form) {
    if (!engine) {
      engine = Promise.all(['library', 'finder', 'index'].map((part) => loadScript(form.dataset[part])))
        .then(() => window.siteFinder(window.siteSearch.documents));
      engine.catch(() => (engine = null)); // the next key press tries again
    }
    return engine;
  }

  function option(result, id) {
    return create('li', { id, 'role': 'option', 'class': 'search-result', 'aria-selected': 'false' },
      create('span', { class: 'search-result-title' }, ...marked(result.t, result)), ' ',
      create('span', { class: 'search-result-kind' }, result.k), ' ',
      create('span', { class: 'search-result-description' }, ...marked(result.d || '', result)));
  }

  // Text with <mark> around what was typed, or around the whole word where it was misspelt.
  function marked(text, { terms, queryTerms }) {
    return text.split(/([\s\p{Z}\p{P}]+)/u).flatMap((word) => {
      const lower = word.toLowerCase();
      const typed = queryTerms.filter((term) => lower.startsWith(term)).map((term) => term.length);
      const length = Math.max(0, ...typed) || (terms.includes(lower) ? word.length : 0);
      if (word.endsWith('_')) return [word, create('wbr', {})];
      return length ? [create('mark', {}, word.slice(0, length)), word.slice(length)] : [word];
    });
  }

  function withCut(message, cut) {
    return cut ? `${message}. ${cut}` : message;
  }

  function count(number) {
    return number === 1 ? '1 page' : `${number} pages`;
  }

  // A shortcut of one character must be possible to turn off, for who speaks to the computer (WCAG 2.1.4).
  function connectShortcut(input) {
    const box = document.getElementById('search-shortcut');
    if (box) {
      box.checked = isShortcutOn();
      box.addEventListener('change', () => turnShortcut(box.checked));
    }
    document.addEventListener('keydown', (event) => isShortcut(event) && isShortcutOn() && focusBy(event, input));
  }

  function isShortcutOn() {
    try {
      return localStorage.getItem('search-shortcut') !== 'off';
    } catch (error) {
      return true;
    }
  }

  function turnShortcut(isOn) {
    try {
      localStorage.setItem('search-shortcut', isOn ? 'on' : 'off');
    } catch (error) {
      announce('This browser does not let the page remember it');
    }
  }

  function isShortcut(event) {
    const isTyping = event.target.closest('input, select, textarea, [contenteditable]');
    return event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !isTyping;
  }

  function focusBy(event, input) {
    event.preventDefault();
    input.focus();
    input.select();
  }
})();
