"""A built site in, how long its pages keep a reader waiting out, as Markdown: `python -m tests.benchmarks.visits DIR`.

`first use` lasts from the beginning of the navigation until the answer to the first thing that a reader does is
painted, with all that the page loads for it; a `step` is a further letter or choice, until its answer is painted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click
from playwright.sync_api import Browser

from tests import tooling

_WORD = "generate code"
_PAINTED = """const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => resolve(performance.now());
  port2.postMessage(null);
}));"""
_LOADED = f"async () => {{ {_PAINTED} return painted(); }}"
# Puts a value into a field; gives when, and when what it changed is on the screen.
_STEP = f"""async ([selector, value, answer]) => {{
  {_PAINTED}
  const field = document.querySelector(selector);
  const place = document.querySelector(answer);
  const changed = new Promise((resolve) => new MutationObserver(() => place.hidden || resolve()).observe(place, {{
    attributes: true, characterData: true, childList: true, subtree: true,
  }}));
  const began = performance.now();
  field.focus();
  if (typeof value === 'boolean') field.checked = value;
  else field.value = value;
  field.dispatchEvent(new Event('input', {{ bubbles: true }}));
  field.dispatchEvent(new Event('change', {{ bubbles: true }}));
  await changed;
  return [began, await painted()];
}}"""

Step = tuple[str, str | bool]  # a field, by its selector, and its new value


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a reader does on a page, and what changes then, and shows. `first`: how many steps it takes to an answer."""

    what: str
    page: str
    steps: Sequence[Step] = ()
    answer: str = ""
    first: int = 1


def _typed(selector: str) -> list[Step]:
    """A word letter by letter, and away again."""
    return [(selector, _WORD[:end]) for end in (*range(1, len(_WORD) + 1), *range(len(_WORD) - 1, 0, -1))]


def _chosen(name: str, *values: str) -> list[Step]:
    """Boxes, each checked and the second of them taken away and chosen again."""
    boxes = [f"input[name={name}][value={value}]" for value in values]
    return [*((box, True) for box in boxes), *[(boxes[1], False), (boxes[1], True)] * 5]


VISITS = (
    Visit(what="list, a word", page="unit_primitives/index.html", steps=_typed("#facet-q"), answer="#shown"),
    Visit(what="matrix, a word", page="matrix.html", steps=_typed("#facet-q"), answer="#shown"),
    Visit(
        what="matrix, add-ons",
        page="matrix.html",
        steps=_chosen("add_ons", "duo_core", "duo_pro", "duo_enterprise"),
        answer="#shown",
    ),
    Visit(what="what is new, a word", page="whats_new/index.html", steps=_typed("#facet-q"), answer="#shown"),
    Visit(
        what="search, a word", page="index.html", steps=_typed("form[data-index] input"), answer="form[data-index] ul"
    ),
    Visit(
        what="comparison, bundles",
        page="compare/index.html",
        steps=_chosen("bundle", "duo_core", "duo_pro", "duo_enterprise"),
        answer="main",
        first=2,
    ),
    Visit(
        what="check, add-ons",
        page="check.html",
        steps=_chosen("add_on", "duo_core", "duo_pro", "duo_enterprise"),
        answer="main",
    ),
    Visit(what="an add-on, read", page="add_ons/duo_enterprise.html"),
    Visit(what="a license type, read", page="license_types/ultimate.html"),
)


@click.command()
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--repeat", type=click.IntRange(min=1), default=3, show_default=True, help="How often to go to each page."
)
def main(site: Path, repeat: int) -> None:
    """Print how many milliseconds readers wait on pages of SITE, and how large these are."""
    click.echo("| page | KB | first use, ms | step, ms | slowest step, ms |\n| --- | --: | --: | --: | --: |")
    with tooling.browser() as browser:
        for visit in VISITS:
            size = (site / visit.page).stat().st_size / 1000
            runs = [list(_waited(browser, site, visit)) for _ in range(repeat)]
            first = median(run[0] for run in runs)
            steps = [step for run in runs for step in run[1:]]
            told = f"{median(steps):.0f} | {max(steps):.0f}" if steps else " | "
            click.echo(f"| {visit.what} | {size:,.0f} | {first:.0f} | {told} |")


def _waited(browser: Browser, site: Path, visit: Visit) -> Iterator[float]:
    """The milliseconds of the first use, then those of each further step."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((site / visit.page).as_uri())
        if not visit.steps:
            yield page.evaluate(_LOADED)
        for number, (field, value) in enumerate(visit.steps, 1):
            began, ended = page.evaluate(_STEP, [field, value, visit.answer])
            if number == visit.first:
                yield ended
            elif number > visit.first:
                yield ended - began


if __name__ == "__main__":
    main()
