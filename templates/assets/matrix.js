/*
 * The matrix, table[data-matrix]: groups of rows (tbody[data-group] with a heading row) fold; the row and the column of
 * the cell under pointer or focus stand out. button[data-groups=expand] and [data-groups=collapse] do it to all groups.
 * Filters are those of facets.js; folded rows still count and download.
 */
(function () {
  'use strict';

  const { buttonIn, columnHeaders, ready } = window.siteDom;

  ready(() => document.querySelectorAll('table[data-matrix]').forEach((table) => {
    connectGroups(table);
    connectHighlight(table);
  }));

  function connectGroups(table) {
    const groups = Array.from(table.tBodies).filter((body) => 'group' in body.dataset).map(groupOf);
    groups.forEach(({ body, button }) => button.addEventListener('click', () => {
      fold({ body, button }, button.getAttribute('aria-expanded') === 'true');
    }));
    document.querySelectorAll('button[data-groups]').forEach((control) => control.addEventListener('click', () => {
      groups.forEach((group) => fold(group, control.dataset.groups === 'collapse'));
    }));
  }

  function groupOf(body) {
    const button = buttonIn(body.querySelector('tr:not([data-row]) th'), 'group-button', 'Rows of');
    button.setAttribute('aria-expanded', 'true');
    return { body, button };
  }

  function fold({ body, button }, isFolded) {
    body.classList.toggle('is-folded', isFolded);
    button.setAttribute('aria-expanded', String(!isFolded));
  }

  function connectHighlight(table) {
    const headers = columnHeaders(table);
    let current = null;
    let marked = [];

    table.addEventListener('mousemove', (event) => {
      // Moving the focus scrolls, and slides cells under a resting pointer: nobody pointed at those.
      const isResting = event.movementX === 0 && event.movementY === 0;
      if (!isResting || !table.contains(document.activeElement)) follow(event);
    });
    table.addEventListener('focusin', follow);
    table.addEventListener('mouseleave', () => mark(null));
    table.addEventListener('focusout', () => mark(null));

    function follow(event) {
      const cell = event.target.closest('td, th');
      mark(cell && cell.closest('tr[data-row]') ? cell : null);
    }

    function mark(cell) {
      if (cell === current) return;
      current = cell;
      marked.forEach((element) => element.classList.remove('is-current'));
      marked = cell ? [cell.parentNode, ...columnOf(cell.cellIndex)] : [];
      marked.forEach((element) => element.classList.add('is-current'));
    }

    // The first column names the rows: the row says enough.
    function columnOf(column) {
      if (column === 0) return [];
      const rows = Array.from(table.querySelectorAll('tr[data-row]:not([hidden])'));
      return [headers[column], ...rows.map((row) => row.cells[column])].filter(Boolean);
    }
  }
})();
