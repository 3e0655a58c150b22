/*
 * The page where two to four bundles of any kind are compared. form#compare has a checkbox for each bundle; what is chosen
 * stands in the address, ?bundle=duo_pro&bundle=duo_enterprise. `add_on/duo_pro` says the kind as well, and must where
 * bundles of two kinds share a name. #compared gets the result, from window.siteTerms; #compare-hint says what is missing.
 */
(function () {
  'use strict';

  const { announce, create, momentOfVisit, readQuery, ready, writeQuery } = window.siteDom;
  const { complaint } = window.siteAnew;
  const { compare, counts, markdown, partTitle, sentences } = window.siteComparison;
  const { catalogIn, isFree } = window.siteCatalog;
  const { deprecatedTag, mark, primitiveLink } = window.siteElements;
  const { asMarkdown, leftOut, listed, minute, number, quoted, shortDay } = window.siteWords;
  const MOST = 4;
  const MOST_ROWS = 200; // that are drawn, of each part as many where there are more; the others are counted
  const WORDS = { 1: 'one', 2: 'two' };

  ready(() => {
    const form = document.getElementById('compare');
    const wrong = form && complaint(window.siteTerms, '');
    if (wrong) form.replaceWith(create('p', { class: 'caution' }, ...wrong));
    else if (form) connect(form, relatedIn(catalogIn(window.siteTerms)));
  });

  function connect(form, catalog) {
    const boxes = Array.from(form.querySelectorAll('input[name=bundle]'), (box) => boxOf(box, catalog));
    const result = document.getElementById('compared');
    const hint = document.getElementById('compare-hint');

    form.addEventListener('change', () => {
      writeQuery(['bundle'], chosen().map(({ box }) => ['bundle', box.value]));
      const answer = show([]);
      if (answer) announce(answer);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    window.addEventListener('popstate', restore);
    restore();

    function restore() {
      const wanted = new Set(readQuery().getAll('bundle'));
      const found = new Set();
      const unknown = [];
      const several = [];
      wanted.forEach((name) => {
        const named = boxes.filter((bundle) => bundle.ref === name || bundle.name === name);
        if (named.length === 1) found.add(named[0]);
        else if (named.length) several.push(`${quoted(name)} is the name of several: write ${listed(named.map(({ ref }) => ref), 'or')}.`);
        else if (name) unknown.push(quoted(name));
      });
      const kept = Array.from(found).slice(0, MOST);
      boxes.forEach((bundle) => (bundle.box.checked = kept.includes(bundle)));
      show([
        leftOut(unknown),
        ...several,
        ...(found.size > MOST ? [`Four at most: ${titlesOf(Array.from(found).slice(MOST))} left out.`] : []),
      ]);
    }

    function chosen() {
      return boxes.filter(({ box }) => box.checked);
    }

    /** Draws the comparison of what is chosen, says what was left out and what to do; gives the verdict. */
    function show(left) {
      const bundles = chosen();
      boxes.forEach(({ box }) => (box.disabled = bundles.length === MOST && !box.checked));
      hint.textContent = [...left, advice(bundles)].filter(Boolean).join(' ');
      result.hidden = bundles.length < 2;
      if (result.hidden) return '';
      const comparison = compare(bundles, catalog.primitives, (bundle, primitive) => bundle.members.has(primitive));
      result.replaceChildren(...drawn(comparison, catalog, form.dataset));
      return sentences(comparison)[0];
    }
  }

  function advice(bundles) {
    if (bundles.length === 0) return 'Choose two to four bundles of any kind.';
    if (bundles.length === 1) return `${bundles[0].title} is chosen: choose one to three more.`;
    return bundles.length < MOST ? `Up to ${WORDS[MOST - bundles.length]} more can be chosen.` : 'Four are the most.';
  }

  function titlesOf(bundles) {
    return listed(bundles.map(({ title }) => title), 'and');
  }

  function boxOf(box, catalog) {
    const { kind, plural, noun, nouns } = box.closest('fieldset').dataset;
    const name = box.value.split('/').pop();
    const title = box.closest('label').querySelector('.option-text').textContent;
    const members = new Set(catalog.primitives.filter((primitive) => primitive[plural].some((it) => it.name === name)));
    return { box, name, title, plural, noun, nouns, members, ref: `${kind}/${name}` };
  }

  /** The primitives of a catalog, each with what it relates to by name and title, in the order readers know. */
  function relatedIn({ primitives, terms, titles }) {
    const named = (plural, names) => Array.from(titles[plural], ([name, title]) => ({ name, title })).filter(({ name }) => names.includes(name));
    const related = terms.map(({ realms, licenses, addOns, cutOff }) => ({
      cutOff,
      gitlab_realms: named('gitlab_realms', realms),
      license_types: named('license_types', licenses),
      add_ons: named('add_ons', addOns),
    }));
    return {
      primitives: primitives.map((primitive) => ({ ...primitive, ...related[primitive.terms] })),
      moment: momentOfVisit(),
      realms: titles.gitlab_realms.size,
    };
  }

  /** What opens a primitive as of the reader's moment: the state's key, the word and since or until when. */
  function access({ cutOff, add_ons: addOns }, moment) {
    const day = cutOff === null ? '' : shortDay(cutOff);
    if (isFree({ cutOff }, moment)) return ['free', 'Free for now', day ? `until ${day}` : 'no end date stated'];
    return addOns.length ? ['included', 'With an add-on', `since ${day}`] : ['unavailable', 'Not sold', `since ${day}`];
  }

  function drawn(comparison, catalog, { root, title: site, notice }) {
    const title = titlesOf(comparison.bundles);
    const [answer, ...more] = sentences(comparison);
    const accessText = (primitive) => access(primitive, catalog.moment).slice(1).join(', ');
    const label = 'This comparison as Markdown';
    const text = create('textarea', { 'id': 'as-markdown', 'aria-label': label, 'readonly': '', 'hidden': '' });
    const note = asMarkdown(`${site}, as of ${minute(catalog.moment)}. ${notice}`);
    // Nobody copies before the answer stands there, and of thousands it takes as long as all the rest.
    setTimeout(() => (text.value = markdown(comparison, catalog.primitives, accessText, note)));
    return [
      create('h2', {}, title),
      create('p', { class: 'answer-sentence' }, answer),
      ...(more.length ? [create('ul', {}, ...more.map((sentence) => create('li', {}, sentence)))] : []),
      figures(comparison, catalog.primitives),
      actions(comparison, root),
      text,
      create('div', { 'class': 'table-scroll', 'role': 'group', 'tabindex': '0', 'aria-label': title },
        table(comparison, catalog, root)),
    ];
  }

  function figures(comparison, primitives) {
    return create('dl', { class: 'figures sum' },
      ...[...counts(comparison, primitives), ['Unit primitives', primitives.length]].map(([title, size]) =>
        create('div', {}, create('dt', {}, title), create('dd', {}, number(size)))));
  }

  function actions({ bundles }, root) {
    const [{ plural: kind }] = bundles;
    const pair = bundles.map(({ name }) => name).join('-vs-'); // as in urls.comparison
    const own = bundles.every(({ plural }) => plural === kind)
      && document.querySelector(`.pairs a[href$="${kind}/${pair}.html"]`);
    const button = (data, label) =>
      create('button', { type: 'button', class: 'button', ...data }, create('span', { class: 'label' }, label));
    const links = bundles.map(({ plural, name, title }) => create('a', { href: `${root}${plural}/${name}.html` }, title));
    const see = links.flatMap((link, place) => (place ? [place === links.length - 1 ? ' or ' : ', ', link] : [link]));
    const more = own ? [', or ', create('a', { href: own.getAttribute('href') }, 'the page of this pair')] : [];
    return create('div', { class: 'actions' },
      create('p', {}, 'See ', ...see, ' alone', ...more, '.'),
      create('div', { class: 'result-actions' },
        button({ 'data-copy': 'location' }, 'Copy link'),
        button({ 'data-copy': '#as-markdown' }, 'Copy as Markdown'),
        button({ 'data-csv': `${pair}.csv`, 'data-for': 'parts' }, 'CSV of what is shown')));
  }

  function table(comparison, catalog, root) {
    const columns = ['Unit primitive', 'Access', 'Add-ons', 'Licenses', 'Realms'];
    const parts = comparison.parts.filter(({ primitives }) => primitives.length);
    const all = parts.reduce((sum, { primitives }) => sum + primitives.length, 0);
    const most = all > MOST_ROWS ? Math.floor(MOST_ROWS / parts.length) : all;
    return create('table', { 'id': 'parts', 'class': 'members compared', 'data-csv-group': 'In', 'data-csv-tag': 'Deprecated' },
      create('caption', {}, `Differences first. Access as of ${minute(catalog.moment)}`),
      create('thead', {}, create('tr', {}, ...columns.map((column) => create('th', { scope: 'col' }, column)))),
      ...parts.map((part) => {
        const title = partTitle(part, comparison);
        const heading = create('th', { scope: 'rowgroup', colspan: String(columns.length) }, `${title} `,
          create('span', { class: 'count' }, shownOf(part.primitives.length, most)));
        return create('tbody', { 'data-csv': title }, create('tr', { class: 'group-row' }, heading),
          ...part.primitives.slice(0, most).map((primitive) => row(primitive, catalog, root)));
      }));
  }

  function shownOf(size, most) {
    return size > most ? `${most} of ${number(size)}; all are in the Markdown` : number(size);
  }

  function row(primitive, catalog, root) {
    const { name, category, deprecated, gitlab_realms: realms } = primitive;
    const isEverywhere = realms.length === catalog.realms && realms.length > 1;
    return create('tr', { 'data-row': '' },
      create('th', { 'scope': 'row', 'class': 'name', 'data-csv': name }, primitiveLink(name, root),
        ...(deprecated ? [' ', deprecatedTag()] : []),
        create('span', { class: 'row-description' }, category)),
      accessCell(access(primitive, catalog.moment)),
      linksCell('Add-ons', 'add_ons', primitive.add_ons, root),
      linksCell('Licenses', 'license_types', primitive.license_types, root),
      isEverywhere ? cell('Realms', realms, 'All realms') : linksCell('Realms', 'gitlab_realms', realms, root));
  }

  function accessCell([state, word, detail]) {
    return create('td', { 'class': 'access', 'data-csv': `${word}, ${detail}` },
      create('span', { class: `state ${state}` }, mark(state), word), create('span', { class: 'detail' }, detail));
  }

  function linksCell(label, plural, entities, root) {
    if (!entities.length) return cell(label, entities, create('span', { class: 'unstated' }, 'Not stated'));
    const links = entities.map(({ name, title }) => create('a', { href: `${root}${plural}/${name}.html` }, title));
    return cell(label, entities, ...links.flatMap((link, place) => (place ? [', ', link] : [link])));
  }

  function cell(label, entities, ...content) {
    const csv = entities.length ? { 'data-csv': entities.map(({ title }) => title).join('; ') } : {};
    return create('td', { 'data-label': label, ...csv }, ...content);
  }
})();
