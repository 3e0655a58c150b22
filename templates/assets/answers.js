/*
 * The answer to a customer's situation, as values and as text: verdicts by state, what one more step would bring, a
 * sentence, Markdown and CSV; gives window.siteAnswers. The same as site/verdicts.py and its exports.
 */
(function () {
  'use strict';

  const { isOlder } = window.siteVersions;
  const { asMarkdown, dayAndTime, number, unitPrimitives } = window.siteWords;
  const rule = window.siteAvailability;
  const STATES = [
    ['included', 'Included', 'included', 'included'],
    ['free', 'Free for now', 'free for now', 'free for now'],
    ['needs', 'Needs something', 'needs something', 'need something'],
    ['unavailable', 'Not available', 'not available', 'not available'],
  ];
  const UNDATED = 'Where no end date is stated, the date or the add-on may just not be public.';
  const STEPS = 'What one more purchase or upgrade would bring';

  window.siteAnswers = { STEPS, csvLines, difference, grouped, markdown, matching, steps, summary };

  /** The verdicts by state, then by what is the same in words; what ends first, then what concerns most. */
  function grouped(primitives, asked, catalog) {
    const verdicts = ofTerms(primitives, catalog, (terms) => {
      const verdict = rule.evaluate(terms, asked, catalog.gitlabCom);
      const why = rule.why(terms, verdict, catalog.titles);
      return { verdict, why, state: rule.stateOf(verdict), unlock: rule.unlockWords(verdict.unlocks, catalog.titles), unstated: rule.unstatedWords(terms) };
    });
    const shared = new Map();
    primitives.forEach((primitive) => {
      const { state, why, unlock, unstated, verdict } = verdicts[primitive.terms];
      const key = [state, why, unlock].join('\n');
      if (!shared.has(key)) shared.set(key, { state, why, unlock, verdict, count: 0, parts: new Map() });
      const row = shared.get(key);
      row.count += 1;
      const tagged = { ...primitive, from: verdict.from_gitlab_version || '', tags: rule.tagsOf(primitive, asked, catalog.gitlabCom) };
      if (!row.parts.has(unstated)) row.parts.set(unstated, []);
      row.parts.get(unstated).push(tagged);
    });
    const rows = Array.from(shared.values(), (row) => ({ ...row, end: endOf(row), parts: Array.from(row.parts).sort(([a], [b]) => order(a, b)) }));
    rows.sort((a, b) => order(a.end, b.end) || b.count - a.count || order(a.why, b.why));
    return STATES.map(([key, word, one, many]) => {
      const own = rows.filter(({ state }) => state === key);
      const count = own.reduce((sum, row) => sum + row.count, 0);
      const note = own.some(({ verdict }) => verdict.reasons[0].code === 'free' && !verdict.reasons[0].until) ? UNDATED : '';
      return { key, word, words: count === 1 ? one : many, rows: own, count, note };
    }).filter(({ count }) => count > 0);
  }

  /** What is true of the terms of each of the primitives, by the place of these; no terms are looked at twice. */
  function ofTerms(primitives, { terms }, truth) {
    const found = [];
    primitives.forEach(({ terms: place }) => {
      if (!(place in found)) found[place] = truth(terms[place]);
    });
    return found;
  }

  /** When free use is over; never, where nothing is free or no end is stated. */
  function endOf({ verdict }) {
    const { until } = verdict.reasons[0];
    return until ? Date.parse(until) : Infinity;
  }

  function order(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function summary(groups, total) {
    const counts = (keys) => groups.filter(({ key }) => keys.includes(key)).map(({ count, words }) => `${number(count)} ${words}`).join(', ');
    const working = groups.filter(({ key }) => ['included', 'free'].includes(key));
    const size = working.reduce((sum, { count }) => sum + count, 0);
    const first = `${number(size)} of ${unitPrimitives(total)} ${size === 1 || total === 1 ? 'works' : 'work'}`;
    const works = counts(['included', 'free']);
    const sentence = `${[works ? `${first}: ${works}` : first, counts(['needs', 'unavailable'])].filter(Boolean).join('; ')}.`;
    const later = working.flatMap(({ rows }) => rows).flatMap(({ parts }) => parts).flatMap(([, members]) => members)
      .filter(({ tags }) => tags.some((tag) => tag.startsWith(rule.FIRST_IN))).length;
    if (!later) return sentence;
    return `${sentence} Of those that work, ${number(later)} ${later === 1 ? 'is' : 'are'} first in a later GitLab version.`;
  }

  /** The one of exactly this name, or else those whose name has all the words in it. */
  function matching(primitives, text) {
    const words = Array.from(new Set(text.toLowerCase().split(/[\s_]+/).filter(Boolean)));
    const named = primitives.map((primitive) => [primitive, [primitive.name, ...primitive.aliases].map((name) => name.toLowerCase())]);
    const found = (test) => named.filter(([, names]) => names.some(test)).map(([primitive]) => primitive);
    const exact = found((name) => name === text.toLowerCase());
    return exact.length ? exact : found((name) => words.every((word) => name.includes(word)));
  }

  /** What each single purchase or upgrade would bring, and what it would end, with what tags there; most first. */
  function steps(primitives, asked, catalog) {
    const was = working(primitives, asked, catalog);
    const bought = purchases(asked, catalog).map(([text, there, about = '']) =>
      ({ text, there, about, ...changed(primitives, was, working(primitives, there, catalog)) })).filter(({ gained }) => gained.length);
    return [...bought, ...upgrades(primitives, asked, catalog)].sort((a, b) => b.gained.length - a.gained.length)
      .map((step) => ({ ...step, tagsOf: (primitive) => rule.tagsOf(primitive, step.there, catalog.gitlabCom) }));
  }

  // In the order of names, as the program has it.
  function purchases(asked, { titles, about }) {
    const sorted = (kind) => Array.from(titles[kind]).sort(([a], [b]) => order(a, b));
    const addOns = sorted('add_ons').filter(([name]) => !asked.addOns.has(name))
      .map(([name, title]) => [`Add ${title}`, { ...asked, addOns: new Set([...asked.addOns, name]) }, about.get(name)]);
    const licenses = sorted('license_types').filter(([name]) => name !== asked.license)
      .map(([name, title]) => [`Change to ${title}`, { ...asked, license: name }]);
    return [...addOns, ...licenses];
  }

  // To every version for which alone something waits, the oldest first; an upgrade ends nothing.
  function upgrades(primitives, asked, catalog) {
    const awaited = ofTerms(primitives, catalog, (terms) => rule.awaitedVersion(terms, asked, catalog.gitlabCom));
    const waiting = primitives.filter((primitive) => awaited[primitive.terms] !== null);
    const versions = Array.from(new Set(waiting.map((primitive) => awaited[primitive.terms]))).sort((a, b) => (isOlder(a, b) ? -1 : 1));
    const places = new Map(versions.map((version, place) => [version, place]));
    return versions.map((version, place) => ({
      text: `Upgrade to GitLab ${version}`, there: { ...asked, version }, about: '', lost: [],
      gained: waiting.filter((primitive) => places.get(awaited[primitive.terms]) <= place),
    }));
  }

  /** What works in one situation and not in another, and the reverse. */
  function difference(primitives, before, after, catalog) {
    return changed(primitives, working(primitives, before, catalog), working(primitives, after, catalog));
  }

  function working(primitives, asked, catalog) {
    return ofTerms(primitives, catalog, (terms) => rule.isAvailable(terms, asked, catalog.gitlabCom));
  }

  function changed(primitives, was, is) {
    return {
      gained: primitives.filter(({ terms }) => is[terms] && !was[terms]),
      lost: primitives.filter(({ terms }) => !is[terms] && was[terms]),
    };
  }

  function csvLines(groups) {
    const header = ['unit_primitive', 'available', 'state', 'why', 'unlock', 'from_gitlab_version', 'milestone', 'not_stated', 'deprecated'];
    const rows = groups.flatMap(({ word, rows: own }) => own.flatMap(({ verdict, why, unlock, parts }) =>
      parts.flatMap(([unstated, members]) => members.map(({ name, from, deprecated, milestone }) => [name,
        verdict.available ? 'yes' : 'no', word, why, unlock, from, milestone, unstated, deprecated ? 'yes' : 'no']))));
    return [header, ...rows.sort(([a], [b]) => order(a, b))];
  }

  /** `answer`: what the page says of the groups in sentences. */
  function markdown(groups, brought, title, asked, answer, notice) {
    const lines = [`## ${asMarkdown(title)}`, '', `As of ${dayAndTime(asked.moment)}: ${asMarkdown(answer)}`, ''];
    groups.forEach(({ word, count, note: remark, rows }) => {
      lines.push(`### ${word} (${number(count)})`, '', ...(remark ? [remark, ''] : []),
        '| Why | What would open it | Unit primitives |', '| --- | --- | --- |',
        ...rows.map(({ why, unlock, parts }) => `| ${asMarkdown(why)} | ${asMarkdown(unlock)} | ${parts.map(listWords).join('; ')} |`), '');
    });
    if (brought.length) {
      lines.push(`### ${STEPS}`, '', '| Step | Brings | Ends | Unit primitives |', '| --- | --- | --- | --- |', ...brought.map(stepWords), '');
    }
    return [...lines, ...(notice ? [`_${asMarkdown(notice)}_`, ''] : [])].join('\n');
  }

  function listWords([unstated, members]) {
    const list = members.map(named).join(', ');
    return unstated ? `${unstated}: ${list}` : list;
  }

  function named({ name, tags }) {
    return `\`${name}\`${tags.length ? ` (${tags.join(', ')})` : ''}`;
  }

  function stepWords({ text, gained, lost, tagsOf }) {
    const [brings, ends] = [gained, lost].map((members) => members.map((it) => named({ ...it, tags: tagsOf(it) })).join(', '));
    return `| ${asMarkdown(text)} | ${number(gained.length)} | ${number(lost.length)} | ${ends ? `${brings}; ends ${ends}` : brings} |`;
  }
})();
