/*
 * Copy buttons: button[data-copy="#id"] copies the text of that element (a template's too), data-copy="location"
 * the page's address. What changes for a moment is the button's .label, or else its whole text.
 */
(function () {
  'use strict';

  const { announce, create, ready } = window.siteDom;
  const SHOWN_FOR = 2000; // milliseconds

  ready(() => document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-copy]');
    if (button) copy(source(button.dataset.copy)).then(() => tell(button, 'Copied'), () => tell(button, 'Not copied'));
  }));

  function source(name) {
    if (name === 'location') return location.href;
    const element = document.querySelector(name);
    return element.matches('textarea') ? element.value : (element.content || element).textContent;
  }

  // The clipboard is missing without https and may refuse; the old command still works there.
  function copy(text) {
    if (!navigator.clipboard) return copyBySelection(text);
    return navigator.clipboard.writeText(text).catch(() => copyBySelection(text));
  }

  async function copyBySelection(text) {
    const before = document.activeElement;
    const area = create('textarea', { 'class': 'visually-hidden', 'readonly': '', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    if (before) before.focus({ preventScroll: true });
    if (!isCopied) throw new Error('copy refused');
  }

  function tell(button, message) {
    const label = button.querySelector('.label') || button;
    if (!button.dataset.label) button.dataset.label = label.textContent;
    label.textContent = message;
    announce(message);
    clearTimeout(Number(button.dataset.timer));
    button.dataset.timer = setTimeout(() => (label.textContent = button.dataset.label), SHOWN_FOR);
  }
})();
