/*
 * How the pages that answer by script write lists, numbers and dates, and what Markdown would obey; gives window.siteWords.
 * The same words as site/wording.py.
 */
(function () {
  'use strict';

  const MONTHS = 'January February March April May June July August September October November December'.split(' ');

  window.siteWords = { asMarkdown, count, day, dayAndTime, iso, listed, minute, primitives, shortDay };

  /** `Duo Core, Duo Pro or Duo Enterprise` */
  function listed(words, conjunction) {
    return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words[words.length - 1]}`;
  }

  /** `1,234` */
  function count(number) {
    return number.toLocaleString('en');
  }

  /** `1 unit primitive`, `61 unit primitives` */
  function primitives(number) {
    return `${count(number)} unit primitive${number === 1 ? '' : 's'}`;
  }

  /** `2024-10-17T00:00:00Z`, from seconds since 1970. */
  function iso(seconds) {
    return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
  }

  /** `17 October 2024`, in UTC. */
  function day(seconds) {
    const moment = new Date(seconds * 1000);
    return `${moment.getUTCDate()} ${MONTHS[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`;
  }

  /** `17 Oct 2024`, in UTC. */
  function shortDay(seconds) {
    return day(seconds).replace(/([A-Z][a-z]{2})[a-z]*/, '$1');
  }

  /** `17 October 2024, 12:30 UTC` */
  function minute(seconds) {
    return `${day(seconds)}, ${iso(seconds).slice(11, seconds % 60 ? 19 : 16)} UTC`;
  }

  /** The day, with the time where it is not midnight: `17 October 2024, 12:30 UTC`. */
  function dayAndTime(seconds) {
    return seconds % 86400 ? minute(seconds) : day(seconds);
  }

  /** The text on one line, as Markdown that shows just that; also within the cell of a table. */
  function asMarkdown(text) {
    return text.replace(/\s+/g, ' ').trim().replace(/[\\`*_[\]<>|~&]|^[#+-]|^\d+(?=[.)])/g, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
  }
})();
