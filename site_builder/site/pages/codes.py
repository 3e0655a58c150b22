"""Every code that a report may show: what it means, why it matters, an example and the same repaired, and the fix."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...explanations import EXPLANATIONS, Explanation, Part, texts
from ...problems import Severity
from .. import urls
from ..links import Link
from ..material import Material
from ..page import Page
from ..wording import sentence_case

# The first digit of a code, and what those codes are about.
FAMILIES = {
    "1": "Bytes and YAML",
    "2": "Fields and values of one file",
    "3": "References between files",
    "4": "Values that contradict each other",
    "5": "Templates",
    "6": "Output and edits",
    "7": "Environment and command line",
}

# Text and code by turns: `a name` in the middle of a sentence.
Marked = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A file of an example, or commands: `caption` says which."""

    caption: str
    is_file: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code with everything that helps whoever meets it. It stands at the place of its name."""

    code: str
    title: str
    severity: Severity
    meaning: Marked
    harm: Marked
    example: tuple[Block, ...]
    repaired: tuple[Block, ...]
    fix: Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Codes that are about the same."""

    digit: str
    title: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesPage(Page):
    """`codes.html`"""

    template = "codes.html"
    styles = ("codes.css",)

    families: tuple[Family, ...]
    problems: Link


def codes_page(material: Material) -> CodesPage:
    """The page of all codes, the same whatever the configuration holds."""
    return CodesPage(
        address=urls.CODES,
        title="Codes of problems",
        description=f"{len(EXPLANATIONS)} codes: what each means, why it matters, an example, and the fix.",
        section=urls.PROBLEMS,
        trail=(Link(text="Problems", address=urls.PROBLEMS),),
        families=tuple(_families()),
        problems=Link(text="what is found in this catalog", address=urls.PROBLEMS),
    )


def _families() -> Iterator[Family]:
    for digit, title in FAMILIES.items():
        codes = (found for code, found in EXPLANATIONS.items() if code[1] == digit)
        yield Family(digit=digit, title=title, codes=tuple(map(_code, codes)))


def _code(explanation: Explanation) -> Code:
    return Code(
        code=explanation.code,
        title=sentence_case(explanation.title),
        severity=explanation.severity,
        meaning=_marked(explanation.meaning),
        harm=_marked(explanation.harm),
        example=tuple(_blocks(explanation.wrong)),
        repaired=tuple(_blocks(explanation.right)),
        fix=_marked(explanation.fix),
    )


def _marked(text: str) -> Marked:
    return tuple(text.split("`"))


def _blocks(parts: Iterable[Part]) -> Iterator[Block]:
    return (Block(caption=texts.caption(part), is_file=bool(part.path), text=part.shown) for part in parts)
