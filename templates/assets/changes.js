/*
 * What changed for a customer: select#since-choice leaves the changes of the newest periods; license, realm and add-ons leave
 * those of unit primitives that work for such a customer before or after, as a filter beside those of facets.js, which comes
 * after this script. Each row left says what it does for the customer, and #customer-note what all of them come to.
 *
 * A row's data-had and data-has say for whom its unit primitive worked before the period, and works after it:
 * licenses/add-ons/realms with names between spaces, * for any; empty for nobody. data-age counts periods from the newest.
 */
(function () {
  'use strict';

  const { create, ready } = window.siteDom;
  const { leftOut, listed, number, quoted } = window.siteWords;

  const ANY = '*';
  const NO_ADD_ON = 'no-add-on';
  const OUTCOMES = { gained: 'Newly works', lost: 'No longer works', both: 'Works for others', same: 'Still works' };
  const NAMES = ['since', 'license', 'realm', 'add_on'];
  const MOST = 12; // names in a line

  let fields; // name -> its select, or its checkboxes
  let note;
  let rows;
  let unknown = [];

  window.siteFilters = [{ names: NAMES, passes, entries, chips, restore }];

  ready(() => {
    const outside = document.querySelector('.customer');
    note = document.getElementById('customer-note');
    if (!note) return;
    const form = document.getElementById('facets');
    rows = Array.from(document.querySelectorAll('#changes-list tr[data-row]'));
    fields = new Map(NAMES.map((name) => [name, Array.from(outside.querySelectorAll(`[name="${name}"]`))]));
    outside.addEventListener('input', () => {
      unknown = [];
      form.dispatchEvent(new Event('input'));
      tell();
    });
    form.addEventListener('reset', () => setTimeout(() => {
      unknown = [];
      tell();
    }));
  });

  /** The values that the reader has chosen of a field. */
  function chosen(name) {
    return fields.get(name).flatMap((field) =>
      field.type === 'checkbox' ? (field.checked ? [field.value] : []) : field.value ? [field.value] : []);
  }

  function entries() {
    return NAMES.flatMap((name) => chosen(name).map((value) => [name, value]));
  }

  function restore(query) {
    unknown = [];
    NAMES.forEach((name) => {
      const values = query.getAll(name).filter(Boolean);
      const known = new Set(fields.get(name).flatMap((field) =>
        field.type === 'checkbox' ? [field.value] : Array.from(field.options, (option) => option.value)));
      fields.get(name).forEach((field) => {
        if (field.type === 'checkbox') field.checked = values.includes(field.value);
        else field.value = values.find((value) => known.has(value)) || '';
      });
      if (fields.get(name).length) unknown.push(...values.filter((value) => !known.has(value)).map((value) => `${name} ${quoted(value)}`));
    });
    tell();
  }

  function chips() {
    return NAMES.flatMap((name) => fields.get(name).flatMap((field) => {
      const remove = () => {
        if (field.type === 'checkbox') field.checked = false;
        else field.value = '';
        tell();
      };
      if (field.type === 'checkbox') return field.checked ? [[`Has: ${words(field)}`, remove]] : [];
      return field.value ? [[`${name === 'since' ? 'Since' : name === 'realm' ? 'On' : 'With'}: ${words(field)}`, remove]] : [];
    }));
  }

  function words(field) {
    return (field.type === 'checkbox' ? field.parentNode.textContent : field.selectedOptions[0].textContent).trim();
  }

  function passes(row) {
    return isRecent(row) && (!customer() || outcome(row) !== '');
  }

  function isRecent(row) {
    const [since] = fields.get('since');
    const option = since && since.value ? since.selectedOptions[0] : null;
    return option === null || Number(row.dataset.age) < Number(option.dataset.periods);
  }

  /** What the customer has, by axis; null where nothing is said of an axis, and for the whole where nothing is said at all. */
  function customer() {
    const axes = ['license', 'add_on', 'realm'].map(chosen).map((values) => (values.length ? values : null));
    return axes.some(Boolean) ? axes : null;
  }

  function outcome(row) {
    const asked = customer();
    return row.dataset.key && asked ? compared(row.dataset.had, row.dataset.has, asked) : '';
  }

  /** What became of the situations that the customer may be in: gained, lost, both, same; empty where it never works. */
  function compared(had, has, asked) {
    const before = within(had, asked);
    const after = within(has, asked);
    if (!before && !after) return '';
    const gained = after && !(before && holds(before, after));
    const lost = before && !(after && holds(after, before));
    return gained && lost ? 'both' : gained ? 'gained' : lost ? 'lost' : 'same';
  }

  /** The part of the situations in which something works that the customer may be in; null for none. */
  function within(terms, asked) {
    if (!terms) return null;
    const axes = terms.split('/').map((axis) => axis.split(' '));
    const fits = axes.every((names, at) => !asked[at] || names[0] === ANY || asked[at].some((value) => names.includes(value)));
    return fits ? axes.map((names, at) => (asked[at] ? [ANY] : names)) : null;
  }

  function holds(larger, smaller) {
    return larger.every((names, at) => names[0] === ANY || smaller[at].every((value) => names.includes(value)));
  }

  /** Says at each row, and above all of them, what is different for the customer. */
  function tell() {
    const asked = customer();
    rows.forEach((row) => mark(row, outcome(row)));
    const left = leftOut(unknown);
    note.replaceChildren(...(asked ? summary(asked) : []), ...(left ? [create('span', {}, ` ${left}`)] : []));
  }

  function mark(row, found) {
    const cell = row.cells[1];
    const present = cell.querySelector('.outcome');
    if (present) present.remove();
    if (found) cell.prepend(create('span', { class: `tag outcome ${found}` }, OUTCOMES[found]));
  }

  function summary(asked) {
    const found = { gained: [], lost: [], both: [], same: [] };
    nets().forEach((net) => {
      const became = compared(net.had, net.has, asked);
      if (became) found[became].push(net);
    });
    const lines = Object.keys(OUTCOMES).filter((became) => found[became].length).map((became) =>
      create('li', {}, create('span', { class: `tag ${became}` }, `${OUTCOMES[became]}: ${number(found[became].length)}`), ' ', ...names(found[became])));
    const who = create('strong', {}, described(asked));
    return lines.length ? [who, create('ul', {}, ...lines)] : [who, ': nothing is different.'];
  }

  /** For each unit primitive with a change in the time, for whom it worked at its beginning, and works at its end. `raised`: it needs a later version. */
  function nets() {
    const found = new Map();
    rows.filter((row) => row.dataset.key && isRecent(row)).forEach((row) => {
      const age = Number(row.dataset.age);
      const net = found.get(row.dataset.key) || { oldest: -1, newest: Infinity };
      if (age > net.oldest) Object.assign(net, { oldest: age, had: row.dataset.had });
      if (age < net.newest) Object.assign(net, { newest: age, has: row.dataset.has, name: row.cells[0] });
      net.raised = net.raised || row.dataset.change === 'version_raised';
      found.set(row.dataset.key, net);
    });
    return Array.from(found.values());
  }

  function names(nets) {
    const shown = nets.slice(0, MOST).flatMap(({ name, raised }, at) =>
      [at ? ', ' : '', name.firstElementChild.cloneNode(true), raised ? ' (needs a later version)' : '']);
    return nets.length > MOST ? [...shown, ` and ${number(nets.length - MOST)} more`] : shown;
  }

  function described([licenses, addOns, realms]) {
    const text = (name) => fields.get(name).filter((field) => field.type !== 'checkbox' || field.checked).map(words);
    const parts = [licenses ? text('license')[0] : 'Any license'];
    if (addOns) parts.push(addOns.join() === NO_ADD_ON ? 'without an add-on' : `with ${listed(text('add_on'), 'and')}`);
    if (realms) parts.push(`on ${text('realm')[0]}`);
    const [since] = fields.get('since');
    return parts.join(' ') + (since && since.value ? `, since ${words(since)}` : '');
  }
})();
