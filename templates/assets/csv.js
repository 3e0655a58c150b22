/*
 * Tables as CSV (RFC 4180) for the reader's own disk; gives window.siteCsv.
 */
(function () {
  'use strict';

  const { create } = window.siteDom;
  const { shortened } = window.siteWords;

  const MARKS = /[^\p{L}\p{N}]+/gu; // what a name of a file had better not have

  window.siteCsv = { csvOf, download };

  /** Lines of texts as one text. */
  function csvOf(lines) {
    return lines.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
  }

  function field(text) {
    const safe = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text; // a spreadsheet must not take it for a formula
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  }

  /** `only`: by what the table was narrowed, so that files of the same one can be told apart. */
  function download(name, text, only) {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    create('a', { href: address, download: only ? name.replace(/(?=\.csv$)/, `-only-${plain(only)}`) : name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function plain(text) {
    return shortened(text.replace(MARKS, ' ').trim().replace(/ /g, '_'));
  }
})();
