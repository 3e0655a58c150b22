/*
 * A customer's situation in an address: read from it, written into it, and in words; gives window.siteSituations.
 * The parameters are license, add_on (several), realm, gitlab_version and as_of; q and from are the page's own. What an
 * address names and the catalog or the page does not have is told and left out.
 */
(function () {
  'use strict';

  const { versionIn } = window.siteVersions;
  const { dayAndTime, iso, listed, quoted, unknownParameters } = window.siteWords;
  const KNOWN = ['license', 'add_on', 'realm', 'gitlab_version', 'as_of', 'q', 'from'];
  const ANY_REALM = 'any realm (none stated)';
  const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(Z| UTC|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/;
  const [EARLIEST, LATEST] = [-62135596800, 253402300799]; // the years 1 to 9999

  window.siteSituations = { entries, inWords, momentIn, read };

  /** The situation that parameters name, and in words what of them is not known. `opened`: the moment without as_of. */
  function read(query, catalog, opened) {
    const { titles } = catalog;
    const license = one(query.getAll('license'), licenses(catalog), 'license');
    const realm = one(query.getAll('realm'), titles.gitlab_realms, 'realm');
    const addOns = query.getAll('add_on').map((value) => [value, nameOf(value, titles.add_ons)]);
    const [version, moment] = ['gitlab_version', 'as_of'].map((name) => query.get(name) || '');
    const unknown = [
      ...license.unknown,
      ...addOns.filter(([, name]) => name === null).map(([value]) => `add-on ${quoted(value)}`),
      ...realm.unknown,
      ...(version && !versionIn(version) ? [`version ${quoted(version)}`] : []),
      ...(moment && momentIn(moment) === null ? [`date ${quoted(moment)}`] : []),
      ...unknownParameters(query, KNOWN),
    ];
    const asked = {
      license: license.name,
      addOns: new Set(addOns.map(([, name]) => name).filter((name) => name !== null)),
      realm: realm.name,
      version: versionIn(version),
      moment: momentIn(moment) === null ? opened : momentIn(moment),
    };
    return { asked, unknown };
  }

  /** The parameters of a situation; without as_of where the moment is the given one. */
  function entries({ license, addOns, realm, version, moment }, opened) {
    return [
      ...(license === undefined ? [] : [['license', license]]),
      ...Array.from(addOns, (name) => ['add_on', name]),
      ...(realm === undefined ? [] : [['realm', realm]]),
      ...(version ? [['gitlab_version', version]] : []),
      ...(moment === opened ? [] : [['as_of', iso(moment)]]),
    ];
  }

  /** `customer`: `Premium with Duo Pro, self-managed, GitLab 16.9`; `when`: the moment. */
  function inWords({ license, addOns, realm, version, moment }, catalog) {
    const { titles, gitlabCom } = catalog;
    const held = Array.from(titles.add_ons).filter(([name]) => addOns.has(name)).map(([, title]) => title);
    const checked = realm === gitlabCom ? '' : version ? `, GitLab ${version}` : ', version unknown';
    const has = `${licenses(catalog).get(license)} with ${listed(held, 'and') || 'no add-on'}`;
    return { customer: `${has}, ${realm === undefined ? ANY_REALM : titles.gitlab_realms.get(realm)}${checked}`, when: dayAndTime(moment) };
  }

  /** Seconds since 1970 of a moment, in UTC where it has no time zone; null where it is none. */
  function momentIn(text) {
    const written = text.replace(/(:\d\d) (?=\d\d:?\d\d$)/, '$1+'); // a plus typed into an address is read as a space
    const [whole, date, minute = '00:00', second = '', zone = 'Z'] = MOMENT.exec(written) || [];
    if (whole === undefined) return null;
    const there = `${date}T${minute}`;
    const seconds = Date.parse(`${there}${second}${zone.replace(' UTC', 'Z').replace(/(\d\d)(\d\d)$/, '$1:$2')}`) / 1000;
    // 30 February would be read as 1 March.
    const isThere = seconds >= EARLIEST && seconds <= LATEST && iso(Date.parse(`${there}Z`) / 1000).startsWith(there);
    return isThere ? seconds : null;
  }

  /** Those of the catalog, and one that is in no list. */
  function licenses({ titles, noLicense }) {
    return titles.license_types.has(noLicense[0]) ? titles.license_types : new Map([...titles.license_types, noLicense]);
  }

  /** The first known one counts, or where none is, the first that there is. */
  function one(values, titles, noun) {
    const [first, ...others] = values.filter((value) => nameOf(value, titles) !== null);
    const [fallback] = titles.keys();
    const name = first === undefined ? fallback : nameOf(first, titles);
    const instead = first === undefined && titles.has(fallback) ? ` (the answer is for ${titles.get(fallback)})` : '';
    const strange = values.filter((value) => nameOf(value, titles) === null);
    return {
      name,
      unknown: [...strange.map((value) => `${noun} ${quoted(value)}${instead}`), ...others.map((value) => `${noun} ${quoted(value)} (only one counts)`)],
    };
  }

  /** The name that is meant, also by its title, in whatever case; null where none is. */
  function nameOf(value, titles) {
    if (titles.has(value)) return value; // what another one is called may be the same word
    const wanted = value.toLowerCase();
    const found = Array.from(titles).find(([name, title]) => name.toLowerCase() === wanted || title.toLowerCase() === wanted);
    return found ? found[0] : null;
  }
})();
