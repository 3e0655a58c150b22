"""Catalog in, diagrams out, as values: boxes in columns and the lines between them. Nobody has laid them out yet.

Every diagram is bounded: what does not fit is counted in a box that says so and leads to the full list.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..catalog import KIND, Catalog, Entities, Entity, Ref, Relation, edge_counts, ends, related_names
from ..counting import number
from . import urls
from .bounds import first_within
from .links import Link, link_to
from .wording import Titles

MOST_LEAVES = 60  # boxes in the last column of a tree, or in the middle one of a relation's diagram
MOST_BRANCHES = 20
MOST_LINES = 2_000  # of a relation's diagram: through more of them nobody sees
WORDS = "words"  # the kind of a box that is no entity: the words of a relation, a count


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box. Its kind gives the colour; `column` counts from the left."""

    id: str
    text: str
    kind: str
    column: int
    link: Link | None = None
    center: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line from one box to another, by their ids."""

    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """Boxes and lines. `title` says what the picture shows, `left_out` what it does not."""

    name: str  # of its files: `add_ons/duo_pro`
    title: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One branch of a tree: the box it begins with and the entities at its end; `rest` leads to all of them."""

    text: str
    kind: str
    leaves: tuple[Ref, ...]
    link: Link | None = None
    rest: str = ""  # the address of a page that lists every leaf


def entity_diagram(entity: Entity, catalog: Catalog, titles: Titles) -> Diagram:
    """An entity's neighbourhood as a tree; many unit primitives stand by feature category, or by owner."""
    branches: list[Branch] = []
    for end in ends(entity.kind):
        names = related_names(entity, end.field)
        if end.field == "unit_primitives":
            branches += _by_category(entity, catalog, names)
        elif names:
            leaves = tuple(Ref(kind=end.other, name=name) for name in titles.ordered(names))
            branches.append(Branch(text=end.label, kind=WORDS, leaves=leaves, rest=urls.kind_list(end.other)))
    return _tree(entity.ref, branches, titles)


def relation_diagram(relation: Relation, catalog: Catalog, titles: Titles) -> Diagram:
    """A relation of unit primitives in three columns: feature category (or owner), unit primitive, the other kind."""
    other = relation.target if relation.source == "unit_primitive" else relation.source
    field = relation.field if relation.source == "unit_primitive" else relation.inverse_field
    first = "group" if other == "feature_category" else "feature_category"
    targets = _largest(catalog.of_kind(other))
    shown = {entity.name for entity in targets}
    middle = _with_few_lines(_middle_column(first, catalog), field, shown, catalog)
    boxes = [
        _box(Ref(kind=first, name=name), f"{first}/{name}", 0, titles) for name in sorted({row.first for row in middle})
    ]
    lines: dict[Line, None] = {}
    for row, related in middle.items():
        boxes.append(Box(id=row.id, text=row.text, kind="unit_primitive", column=1, link=row.link))
        lines[Line(source=f"{first}/{row.first}", target=row.id)] = None
        lines |= dict.fromkeys(Line(source=row.id, target=f"{other}/{target}") for target in related)
    boxes += [_box(entity.ref, str(entity.ref), 2, titles) for entity in targets]
    return Diagram(
        name=f"relations/{relation.key}",
        title=f"{KIND[first].title}, unit primitive, {KIND[other].noun}",
        boxes=tuple(boxes),
        lines=tuple(lines),
        left_out=_left_out(middle, len(targets), other, catalog),
    )


def drawn_relations(catalog: Catalog) -> tuple[Relation, ...]:
    """Those of unit primitives. Without owners to stand on its other side, that of feature categories has one side."""
    shown = (row for row in catalog.relations if "unit_primitive" in (row.source, row.target))
    has_owners = "group" not in catalog.left_out.kinds
    return tuple(row for row in shown if has_owners or row.target != "feature_category")


def kinds_diagram(catalog: Catalog) -> Diagram:
    """Every kind with the number of its entities, and every relation with the number of its edges."""
    counts = edge_counts(catalog)
    columns = {"unit_primitive": 0, "group": 4}
    boxes = [
        Box(
            id=kind.singular,
            text=f"{kind.title_plural} {len(catalog.of_kind(kind.singular)):,}",
            kind=kind.singular,
            column=columns.get(kind.singular, 2),
            link=Link(text=kind.title_plural, address=urls.kind_list(kind.singular)),
            center=kind.singular == "unit_primitive",
        )
        for kind in catalog.listed
    ]
    lines: list[Line] = []
    for relation in catalog.relations:
        ours, theirs, words = relation.source, relation.target, relation.label
        if theirs == "unit_primitive":
            ours, theirs, words = theirs, ours, relation.inverse_label
        column = 1 if ours == "unit_primitive" else 3
        link = Link(text=words, address=urls.GRAPH, anchor=relation.key)
        boxes.append(
            Box(id=relation.key, text=f"{words} {counts[relation.key]:,}", kind=WORDS, column=column, link=link)
        )
        lines += [Line(source=ours, target=relation.key), Line(source=relation.key, target=theirs)]
    return Diagram(name="kinds", title="The kinds and their relations", boxes=tuple(boxes), lines=tuple(lines))


def _by_category(entity: Entity, catalog: Catalog, names: Sequence[str]) -> Iterable[Branch]:
    kind = "feature_category"
    if entity.kind == kind and "group" not in catalog.left_out.kinds:
        kind = "group"
    members: dict[str, list[str]] = defaultdict(list)
    for name in names:
        members[getattr(catalog.unit_primitives[name], kind)].append(name)
    return [
        Branch(
            text=value.removeprefix("group::"),
            kind=kind,
            leaves=tuple(Ref(kind="unit_primitive", name=name) for name in sorted(members[value])),
            link=Link(text=value, address=urls.entity(Ref(kind=kind, name=value))),
            rest=urls.entity(Ref(kind=kind, name=value)),
        )
        for value in sorted(members, key=lambda value: (-len(members[value]), value))
    ]


def _tree(center: Ref, branches: Sequence[Branch], titles: Titles) -> Diagram:
    shown, dropped = branches[:MOST_BRANCHES], branches[MOST_BRANCHES:]
    room = _share_out([len(branch.leaves) for branch in shown], MOST_LEAVES)
    boxes = [Box(id="center", text=titles.of_ref(center), kind=center.kind, column=0, center=True)]
    lines: list[Line] = []
    for position, (branch, most) in enumerate(zip(shown, room, strict=True)):
        root = f"branch{position}"
        boxes.append(Box(id=root, text=branch.text, kind=branch.kind, column=1, link=branch.link))
        lines.append(Line(source="center", target=root))
        leaves = [_box(ref, f"{root}.{place}", 2, titles) for place, ref in enumerate(branch.leaves[:most])]
        if len(branch.leaves) > most:
            more = f"{len(branch.leaves) - most:,} more"
            link = Link(text=more, address=branch.rest)
            leaves.append(Box(id=f"{root}.more", text=more, kind=WORDS, column=2, link=link))
        boxes += leaves
        lines += [Line(source=root, target=leaf.id) for leaf in leaves]
    if dropped:
        boxes.append(Box(id="more", text=f"{len(dropped):,} more branches", kind=WORDS, column=1))
        lines.append(Line(source="center", target="more"))
    return Diagram(
        name=f"{KIND[center.kind].plural}/{urls.page_name(center)}",
        title=f"What {titles.of_ref(center)} is related to",
        boxes=tuple(boxes),
        lines=tuple(lines),
        left_out=_not_drawn(branches, sum(min(len(b.leaves), most) for b, most in zip(shown, room, strict=True))),
    )


def _share_out(sizes: Sequence[int], room: int) -> list[int]:
    """How many leaves each branch may show: small branches whole, the rest of the room shared evenly by the large."""
    allowed = [0] * len(sizes)
    left = room
    for done, position in enumerate(sorted(range(len(sizes)), key=lambda position: sizes[position])):
        allowed[position] = min(sizes[position], max(1, left // (len(sizes) - done)))
        left -= allowed[position]
    return allowed


def _not_drawn(branches: Sequence[Branch], drawn: int) -> str:
    total = sum(len(branch.leaves) for branch in branches)
    return f"The picture shows {drawn:,} of {total:,}; the table below it lists more." if drawn < total else ""


def _box(ref: Ref, id: str, column: int, titles: Titles) -> Box:
    return Box(id=id, text=titles.of_ref(ref), kind=ref.kind, column=column, link=link_to(ref, titles))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Middle:
    """A box of the middle column: one unit primitive, or all of a category where there are too many."""

    id: str
    first: str
    text: str
    members: tuple[str, ...]
    link: Link


def _middle_column(first: str, catalog: Catalog) -> tuple[_Middle, ...]:
    primitives = sorted(catalog.unit_primitives, key=lambda primitive: (getattr(primitive, first), primitive.name))
    if len(primitives) <= 2 * MOST_LEAVES:
        return tuple(
            _Middle(
                id=str(primitive.ref),
                first=getattr(primitive, first),
                text=primitive.name,
                members=(primitive.name,),
                link=Link(text=primitive.name, address=urls.entity(primitive.ref)),
            )
            for primitive in primitives
        )
    members: Mapping[str, list[str]] = defaultdict(list)
    for primitive in primitives:
        members[getattr(primitive, first)].append(primitive.name)
    largest = sorted(members, key=lambda value: (-len(members[value]), value))[:MOST_LEAVES]
    return tuple(
        _Middle(
            id=f"all/{value}",
            first=value,
            text=number(len(members[value]), "unit primitive"),
            members=tuple(members[value]),
            link=Link(text=value, address=urls.entity(Ref(kind=first, name=value))),
        )
        for value in sorted(largest)
    )


def _with_few_lines(
    middle: Iterable[_Middle], field: str, shown: Container[str], catalog: Catalog
) -> dict[_Middle, tuple[str, ...]]:
    """Each box with what it has lines to; of more lines than a reader can follow, the boxes that stand for most."""
    related = {
        row: tuple(
            dict.fromkeys(
                target
                for name in row.members
                for target in related_names(catalog.unit_primitives[name], field)
                if target in shown
            )
        )
        for row in middle
    }
    by_size = sorted(related, key=lambda row: -len(row.members))
    most = first_within((1 + len(related[row]) for row in by_size), len(by_size), MOST_LINES)
    kept = {*by_size[:most]}
    return {row: names for row, names in related.items() if row in kept}


def _largest(entities: Entities[Entity]) -> tuple[Entity, ...]:
    """As many as fit, those with the most unit primitives; in the order of their names."""
    by_size = sorted(entities, key=lambda entity: (-len(related_names(entity, "unit_primitives")), entity.name))
    return tuple(sorted(by_size[:MOST_LEAVES], key=lambda entity: entity.name))


def _left_out(middle: Collection[_Middle], targets: int, other: str, catalog: Catalog) -> str:
    parts = []
    everything, drawn = len(catalog.unit_primitives), sum(len(row.members) for row in middle)
    if len(middle) < everything:
        parts.append(f"{len(middle)} boxes stand for {drawn:,} of {everything:,} unit primitives.")
    if targets < len(catalog.of_kind(other)):
        parts.append(f"{targets} of {len(catalog.of_kind(other)):,} {KIND[other].nouns} are drawn, the largest.")
    return " ".join(parts)
