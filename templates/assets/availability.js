/*
 * The rule of availability, the same as the program's own: terms of a unit primitive and a customer's situation in,
 * verdict out; gives window.siteAvailability. Fed with window.siteTerms, whose names stand as places in lists.
 *
 * A situation is { license, addOns, realm, version, moment }: names, a Set of names, a name, a text such as '16.9' or
 * null where it is not known, and seconds since 1970. A verdict is the object that `site-builder available` writes.
 */
(function () {
  'use strict';

  const { dayAndTime, iso, listed } = window.siteWords;
  const VERSION = /^v?((?:0|[1-9]\d{0,3})(?:\.(?:0|[1-9]\d{0,3})){1,2})(?:-(?:ee|ce|pre))*$/i;
  const CLOSED = ['not_in_realm', 'no_add_on_sells_it'];

  window.siteAvailability = { evaluate, isAvailable, isOlder, reader, stateOf, tagsOf, unlockWords, unstatedWords, versionIn, why };

  /** The rule for the terms of one catalog: names in the place of numbers, and whether GitLab.com is asked about. */
  function reader(data) {
    const names = (kind) => data[kind].map(([name]) => name);
    const kinds = { realms: names('gitlab_realms'), licenses: names('license_types'), addOns: names('add_ons') };
    const terms = data.terms.map(([realms, licenses, addOns, cutOff, free, paid]) => ({
      realms: realms.map((place) => kinds.realms[place]),
      licenses: licenses.map((place) => kinds.licenses[place]),
      addOns: addOns.map((place) => kinds.addOns[place]),
      cutOff, free, paid,
    }));
    const primitives = data.unit_primitives.map(([name, place, category, deprecated, aliases, milestone]) => ({
      name, terms: place, category: data.feature_categories[category], deprecated: deprecated === 1, aliases, milestone,
    }));
    const titles = Object.fromEntries(['gitlab_realms', 'license_types', 'add_ons'].map((kind) => [kind, new Map(data[kind])]));
    const about = new Map(kinds.addOns.map((name, place) => [name, data.about_add_ons[place]]));
    return { terms, primitives, titles, about, noLicense: data.no_license, gitlabCom: data.gitlab_com };
  }

  /** Whether it is available, what decided, and the smallest changes that would open it. */
  function evaluate(terms, situation, gitlabCom) {
    const failures = failing(terms, situation, gitlabCom);
    const verdict = {
      available: failures.length === 0,
      reasons: failures.length ? failures : [access(terms, situation)],
      unlocks: failures.length ? unlocks(terms, situation, gitlabCom, failures.map(({ code }) => code)) : [],
    };
    const needed = needs(terms, situation, gitlabCom);
    if (situation.version === null && needed !== null) verdict.from_gitlab_version = needed;
    return verdict;
  }

  /** The same answer without its reasons and unlocks, for counting. */
  function isAvailable(terms, situation, gitlabCom) {
    return failing(terms, situation, gitlabCom).length === 0;
  }

  // At the very instant of the cut-off, free access is over.
  function isFree(terms, moment) {
    return terms.cutOff === null || terms.cutOff > moment;
  }

  function needs(terms, situation, gitlabCom) {
    if (situation.realm === gitlabCom) return null;
    return isFree(terms, situation.moment) ? terms.free : terms.paid;
  }

  function failing(terms, situation, gitlabCom) {
    const failures = [];
    if (terms.realms.length && !terms.realms.includes(situation.realm)) {
      failures.push({ code: 'not_in_realm', any_of: terms.realms });
    }
    if (terms.licenses.length && !terms.licenses.includes(situation.license)) {
      failures.push({ code: 'missing_license', any_of: terms.licenses });
    }
    if (!isFree(terms, situation.moment)) {
      if (!terms.addOns.length) failures.push({ code: 'no_add_on_sells_it' });
      else if (!held(terms, situation).length) failures.push({ code: 'missing_add_on', any_of: terms.addOns });
    }
    const needed = needs(terms, situation, gitlabCom);
    if (needed !== null && situation.version !== null && isOlder(situation.version, needed)) {
      failures.push({ code: 'version_too_old', gitlab_version: needed });
    }
    return failures;
  }

  function access(terms, situation) {
    if (!isFree(terms, situation.moment)) return { code: 'add_on', any_of: held(terms, situation) };
    return terms.cutOff === null ? { code: 'free' } : { code: 'free', until: iso(terms.cutOff) };
  }

  function held(terms, situation) {
    return terms.addOns.filter((name) => situation.addOns.has(name));
  }

  // One change for each condition that fails, in every combination; each of them is tried.
  function unlocks(terms, situation, gitlabCom, failed) {
    if (failed.includes('no_add_on_sells_it')) return [];
    const choices = (code, names) => (failed.includes(code) ? names : [null]);
    const found = [];
    choices('not_in_realm', terms.realms).forEach((realm) => {
      choices('missing_license', terms.licenses).forEach((license) => {
        choices('missing_add_on', terms.addOns).forEach((addOn) => {
          const there = {
            ...situation,
            realm: realm || situation.realm,
            license: license || situation.license,
            addOns: addOn ? new Set([...situation.addOns, addOn]) : situation.addOns,
          };
          const needed = needs(terms, there, gitlabCom);
          const unlock = {};
          if (realm) unlock.gitlab_realm = realm;
          if (license) unlock.license_type = license;
          if (addOn) unlock.add_on = addOn;
          if (needed !== null && there.version === null) unlock.from_gitlab_version = needed;
          else if (needed !== null && isOlder(there.version, needed)) unlock.gitlab_version = there.version = needed;
          if (!failing(terms, there, gitlabCom).length) found.push(unlock);
        });
      });
    });
    return found;
  }

  /** The version that a text names, also as an instance shows it: 17.4 for v17.4-ee; null where it names none. */
  function versionIn(text) {
    const match = VERSION.exec(text.trim());
    return match && match[1];
  }

  // 16.10 is later than 16.9, and 16.10.0 the same as 16.10.
  function isOlder(version, needed) {
    const [a, b] = [version, needed].map((text) => text.split('.').map(Number));
    for (let at = 0; at < 3; at += 1) {
      if ((a[at] || 0) !== (b[at] || 0)) return (a[at] || 0) < (b[at] || 0);
    }
    return false;
  }

  /* What the verdict is in words, the same as on the pages that need no script. */

  /** The key of one of the five states. */
  function stateOf(verdict) {
    if (verdict.available) return verdict.reasons[0].code === 'free' ? 'free' : 'included';
    return verdict.reasons.some(({ code }) => CLOSED.includes(code)) ? 'unavailable' : 'needs';
  }

  function why(terms, verdict, titles) {
    const words = verdict.reasons.map((reason) => reasonWords(reason, titles));
    const [{ code, until }] = verdict.reasons;
    if (code === 'free' && !until) words.push(terms.addOns.length ? 'add-ons are listed, but not enforced' : 'no add-on stated either');
    if (verdict.available && verdict.from_gitlab_version) words.push(`from GitLab ${verdict.from_gitlab_version}`);
    return words.join('; ');
  }

  function reasonWords(reason, titles) {
    switch (reason.code) {
      case 'free': return reason.until ? `free until ${dayAndTime(Date.parse(reason.until) / 1000)}` : 'free, no end date stated';
      case 'add_on': return `included with ${listed(called(titles.add_ons, reason.any_of), 'and')}`;
      case 'missing_add_on': return `missing add-on (${oneOf(titles.add_ons, reason.any_of)})`;
      case 'missing_license': return `missing license (${oneOf(titles.license_types, reason.any_of)})`;
      case 'version_too_old': return `version too old (needs ${reason.gitlab_version})`;
      case 'not_in_realm': return `not in this realm (only ${listed(called(titles.gitlab_realms, reason.any_of), 'and')})`;
      default: return 'no add-on sells it';
    }
  }

  function oneOf(titles, names) {
    const found = called(titles, names);
    return found.length > 1 ? `one of ${listed(found, 'or')}` : found[0];
  }

  // The map of titles has the order in which readers know the names.
  function called(titles, names) {
    return Array.from(titles).filter(([name]) => names.includes(name)).map(([, title]) => title);
  }

  /** The ways to open it; those that need the same version differ in names only, each of which would do. */
  function unlockWords(found, titles) {
    const ways = new Map();
    found.forEach((unlock) => {
      const key = `${unlock.gitlab_version} ${unlock.from_gitlab_version}`;
      ways.set(key, [...(ways.get(key) || []), unlock]);
    });
    return Array.from(ways.values(), (way) => wayWords(way, titles)).join(', or ');
  }

  function wayWords(way, titles) {
    const parts = [];
    [['move to', 'gitlab_realm'], ['change to', 'license_type'], ['add', 'add_on']].forEach(([verb, field]) => {
      const names = way.map((unlock) => unlock[field]).filter(Boolean);
      if (names.length) parts.push(`${verb} ${listed(called(titles[`${field}s`], names), 'or')}`);
    });
    const [{ gitlab_version: version, from_gitlab_version: from }] = way;
    if (version) parts.push(`upgrade to GitLab ${version}`);
    if (from) parts[parts.length - 1] += ` (from GitLab ${from})`;
    return listed(parts, 'and');
  }

  /** What a name must not be read without in a situation. */
  function tagsOf({ deprecated, milestone }, situation, gitlabCom) {
    const isLater = milestone && situation.version && situation.realm !== gitlabCom && isOlder(situation.version, milestone);
    return [...(deprecated ? ['deprecated'] : []), ...(isLater ? [`first in GitLab ${milestone}`] : [])];
  }

  /** What restricts nothing because it is not stated. */
  function unstatedWords(terms) {
    const words = [['license', terms.licenses], ['realm', terms.realms]].filter(([, names]) => !names.length);
    return words.length ? `${listed(words.map(([word]) => word), 'and')} not stated` : '';
  }
})();
