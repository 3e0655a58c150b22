/*
 * Finds pages by words; loaded with the library at the first use of the search, so a page weighs nothing more without it.
 * Gives window.siteFinder, which takes the documents of the index (search.js) and gives the promise of find(query).
 */
(function () {
  'use strict';

  // Of a long text that is pasted, or the page would not answer for minutes; hardly any name is longer.
  const MOST_WORDS = 12;
  const LONGEST_WORD = 64;
  const CUT = `Only the first ${MOST_WORDS} words were looked for, and of each the first ${LONGEST_WORD} letters`;
  const BETWEEN_WORDS = /[\s\p{Z}\p{P}]+/u;
  // Misspelt words only when nothing has all exact ones; any of the words as the last resort.
  const EXACT = { combineWith: 'AND', fuzzy: false };
  const MISSPELT = { combineWith: 'AND', fuzzy: mistakes };
  const ANY = { combineWith: 'OR', fuzzy: mistakes };

  window.siteFinder = (documents) => {
    const index = new window.MiniSearch({
      idField: 'i', fields: ['t', 'a', 'k', 'd'], storeFields: ['t', 'k', 'u', 'd'],
      tokenize: (text, field) => (field === 't' || field === 'a' ? withJoined(split(text)) : split(text)),
      searchOptions: { tokenize: split, prefix: isBeginning, boost: { t: 6, a: 3 } },
    });
    const titles = new Map(documents.map(({ i, t }) => [i, split(t)]));
    const known = new Set(documents.flatMap(({ t, a }) => [t, a].map(split).flatMap(withJoined)));
    return index.addAllAsync(documents, { chunkSize: 500 }).then(() => (query) => find(index, titles, known, query));
  };

  /** The pages, best first, and a sentence where not everything was looked for. */
  function find(index, titles, known, query) {
    const all = split(query);
    const words = all.slice(0, MOST_WORDS).map((word) => word.slice(0, LONGEST_WORD));
    const cut = all.length > words.length || words.some((word, place) => word !== all[place]) ? CUT : '';
    const meant = words.map((word) => (known.has(word) ? word : swapped(word).find((other) => known.has(other)) || word));
    for (const [asked, options] of [[words, EXACT], [meant, EXACT], [meant, MISSPELT], [meant, ANY]]) {
      const results = search(index, titles, asked, options);
      if (results.length) return { results, cut };
    }
    return { results: [], cut };
  }

  function search(index, titles, words, options) {
    // The page of exactly this name stands before pages that merely contain it, and a misspelt name is as long as its like.
    const boostDocument = (id) => {
      const title = titles.get(id);
      if (title.length !== words.length) return 1;
      return title.every((word, place) => word === words[place]) ? 8 : 1.5;
    };
    return index.search(Array.from(new Set(words)).join(' '), { ...options, boostDocument });
  }

  /** A word with each two neighbours in each other's place, which is one mistake and not two, as the library has it. */
  function swapped(word) {
    return Array.from({ length: mistakes(word) ? word.length - 1 : 0 }, (_, place) =>
      word.slice(0, place) + word[place + 1] + word[place] + word.slice(place + 2));
  }

  function split(text) {
    return text.toLowerCase().split(BETWEEN_WORDS).filter(Boolean);
  }

  // duo_chat is also found by «duochat».
  function withJoined(terms) {
    return terms.length > 1 ? [...terms, terms.join('')] : terms;
  }

  // Nearly every page has a word that begins with «a»: only of the word that is being typed one letter is a beginning.
  function isBeginning(word, place, words) {
    return word.length > 1 || place === words.length - 1;
  }

  function mistakes(word) {
    if (/\d/.test(word) || word.length < 3) return 0;
    return word.length < 5 ? 1 : 2;
  }
})();
