/*
 * What is new since a version: input#since-version leaves the rows that name a later GitLab version, as a filter beside
 * those of facets.js, which comes after this script. A version is written as customers read it off their instance: 17.4,
 * v17.4.2-ee. What is no version is left out, and #since-note says so.
 */
(function () {
  'use strict';

  const { ready } = window.siteDom;
  const { isOlder, versionIn } = window.siteVersions;
  const { quoted } = window.siteWords;

  let input;
  let note;
  let since = null; // the version; null where none is chosen, or none that is one

  window.siteFilters = [{ names: ['since'], passes, entries, chips, restore }];

  ready(() => {
    input = document.getElementById('since-version');
    note = document.getElementById('since-note');
    input.addEventListener('input', () => input.form.dispatchEvent(new Event('input'))); // it stands outside the form
    input.form.addEventListener('input', take);
    input.form.addEventListener('reset', () => setTimeout(take));
  });

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
    take();
  }

  /** Takes over what the input says, and says what came of it. */
  function take() {
    const text = input.value.trim();
    since = versionIn(text);
    const wrong = text && since === null;
    if (wrong) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    note.textContent = wrong ? `${quoted(text)} is no GitLab version such as 17.4 and is left out.` : '';
  }
})();
