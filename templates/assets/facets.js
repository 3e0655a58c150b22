/*
 * Facets of a list: form#facets hides the rows of the table it is for (data-for) that do not match, counts what each
 * option would give, keeps its state in the address and hands out what is shown as CSV.
 * Options of one facet widen (or), facets narrow each other (and).
 *
 * In the form: checkboxes named by facet, each in a label with a .count; a text filter named q.
 * In the table: tr[data-row] with data-<facet>="value value", * for every option of the facet, and, where its text is not
 * enough, data-text;
 * tbody[data-group] hides when none of its rows is shown, its .group-count says how many are; its name, where the
 * attribute has one, is read with each of its rows.
 * Beside them: #shown gets "N of M", what the address names and nobody knows, what is chosen that no row has and of which
 * facets not all values are taken, and in data-filters the active filters in words, for paper; #chips gets a button for each of them,
 * #none-shown appears when nothing is left, a or button[data-csv="name.csv"] downloads; a cell's data-csv stands for its
 * text. In a table with data-csv-group each line begins with the data-csv of its tbody, under that heading; with
 * data-csv-tag it ends with yes or no, under that heading: whether a .tag in the row says so.
 * Of a long table (rest.js) all rows are taken as soon as a filter, a sort, a download or more rows are asked for.
 * A filter that is no list of options comes from a script before this one, in window.siteFilters: { names, passes(row),
 * entries(), chips(), restore(query) }; names are its parameters in the address, chips its [text, remove] pairs. It tells
 * that it has changed by an input event at the form.
 */
(function () {
  'use strict';

  const { columnHeaders, create, readQuery, ready, textOf, writeQuery } = window.siteDom;
  const { csvOf, download } = window.siteCsv;
  const { leftOut, legible, number: written, ofNoRow, quoted, unknownParameters } = window.siteWords;
  const { parameters, sorted, unknownOrder } = window.siteTable;
  const { elements, restOf, words: wordsOf } = window.siteRest || { restOf: () => null };
  const filters = window.siteFilters || [];
  const MOST_ADDED = 1000; // options of an address
  const taken = new Map(); // long table -> what hands the rows of it that match to a function

  ready(() => {
    const form = document.getElementById('facets');
    const table = form && document.getElementById(form.dataset.for);
    if (table) connect(form, table);
    const panel = form && form.closest('details.facet-panel');
    if (panel) foldIn(panel);
    document.addEventListener('click', onDownload);
  });

  /** Where the filters stand above the list, they begin folded; beside it nothing is there to unfold them with. */
  function foldIn(panel) {
    const above = window.matchMedia('(max-width: 62rem)');
    panel.open = !above.matches;
    above.addEventListener('change', () => {
      if (!above.matches) panel.open = true;
    });
  }

  function connect(form, table) {
    const search = form.elements.q;
    const facets = facetsOf(form);
    const rest = restOf(table, more);
    let rows = rest ? null : Array.from(table.querySelectorAll('tr[data-row]'), (row) => read(row, facets));
    let ordered = rows;
    const names = ['q', ...filters.flatMap((filter) => filter.names), ...facets.map((facet) => facet.name)];
    const chips = document.getElementById('chips');
    const shown = document.getElementById('shown');
    const unasked = shown && shown.textContent;
    let unknown = [];
    let tooMany = []; // facets of which an address names more than are taken
    let limit; // of rows that are shown, of a long table

    form.addEventListener('input', change);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(change)); // the fields are empty only after the event
    window.addEventListener('popstate', restore);
    if (rest) {
      taken.set(table, (use) => takeAll().then(() => {
        draw();
        use(ordered.filter(({ shown }) => shown));
      }, refuse));
    }
    table.addEventListener('sorted', () => {
      unknown = [];
      tooMany = [];
      if (rest && rows) takeAll().then(apply);
      else apply();
    });
    restore();

    /** All rows of a long table, in the order that its header says. */
    function takeAll() {
      return rest.load().then((all) => {
        const groups = Array.from(table.tBodies, (body) => plain(body.dataset.group || ''));
        rows = rows || all.map((row) => readPieces(row, facets, groups[row.body]));
        ordered = sorted(table, rows, ({ cells }, column) => elements(cells[column])[0]);
      });
    }

    function refuse() {
      shown.replaceChildren(...rest.refusal());
    }

    function change() {
      unknown = [];
      tooMany = [];
      writeQuery(names, state());
      apply();
    }

    function state() {
      const chosen = facets.flatMap((facet) => facet.options.filter(({ box }) => box.checked));
      const entries = filters.flatMap((filter) => filter.entries());
      entries.push(...chosen.map(({ box }) => [box.name, box.value]));
      return search && search.value.trim() ? [['q', search.value.trim()], ...entries] : entries;
    }

    // Values of a facet that are no option are named, and so are parameters that are no facet; of a facet with more options
    // than the form has, any value is one.
    function restore() {
      const query = readQuery();
      if (search) search.value = query.get('q') || '';
      tooMany = [];
      const values = facets.flatMap((facet) => {
        const { name, options } = facet;
        const asked = askedOf(query, name);
        const values = facet.more ? asked.slice(0, MOST_ADDED) : asked;
        if (facet.more) values.forEach((value) => addOption(facet, value));
        if (values.length < asked.length) tooMany.push(name);
        options.forEach(({ box }) => {
          box.checked = values.includes(box.value);
          if (box.checked) box.closest('details').open = true; // where the reader sees what leaves these rows
        });
        return values.filter((value) => options.every(({ box }) => box.value !== value)).map((value) => [name, spoken(value)]);
      });
      const strange = [...values, ...unknownOrder(table, query)].map(([name, value]) => `${name} ${quoted(value)}`);
      unknown = [...strange, ...unknownParameters(query, [...names, ...parameters])];
      filters.forEach((filter) => filter.restore(query));
      apply();
    }

    function isAsked() {
      return state().length > 0 || unknown.length > 0 || table.querySelector('th[aria-sort]') !== null;
    }

    /**
     * Shows what is asked for from the first row on, of a long table as many as are drawn while one types: also where
     * nothing is asked any more, since the key that empties a field must not wait for all rows the page came with.
     */
    function apply() {
      if (rest) limit = rows || isAsked() ? rest.most : rest.own;
      draw();
    }

    function more() {
      takeAll().then(() => {
        limit += rest.most;
        draw();
      }, refuse);
    }

    function draw() {
      if (chips) showChips();
      if (!rows) { // the page itself answers who asks nothing
        if (isAsked()) takeAll().then(draw, refuse);
        else if (shown.textContent !== unasked) shown.textContent = unasked; // what was refused is no longer asked
        return;
      }
      showCounts(facets, tally(rows, facets, search ? search.value : ''));
      if (rest) rest.show(ordered.filter(({ shown }) => shown), limit);
      else showShown(table, rows);
      showNumber(rows, rest ? limit : rows.length, [leftOut(unknown), ofNoRow(absent()), ...tooMany.map(ofTooMany)]);
    }

    /** What is chosen of an address in a facet with more options than the form has, and no row has. */
    function absent() {
      return facets.flatMap((facet, at) => {
        const chosen = facet.added.filter(({ box }) => box.checked);
        if (!chosen.length || rows.some(({ values }) => !values[at])) return []; // what is for every value has it
        facet.known = facet.known || new Set(rows.flatMap(({ values }) => values[at]));
        return chosen.filter(({ box }) => !facet.known.has(box.value)).map(({ box }) => `${facet.name} ${quoted(spoken(box.value))}`);
      });
    }

    function showChips() {
      const at = Array.from(chips.children).indexOf(document.activeElement);
      const text = search && search.value.trim();
      const active = [
        ...(text ? [[`Text: ${legible(text)}`, () => (search.value = '')]] : []),
        ...filters.flatMap((filter) => filter.chips()),
        ...facets.flatMap((facet) => facet.options.filter(({ box }) => box.checked).map(({ box, label }) =>
          [`${facet.label}: ${label}`, () => (box.checked = false)])),
      ];
      shown.dataset.filters = active.map(([words]) => words).join('; '); // chips are buttons, which are not on paper
      const items = active.map(([words, remove]) => chip(words, remove));
      if (items.length) items.push(resetButton());
      chips.replaceChildren(...items);
      // The button just pressed is gone: its neighbour, or the filters themselves, keep the reader's place.
      if (at >= 0) (items[Math.min(at, items.length - 1)] || search || facets[0].options[0].box).focus();
    }

    function chip(text, remove) {
      const button = create('button', { type: 'button', class: 'chip' },
        create('span', { class: 'visually-hidden' }, 'Remove filter '), text,
        create('span', { class: 'chip-cross', 'aria-hidden': 'true' }, ' ×'));
      button.addEventListener('click', () => {
        remove();
        change();
      });
      return button;
    }

    function resetButton() {
      const button = create('button', { type: 'button', class: 'chip chip-reset' }, 'Reset');
      button.addEventListener('click', () => form.reset());
      return button;
    }
  }

  /** The facets in the order of the page: each with its name, its label and its options. */
  function facetsOf(form) {
    const boxes = Array.from(form.querySelectorAll('input[type=checkbox]'));
    return Array.from(new Set(boxes.map((box) => box.name)), (name) => {
      const own = boxes.filter((box) => box.name === name);
      const legend = own[0].closest('fieldset') && own[0].closest('fieldset').querySelector('legend');
      const panel = own[0].closest('details');
      const more = Boolean(panel) && 'more' in panel.dataset;
      return { name, label: legend ? textOf(legend) : name, options: own.map(optionOf), more, added: [] };
    });
  }

  /** What an address asks of a facet, each once. In a row's data spaces part values, and in one of them `+` is a space. */
  function askedOf(query, name) {
    return Array.from(new Set(query.getAll(name).map((value) => value.trim().replace(/\s/g, '+')).filter(Boolean)));
  }

  function spoken(value) {
    return value.replace(/\+/g, ' ');
  }

  /** Of a facet with more options than the form has, one that an address names. Rows do not say what it is called. */
  function addOption({ name, options, added }, value) {
    if (options.some(({ box }) => box.value === value)) return;
    const box = create('input', { type: 'checkbox', name, value });
    options[0].box.closest('fieldset').append(create('label', {}, box, ' ',
      create('span', { class: 'option-text' }, legible(spoken(value))), ' ', create('span', { class: 'count' })));
    added.push(optionOf(box));
    options.push(added[added.length - 1]);
  }

  function optionOf(box) {
    const label = box.closest('label');
    const count = label.querySelector('.count');
    const words = Array.from(label.childNodes).filter((node) => node !== count && node !== box);
    return { box, count, label: words.map((node) => node.textContent).join('').trim() };
  }

  function read(row, facets) {
    return {
      row,
      text: plain(`${row.dataset.text || textOf(row)} ${row.parentNode.dataset.group || ''}`),
      values: facets.map((facet) => valuesOf(row.getAttribute(`data-${facet.name}`) || '')),
    };
  }

  // Rows share pieces: each is read once.
  function readPieces(row, facets, group) {
    const [start] = elements(row.start);
    row.start.values = row.start.values || facets.map((facet) =>
      valuesOf(start.getAttribute(`data-${facet.name}`) || ''));
    row.cells.forEach((piece) => (piece.plain = piece.plain || plain(wordsOf(piece))));
    return { ...row, row: start, text: [...row.cells.map((piece) => piece.plain), group].join(' '), values: row.start.values };
  }

  /** Null where it is for every value. */
  function valuesOf(text) {
    return text === '*' ? null : Array.from(new Set(text.match(/\S+/g)));
  }

  // «duo chat» finds duo_chat, and the other way round.
  function plain(text) {
    return text.toLowerCase().replace(/[\s_]+/g, ' ').trim();
  }

  /**
   * Notes on each row whether it is shown; gives per facet how many rows each value would show.
   * A row that only one facet rejects still counts for that facet's options: choosing one of them would bring it in.
   */
  function tally(rows, facets, text) {
    const words = Array.from(new Set(plain(text).split(' '))); // who pastes a text says many of them often
    const chosen = facets.map(({ options }) => options.filter(({ box }) => box.checked).map(({ box }) => box.value));
    const counts = facets.map(() => new Map());
    rows.forEach((item) => {
      const passes = words.every((word) => item.text.includes(word)) && filters.every((filter) => filter.passes(item.row));
      const rejecting = passes ? rejectingFacets(item, chosen) : null;
      item.shown = rejecting !== null && rejecting.length === 0;
      if (rejecting === null || rejecting.length > 1) return;
      item.values.forEach((values, facet) => {
        if (rejecting.length && rejecting[0] !== facet) return;
        (values || facets[facet].options.map(({ box }) => box.value)).forEach((value) => counts[facet].set(value, (counts[facet].get(value) || 0) + 1));
      });
    });
    return counts;
  }

  function rejectingFacets(item, chosen) {
    const rejecting = [];
    chosen.forEach((wanted, facet) => {
      const values = item.values[facet];
      if (wanted.length && values && !values.some((value) => wanted.includes(value))) rejecting.push(facet);
    });
    return rejecting;
  }

  function showCounts(facets, counts) {
    facets.forEach(({ options }, facet) => options.forEach(({ box, count }) => {
      const number = counts[facet].get(box.value) || 0;
      if (count) count.textContent = written(number);
      // The option under the reader's hands stays usable, or the focus would be lost.
      box.disabled = number === 0 && !box.checked && box !== document.activeElement;
    }));
  }

  function ofTooMany(name) {
    return `Of ${name} the first ${written(MOST_ADDED)} values are taken.`;
  }

  function showShown(table, rows) {
    rows.forEach(({ row, shown }) => {
      if (row.hidden === shown) row.hidden = !shown; // writing costs, also where nothing changes
    });
    Array.from(table.tBodies).filter((body) => 'group' in body.dataset).forEach((body) => {
      const number = body.querySelectorAll('tr[data-row]:not([hidden])').length;
      const count = body.querySelector('.group-count');
      body.hidden = number === 0;
      if (count) count.textContent = written(number);
    });
  }

  function showNumber(rows, most, notes) {
    const number = rows.filter(({ shown }) => shown).length;
    const shown = document.getElementById('shown');
    if (shown) shown.textContent = [
      `${written(number)} of ${written(rows.length)}${number > most ? `, the first ${written(most)} stand here` : ''}`, notes.filter(Boolean).join(' '),
    ].filter(Boolean).join('. ');
    const none = document.getElementById('none-shown');
    if (none) none.hidden = number > 0;
  }

  function onDownload(event) {
    const control = event.target.closest('[data-csv]:is(a, button)');
    const form = document.getElementById('facets');
    const table = control && document.getElementById(control.dataset.for || (form && form.dataset.for));
    if (!table) return;
    event.preventDefault();
    const isNarrowed = form && form.dataset.for === table.id;
    const save = (text) => download(control.dataset.csv, text, isNarrowed ? document.getElementById('shown').dataset.filters : '');
    if (taken.has(table)) taken.get(table)((rows) => save(csvOfPieces(table, rows)));
    else save(csv(table));
  }

  function csvOfPieces(table, rows) {
    return csvOf([header(table), ...rows.map(({ cells }) => line(table, cells.flatMap(elements)))]);
  }

  /** What is shown of a table, a line per row. */
  function csv(table) {
    const rows = Array.from(table.querySelectorAll('tbody tr')).filter((row) => !row.hidden && !row.parentNode.hidden);
    const marked = rows.filter((row) => 'row' in row.dataset);
    const group = table.dataset.csvGroup;
    return csvOf([[...(group ? [group] : []), ...header(table)], ...(marked.length ? marked : rows).map((row) =>
      [...(group ? [row.parentNode.dataset.csv] : []), ...line(table, Array.from(row.cells))])]);
  }

  function header(table) {
    const { csvTag } = table.dataset;
    return [...columnHeaders(table).map(words), ...(csvTag ? [csvTag] : [])];
  }

  function line(table, cells) {
    const { csvTag } = table.dataset;
    const isTagged = () => cells.some((cell) => Array.from(cell.querySelectorAll('.tag')).some((tag) => textOf(tag) === csvTag));
    return [...cells.map(words), ...(csvTag ? [isTagged() ? 'yes' : 'no'] : [])];
  }

  function words(cell) {
    return 'csv' in cell.dataset ? cell.dataset.csv : textOf(cell);
  }
})();
