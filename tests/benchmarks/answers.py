"""A built site in, how long its browser takes to answer out, as JSON: `python -m tests.benchmarks.answers DIR`.

`rule` is the rule alone, put into words, for every unit primitive by itself, though the page asks once for those that
have the same terms; `choice` is one choice of a reader on check.html until the whole answer stands there, laid out.
"""

import json
from pathlib import Path

import click

from tests import tooling

_RUNS = 25  # of each, of which the median counts; the first few are slower, until the browser has compiled what it runs
_MEDIAN = """(act) => {
  const times = Array.from({ length: %d }, () => {
    const began = performance.now();
    act();
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}"""
_RULE = """(() => {
  const rule = window.siteAvailability;
  const catalog = window.siteCatalog.catalogIn(window.siteTerms);
  const held = new Set([...catalog.titles.add_ons.keys()].slice(0, 1));
  const situation = { license: 'premium', addOns: held, realm: 'self-managed', version: '16.8', moment: 1729123200 };
  return (%s)(() => catalog.primitives.forEach(({ terms }) => {
    const verdict = rule.evaluate(catalog.terms[terms], situation, catalog.gitlabCom);
    rule.why(catalog.terms[terms], verdict, catalog.titles);
    rule.unlockWords(verdict.unlocks, catalog.titles);
  }));
})()"""
_CHOICE = """(() => {
  const boxes = document.querySelectorAll('#check input[name=add_on]');
  return (%s)(() => {
    boxes[0].checked = !boxes[0].checked;
    boxes[0].dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
  });
})()"""


@click.command()
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(site: Path) -> None:
    """Print how many milliseconds the rule and a choice take in the browser for SITE."""
    median = _MEDIAN % _RUNS
    with tooling.browser() as browser:
        page = browser.new_page()
        page.goto((site / "check.html").as_uri())
        told = {"rule": page.evaluate(_RULE % median), "choice": page.evaluate(_CHOICE % median)}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
