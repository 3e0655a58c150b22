/*
 * What is new since a version: input#since-version leaves the rows that name a later GitLab version, as a filter beside
 * those of facets.js, which comes after this script. A version is written as customers read it off their instance: 17.4,
 * v17.4.2-ee. What is no version is left out, and #since-note says so; it also names what else of the address is not known.
 */
(function () {
  'use strict';

  const { ready } = window.siteDom;
  const { isOlder, versionIn } = window.siteVersions;
  const { leftOut, quoted } = window.siteWords;

  let input;
  let note;
  let since = null; // the version; null where none is chosen, or none that is one
  let unknown = [];

  window.siteFilters = [{ names: ['since'], passes, entries, chips, restore }];

  ready(() => {
    input = document.getElementById('since-version');
    note = document.getElementById('since-note');
    input.addEventListener('input', () => input.form.dispatchEvent(new Event('input'))); // it stands outside the form
    input.form.addEventListener('input', change);
    input.form.addEventListener('reset', () => setTimeout(change));
  });

  function change() {
    unknown = []; // what the reader has changed since is no longer what the address asked for
    take();
  }

  function passes(row) {
    return since === null || isOlder(since, row.dataset.version);
  }

  function entries() {
    return input.value.trim() ? [['since', input.value.trim()]] : [];
  }

  function chips() {
    const empty = () => {
      input.value = '';
      take();
    };
    return since === null ? [] : [[`Since: GitLab ${since.replace(/^(\d+\.\d+)\.0$/, '$1')}`, empty]];
  }

  function restore(query) {
    input.value = query.get('since') || '';
    unknown = unknownIn(query);
    take();
  }

  /** Takes over what the input says, and says what came of it. */
  function take() {
    const text = input.value.trim();
    since = versionIn(text);
    const wrong = text && since === null;
    if (wrong) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    note.textContent = [
      wrong ? `${quoted(text)} is no GitLab version such as 17.4 and is left out.` : '',
      leftOut(unknown),
    ].join(' ').trim();
  }

  /** What the address asks of the facets that is none of their options. */
  function unknownIn(query) {
    const boxes = Array.from(input.form.querySelectorAll('input[type=checkbox]'));
    const known = new Map(boxes.map((box) => [box.name, boxes.filter(({ name }) => name === box.name)]));
    return Array.from(query).filter(([name, value]) =>
      known.has(name) && !known.get(name).some((box) => box.value === value)).map(([name, value]) => `${name} ${quoted(value)}`);
  }
})();
