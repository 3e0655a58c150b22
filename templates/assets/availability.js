/*
 * The rule of availability, the same as the program's own: terms of a unit primitive and a customer's situation in,
 * verdict out; gives window.siteAvailability.
 *
 * A situation is { license, addOns, realm, version, moment }: names, a Set of names, a name, a text such as '16.9' or
 * null where it is not known, and seconds since 1970. A verdict is the object that `site-builder available` writes.
 */
(function () {
  'use strict';

  const { isFree } = window.siteCatalog;
  const { isOlder } = window.siteVersions;
  const { dayAndTime, iso, listed } = window.siteWords;
  const FIRST_IN = 'first in GitLab';
  const kept = new WeakMap(); // list of names -> their titles
  const CLOSED = ['not_in_realm', 'no_add_on_sells_it'];

  window.siteAvailability = { FIRST_IN, awaitedVersion, evaluate, isAvailable, stateOf, tagsOf, unlockWords, unstatedWords, why };

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

  /** The version that would open it, where nothing else is missing; null otherwise. */
  function awaitedVersion(terms, situation, gitlabCom) {
    const [{ code, gitlab_version: version } = {}, ...others] = failing(terms, situation, gitlabCom);
    return code === 'version_too_old' && !others.length ? version : null;
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

  // One change for each condition that fails, with the names of which any one would do; one for all realms that need the same version.
  function unlocks(terms, situation, gitlabCom, failed) {
    if (failed.includes('no_add_on_sells_it')) return [];
    const choices = (code, names) => (failed.includes(code) ? names : []);
    const moves = choices('not_in_realm', terms.realms);
    const changes = [['license_types', choices('missing_license', terms.licenses)], ['add_ons', choices('missing_add_on', terms.addOns)]];
    const byVersions = new Map();
    (moves.length ? moves : [situation.realm]).forEach((realm) => {
      const versions = versionsThere(terms, { ...situation, realm }, gitlabCom);
      const key = JSON.stringify(versions);
      if (!byVersions.has(key)) byVersions.set(key, { versions, realms: [] });
      byVersions.get(key).realms.push(realm);
    });
    return Array.from(byVersions.values(), ({ versions, realms }) => ({
      ...Object.fromEntries([['gitlab_realms', moves.length ? realms : []], ...changes].filter(([, names]) => names.length)),
      ...versions,
    }));
  }

  function versionsThere(terms, there, gitlabCom) {
    const needed = needs(terms, there, gitlabCom);
    if (needed === null) return {};
    if (there.version === null) return { from_gitlab_version: needed };
    return isOlder(there.version, needed) ? { gitlab_version: needed } : {};
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

  // The map of titles has the order in which readers know the names. Most terms share their lists of names with others.
  function called(titles, names) {
    if (!kept.has(names)) kept.set(names, Array.from(titles).filter(([name]) => names.includes(name)).map(([, title]) => title));
    return kept.get(names);
  }

  /** The ways to open it. */
  function unlockWords(found, titles) {
    return found.map((unlock) => wayWords(unlock, titles)).join(', or ');
  }

  function wayWords(unlock, titles) {
    const parts = [];
    [['move to', 'gitlab_realms'], ['change to', 'license_types'], ['add', 'add_ons']].forEach(([verb, field]) => {
      if (unlock[field]) parts.push(`${verb} ${listed(called(titles[field], unlock[field]), 'or')}`);
    });
    const { gitlab_version: version, from_gitlab_version: from } = unlock;
    if (version) parts.push(`upgrade to GitLab ${version}`);
    if (from) parts[parts.length - 1] += ` (from GitLab ${from})`;
    return listed(parts, 'and');
  }

  /** What a name must not be read without in a situation. */
  function tagsOf({ tags, milestone }, situation, gitlabCom) {
    const isLater = milestone && situation.version && situation.realm !== gitlabCom && isOlder(situation.version, milestone);
    return isLater ? [...tags, `${FIRST_IN} ${milestone}`] : tags;
  }

  /** What restricts nothing because it is not stated. */
  function unstatedWords(terms) {
    const words = [['license', terms.licenses], ['realm', terms.realms]].filter(([, names]) => !names.length);
    return words.length ? `${listed(words.map(([word]) => word), 'and')} not stated` : '';
  }
})();
