/*
 * Tables as CSV (RFC 4180) for the reader's own disk; gives window.siteCsv.
 */
(function () {
  'use strict';

  const { create } = window.siteDom;

  window.siteCsv = { csvOf, download };

  /** Lines of texts as one text. */
  function csvOf(lines) {
    return lines.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
  }

  function field(text) {
    const safe = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text; // a spreadsheet must not take it for a formula
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  }

  function download(name, text) {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    create('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }
})();
