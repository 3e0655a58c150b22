/*
 * What is new since a version: input#since-version leaves the rows that name a later GitLab version, as a filter beside
 * those of facets.js, which comes after this script. A version is written as customers read it off their instance: 17.4,
 * v17.4.2-ee. What is no version is left out, and #since-note says so; it also names what else of the address is not known.
 */
(function () {
  'use strict';

  const { ready } = window.siteDom;
  const FORM = /^v?(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})(?:\.(0|[1-9]\d{0,3}))?(?:-(?:ee|ce|pre))*$/i;
  const MOST_UNKNOWN = 5;
  const LONGEST = 60; // characters that are shown of what is not known

  let input;
  let note;
  let since = null; // the version as numbers; null where none is chosen, or none that is one
  let unknown = [];

  window.siteFilters = [{ names: ['since'], passes, entries, chips, restore }];

  ready(() => {
    input = document.getElementById('since-version');
    note = document.getElementById('since-note');
    input.addEventListener('input', () => {
      take();
      input.form.dispatchEvent(new Event('input'));
    });
    input.form.addEventListener('reset', () => setTimeout(() => {
      unknown = [];
      take();
    }));
  });

  function passes(row) {
    return since === null || isLater(numbers(row.dataset.version), since);
  }

  function entries() {
    return input.value.trim() ? [['since', input.value.trim()]] : [];
  }

  function chips() {
    const empty = () => {
      input.value = '';
      take();
    };
    return since === null ? [] : [[`Since: GitLab ${since.slice(0, since[2] ? 3 : 2).join('.')}`, empty]];
  }

  function restore(query) {
    input.value = query.get('since') || '';
    unknown = unknownIn(query);
    take();
  }

  /** Takes over what the input says, and says what came of it. */
  function take() {
    const text = input.value.trim();
    since = text ? numbers(text) : null;
    const wrong = text && since === null;
    if (wrong) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    note.textContent = [
      wrong ? `“${shortened(text)}” is no GitLab version such as 17.4 and is left out.` : '',
      unknown.length ? `Not known here and left out: ${unknown.slice(0, MOST_UNKNOWN).join(', ')}.` : '',
    ].join(' ').trim();
  }

  /** What the address asks of the facets that is none of their options. */
  function unknownIn(query) {
    const boxes = Array.from(input.form.querySelectorAll('input[type=checkbox]'));
    const known = new Map(boxes.map((box) => [box.name, boxes.filter(({ name }) => name === box.name)]));
    return Array.from(query).filter(([name, value]) =>
      known.has(name) && !known.get(name).some((box) => box.value === value)).map(([name, value]) => `${name} “${shortened(value)}”`);
  }

  function shortened(text) {
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  }

  function numbers(text) {
    const found = FORM.exec(text);
    return found && found.slice(1).map((part) => Number(part || 0));
  }

  function isLater(one, other) {
    const at = one.findIndex((number, place) => number !== other[place]);
    return at >= 0 && one[at] > other[at];
  }
})();
