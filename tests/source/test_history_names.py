"""Counting as entities come and go tells the same as looking at all of them."""

from collections.abc import Callable
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import AddOn, Entity, Names, Service, UnitPrimitive, name_problems
from site_builder.source.history_names import NameCounts

NAME = st.sampled_from(("a", "A", "b", "\N{FULLWIDTH LATIN SMALL LETTER B}", "c"))
LIST = st.lists(NAME, max_size=2).map(tuple)


def primitive(name: str, alias_names: Names = (), add_ons: Names = ()) -> UnitPrimitive:
    return UnitPrimitive(
        name=name,
        group="group::x",
        feature_category="x",
        documentation_url="https://x.example/",
        alias_names=alias_names,
        add_ons=add_ons,
    )


ENTITY = st.one_of(
    st.builds(AddOn, name=NAME),
    st.builds(primitive, NAME, alias_names=LIST, add_ons=LIST),
    st.builds(Service, name=NAME, unit_primitives=LIST, basic_unit_primitive=st.none() | NAME),
)


@given(entities=st.lists(ENTITY, max_size=6), order=st.randoms(use_true_random=False))
def test_names_are_right_where_name_problems_has_nothing_to_say(entities: list[Entity], order: Random) -> None:
    names = NameCounts()
    there: list[Entity] = []
    steps = [*entities, *entities]
    order.shuffle(steps)
    for entity in steps:
        known = [number for number, other in enumerate(there) if other is entity]
        if known:
            names.remove(there.pop(known[0]))
        else:
            names.add(entity)
            there.append(entity)

        assert names.are_right == (not name_problems(there, ()))


def test_each_rule_between_entities_is_noticed_and_forgotten() -> None:
    names = NameCounts()
    verdicts = []

    def after(act: Callable[[Entity], None], entity: Entity) -> None:
        act(entity)
        verdicts.append((entity.name, names.are_right))

    after(names.add, primitive("chat", add_ons=("pro",)))
    after(names.add, AddOn(name="pro"))
    for wrong in (
        AddOn(name="Pro"),
        primitive("talk", ("chat",)),
        primitive("self", ("self",)),
        Service(name="s", unit_primitives=("chat",), basic_unit_primitive="talk"),
    ):
        after(names.add, wrong)
        after(names.remove, wrong)

    assert verdicts == [
        ("chat", False),
        ("pro", True),
        *(("Pro", False), ("Pro", True)),
        *(("talk", False), ("talk", True)),
        *(("self", False), ("self", True)),
        *(("s", False), ("s", True)),
    ]
