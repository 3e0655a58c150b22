/*
 * What changed for a customer: select#since-choice leaves the changes of every step after one (data-after), so that what they
 * come to is what is now; license, realm and add-ons leave those of unit primitives that work for such a customer before or
 * after, as a filter beside those of facets.js, which comes after this script. Rows that give or take something say what
 * they do for the customer, and #customer-note what all of them come to: of what its data-extent names, without so many as
 * its data-missed says, where not all that happened is in the list.
 *
 * A row's data-had and data-has say for whom its unit primitive worked just before and works just after it:
 * licenses/add-ons/realms/version with names between spaces, * for any and ! behind what is gone; empty for nobody. data-step
 * counts what happened from the beginning on. data-was is what it was called just before, where that is something else, and
 * data-deprecated says whether it was before, and is after.
 */
(function () {
  'use strict';

  const { create, ready } = window.siteDom;
  const { leftOut, listed, number, quoted } = window.siteWords;
  const { isOlder } = window.siteVersions;

  const ANY = '*';
  const NO_ADD_ON = 'no-add-on';
  const OUTCOMES = {
    gained: 'Newly works',
    lost: 'No longer works',
    more: 'Newly works for some of them',
    fewer: 'No longer works for some of them',
    both: 'Newly works for some of them, no longer for others',
    paid: 'Still works, now by an add-on',
    brief: 'Came and went',
    same: 'Still works',
  };
  const TELLING = ['added', 'gained', 'became_free', 'lost', 'became_paid', 'removed']; // classes that give or take
  const OF_VERSIONS = ['version_raised', 'version_lowered'];
  const TONES = { gained: 'gained', lost: 'lost', more: 'gained', fewer: 'lost', both: 'both', paid: 'both', brief: 'same', same: 'same' };
  const NAMES = ['since', 'license', 'realm', 'add_on'];
  const AXES = ['license', 'add_on', 'realm'];
  const REALM = AXES.indexOf('realm');
  const EVERYBODY = AXES.map(() => [ANY]); // whom what was chosen describes
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
    outside.addEventListener('input', ({ target }) => {
      unknown = [];
      if (target.name === 'add_on' && target.checked) leaveOne(target);
      form.dispatchEvent(new Event('input'));
      tell();
    });
    form.addEventListener('reset', () => setTimeout(() => {
      unknown = [];
      tell();
    }));
  });

  /** Who has no add-on has none of the others. */
  function leaveOne(chosenOne) {
    fields.get('add_on').forEach((field) => {
      if ((field.value === NO_ADD_ON) !== (chosenOne.value === NO_ADD_ON)) field.checked = false;
    });
  }

  /** The values that the reader has chosen of a field. */
  function chosen(name) {
    return fields.get(name).flatMap((field) =>
      field.type === 'checkbox' ? (field.checked ? [field.value] : []) : field.value ? [field.value] : []);
  }

  function entries() {
    return NAMES.flatMap((name) => chosen(name).map((value) => [name, value]));
  }

  function restore(query) {
    unknown = NAMES.flatMap((name) => {
      const values = query.getAll(name).filter(Boolean);
      const known = new Set(fields.get(name).flatMap((field) =>
        field.type === 'checkbox' ? [field.value] : Array.from(field.options, (option) => option.value)));
      fields.get(name).forEach((field) => {
        if (field.type === 'checkbox') field.checked = values.includes(field.value);
        else field.value = values.find((value) => known.has(value)) || '';
      });
      return fields.get(name).length ? values.filter((value) => !known.has(value)).map((value) => `${name} ${quoted(value)}`) : [];
    });
    const added = fields.get('add_on').find((field) => field.checked && field.value !== NO_ADD_ON);
    if (added) leaveOne(added);
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
    return isRecent(row) && (!customer() || (outcome(row) !== '' && isNoticed(row)));
  }

  /** Whether a change of what works on is one for the customer: another version is none where nobody asks for one. */
  function isNoticed(row) {
    return !OF_VERSIONS.includes(row.dataset.change) || isVersionAsked(namesOf(row.dataset.has)[REALM]);
  }

  function isRecent(row) {
    const [since] = fields.get('since');
    const option = since && since.value ? since.selectedOptions[0] : null;
    return !option || Number(row.dataset.step) > Number(option.dataset.after);
  }

  /** What the customer has, by axis; null where nothing is said of an axis, and for the whole where nothing is said at all. */
  function customer() {
    const axes = AXES.map(chosen).map((values) => (values.length ? values : null));
    return axes.some(Boolean) ? axes : null;
  }

  function outcome(row) {
    const asked = customer();
    return row.dataset.key && asked ? compared(row.dataset.had, row.dataset.has, asked) : '';
  }

  /** What became of the situations that the customer may be in: gained, lost, some more or fewer of them, both, or the same; empty where it never works. */
  function compared(had, has, asked) {
    const before = within(had, asked);
    const after = within(has, asked);
    if (!before) return !after ? '' : holds(after, EVERYBODY) ? 'gained' : 'more';
    if (!after) return holds(before, EVERYBODY) ? 'lost' : 'fewer';
    const isMore = !holds(before, after);
    const isLess = !holds(after, before);
    return isMore && isLess ? 'both' : isMore ? 'more' : isLess ? 'fewer' : 'same';
  }

  /** The part of the situations in which something works that the customer may be in; null for none. */
  function within(terms, asked) {
    if (!terms) return null;
    const axes = namesOf(terms);
    const fits = axes.every((names, at) => !asked[at] || names[0] === ANY || asked[at].some((value) => names.includes(value)));
    return fits ? axes.map((names, at) => (asked[at] ? [ANY] : names)) : null;
  }

  /** Licenses, add-ons and realms. */
  function namesOf(terms) {
    return terms.split('/').slice(0, AXES.length).map((axis) => axis.split(' '));
  }

  /** All that a customer of today may have of an axis. */
  function choices(at) {
    return fields.get(AXES[at]).flatMap((field) => (field.type === 'checkbox' ? field.value : Array.from(field.options, (option) => option.value).filter(Boolean)));
  }

  /** Any are also those that are gone. */
  function holds(larger, smaller) {
    return larger.every((names, at) =>
      names[0] === ANY || (smaller[at][0] === ANY ? choices(at) : smaller[at]).every((value) => names.includes(value)));
  }

  /** Says at each row, and above all of them, what is different for the customer. */
  function tell() {
    const asked = customer();
    rows.forEach((row) => mark(row, TELLING.includes(row.dataset.change) ? outcome(row) : ''));
    const left = leftOut(unknown);
    note.replaceChildren(...(asked ? summary(asked) : []), ...(left ? [create('span', {}, ` ${left}`)] : []));
  }

  function mark(row, found) {
    const cell = row.cells[1];
    cell.querySelectorAll('.outcome, .outcome + .visually-hidden').forEach((part) => part.remove());
    if (found) {
      const tag = create('span', { class: `tag outcome ${TONES[found]}` }, OUTCOMES[found]);
      cell.prepend(tag, create('span', { class: 'visually-hidden' }, ': '));
    }
  }

  function summary(asked) {
    const found = new Map(Object.keys(OUTCOMES).map((became) => [became, []]));
    nets().forEach((net) => {
      const became = sum(net, asked);
      if (became) found.get(became).push(net);
    });
    const lines = Array.from(found).filter(([, nets]) => nets.length).map(([became, nets]) =>
      create('li', {}, create('span', { class: `tag ${TONES[became]}` }, `${OUTCOMES[became]}: ${number(nets.length)}`), ' ', create('span', { class: 'customer-names' }, ...names(nets))));
    const who = create('strong', {}, described(asked));
    const others = missed();
    const answer = lines.length ? create('ul', {}, ...lines) : others.length ? ': nothing of what is listed here is different.' : ': nothing is different.';
    return [who, answer, ...others];
  }

  /** What no answer counts, as it is not in the list; nothing where all since the chosen moment is. */
  function missed() {
    const [since] = fields.get('since');
    const count = Number(note.dataset.missed || 0);
    if (!count || (since && since.value)) return [];
    const words = `Not counted: ${number(count)} of the changes that customers notice, which the list leaves out. `;
    return [create('p', { class: 'left-out' }, words, create('code', {}, 'site-builder diff'), ' tells of all.')];
  }

  /** For each unit primitive with a change in the time: its rows, for whom it worked before the first, and works after the last. */
  function nets() {
    const found = new Map();
    rows.filter((row) => row.dataset.key && isRecent(row)).forEach((row) => {
      if (!found.has(row.dataset.key)) found.set(row.dataset.key, []);
      found.get(row.dataset.key).push(row);
    });
    return Array.from(found.values(), (all) => {
      const inOrder = all.sort((one, other) => Number(one.dataset.step) - Number(other.dataset.step));
      const [first, last] = [inOrder[0], inOrder[inOrder.length - 1]];
      return { rows: inOrder, had: first.dataset.had, has: last.dataset.has, name: last.cells[0] };
    });
  }

  /** What a net comes to for the customer: also that what works on is no longer free, or that something worked for a while. */
  function sum(net, asked) {
    const became = compared(net.had, net.has, asked);
    if (!became) return net.rows.some(outcome) ? 'brief' : '';
    return became === 'same' && asked[1] && isFree(net.had) && !isFree(net.has) ? 'paid' : became;
  }

  /** Whether what works for somebody works without an add-on. */
  function isFree(terms) {
    return terms.split('/')[1] === ANY;
  }

  function names(nets) {
    const shown = nets.slice(0, MOST).flatMap((net, at) =>
      [at ? ', ' : '', net.name.firstElementChild.cloneNode(true), remarks(net)]);
    return nets.length > MOST ? [...shown, ` and ${number(nets.length - MOST)} more`] : shown;
  }

  /** What else to know of what works now: another name, that it is deprecated, and which version it needs, where that is new. */
  function remarks({ rows: all, had, has }) {
    const [before, after] = [had, has].map((terms) => within(terms, customer()));
    if (!after) return '';
    const [first, last] = [all[0], all[all.length - 1]];
    const said = versionNeeded(had, has);
    if (isDeprecated(last, 'after') && (!before || !isDeprecated(first, 'before'))) said.unshift('deprecated');
    if ((first.dataset.was || called(first)) !== called(last)) said.unshift('renamed');
    return said.length ? ` (${said.join('; ')})` : '';
  }

  function called(row) {
    return row.cells[0].dataset.csv;
  }

  function isDeprecated(row, when) {
    return (row.dataset.deprecated || '').split(' ').includes(when);
  }

  /** The version that is needed now, where it is new or another or none was before; nobody asks for it on GitLab.com. */
  function versionNeeded(had, has) {
    const [before, now] = [had, has].map((terms) => (terms ? terms.split('/')[AXES.length] : ''));
    if (!now || !isVersionAsked(namesOf(has)[REALM])) return [];
    const needed = `needs GitLab ${now} or later`;
    if (!isVersionAsked(keptRealms(had, has))) return [needed];
    return before && !isOlder(before, now) ? [] : [`${needed}; ${before || 'any version'} was enough before`];
  }

  /** Where it works on for those for whom it worked before. */
  function keptRealms(had, has) {
    const [before, after] = [had, has].map((terms) => within(terms, customer()));
    if (!before || !after) return [];
    const kept = before.map((names, at) =>
      names[0] === ANY ? after[at] : after[at][0] === ANY ? names : names.filter((name) => after[at].includes(name)));
    return kept.every((names) => names.length) ? kept[REALM] : [];
  }

  /** Whether one of these realms is not GitLab.com; those that are chosen where they are any. */
  function isVersionAsked(realms) {
    const [realm] = fields.get('realm');
    const versionless = Array.from(realm.options).filter((option) => 'versionless' in option.dataset).map((option) => option.value);
    return realms.some((name) => !versionless.includes(realm.value || name));
  }

  function described([licenses, addOns, realms]) {
    const text = (name) => fields.get(name).filter((field) => field.type !== 'checkbox' || field.checked).map(words);
    const parts = [licenses ? text('license')[0] : 'Any license'];
    if (addOns) parts.push(addOns.join() === NO_ADD_ON ? 'without an add-on' : `with ${listed(text('add_on'), 'and')}`);
    if (realms) parts.push(`on ${text('realm')[0]}`);
    const [since] = fields.get('since');
    if (since && since.value) return `${parts.join(' ')}, since ${words(since)}`;
    return parts.join(' ') + (note.dataset.extent ? `, ${note.dataset.extent}` : '');
  }
})();
