/*
 * Customers' situations that a reader keeps, in this browser only: a list to choose from, and a button to keep the present
 * one under a name; gives window.siteKept.
 */
(function () {
  'use strict';

  const { create } = window.siteDom;
  const KEPT = 'site-builder set-ups';

  window.siteKept = { connectKept };

  /** `query` gives the present situation, `go` shows another. */
  function connectKept(part, query, go) {
    const name = part('set-up-name');
    part('set-up-keep').addEventListener('click', keep);
    name.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      keep();
    });
    list();

    function keep() {
      const title = name.value.trim();
      if (!title) {
        name.focus();
        return;
      }
      const others = kept().filter((setUp) => setUp.name !== title);
      if (!remember([...others, { name: title, query: query() }])) return;
      say(`Kept “${title}”.`);
      name.value = '';
      list();
    }

    function list() {
      part('kept-count').textContent = kept().length;
      part('set-ups').replaceChildren(...kept().map((setUp) => {
        const use = create('button', { type: 'button', class: 'link-button' }, setUp.name);
        const forget = create('button', { type: 'button', class: 'button quiet', 'aria-label': `Forget ${setUp.name}` }, '×');
        use.addEventListener('click', () => go(setUp.query));
        forget.addEventListener('click', () => {
          remember(kept().filter((other) => other.name !== setUp.name));
          list();
          name.focus();
        });
        return create('li', {}, use, forget);
      }));
    }

    function say(words) {
      part('set-up-note').textContent = words;
    }

    function remember(setUps) {
      try {
        localStorage.setItem(KEPT, JSON.stringify(setUps));
        return true;
      } catch (error) {
        say('This browser keeps nothing here: its memory is off, or full. “Copy link” has the same.');
        return false;
      }
    }
  }

  /** What is kept, as far as it is of the form that this page writes. */
  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEPT) || '[]');
      return found.filter((setUp) => setUp && typeof setUp.name === 'string' && typeof setUp.query === 'string');
    } catch (error) {
      return [];
    }
  }
})();
