/*
 * How the pages that answer by script write lists, numbers and dates, and what Markdown would obey; gives window.siteWords.
 * The same words as site/wording.py and counting.py.
 */
(function () {
  'use strict';

  const LONGEST = 60; // characters that are shown of what a reader wrote
  const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu; // as characters.py
  const MOST = 4; // unknown things that are named; the rest is counted
  const MONTHS = 'January February March April May June July August September October November December'.split(' ');

  window.siteWords = { asMarkdown, dayAndTime, iso, leftOut, legible, listed, minute, number, ofNoRow, quoted, shortDay, shortened, unitPrimitives, unknownParameters };

  /** `Duo Core, Duo Pro or Duo Enterprise` */
  function listed(words, conjunction) {
    return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words[words.length - 1]}`;
  }

  /** `1,234` */
  function number(count) {
    return count.toLocaleString('en');
  }

  /** `1 unit primitive`, `61 unit primitives` */
  function unitPrimitives(count) {
    return `${number(count)} unit primitive${count === 1 ? '' : 's'}`;
  }

  /** What a reader wrote, of a long text the beginning, with what nobody sees written out. */
  function legible(text) {
    return shortened(text).replace(UNSEEN, writtenOut);
  }

  function quoted(text) {
    return `“${legible(text)}”`;
  }

  /** `\u202e`, `\u{e0001}` */
  function writtenOut(character) {
    const code = character.codePointAt(0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  }

  /** Of a long text the beginning. */
  function shortened(text) {
    const characters = Array.from(text);
    return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text;
  }

  /** In words the parameters of an address that a page does not know, each once. */
  function unknownParameters(query, known) {
    return Array.from(new Set(query.keys())).filter((name) => name && !known.includes(name)).map((name) => `parameter ${quoted(name)}`);
  }

  /** What an address names and nobody knows: a sentence, empty where there is nothing. */
  function leftOut(unknown) {
    return unknown.length ? `Unknown, and left out: ${someOf(unknown)}.` : '';
  }

  /** What is chosen, and no row has: the same. */
  function ofNoRow(absent) {
    return absent.length ? `No row has ${someOf(absent)}.` : '';
  }

  function someOf(words) {
    const more = words.length - MOST;
    return `${words.slice(0, MOST).join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`;
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
    return text.replace(/\s+/g, ' ').trim().replace(/[\\`*_[\]<>|~&]|[@!#%$^](?=["0-9A-Za-z_])|^[#+/-]|^\d+(?=[.)])/g, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
  }
})();
