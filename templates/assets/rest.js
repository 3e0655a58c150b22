/*
 * Tables that show only the first of many rows; gives window.siteRest. table[data-rest] names the script with all of them,
 * which loads when a filter, a sort, a download or more rows need it; data-total says how many they are, data-most how many
 * of those that were asked for are shown at first, so that an answer comes while one types. A button below the table asks
 * for as many more.
 * The script sets window.siteRows = { pieces: [html], rows: [[body, start, cell, ...]] }: a row stands in one of the
 * table's bodies, and is made of pieces, by their places: its start tag, then its cells. A piece may be places as well.
 */
(function () {
  'use strict';

  const { create, loadScript, textOf } = window.siteDom;
  const { number } = window.siteWords;
  const { complaint } = window.siteAnew;

  window.siteRest = { elements, restOf, words };

  /** What shows the rows of a table that holds only the first of them, `own` of them; null for a table that holds all. */
  function restOf(table, onMore) {
    if (!table.dataset.rest) return null;
    const [most, total] = [table.dataset.most, table.dataset.total].map(Number);
    const own = table.querySelectorAll('tr[data-row]').length;
    const bodies = Array.from(table.tBodies);
    const frame = table.closest('.table-scroll');
    const button = create('button', { type: 'button', class: 'button' });
    let loading = null;

    frame.after(button);
    button.addEventListener('click', onMore);
    offer(total - own);
    return { load, most, own, refusal, show };

    /** The promise of all rows: { row, cells, body }, `row` being a start that rows share. Where none came, the next call tries again. */
    function load() {
      loading = loading || loadScript(table.dataset.rest).then(() => {
        if (refusal()) throw new Error('rows of another edition');
        const pieces = window.siteRows.pieces.map((piece) => (Array.isArray(piece) ? { places: piece } : { html: piece }));
        pieces.forEach((piece) => { if (piece.places) piece.parts = piece.places.map((place) => pieces[place]); });
        return window.siteRows.rows.map(([body, start, ...cells]) => ({
          body, start: pieces[start], cells: cells.map((place) => pieces[place]),
        }));
      });
      loading.catch(() => { if (!window.siteRows) loading = null; });
      return loading;
    }

    /** What to say where the rows are not there, as nodes; null where they are. */
    function refusal() {
      return complaint(window.siteRows, ', so that only these rows stand here');
    }

    /** Puts the first of the rows into the table: a group without any is hidden, one with some says of how many. */
    function show(found, limit) {
      const shown = bodies.map(() => []);
      found.slice(0, limit).forEach((row) => shown[row.body].push(drawn(row)));
      const counts = bodies.map(() => 0);
      found.forEach(({ body }) => (counts[body] += 1));
      offer(found.length - limit);
      bodies.forEach((body, place) => {
        const headings = Array.from(body.rows).filter((row) => !('row' in row.dataset));
        const count = body.querySelector('.group-count');
        // Writing costs, also where nothing changes.
        if (shown[place].length || headings.length < body.rows.length) body.replaceChildren(...headings, ...shown[place]);
        const [here, all] = [shown[place].length, counts[place]];
        const told = here < all ? `${number(here)} of ${number(all)}` : number(all);
        if ('group' in body.dataset && body.hidden !== (here === 0)) body.hidden = here === 0;
        if (count && count.textContent !== told) count.textContent = told;
      });
    }

    function offer(left) {
      if (left <= 0 && document.activeElement === button) frame.focus({ preventScroll: true }); // the button goes
      button.hidden = left <= 0;
      button.textContent = `Show ${number(Math.min(most, left))} more`;
    }
  }

  function drawn({ start, cells }) {
    const row = elements(start)[0].cloneNode();
    row.append(...cells.flatMap(elements).map((cell) => cell.cloneNode(true)));
    const own = row.querySelector('th a');
    row.querySelectorAll('td a[href^="#"]').forEach((link) => (link.href = own.getAttribute('href') + link.hash));
    return row;
  }

  /** The elements of a piece, made when they are first asked for. */
  function elements(piece) {
    if (piece.parts) return piece.parts.flatMap(elements);
    if (!piece.elements) {
      const template = document.createElement('template');
      template.innerHTML = piece.html;
      piece.elements = Array.from(template.content.children);
    }
    return piece.elements;
  }

  /** The text of a piece, as a reader gets it. */
  function words(piece) {
    if (piece.text === undefined) piece.text = elements(piece).map(textOf).join(' ');
    return piece.text;
  }
})();
