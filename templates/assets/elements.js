/*
 * What pages that answer by script draw of unit primitives, the same as templates draw; gives window.siteElements.
 */
(function () {
  'use strict';

  const { create } = window.siteDom;

  window.siteElements = { deprecatedTag, mark, primitiveLink };

  /** The mark of a state, by its key. */
  function mark(key) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    svg.setAttribute('class', `mark ${key}`);
    svg.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', `#mark-${key}`);
    svg.append(use);
    return svg;
  }

  /** The name with a link to its page; it may break after an underscore and nowhere else. */
  function primitiveLink(name, root) {
    const wide = name.length > 40 ? { class: 'long' } : {};
    const words = name.split(/(?<=_)/).flatMap((word, at) => (at ? [create('wbr', wide), word] : [word]));
    return create('a', { href: `${root}unit_primitives/${name}.html` }, create('code', {}, ...words));
  }

  function deprecatedTag() {
    return create('span', { class: 'tag deprecated' }, 'Deprecated');
  }
})();
