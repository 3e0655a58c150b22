/*
 * check.html: form#check holds a customer's situation; the answer stands beside it as soon as anything changes. The
 * situation stands in the address (situations.js), beside it q, which narrows the answer to some unit primitives, and
 * from, the parameters of another situation that this one is compared with.
 */
(function () {
  'use strict';

  const { create, momentOfVisit, readQuery, ready, writeQuery } = window.siteDom;
  const { complaint } = window.siteAnew;
  const { csvOf, download } = window.siteCsv;
  const { catalogIn } = window.siteCatalog;
  const { versionIn } = window.siteVersions;
  const { leftOut, number, quoted } = window.siteWords;
  const { entries, inWords, momentIn, read } = window.siteSituations;
  const { csvLines, difference, grouped, markdown, matching, steps, summary } = window.siteAnswers;
  const { differenceSection, nextWords, stepsSection, verdictSection } = window.siteVerdicts;
  const INPUTS = ['license', 'add_on', 'realm', 'gitlab_version', 'as_of', 'q'];
  const PARAMETERS = [...INPUTS, 'from'];

  ready(() => {
    const form = document.getElementById('check');
    const wrong = form && complaint(window.siteTerms, '');
    if (wrong) form.parentNode.replaceWith(create('p', { class: 'caution' }, ...wrong));
    else if (form) connect(form, catalogIn(window.siteTerms), document.getElementById('search').dataset.root);
  });

  function connect(form, catalog, root) {
    const opened = momentOfVisit(); // one moment for the whole visit, or counts would change by themselves
    const part = (id) => document.getElementById(id);
    let from = ''; // parameters of the situation that this one is compared with; empty without one
    let answered = []; // the verdicts that are shown

    form.elements.as_of.max = '9999-12-31T23:59:59'; // so that no year of six digits can be typed
    form.addEventListener('input', (event) => {
      if (!INPUTS.includes(event.target.name)) return;
      form.elements.preset.value = '';
      update();
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', (event) => {
      event.preventDefault();
      open(new URLSearchParams());
    });
    form.elements.preset.addEventListener('change', ({ target: { value } }) => {
      if (!value) return;
      const { license, addOns, realm } = read(new URLSearchParams(value), catalog, opened).asked;
      go(addressOf({ ...situation(), license, addOns, realm }));
      form.elements.preset.value = value;
    });
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[data-situation]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(link.dataset.situation);
      part('answer').focus({ preventScroll: true }); // the link is gone
      part('answer').scrollIntoView({ block: 'center' });
    });
    part('check-csv').addEventListener('click', () => download(fileName(situation()), csvOf(csvLines(answered)), searched()));
    part('check-from').addEventListener('click', () => {
      from = from ? '' : addressOf(situation());
      update();
    });
    window.addEventListener('popstate', () => fill(readQuery()));
    new ResizeObserver(([{ target }]) => // on a small screen it stays, and the style keeps what has the focus clear of it
      document.documentElement.style.setProperty('--answer', `${target.offsetHeight}px`)).observe(part('answer'));
    window.siteKept.connectKept(part, () => addressOf(situation()), go);
    fill(readQuery());

    /** Takes over what the form says. */
    function update() {
      writeQuery(PARAMETERS, [...entries(situation(), opened), ...beside()]);
      show(situation(), []);
    }

    /** Shows another situation; what is searched for and compared with stays. */
    function go(query) {
      open(new URLSearchParams([...new URLSearchParams(query), ...beside()]));
    }

    function open(query) {
      writeQuery(PARAMETERS, [...query]);
      fill(query);
    }

    function addressOf(asked) {
      return new URLSearchParams(entries(asked, opened)).toString();
    }

    function searched() {
      return form.elements.q.value.trim();
    }

    /** What an address holds beside the situation. */
    function beside() {
      return [...(searched() ? [['q', searched()]] : []), ...(from ? [['from', from]] : [])];
    }

    function fill(query) {
      from = query.get('from') || '';
      const { asked, unknown } = read(query, catalog, opened);
      check('license', [asked.license]);
      check('add_on', Array.from(asked.addOns));
      check('realm', [asked.realm]);
      form.elements.preset.value = '';
      form.elements.gitlab_version.value = asked.version || '';
      form.elements.as_of.value = inputOf(asked.moment);
      form.elements.q.value = query.get('q') || '';
      show(asked, unknown);
    }

    function check(name, values) {
      form.querySelectorAll(`input[name=${name}]`).forEach((input) => (input.checked = values.includes(input.value)));
    }

    function situation() {
      const checked = (name) => Array.from(form.querySelectorAll(`input[name=${name}]:checked`), (input) => input.value);
      const moment = momentIn(form.elements.as_of.value);
      return {
        license: checked('license')[0],
        addOns: new Set(checked('add_on')),
        realm: checked('realm')[0],
        version: versionIn(form.elements.gitlab_version.value),
        moment: moment === null ? opened : moment,
      };
    }

    function show(asked, unknown) {
      const text = searched();
      const chosen = text ? matching(catalog.primitives, text) : catalog.primitives;
      const groups = grouped(chosen, asked, catalog);
      const brought = steps(chosen, asked, catalog);
      const { customer, when } = inWords(asked, catalog);
      const linkTo = (there) => ({ 'href': `?${new URLSearchParams([...entries(there, opened), ...beside()])}`, 'data-situation': addressOf(there) });
      showNotes(asked, when);
      const other = comparedWith();
      const strange = [...unknown, ...other.unknown];
      part('unknown').hidden = strange.length === 0;
      part('unknown').textContent = leftOut(strange);
      part('situation').textContent = `${customer}, as of ${when}`;
      const only = text ? ` Only those with ${quoted(text)}: ${number(chosen.length)} of ${number(catalog.primitives.length)}.` : '';
      const answer = chosen.length ? `${summary(groups, chosen.length)}${only}` : `No unit primitive has ${quoted(text)} in its name.`;
      part('answer').textContent = answer;
      part('next').replaceChildren(...nextWords(brought, linkTo));
      part('check-from').textContent = from ? 'Stop comparing' : 'Compare from here';
      part('pinned-link').value = pinned(asked, other.asked);
      part('as-markdown').value = markdown(groups, brought, customer, asked, answer, part('as-markdown').dataset.notice);
      part('verdicts').replaceChildren(
        ...compared(chosen, asked, other.asked),
        ...groups.map((group) => verdictSection(group, chosen.length, root)),
        ...(brought.length ? [stepsSection(brought, root, linkTo)] : []));
      showWhatsNew(asked);
      answered = groups;
    }

    /** The address of the answer, with every moment in it. */
    function pinned(asked, other) {
      const more = [...(searched() ? [['q', searched()]] : []), ...(other ? [['from', new URLSearchParams(entries(other))]] : [])];
      return `${location.href.split(/[?#]/)[0]}?${new URLSearchParams([...entries(asked), ...more])}`;
    }

    /** The situation that this one is compared with, with what of it is not known. */
    function comparedWith() {
      if (!from) return { asked: null, unknown: [] };
      const { asked, unknown } = read(new URLSearchParams(from), catalog, opened);
      return { asked, unknown: unknown.map((words) => `${words} in what it is compared with`) };
    }

    function compared(chosen, asked, other) {
      if (!other || !chosen.length) return [];
      const { customer, when } = inWords(other, catalog);
      const title = other.moment === asked.moment ? customer : `${customer}, as of ${when}`;
      return [differenceSection(difference(chosen, other, asked, catalog), title, root)];
    }

    function showWhatsNew(asked) {
      const link = part('check-whats-new');
      link.hidden = !asked.version;
      const entry = ([name]) => ['license', 'add_on', 'realm'].includes(name);
      const none = asked.addOns.size ? [] : [['add_on', 'no-add-on']];
      const query = new URLSearchParams([['since', asked.version || ''], ...entries(asked).filter(entry), ...none]);
      link.href = `${link.href.split('?')[0]}?${query}`;
      link.textContent = `What is new since GitLab ${asked.version}`;
    }

    /** What was made of a version or date that is none. */
    function showNotes(asked, when) {
      const { gitlab_version: version, as_of: date } = form.elements;
      const isOddVersion = version.value.trim() !== '' && asked.version === null;
      version.setAttribute('aria-invalid', String(isOddVersion));
      part('version-note').textContent = isOddVersion
        ? 'Not a version: write it like 16.10. Taken as unknown.'
        : asked.realm === catalog.gitlabCom ? 'Versions are not checked on GitLab.com.' : '';
      const isOddDate = date.validity.badInput || (date.value !== '' && momentIn(date.value) === null);
      date.setAttribute('aria-invalid', String(isOddDate));
      part('date-note').textContent = isOddDate ? `Not a whole date of the years 1 to 9999: taken as ${when}.` : '';
    }
  }

  /** What the input for a date and time holds, in UTC. */
  function inputOf(seconds) {
    return new Date(seconds * 1000).toISOString().slice(0, seconds % 60 ? 19 : 16);
  }

  /** A name by which two customers' files can be told apart. */
  function fileName({ license, addOns, realm, version, moment }) {
    return `${['check', license, ...addOns, realm, version, inputOf(moment).slice(0, 10)].filter(Boolean).join('-')}.csv`;
  }
})();
