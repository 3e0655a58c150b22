/*
 * What more than one control needs; gives window.siteDom. Comes before the other controls.
 */
(function () {
  'use strict';

  const BREAKS = /^(BR|DD|DIV|DT|LI|P)$/;
  let region; // one live region for all controls

  window.siteDom = { announce, buttonIn, columnHeaders, create, loadScript, momentOfVisit, readQuery, ready, textOf, writeQuery };

  /** Runs start once the document can be read, wherever the script stands in it. */
  function ready(start) {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
    else start();
  }

  /** An element; strings among its children become text, never markup. */
  function create(tag, attributes, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }

  /** When the page was opened, to the minute; in an earlier release the moment of that. In seconds since 1970. */
  function momentOfVisit() {
    const release = document.querySelector('.earlier time');
    return release ? Date.parse(release.dateTime) / 1000 : Math.floor(Date.now() / 60000) * 60;
  }

  /** The promise that the script at an address has run. */
  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const script = create('script', { src: address });
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  /** Says a message to who cannot see that something changed. */
  function announce(message) {
    if (!region) document.body.append((region = create('p', { class: 'visually-hidden', role: 'status' })));
    region.textContent = '';
    setTimeout(() => (region.textContent = message), 100); // the same words twice are said twice
  }

  /** The text a reader gets: without what is hidden or decoration, in one line. */
  function textOf(node) {
    return words(node).replace(/\s+/g, ' ').trim();
  }

  function words(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.hidden || node.getAttribute('aria-hidden') === 'true') return '';
    const text = Array.from(node.childNodes, words).join('');
    return BREAKS.test(node.tagName) ? ` ${text} ` : text;
  }

  /** The button of a header cell: the one it has, one around its content, or one beside a link in it. */
  function buttonIn(cell, className, label) {
    const present = cell.querySelector('button');
    if (present) return present;
    const button = create('button', { type: 'button', class: className });
    if (cell.querySelector('a')) {
      button.setAttribute('aria-label', `${label} ${textOf(cell)}`);
      cell.append(' ', button);
    } else {
      button.append(...cell.childNodes);
      cell.append(button);
    }
    return button;
  }

  /** The lowest header cell over each column, by column number; group headers over several columns give way. */
  function columnHeaders(table) {
    const taken = [];
    const headers = [];
    Array.from(table.tHead ? table.tHead.rows : [], (row, line) => {
      let column = 0;
      Array.from(row.cells, (cell) => {
        while (taken[line] && taken[line][column]) column += 1;
        for (let down = line; down < line + cell.rowSpan; down += 1) {
          taken[down] = taken[down] || [];
          for (let right = column; right < column + cell.colSpan; right += 1) taken[down][right] = true;
        }
        for (let right = column; right < column + cell.colSpan; right += 1) headers[right] = cell;
      });
    });
    return headers;
  }

  /** The query of the page's address. */
  function readQuery() {
    return new URLSearchParams(location.search);
  }

  /** Puts entries in the place of all parameters with these names; the others stay. */
  function writeQuery(names, entries) {
    const query = readQuery();
    names.forEach((name) => query.delete(name));
    entries.forEach(([name, value]) => query.append(name, value));
    const text = query.toString();
    try {
      const page = location.href.split(/[?#]/)[0];
      history.replaceState(history.state, '', page + (text && `?${text}`) + location.hash);
    } catch (error) {
      // Some browsers forbid it on file:// or when it comes too often: the page works, only its address lags.
    }
  }
})();
