/*
 * check.html: form#check holds a customer's situation; the answer stands beside it as soon as anything changes.
 * The situation stands in the address: license, add_on (several), realm, gitlab_version, as_of and q. What an address
 * names and the catalog does not have is shown as unknown and left out. Situations can be kept, in this browser only.
 */
(function () {
  'use strict';

  const { announce, create, readQuery, ready, writeQuery } = window.siteDom;
  const { csvOf, download } = window.siteCsv;
  const { asMarkdown, count: number, dayAndTime, iso, listed, primitives: counted } = window.siteWords;
  const rule = window.siteAvailability;
  const STATES = [
    ['included', 'Included', 'included'],
    ['free', 'Free for now', 'free for now'],
    ['needs', 'Needs something', 'need something'],
    ['unavailable', 'Not available', 'not available'],
  ];
  const INPUTS = ['license', 'add_on', 'realm', 'gitlab_version', 'as_of', 'q'];
  const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|\+00:00)?)?$/;
  const MOST_NAMES = 60; // in one row, or every choice would wait for thousands of links; a button brings the rest
  const KEPT = 'site-builder set-ups';

  ready(() => {
    const form = document.getElementById('check');
    if (form) connect(form, rule.reader(window.siteTerms), document.getElementById('search').dataset.root);
  });

  function connect(form, catalog, root) {
    const opened = Math.floor(Date.now() / 60000) * 60; // one moment for the whole visit, or counts would change by themselves
    const part = (id) => document.getElementById(id);
    let lines = [];

    form.addEventListener('input', (event) => {
      if (!INPUTS.includes(event.target.name)) return;
      form.elements.preset.value = '';
      writeQuery(INPUTS, entries());
      show([]);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', (event) => {
      event.preventDefault();
      go('');
    });
    form.elements.preset.addEventListener('change', ({ target }) => {
      const kept = new URLSearchParams(target.value);
      entries().filter(([name]) => ['gitlab_version', 'as_of', 'q'].includes(name)).forEach(([name, value]) => kept.append(name, value));
      if (target.value) go(kept.toString(), true);
    });
    part('check-csv').addEventListener('click', () => download('check.csv', csvOf(lines)));
    window.addEventListener('popstate', restore);
    connectKept(part, () => new URLSearchParams(entries()).toString(), (query) => go(query));
    restore();

    function go(query, keepsPreset) {
      const preset = form.elements.preset.value;
      writeQuery(INPUTS, Array.from(new URLSearchParams(query)));
      restore();
      form.elements.preset.value = keepsPreset ? preset : '';
    }

    function restore() {
      const query = readQuery();
      const unknown = [
        ...choose('license', query.getAll('license').slice(0, 1), 'license'),
        ...choose('add_on', query.getAll('add_on'), 'add-on'),
        ...choose('realm', query.getAll('realm').slice(0, 1), 'realm'),
      ];
      const version = query.get('gitlab_version') || '';
      form.elements.gitlab_version.value = rule.versionIn(version) || '';
      if (version && !rule.versionIn(version)) unknown.push(`version ‘${version}’`);
      const moment = query.get('as_of');
      form.elements.as_of.value = inputOf(parsed(moment) === null ? opened : parsed(moment));
      if (moment && parsed(moment) === null) unknown.push(`date ‘${moment}’`);
      form.elements.q.value = query.get('q') || '';
      show(unknown);
    }

    /** Checks the named values of a choice, or the first of a radio choice; gives those that do not exist, in words. */
    function choose(name, values, noun) {
      const inputs = Array.from(form.querySelectorAll(`input[name=${name}]`));
      inputs.forEach((input) => (input.checked = values.includes(input.value)));
      if (inputs.length && inputs[0].type === 'radio' && !inputs.some((input) => input.checked)) inputs[0].checked = true;
      const known = inputs.map((input) => input.value);
      return values.filter((value) => !known.includes(value)).map((value) => `${noun} ‘${value}’`);
    }

    function entries() {
      const { gitlab_version: version, as_of: moment, q } = form.elements;
      const chosen = Array.from(form.querySelectorAll('input:checked'), (input) => [input.name, input.value]);
      if (rule.versionIn(version.value)) chosen.push(['gitlab_version', rule.versionIn(version.value)]);
      if (parsed(moment.value) !== null && parsed(moment.value) !== opened) chosen.push(['as_of', iso(parsed(moment.value))]);
      if (q.value.trim()) chosen.push(['q', q.value.trim()]);
      return chosen;
    }

    function situation() {
      const checked = (name) => Array.from(form.querySelectorAll(`input[name=${name}]:checked`), (input) => input.value);
      const moment = parsed(form.elements.as_of.value);
      return {
        license: checked('license')[0],
        addOns: new Set(checked('add_on')),
        realm: checked('realm')[0],
        version: rule.versionIn(form.elements.gitlab_version.value),
        moment: moment === null ? opened : moment,
      };
    }

    function show(unknown) {
      const asked = situation();
      const text = form.elements.q.value.trim();
      const chosen = text ? matching(catalog.primitives, text) : catalog.primitives;
      const groups = grouped(chosen, asked, catalog);
      const title = customer(asked, catalog);
      showVersionNote(asked);
      part('unknown').hidden = unknown.length === 0;
      part('unknown').textContent = unknown.length ? `Unknown, and left out: ${unknown.join(', ')}.` : '';
      part('situation').textContent = `${title}, as of ${dayAndTime(asked.moment)}`;
      const only = text ? ` Only those with ‘${text}’: ${chosen.length} of ${catalog.primitives.length}.` : '';
      part('answer').textContent = `${summary(groups, chosen.length)}${only}`;
      part('as-markdown').value = markdown(groups, title, asked, chosen.length, part('as-markdown').dataset.notice);
      const brought = steps(chosen, asked, catalog);
      part('next').replaceChildren(...nextWords(brought));
      part('verdicts').replaceChildren(
        ...groups.map((group) => section(group, chosen.length, root)), ...(brought.length ? [stepsSection(brought, root)] : []));
      lines = csvLines(groups);
    }

    function showVersionNote(asked) {
      const version = form.elements.gitlab_version.value.trim();
      const isOdd = version !== '' && !rule.versionIn(version);
      form.elements.gitlab_version.setAttribute('aria-invalid', String(isOdd));
      part('version-note').textContent = isOdd
        ? 'Not a version: write it like 16.10. Taken as unknown.'
        : asked.realm === catalog.gitlabCom ? 'Versions are not checked on GitLab.com.' : '';
    }
  }

  /** The one of exactly this name, or else those whose name has all the words in it. */
  function matching(primitives, text) {
    const words = text.toLowerCase().split(/[\s_]+/).filter(Boolean);
    const named = primitives.map((primitive) => [primitive, [primitive.name, ...primitive.aliases].map((name) => name.toLowerCase())]);
    const found = (test) => named.filter(([, names]) => names.some(test)).map(([primitive]) => primitive);
    const exact = found((name) => name === text.toLowerCase());
    return exact.length ? exact : found((name) => words.every((word) => name.includes(word)));
  }

  /** Seconds since 1970 of a moment in UTC, as an address or an input holds it; null where it is none. */
  function parsed(text) {
    if (!text || !MOMENT.test(text)) return null;
    const whole = text.length === 10 ? `${text}T00:00:00Z` : /(Z|\+00:00)$/.test(text) ? text : `${text}Z`;
    const seconds = Date.parse(whole) / 1000;
    return Number.isNaN(seconds) ? null : seconds;
  }

  function inputOf(seconds) {
    return iso(seconds).slice(0, seconds % 60 ? 19 : 16);
  }

  /** The verdicts by state, then by what is the same in words; what concerns most comes first. */
  function grouped(primitives, asked, catalog) {
    const verdicts = catalog.terms.map((terms) => {
      const verdict = rule.evaluate(terms, asked, catalog.gitlabCom);
      const why = rule.why(verdict, catalog.titles);
      return { verdict, why, state: rule.stateOf(verdict), unlock: rule.unlockWords(verdict.unlocks, catalog.titles), unstated: rule.unstatedWords(terms) };
    });
    const shared = new Map();
    primitives.forEach((primitive) => {
      const { state, why, unlock, unstated, verdict } = verdicts[primitive.terms];
      const key = [state, why, unlock].join('\n');
      if (!shared.has(key)) shared.set(key, { state, why, unlock, verdict, count: 0, parts: new Map() });
      const row = shared.get(key);
      row.count += 1;
      row.parts.set(unstated, [...(row.parts.get(unstated) || []), primitive]);
    });
    const rows = Array.from(shared.values(), (row) => ({ ...row, parts: Array.from(row.parts).sort(([a], [b]) => order(a, b)) }));
    rows.sort((a, b) => b.count - a.count || order(a.why, b.why));
    return STATES.map(([key, word, words]) => {
      const own = rows.filter(({ state }) => state === key);
      return { key, word, words, rows: own, count: own.reduce((sum, { count }) => sum + count, 0) };
    }).filter(({ count }) => count > 0);
  }

  function order(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function customer(asked, { titles, gitlabCom }) {
    const license = titles.license_types.get(asked.license) || 'Free';
    const held = Array.from(titles.add_ons).filter(([name]) => asked.addOns.has(name)).map(([, title]) => title);
    const realm = titles.gitlab_realms.get(asked.realm);
    const version = asked.realm === gitlabCom ? '' : asked.version ? `, GitLab ${asked.version}` : ', version unknown';
    return `${license} with ${listed(held, 'and') || 'no add-on'}, ${realm}${version}`;
  }

  function summary(groups, total) {
    const counts = (keys) => groups.filter(({ key }) => keys.includes(key)).map(({ count, words }) => `${number(count)} ${words}`).join(', ');
    const working = groups.filter(({ key }) => ['included', 'free'].includes(key)).reduce((sum, { count }) => sum + count, 0);
    const first = `${number(working)} of ${counted(total)} ${working === 1 ? 'works' : 'work'}`;
    const works = counts(['included', 'free']);
    const fails = counts(['needs', 'unavailable']);
    return `${[works ? `${first}: ${works}` : first, fails].filter(Boolean).join('; ')}.`;
  }

  function section({ key, word, rows, count }, total, root) {
    const heading = create('h2', { id: `state-${key}` }, mark(key), word, ' ', create('span', { class: 'count' }, `${number(count)} of ${number(total)}`));
    const body = rows.map(({ why, unlock, count: own, parts }) => create('tr', {},
      create('th', { scope: 'row' }, why, ...note('unlock', unlock)),
      create('td', { class: 'number' }, number(own)),
      create('td', { class: 'names' }, ...parts.map(([unstated, members]) =>
        create('p', {}, ...note('unstated', unstated && `${unstated}: `), ...names(members, root))))));
    return create('section', { class: `verdicts ${key}`, 'aria-labelledby': `state-${key}` }, heading,
      table(`${word}: ${number(count)} of ${number(total)} unit primitives`, [['Why'], ['Count', 'number'], ['Unit primitives']], body));
  }

  function table(caption, columns, rows) {
    return create('table', {},
      create('caption', { class: 'visually-hidden' }, caption),
      create('thead', {}, create('tr', {}, ...columns.map(([text, name]) => create('th', { scope: 'col', ...(name ? { class: name } : {}) }, text)))),
      create('tbody', {}, ...rows));
  }

  function note(name, text) {
    return text ? [create('span', { class: name }, text)] : [];
  }

  function mark(key) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    svg.setAttribute('class', `mark ${key}`);
    svg.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', `#mark-${key}`);
    svg.append(use);
    return svg;
  }

  function names(members, root) {
    const rest = members.length - MOST_NAMES;
    const shown = rest > 0 ? members.slice(0, MOST_NAMES) : members;
    const parts = shown.flatMap((primitive, at) => [at ? ', ' : '', ...linked(primitive, root)]);
    if (rest <= 0) return parts;
    const more = create('button', { type: 'button', class: 'link-button' }, `${number(rest)} more`);
    const joint = document.createTextNode(' and ');
    more.addEventListener('click', () => {
      joint.data = ', ';
      const [first, ...others] = members.slice(MOST_NAMES).map((primitive) => linked(primitive, root));
      more.replaceWith(...first, ...others.flatMap((parts) => [', ', ...parts]));
      first[0].focus();
    });
    return [...parts, joint, more];
  }

  function linked({ name, deprecated }, root) {
    const link = create('a', { href: `${root}unit_primitives/${name}.html` }, nameCode(name));
    return deprecated ? [link, ' ', create('span', { class: 'tag deprecated' }, 'Deprecated')] : [link];
  }

  // A name may break after an underscore and nowhere else.
  function nameCode(name) {
    return create('code', {}, ...name.split('_').flatMap((word, at) => (at ? ['_', create('wbr', {}), word] : [word])));
  }

  /** What each single purchase or upgrade would bring, and what it would end; most first. */
  function steps(primitives, asked, catalog) {
    const works = (there) => catalog.terms.map((terms) => rule.evaluate(terms, there, catalog.gitlabCom).available);
    const before = works(asked);
    return changes(asked, catalog).map(([text, there]) => {
      const after = works(there);
      return {
        text,
        gained: primitives.filter(({ terms }) => after[terms] && !before[terms]),
        lost: primitives.filter(({ terms }) => !after[terms] && before[terms]),
      };
    }).filter(({ gained }) => gained.length).sort((a, b) => b.gained.length - a.gained.length);
  }

  function changes(asked, { titles, terms, gitlabCom }) {
    const addOns = Array.from(titles.add_ons).filter(([name]) => !asked.addOns.has(name))
      .map(([name, title]) => [`Add ${title}`, { ...asked, addOns: new Set([...asked.addOns, name]) }]);
    const licenses = Array.from(titles.license_types).filter(([name]) => name !== asked.license)
      .map(([name, title]) => [`Change to ${title}`, { ...asked, license: name }]);
    const stated = terms.flatMap(({ free, paid }) => [free, paid]).filter(Boolean);
    const newest = stated.reduce((a, b) => (rule.isOlder(a, b) ? b : a), stated[0]);
    const isBehind = newest && asked.version && asked.realm !== gitlabCom && rule.isOlder(asked.version, newest);
    return [...addOns, ...licenses, ...(isBehind ? [[`Upgrade to GitLab ${newest}`, { ...asked, version: newest }]] : [])];
  }

  function nextWords(brought) {
    const links = brought.flatMap(({ text, gained }, at) => [at ? ' · ' : 'One step more: ',
      create('a', { href: '#steps' }, `${text} `, create('strong', {}, `+${number(gained.length)}`))]);
    return links;
  }

  function stepsSection(brought, root) {
    const heading = 'What one more purchase or upgrade would bring';
    const body = brought.map(({ text, gained, lost }) => create('tr', {},
      create('th', { scope: 'row' }, text),
      create('td', { class: 'number' }, number(gained.length)),
      create('td', { class: 'number' }, number(lost.length)),
      create('td', { class: 'names' }, create('p', {}, ...names(gained, root)),
        ...(lost.length ? [create('p', {}, create('span', { class: 'lost' }, 'ends: '), ...names(lost, root))] : []))));
    return create('section', { class: 'steps', 'aria-labelledby': 'steps' }, create('h2', { id: 'steps' }, heading),
      table(heading, [['Step'], ['Brings', 'number'], ['Ends', 'number'], ['Which']], body));
  }

  function csvLines(groups) {
    const header = ['unit_primitive', 'available', 'state', 'why', 'unlock', 'from_gitlab_version', 'not_stated', 'deprecated'];
    const rows = groups.flatMap(({ word, rows: own }) => own.flatMap(({ verdict, why, unlock, parts }) =>
      parts.flatMap(([unstated, members]) => members.map(({ name, deprecated }) => [name, verdict.available ? 'yes' : 'no',
        word, why, unlock, verdict.from_gitlab_version || '', unstated, deprecated ? 'yes' : 'no']))));
    return [header, ...rows.sort(([a], [b]) => (a < b ? -1 : 1))];
  }

  function markdown(groups, title, asked, total, notice) {
    const parts = groups.map(({ word, count, rows }) => [
      `### ${word} (${number(count)})\n`, '| Why | What would open it | Unit primitives |', '| --- | --- | --- |',
      ...rows.map(({ why, unlock, parts }) => `| ${asMarkdown(why)} | ${asMarkdown(unlock)} | ${parts.map(listWords).join('; ')} |`), ''].join('\n'));
    const head = `## ${asMarkdown(title)}\n\nAs of ${dayAndTime(asked.moment)}: ${summary(groups, total)}\n`;
    return [head, ...parts, ...(notice ? [`_${asMarkdown(notice)}_\n`] : [])].join('\n');
  }

  function listWords([unstated, members]) {
    const list = members.map(({ name, deprecated }) => `\`${name}\`${deprecated ? ' (deprecated)' : ''}`).join(', ');
    return unstated ? `${unstated}: ${list}` : list;
  }

  /** Situations with a name, in this browser's memory: a list to choose from, and a button to keep the present one. */
  function connectKept(part, query, go) {
    const name = part('set-up-name');
    part('set-up-keep').addEventListener('click', keep);
    name.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      keep();
    });
    list();

    function keep() {
      const title = name.value.trim();
      if (!title) {
        name.focus();
        return;
      }
      const others = kept().filter((setUp) => setUp.name !== title);
      if (remember([...others, { name: title, query: query() }])) announce(`Kept ${title}`);
      name.value = '';
      list();
    }

    function list() {
      part('kept-count').textContent = kept().length;
      part('set-ups').replaceChildren(...kept().map((setUp) => {
        const use = create('button', { type: 'button', class: 'link-button' }, setUp.name);
        const forget = create('button', { type: 'button', class: 'button quiet', 'aria-label': `Forget ${setUp.name}` }, '×');
        use.addEventListener('click', () => go(setUp.query));
        forget.addEventListener('click', () => {
          remember(kept().filter((other) => other.name !== setUp.name));
          list();
          name.focus();
        });
        return create('li', {}, use, forget);
      }));
    }

    function remember(setUps) {
      try {
        localStorage.setItem(KEPT, JSON.stringify(setUps));
        return true;
      } catch (error) {
        announce('This browser keeps nothing here'); // its memory is off, or full
        return false;
      }
    }
  }

  /** What is kept, as far as it is of the form that this page writes. */
  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEPT) || '[]');
      return found.filter((setUp) => setUp && typeof setUp.name === 'string' && typeof setUp.query === 'string');
    } catch (error) {
      return [];
    }
  }
})();
