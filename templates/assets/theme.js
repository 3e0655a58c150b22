/*
 * Says that scripts run, and shows the theme the reader chose: the system's, light or dark.
 * Stands alone and blocks in the head, so that a dark page never flashes white.
 */
(function () {
  'use strict';

  const THEMES = ['system', 'light', 'dark'];
  const NAMES = { system: 'System', light: 'Light', dark: 'Dark' };
  const root = document.documentElement;

  root.classList.add('js');
  show(stored());
  document.addEventListener('DOMContentLoaded', connect);
  // Another tab chose, or the browser brought this page back as it was before the choice.
  window.addEventListener('storage', () => show(stored()));
  window.addEventListener('pageshow', (event) => event.persisted && show(stored()));

  function stored() {
    try {
      const theme = localStorage.getItem('theme');
      return THEMES.includes(theme) ? theme : 'system';
    } catch (error) {
      return 'system'; // storage is off: the system's theme is always right
    }
  }

  function show(theme) {
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    label(theme);
  }

  function label(theme) {
    const button = document.getElementById('theme-switch');
    if (!button) return;
    const text = button.querySelector('.theme-switch-label');
    if (text) text.textContent = NAMES[theme];
    button.setAttribute('aria-label', `Theme: ${NAMES[theme]}. Switch to ${NAMES[after(theme)]}`);
  }

  function after(theme) {
    return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  }

  function connect() {
    const button = document.getElementById('theme-switch');
    if (!button) return;
    label(root.dataset.theme || 'system');
    button.addEventListener('click', () => choose(after(root.dataset.theme || 'system')));
  }

  function choose(theme) {
    show(theme);
    try {
      if (theme === 'system') localStorage.removeItem('theme');
      else localStorage.setItem('theme', theme);
    } catch (error) {
      // Storage is off: the choice holds for this page.
    }
  }
})();
