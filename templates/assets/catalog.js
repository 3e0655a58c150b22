/*
 * The catalog as far as it decides availability, for the pages that answer in the browser: window.siteTerms, which
 * site/exports/terms_data.py writes, with names in the place of numbers; gives window.siteCatalog.
 */
(function () {
  'use strict';

  window.siteCatalog = { catalogIn, isFree };

  /**
   * { terms, primitives, titles, about, noLicense, gitlabCom }: each of the primitives has the place of its terms, and
   * in `tags` what its name must not be read without; `titles` has a map from name to title for each kind, in the order
   * readers know; `about` says what an add-on is.
   */
  function catalogIn(data) {
    const names = (kind) => data[kind].map(([name]) => name);
    const kinds = { realms: names('gitlab_realms'), licenses: names('license_types'), addOns: names('add_ons') };
    const lists = new Map(); // terms that name the same share the list of it
    const listOf = (kind, places) => {
      const key = `${kind} ${places}`;
      if (!lists.has(key)) lists.set(key, places.map((place) => kinds[kind][place]));
      return lists.get(key);
    };
    const terms = data.terms.map(([realms, licenses, addOns, cutOff, free, paid]) => ({
      realms: listOf('realms', realms), licenses: listOf('licenses', licenses), addOns: listOf('addOns', addOns), cutOff, free, paid,
    }));
    const primitives = data.unit_primitives.map(([name, place, category, deprecated, aliases, milestone]) => ({
      name, terms: place, category: data.feature_categories[category], deprecated: deprecated === 1, aliases, milestone,
      tags: deprecated === 1 ? ['deprecated'] : [],
    }));
    const titles = Object.fromEntries(['gitlab_realms', 'license_types', 'add_ons'].map((kind) => [kind, new Map(data[kind])]));
    const about = new Map(kinds.addOns.map((name, place) => [name, data.about_add_ons[place]]));
    return { terms, primitives, titles, about, noLicense: data.no_license, gitlabCom: data.gitlab_com };
  }

  /** Whether add-ons are not enforced yet; at the very instant of the cut-off, free access is over. */
  function isFree({ cutOff }, moment) {
    return cutOff === null || cutOff > moment;
  }
})();
