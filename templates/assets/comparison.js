/*
 * Two to four bundles in, what only each, some and all of them hold out, and the words for it; gives
 * window.siteComparison. The same rule and the same words as catalog/bundles.py and site/comparisons.py.
 */
(function () {
  'use strict';

  const { asMarkdown, listed, number, unitPrimitives } = window.siteWords;
  const ONE_IN = 5; // a bundle is contained "except for" some members while these are at most one in five
  const NAMED = 5; // exceptions that a sentence names; it counts the rest
  const BESIDE = 'An add-on is held beside a license: what only one of them names may need the other too. '
    + 'Check tells what works with both.';
  const RELATED = ['add_ons', 'license_types', 'gitlab_realms'];
  const ALL = { 2: 'Both', 3: 'All three', 4: 'All four' };

  window.siteComparison = { compare, counts, markdown, partTitle, sentences };

  /**
   * The parts of a comparison: { bundles, only: [part per bundle], some: [part], both: part, parts, total }, each part with the places of
   * the bundles that hold it and its primitives. `holds(bundle, primitive)` says what a bundle holds.
   */
  function compare(bundles, primitives, holds) {
    const byHolders = new Map();
    primitives.forEach((primitive) => {
      const holders = bundles.flatMap((bundle, place) => (holds(bundle, primitive) ? [place] : []));
      const key = holders.join();
      if (!byHolders.has(key)) byHolders.set(key, { holders, primitives: [] });
      byHolders.get(key).primitives.push(primitive);
    });
    const part = (holders) => byHolders.get(holders.join()) || { holders, primitives: [] };
    const places = bundles.map((_, place) => place);
    const some = Array.from(byHolders.values())
      .filter(({ holders }) => holders.length > 1 && holders.length < bundles.length)
      .sort((a, b) => a.holders.length - b.holders.length || (a.holders.join() < b.holders.join() ? -1 : 1));
    const only = places.map((place) => part([place]));
    const both = part(places);
    return { bundles, only, some, both, total: sum([...only, ...some, both]), parts: [...only, ...some, both] };
  }

  /**
   * The answer in a sentence, and for three or four bundles one for each two that do not just overlap. Bundles of two
   * kinds are no alternatives, so that none is said to contain the other.
   */
  function sentences(comparison) {
    const { bundles, both, total } = comparison;
    const places = bundles.map((_, place) => place);
    const pairs = places.flatMap((a) => places.slice(a + 1).filter((b) => bundles[a].plural === bundles[b].plural)
      .map((b) => containment(comparison, a, b)));
    if (bundles.length === 2 && !isMixed(bundles)) return [sentence(pairs[0])];
    const held = `${ALL[bundles.length]} hold ${number(both.primitives.length)} of the ${unitPrimitives(total)}`;
    const told = pairs.filter(({ overlap }) => overlap !== 'partial');
    return [`${held} that any of them holds.`, ...told.map(sentence), ...(isMixed(bundles) ? [BESIDE] : [])];
  }

  function isMixed(bundles) {
    return bundles.some(({ plural }) => plural !== bundles[0].plural);
  }

  function containment({ bundles, parts }, a, b) {
    const among = (has, hasNot) => parts.filter(({ holders }) =>
      has.every((place) => holders.includes(place)) && !hasNot.some((place) => holders.includes(place)))
      .flatMap(({ primitives }) => primitives.map(({ name }) => name)).sort();
    const shared = among([a, b], []).length;
    const first = { title: bundles[a].title, only: among([a], [b]) };
    const second = { title: bundles[b].title, only: among([b], [a]) };
    const [inner, outer] = second.only.length < first.only.length ? [second, first] : [first, second];
    const overlap = overlapOf(inner.only.length, shared, outer.only.length);
    const isContained = overlap !== 'apart' && overlap !== 'partial';
    return { overlap, shared, inner: isContained ? inner : first, outer: isContained ? outer : second };
  }

  function overlapOf(exceptions, shared, more) {
    if (shared === 0) return 'apart';
    if (exceptions === 0) return more ? 'contained' : 'same';
    return exceptions * ONE_IN <= exceptions + shared ? 'mostly_contained' : 'partial';
  }

  function sentence({ overlap, shared, inner, outer }) {
    const more = number(outer.only.length);
    if (overlap === 'apart') return `${inner.title} and ${outer.title} have nothing in common.`;
    if (overlap === 'same') return `${inner.title} and ${outer.title} hold the same ${unitPrimitives(shared)}.`;
    if (overlap === 'contained') return `${inner.title} is contained in ${outer.title}, which holds ${more} more.`;
    if (overlap === 'mostly_contained') {
      const names = inner.only.slice(0, NAMED);
      const rest = inner.only.length - NAMED;
      const exceptions = listed(rest > 0 ? [...names, `${number(rest)} more`] : names, 'and');
      return `${inner.title} is contained in ${outer.title}, except for ${exceptions}; ${outer.title} holds ${more} more.`;
    }
    const only = `${number(inner.only.length)} only in ${inner.title}, ${more} only in ${outer.title}`;
    return `${inner.title} and ${outer.title} overlap: ${number(shared)} in both, ${only}.`;
  }

  function partTitle({ holders }, { bundles }) {
    const titles = (wanted) => bundles.filter((_, place) => holders.includes(place) === wanted).map(({ title }) => title);
    if (holders.length === bundles.length) return ALL[bundles.length];
    if (holders.length === 1) return `Only ${titles(true)[0]}`;
    return `${listed(titles(true), 'and')}, not ${listed(titles(false), 'or')}`;
  }

  /** Every primitive of the catalog counted once, as [title, number]. */
  function counts(comparison, primitives) {
    const { bundles, only, some, both } = comparison;
    const counted = (part) => [partTitle(part, comparison), part.primitives.length];
    if (bundles.length === 2) return [counted(only[0]), counted(both), counted(only[1]), ...others(comparison, primitives)];
    return [...only.map(counted), ['Some', sum(some)], counted(both), ...others(comparison, primitives)];
  }

  /** What none of the bundles holds; where they are of one kind, what states none of it apart. */
  function others({ bundles, total }, primitives) {
    const rest = primitives.length - total;
    if (isMixed(bundles)) return [[bundles.length === 2 ? 'Neither' : 'None', rest]];
    const [{ plural, noun, nouns }] = bundles;
    const unstated = primitives.filter((primitive) => primitive[plural].length === 0).length;
    return [...(rest > unstated ? [[`Other ${nouns} only`, rest - unstated]] : []), [`No ${noun} stated`, unstated]];
  }

  /** The whole comparison as Markdown; `access(primitive)` says a primitive's, `note` where the text comes from. */
  function markdown(comparison, primitives, access, note) {
    const parts = counts(comparison, primitives).map(([title, size]) => `${title} ${number(size)}`).join(' + ');
    const lines = [`## ${asMarkdown(listed(comparison.bundles.map(({ title }) => title), 'and'))}`, ''];
    [...sentences(comparison), `${parts} = ${unitPrimitives(primitives.length)}.`].forEach((text) => lines.push(asMarkdown(text), ''));
    comparison.parts.filter(({ primitives }) => primitives.length).forEach((part) => {
      lines.push(`### ${asMarkdown(partTitle(part, comparison))} (${number(part.primitives.length)})`, '');
      lines.push('| Unit primitive | Access | Add-ons | Licenses | Realms |', '| --- | --- | --- | --- | --- |');
      part.primitives.forEach((primitive) => {
        const name = `\`${primitive.name}\`${primitive.deprecated ? ' (deprecated)' : ''}`;
        const named = RELATED.map((plural) => asMarkdown(primitive[plural].map(({ title }) => title).join(', ') || 'Not stated'));
        lines.push(`| ${[name, access(primitive), ...named].join(' | ')} |`);
      });
      lines.push('');
    });
    return [...lines, note, ''].join('\n');
  }

  function sum(parts) {
    return parts.reduce((total, { primitives }) => total + primitives.length, 0);
  }
})();
