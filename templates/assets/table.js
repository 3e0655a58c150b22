/*
 * Sorting: in table[data-sortable] a column header sorts by click or key: up, down, and back to the order of the page.
 * A cell counts by its data-sort, else by its text; a dash, say, is nothing there, but in a row header a name like others.
 * th[data-unsortable] has no button. Rows stay within their tbody.
 * The table that the facets belong to keeps its order in the address, ?sort=column&dir=desc, with the header's
 * data-column or its number for the column.
 */
(function () {
  'use strict';

  const { buttonIn, columnHeaders, readQuery, ready, textOf, writeQuery } = window.siteDom;
  const PARAMETERS = ['sort', 'dir'];
  const NEXT = { none: 'ascending', ascending: 'descending', descending: 'none' };
  const NOTHING = /^(|[-–—]|not stated|unknown)$/i;
  // Numbers inside text compare as numbers: 16.10 comes after 16.9, and 9 before 10.
  const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

  window.siteTable = { parameters: PARAMETERS, sorted, unknownOrder };

  ready(() => document.querySelectorAll('table[data-sortable]').forEach(connect));

  function connect(table) {
    const headers = columnHeaders(table);
    const bodies = Array.from(table.tBodies, (body) => ({ body, rows: dataRows(body) }));
    const facets = document.getElementById('facets');
    const keepsAddress = facets && facets.dataset.for === table.id;

    headers.forEach((header, column) => {
      if (!isSortable(header)) return;
      buttonIn(header, 'sort-button', 'Sort by').addEventListener('click', () => {
        const direction = NEXT[header.getAttribute('aria-sort') || 'none'];
        sort(column, direction);
        if (keepsAddress) writeQuery(PARAMETERS, entries(nameOf(header, column), direction));
      });
    });
    if (keepsAddress) {
      restore();
      window.addEventListener('popstate', restore);
    }

    function restore() {
      const column = columnOf(headers, readQuery().get('sort'));
      sort(column, column < 0 ? 'none' : readQuery().get('dir') === 'desc' ? 'descending' : 'ascending');
    }

    function sort(column, direction) {
      if (direction === 'none' && !headers.some((header) => header.hasAttribute('aria-sort'))) return;
      headers.forEach((header) => header.removeAttribute('aria-sort'));
      if (direction !== 'none') headers[column].setAttribute('aria-sort', direction);
      bodies.forEach(({ body, rows }) => body.append(...sorted(table, rows, (row, at) => row.cells[at])));
      table.dispatchEvent(new Event('sorted'));
    }
  }

  // A body with marked rows has others that are headings of it; those stay where they are, first.
  function dataRows(body) {
    const rows = Array.from(body.rows);
    const marked = rows.filter((row) => 'row' in row.dataset);
    return marked.length ? marked : rows;
  }

  function isSortable(header) {
    return Boolean(header) && header.colSpan === 1 && !('unsortable' in header.dataset) && textOf(header) !== '';
  }

  function columnOf(headers, name) {
    return headers.findIndex((header, at) => isSortable(header) && nameOf(header, at) === name);
  }

  /** Of what an address says of the order the names and values that this table does not know. */
  function unknownOrder(table, query) {
    const columns = 'sortable' in table.dataset ? columnHeaders(table) : [];
    const known = { sort: (name) => columnOf(columns, name) >= 0, dir: (value) => value === 'asc' || value === 'desc' };
    return PARAMETERS.map((name) => [name, query.get(name)]).filter(([name, value]) => value && !known[name](value));
  }

  function nameOf(header, column) {
    return header.dataset.column || String(column + 1);
  }

  function entries(name, direction) {
    if (direction === 'none') return [];
    return direction === 'descending' ? [['sort', name], ['dir', 'desc']] : [['sort', name]];
  }

  /** Rows in the order of the header: what is not stated comes last both ways, equals keep the order of the page. */
  function sorted(table, rows, cellOf) {
    const headers = columnHeaders(table);
    const column = headers.findIndex((header) => header.hasAttribute('aria-sort'));
    if (column < 0) return rows;
    const sign = headers[column].getAttribute('aria-sort') === 'descending' ? -1 : 1;
    const keyed = rows.map((row) => ({ row, key: keyOf(cellOf(row, column)) }));
    keyed.sort((a, b) => (a.key === '') - (b.key === '') || sign * compare(a.key, b.key));
    return keyed.map(({ row }) => row);
  }

  function keyOf(cell) {
    if (!cell) return '';
    const key = 'sort' in cell.dataset ? cell.dataset.sort : textOf(cell);
    return cell.tagName === 'TD' && NOTHING.test(key) ? '' : key.replace(/(\d),(?=\d{3}\b)/g, '$1'); // 1,234 is one number
  }
})();
