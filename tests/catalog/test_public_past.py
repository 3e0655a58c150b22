"""Whatever of a past is internal: the public is told of all else since it was internal last, and as it was then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
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
    Passed,
    Record,
    Ref,
    UnitPrimitive,
    fates_of,
    paired_entities,
    public,
    public_record,
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
        edit.apply_to(there)
        yield (edit.moment - _BEGIN).days, dict(there)


def _for_all(entity: Entity) -> Entity:
    """Whatever is internal, this can be had with something else."""
    if isinstance(entity, UnitPrimitive) and entity.add_ons:
        return replace(entity, add_ons=tuple(sorted({*entity.add_ons, _OPEN.name})))
    return entity


class _Promise:
    """What is to be told: of each state by what came of it, one entity after the other."""

    def __init__(self, states: Sequence[_State], internal: Internal) -> None:
        self._states = [{entity.ref: entity for entity in state} for state in states]
        self._internal = internal
        changes = [paired_entities(*them) for them in pairwise(states)]
        self._since = [{before.ref: after for before, after in pairs if before} for pairs in changes]

    def told(self, day: int) -> Mapping[Ref, Entity]:
        """All of it, as it is to be told."""
        state = self._states[day]
        return {ref: self._form(day, entity) for ref, entity in state.items() if self._is_told(day, ref)}

    def _is_told(self, day: int, ref: Ref) -> bool:
        entity = self._states[day][ref]
        after = self._since[day][ref] if day < len(self._since) else None
        is_told_later = after is None or self._is_told(day + 1, after.ref)
        had_with = _named_by(entity)
        is_right = not had_with or any(self._is_told(day, add_on) for add_on in had_with)
        return is_told_later and is_right and entity.visibility is None and not self._internal.hides(entity)

    def _form(self, day: int, entity: Entity) -> Entity:
        if not isinstance(entity, UnitPrimitive):
            return entity
        return replace(entity, add_ons=tuple(ref.name for ref in _named_by(entity) if self._is_told(day, ref)))


def _named_by(entity: Entity) -> Sequence[Ref]:
    return [Ref(kind="add_on", name=name) for name in getattr(entity, "add_ons", ())]


@settings(max_examples=500)
@given(st.lists(_states(), min_size=1, max_size=5), _states())
def test_all_is_told_since_it_was_internal_last_and_nothing_else(past: list[_State], today: _State) -> None:
    states = [*past, tuple(_for_all(entity) for entity in today)]
    known = fates_of(_record_of(states), states[-1])
    internal = Internal(refs=known.refs)

    found = dict(_days_of(public_record(known.record, internal, ())))

    told: Mapping[Ref, Entity] = {}
    for day in range(len(states)):
        told = found.get(day, told)
        assert told == _Promise(states, internal).told(day)
        assert public_record(known.record, internal, (), until=f"{day:040}").entities == told
    assert told == {entity.ref: entity for entity in public(states[-1], internal)}


@settings(max_examples=300)
@given(st.lists(_states(), min_size=2, max_size=4), st.data())
def test_a_mark_among_errors_counts_as_one_of_a_commit_that_says_nothing(
    past: list[_State], data: st.DataObject
) -> None:
    """Of what is called in a state, and may have another name in the next."""
    day = data.draw(st.integers(1, len(past)))
    there = {entity.ref: entity for entity in past[day - 1]}
    refs = data.draw(st.frozensets(st.sampled_from(sorted(there, key=str))))
    record = _record_of(past)
    edits = list(record.edits)
    passed = Passed(internal=refs)
    if day < len(past):
        among_errors = replace(record, edits=(*edits[:day], replace(edits[day], passed=passed), *edits[day + 1 :]))
    else:
        among_errors = replace(record, passed=passed)
    marks = tuple((it, replace(it, visibility=INTERNAL)) for ref, it in there.items() if ref in refs)
    said = Edit(id="f" * 40, moment=_BEGIN, subject="", entities=marks, is_open=False)
    touched = {before.ref for before, _ in edits[day].entities if before} if day < len(past) else set()
    if day < len(past):
        opened = tuple((after, before) for before, after in marks if before.ref not in touched)
        edits[day] = replace(edits[day], entities=(*edits[day].entities, *opened))
    by_itself = replace(record, edits=(*edits[:day], said, *edits[day:]))
    internal = Internal(refs=fates_of(record, past[-1]).refs)

    found, wanted = (public_record(it, internal, ()) for it in (among_errors, by_itself))

    assert found == wanted
