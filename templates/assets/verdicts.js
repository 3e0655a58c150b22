/*
 * Draws the answer to a customer's situation; gives window.siteVerdicts. The same elements as components/verdicts.html.
 * `linkTo(situation)` gives the attributes of a link to another situation.
 */
(function () {
  'use strict';

  const { create } = window.siteDom;
  const { deprecatedTag, mark, primitiveLink } = window.siteElements;
  const { number } = window.siteWords;
  const { STEPS } = window.siteAnswers;
  // Rows of a table, names in one row, and about as many names in all its rows, or every choice would wait for thousands
  // of them; a button brings more.
  const MOST_ROWS = 50;
  const MOST_NAMES = 60;
  const MOST_IN_TABLE = 300;
  const MOST_NEXT = 12; // steps in a line

  window.siteVerdicts = { differenceSection, nextWords, stepsSection, verdictSection };

  function verdictSection({ key, word, rows, count, note: remark }, total, root) {
    const heading = create('h2', { id: `state-${key}` }, mark(key), word, ' ', create('span', { class: 'count' }, `${number(count)} of ${number(total)}`));
    const body = beginning(rows, 'reason', ({ why, unlock, count: own, parts }, most) => create('tr', {},
      create('th', { scope: 'row' }, why, ...note('unlock', unlock)),
      create('td', { class: 'number' }, number(own)),
      create('td', { class: 'names' }, ...parts.map(([unstated, members]) =>
        create('p', {}, ...note('unstated', unstated && `${unstated}: `), ...names(members, root, most))))));
    const limits = create('a', { href: `${root}about.html#limits` }, 'Known limits of the data');
    return create('section', { class: `verdicts ${key}`, 'aria-labelledby': `state-${key}` }, heading,
      ...(remark ? [create('p', { class: 'verdict-note' }, remark, ' ', limits)] : []),
      table(`${word}: ${number(count)} of ${number(total)} unit primitives`, [['Why'], ['Count', 'number'], ['Unit primitives']], body));
  }

  /** The steps in a line, each with what it would bring; of very many the first, and a link to all. */
  function nextWords(brought, linkTo) {
    const more = brought.length - MOST_NEXT;
    const words = brought.slice(0, MOST_NEXT).flatMap((step, at) => [at ? ' · ' : 'One step more: ',
      stepLink(step, linkTo, ' ', create('strong', {}, `+${number(step.gained.length)}`))]);
    return more > 0 ? [...words, ' · ', create('a', { href: '#steps' }, `${number(more)} more`)] : words;
  }

  /** The steps as a table. */
  function stepsSection(brought, root, linkTo) {
    const body = beginning(brought, 'step', (step, most) => create('tr', {},
      create('th', { scope: 'row' }, stepLink(step, linkTo), ...note('about', step.about)),
      create('td', { class: 'number' }, number(step.gained.length)),
      create('td', { class: 'names' }, create('p', {}, ...names(step.gained, root, most, step.tagsOf)),
        ...(step.lost.length ? [create('p', {}, ...note('lost', `ends ${number(step.lost.length)}: `), ...names(step.lost, root, most, step.tagsOf))] : []))));
    return create('section', { class: 'steps', 'aria-labelledby': 'steps' }, create('h2', { id: 'steps' }, STEPS),
      table(STEPS, [['Step'], ['Brings', 'number'], ['Which']], body));
  }

  function stepLink({ text, there }, linkTo, ...more) {
    return create('a', linkTo(there), text, ...more);
  }

  /** What works here and did not there, and the reverse. */
  function differenceSection({ gained, lost }, title, root) {
    const rows = [['Works here only', gained], ['Works there only', lost]].filter(([, members]) => members.length);
    const body = rows.map(([text, members]) => create('tr', {},
      create('th', { scope: 'row' }, text),
      create('td', { class: 'number' }, number(members.length)),
      create('td', { class: 'names' }, create('p', {}, ...names(members, root, MOST_NAMES)))));
    const heading = `Compared with ${title}`;
    return create('section', { 'class': 'steps difference', 'aria-labelledby': 'difference' }, create('h2', { id: 'difference' }, heading),
      ...(rows.length ? [table(heading, [['What'], ['Count', 'number'], ['Unit primitives']], body)] : [create('p', {}, 'The same works in both.')]));
  }

  function table(caption, columns, rows) {
    return create('table', {},
      create('caption', { class: 'visually-hidden' }, caption),
      create('thead', {}, create('tr', {}, ...columns.map(([text, name]) => create('th', { scope: 'col', ...(name ? { class: name } : {}) }, text)))),
      create('tbody', {}, ...rows));
  }

  function note(name, text) {
    return text ? [create('span', { class: name }, text)] : [];
  }

  /** The first rows, drawn with as many names as each may have, and where there are more, a row that brings the next. */
  function beginning(rows, noun, draw) {
    const counted = (count) => `${number(count)} more ${noun}${count === 1 ? '' : 's'}`;
    const [first, rest] = [rows.slice(0, MOST_ROWS), rows.slice(MOST_ROWS)];
    const most = Math.min(MOST_NAMES, Math.max(1, Math.floor(MOST_IN_TABLE / first.length)));
    const drawn = first.map((row) => draw(row, most));
    if (!rest.length) return drawn;
    const more = create('button', { type: 'button', class: 'link-button' }, `Show ${counted(Math.min(MOST_ROWS, rest.length))}`);
    const last = create('tr', {}, create('td', { colspan: 3 }, `and ${counted(rest.length)}. `, more));
    more.addEventListener('click', () => {
      const next = beginning(rest, noun, draw);
      last.replaceWith(...next);
      next[0].querySelector('a').focus();
    });
    return [...drawn, last];
  }

  function names(members, root, most, tagsOf = ({ tags }) => tags) {
    const rest = members.length - most;
    const shown = rest > 0 ? members.slice(0, most) : members;
    const parts = shown.flatMap((primitive, at) => [at ? ', ' : '', ...linked(primitive, root, tagsOf)]);
    if (rest <= 0) return parts;
    const more = create('button', { type: 'button', class: 'link-button' }, `${number(rest)} more`);
    const joint = document.createTextNode(' and ');
    more.addEventListener('click', () => {
      joint.data = ', ';
      const [first, ...others] = members.slice(most).map((primitive) => linked(primitive, root, tagsOf));
      more.replaceWith(...first, ...others.flatMap((parts) => [', ', ...parts]));
      first[0].focus();
    });
    return [...parts, joint, more];
  }

  function linked(primitive, root, tagsOf) {
    const tagOf = (tag) => (tag === 'deprecated' ? deprecatedTag() : create('span', { class: 'tag' }, tag));
    return [primitiveLink(primitive.name, root), ...tagsOf(primitive).flatMap((tag) => [' ', tagOf(tag)])];
  }
})();
