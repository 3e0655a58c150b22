"""A comparison of bundles in, words out: the verdict in a sentence, names of its parts, counts that add up, Markdown.

The pages, the command and, in the same words, `comparison.js` say these.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter

from ..catalog import FEWEST, KIND, Catalog, Comparison, Containment, Overlap, Part, containments
from ..counting import number
from .as_markdown import as_markdown, markdown_rows
from .wording import Titles, listed

_NAMED = 5  # exceptions that a sentence names; it counts the rest
_BESIDE = "An add-on is held beside a license: what only one of them names may need the other too. Check tells what works with both."
_ALL = {2: "Both", 3: "All three", 4: "All four"}


def comparison_title(comparison: Comparison, titles: Titles) -> str:
    """`Duo Pro and Duo Enterprise`"""
    return listed([titles.of_ref(ref) for ref in comparison.bundles], "and")


def comparison_sentences(comparison: Comparison, titles: Titles) -> tuple[str, ...]:
    """The answer in a sentence; for three or four bundles it is followed by one for each two that do not just overlap.

    Bundles of two kinds are no alternatives, so that none is said to contain the other.
    """
    pairs = [pair for pair in containments(comparison) if pair.inner.kind == pair.outer.kind]
    is_mixed = len({ref.kind for ref in comparison.bundles}) > 1
    if len(comparison.bundles) == FEWEST and not is_mixed:
        return (containment_sentence(pairs[0], titles),)
    everywhere = f"{_ALL[len(comparison.bundles)]} hold {len(comparison.both.unit_primitives):,}"
    told = (pair for pair in pairs if pair.overlap is not Overlap.PARTIAL)
    return (
        f"{everywhere} of the {number(comparison.total, 'unit primitive')} that any of them holds.",
        *(containment_sentence(pair, titles) for pair in told),
        *((_BESIDE,) if is_mixed else ()),
    )


def containment_sentence(found: Containment, titles: Titles) -> str:
    """`Duo Pro is contained in Duo Enterprise, except for ...`"""
    inner, outer, more = titles.of_ref(found.inner), titles.of_ref(found.outer), len(found.more)
    match found.overlap:
        case Overlap.APART:
            return f"{inner} and {outer} have nothing in common."
        case Overlap.SAME:
            return f"{inner} and {outer} hold the same {number(len(found.shared), 'unit primitive')}."
        case Overlap.CONTAINED:
            return f"{inner} is contained in {outer}, which holds {more:,} more."
        case Overlap.MOSTLY_CONTAINED:
            return (
                f"{inner} is contained in {outer}, except for {_named(found.exceptions)}; {outer} holds {more:,} more."
            )
        case Overlap.PARTIAL:
            only = f"{len(found.exceptions):,} only in {inner}, {more:,} only in {outer}"
            return f"{inner} and {outer} overlap: {len(found.shared):,} in both, {only}."


def part_title(part: Part, comparison: Comparison, titles: Titles) -> str:
    """`Only Duo Pro`, `Both`, and for three or four `Duo Core and Duo Pro, not Duo Enterprise` and `All three`."""
    inside = listed([titles.of_ref(ref) for ref in part.bundles], "and")
    if len(part.bundles) == len(comparison.bundles):
        return _ALL[len(comparison.bundles)]
    if len(part.bundles) == 1:
        return f"Only {inside}"
    outside = listed([titles.of_ref(ref) for ref in comparison.bundles if ref not in part.bundles], "or")
    return f"{inside}, not {outside}"


def counts(comparison: Comparison, catalog: Catalog, titles: Titles) -> tuple[tuple[str, int], ...]:
    """Every unit primitive of the catalog counted once: only each, some, all, and what none of the bundles holds."""
    only = [_count(part, comparison, titles) for part in comparison.only]
    both = _count(comparison.both, comparison, titles)
    others = _others(comparison, catalog)
    if len(comparison.bundles) == FEWEST:
        return (only[0], both, only[1], *others)
    some = sum(len(part.unit_primitives) for part in comparison.some)
    return (*only, ("Some", some), both, *others)


def counts_sentence(comparison: Comparison, catalog: Catalog, titles: Titles) -> str:
    """`Only Duo Pro 1 + Both 13 + Only Duo Enterprise 23 + No add-on stated 24 = 61 unit primitives.`"""
    parts = " + ".join(f"{title} {count:,}" for title, count in counts(comparison, catalog, titles))
    return f"{parts} = {number(len(catalog.unit_primitives), 'unit primitive')}."


def _others(comparison: Comparison, catalog: Catalog) -> Iterator[tuple[str, int]]:
    """What none of the bundles holds; where they are of one kind, what states none of it apart: that is not a no."""
    rest = len(catalog.unit_primitives) - comparison.total
    kinds = {ref.kind for ref in comparison.bundles}
    if len(kinds) > 1:
        yield ("Neither" if len(comparison.bundles) == FEWEST else "None", rest)
        return
    kind = KIND[kinds.pop()]
    unstated = len([primitive for primitive in catalog.unit_primitives if not getattr(primitive, kind.plural)])
    if rest > unstated:
        yield (f"Other {kind.nouns} only", rest - unstated)
    yield (f"No {kind.noun} stated", unstated)


def comparison_markdown(
    comparison: Comparison,
    catalog: Catalog,
    titles: Titles,
    *,
    as_of: datetime | None = None,
    note: str = "",
    room: int | None = None,
) -> str:
    """The whole comparison as Markdown, differences first; with the access as of a moment where one is given.

    `room`: for how many bytes of each part a page has room; what does not fit is counted.
    """
    lines = [f"## {as_markdown(comparison_title(comparison, titles))}", ""]
    for sentence in (
        *comparison_sentences(comparison, titles),
        counts_sentence(comparison, catalog, titles),
    ):
        lines += [as_markdown(sentence), ""]
    for part in filter(attrgetter("unit_primitives"), comparison.parts):
        lines += [f"### {as_markdown(part_title(part, comparison, titles))} ({len(part.unit_primitives):,})", ""]
        lines += markdown_rows(catalog.unit_primitives.pick(part.unit_primitives), titles, as_of, room)
    return "\n".join([*lines, *([note, ""] if note else [])])


def _count(part: Part, comparison: Comparison, titles: Titles) -> tuple[str, int]:
    return part_title(part, comparison, titles), len(part.unit_primitives)


def _named(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return listed([*names[:_NAMED], *([f"{rest:,} more"] if rest > 0 else [])], "and")
