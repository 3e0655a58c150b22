/*
 * GitLab versions as texts, the same as catalog/versions.py; gives window.siteVersions.
 */
(function () {
  'use strict';

  const numbers = new Map(); // version -> the numbers in it: few versions are compared again and again
  const VERSION = /^v?((?:0|[1-9]\d{0,3})(?:\.(?:0|[1-9]\d{0,3})){1,2})(?:-(?:ee|ce|pre)(?:\.\d{1,4})?)*$/i;

  window.siteVersions = { isOlder, versionIn };

  /** The version that a text names, also as an instance or its package shows it: 17.4 for v17.4-ee and 17.4.0-ee.0; null where it names none. */
  function versionIn(text) {
    const match = VERSION.exec(text.trim());
    return match && match[1];
  }

  /** Whether the first comes before the second: 16.9 before 16.10, and 16.10.0 is the same as 16.10. */
  function isOlder(version, other) {
    const [a, b] = [numbersIn(version), numbersIn(other)];
    for (let at = 0; at < 3; at += 1) {
      if ((a[at] || 0) !== (b[at] || 0)) return (a[at] || 0) < (b[at] || 0);
    }
    return false;
  }

  function numbersIn(version) {
    if (!numbers.has(version)) numbers.set(version, version.split('.').map(Number));
    return numbers.get(version);
  }
})();
