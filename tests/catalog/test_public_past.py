"""Whatever of a past is internal: what the public is told of the rest was true, and nothing hidden is told."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import dropwhile
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.catalog import (
    INTERNAL,
    AddOn,
    Edit,
    Entity,
    Internal,
    Pair,
    Record,
    Ref,
    UnitPrimitive,
    fates_of,
    paired_entities,
    public,
    public_record,
    telling_words,
)
from tests.catalog.makers import primitive

_State: TypeAlias = tuple[Entity, ...]
_BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
_OPEN = AddOn(name="open", description="Open to all.")
_CALLED = ("azure", "blue", "sky")  # what another has been called, in any order

_marks = st.sampled_from((None, None, INTERNAL))
_cut_offs = st.sampled_from((None, _BEGIN))
_bundles = st.none() | st.tuples(st.sampled_from(_CALLED), _marks)
_feature = st.tuples(st.sampled_from(("does it", "does it well")), st.sets(st.sampled_from((0, 1))), _cut_offs, _marks)
_features = st.fixed_dictionaries({"chat": _feature}, optional={"talk": _feature})


@st.composite
def _states(draw: st.DrawFn) -> _State:
    other = draw(_bundles)
    add_ons = (_OPEN, *([AddOn(name=other[0], description="Sold to some.", visibility=other[1])] if other else []))
    features = (
        primitive(
            name,
            description=f"What {name} is for: it {text}.",
            add_ons=tuple(sorted(add_ons[place].name for place in places if place < len(add_ons))),
            cut_off_date=date,
            visibility=mark,
        )
        for name, (text, places, date, mark) in draw(_features).items()
    )
    return (*add_ons, *features)


def _record_of(states: list[_State]) -> Record:
    """An edit a day."""
    edits = [
        Edit(id=f"{day:040}", moment=_BEGIN + timedelta(days=day), subject="", entities=pairs)
        for day, pairs in enumerate([(), *map(_changed, states[:-1], states[1:])])
    ]
    return Record(beginning=states[0], edits=tuple(edits))


def _changed(before: _State, after: _State) -> tuple[Pair, ...]:
    return tuple(pair for pair in paired_entities(before, after) if pair[0] != pair[1])


def _days_of(record: Record) -> Iterator[tuple[int, Mapping[Ref, Entity]]]:
    """What there was after each edit, with its day."""
    there = {entity.ref: entity for entity in record.beginning}
    for edit in record.edits:
        for entity in (before for before, _ in edit.entities if before):
            del there[entity.ref]
        there |= {after.ref: after for _, after in edit.entities if after}
        yield (edit.moment - _BEGIN).days, dict(there)


def _public_states(ref: Ref, states: list[_State], names: set[str]) -> Iterator[tuple[Entity | None, bool]]:
    """What the public may read of an entity in each state; while it is internal, what it could read last."""
    seen = _with_only(None, names)
    for state in states:
        there = next((entity for entity in state if entity.ref == ref), None)
        seen = seen if there and there.visibility else _with_only(there, names)
        yield seen


def _for_all(entity: Entity) -> Entity:
    """Whatever is internal, this can be had with something else."""
    if isinstance(entity, UnitPrimitive) and entity.add_ons:
        return replace(entity, add_ons=tuple(sorted({*entity.add_ons, _OPEN.name})))
    return entity


def _lacks(ref: Ref, told: tuple[int, Mapping[Ref, Entity]]) -> bool:
    return ref not in told[1]


def _named_by(entity: Entity) -> Iterator[Ref]:
    return (Ref(kind="add_on", name=name) for name in getattr(entity, "add_ons", ()))


def _with_only(entity: Entity | None, names: set[str]) -> tuple[Entity | None, bool]:
    """An entity without the add-ons of which the public does not read all along, and whether it is sold with any."""
    if isinstance(entity, UnitPrimitive):
        return replace(entity, add_ons=tuple(name for name in entity.add_ons if name in names)), bool(entity.add_ons)
    return entity, False


@settings(max_examples=300)
@given(st.lists(_states(), min_size=1, max_size=5), _states())
def test_what_is_told_of_each_was_true_by_then_and_never_goes_back(past: list[_State], today: _State) -> None:
    states = [*past, tuple(_for_all(entity) for entity in today)]
    known = fates_of(_record_of(states), states[-1])
    internal = Internal(refs=known.refs, words=telling_words((ref.name for ref in known.refs), ()))
    told = [*_days_of(public_record(known.record, internal, ()))]
    refs = {ref for _, there in told for ref in there}
    always = set.intersection(*({entity.name for entity in state if entity.visibility is None} for state in states))

    at_last = {entity.ref: entity.visibility for state in states for entity in state if entity.kind == "unit_primitive"}
    assert all(at_last.get(ref) is None for ref in refs)
    for ref in refs:
        true = [*_public_states(ref, states, always)]
        place = 0
        for day, there in dropwhile(partial(_lacks, ref), told):
            seen = _with_only(there.get(ref), always)
            place = next(at for at in range(place, day + 1) if true[at] == seen)
    assert all({*_named_by(entity)} <= there.keys() for _, there in told for entity in there.values())
    assert told[-1][1] == {entity.ref: entity for entity in public(states[-1], internal)}
