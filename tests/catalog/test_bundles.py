"""What a bundle holds, how it differs from others, and which of two contains the other."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import (
    AddOn,
    Comparison,
    Containment,
    LicenseType,
    Overlap,
    Part,
    Ref,
    compare,
    containments,
    exclusives,
    shared,
    siblings,
)
from tests.catalog.makers import catalog, primitive

CATALOG = catalog(
    primitive("ask_build", add_ons=("duo_enterprise",), license_types=("ultimate",)),
    primitive("ask_issue", add_ons=("duo_enterprise", "duo_pro"), license_types=("premium", "ultimate")),
    primitive("complete_code", add_ons=("duo_core", "duo_pro"), license_types=("premium",)),
)
NAMES = st.frozensets(st.sampled_from(["a", "b", "c", "d", "e", "f", "g"])).map(sorted).map(tuple)
CORE, PRO, ENTERPRISE = (Ref(kind="add_on", name=name) for name in ("duo_core", "duo_pro", "duo_enterprise"))


def part(*bundles: Ref, names: Sequence[str] = ()) -> Part:
    """What these bundles hold and no other."""
    return Part(bundles=bundles, unit_primitives=tuple(names))


def test_two_bundles_have_what_only_one_holds_and_what_both_hold() -> None:
    assert compare(CATALOG.add_ons["duo_pro"], CATALOG.add_ons["duo_enterprise"]) == Comparison(
        bundles=(PRO, ENTERPRISE),
        only=(part(PRO, names=["complete_code"]), part(ENTERPRISE, names=["ask_build"])),
        some=(),
        both=part(PRO, ENTERPRISE, names=["ask_issue"]),
    )


def test_of_three_bundles_some_hold_what_others_do_not() -> None:
    premium = Ref(kind="license_type", name="premium")
    found = compare(CATALOG.add_ons["duo_core"], CATALOG.license_types["premium"], CATALOG.add_ons["duo_pro"])

    assert found == Comparison(
        bundles=(CORE, premium, PRO),
        only=(part(CORE), part(premium), part(PRO)),
        some=(part(premium, PRO, names=["ask_issue"]),),
        both=part(CORE, premium, PRO, names=["complete_code"]),
    )
    assert found.total == 2


def test_what_some_of_four_hold_stands_by_fewer_bundles_first() -> None:
    a, b, c, d = (
        AddOn(name=name, unit_primitives=names)
        for name, names in {"a": ("x", "y"), "b": ("y", "z"), "c": ("x", "z"), "d": ("y", "z")}.items()
    )

    assert compare(a, b, c, d).some == (
        part(a.ref, c.ref, names="x"),
        part(a.ref, b.ref, d.ref, names="y"),
        part(b.ref, c.ref, d.ref, names="z"),
    )


def test_a_bundle_that_holds_nothing_compares_too() -> None:
    nothing = AddOn(name="duo_core")
    something = LicenseType(name="premium", unit_primitives=("a",))

    assert compare(nothing, something) == Comparison(
        bundles=(nothing.ref, something.ref),
        only=(part(nothing.ref), part(something.ref, names="a")),
        some=(),
        both=part(nothing.ref, something.ref),
    )


def test_bundles_of_one_name_and_two_kinds_are_two() -> None:
    found = compare(AddOn(name="pro", unit_primitives=("a",)), LicenseType(name="pro", unit_primitives=("b",)))

    assert [names.unit_primitives for names in found.parts] == [("a",), ("b",), ()]


@pytest.mark.parametrize("names", [[], ["a"], ["a", "a"], ["a", "b", "a"], ["a", "b", "c", "d", "e"]])
def test_fewer_than_two_more_than_four_or_one_twice_are_no_comparison(names: list[str]) -> None:
    with pytest.raises(ValueError, match=r"^2 to 4 different bundles can be compared$"):
        compare(*(AddOn(name=name) for name in names))


@given(st.lists(NAMES, min_size=2, max_size=4))
def test_the_parts_hold_every_member_once_and_where_it_belongs(members: list[tuple[str, ...]]) -> None:
    bundles = [AddOn(name=f"b{place}", unit_primitives=names) for place, names in enumerate(members)]
    found = compare(*bundles)

    listed = [name for part in found.parts for name in part.unit_primitives]
    assert sorted(listed) == sorted(set().union(*members))
    assert found.total == len(listed)
    for held in found.parts:
        assert list(held.unit_primitives) == sorted(held.unit_primitives)
        for name in held.unit_primitives:
            assert held.bundles == tuple(bundle.ref for bundle in bundles if name in bundle.unit_primitives)


@pytest.mark.parametrize(
    ("a", "b", "overlap", "inner"),
    [
        ("", "", Overlap.APART, "a"),
        ("", "x", Overlap.APART, "a"),
        ("xy", "z", Overlap.APART, "a"),
        ("x", "x", Overlap.SAME, "a"),
        ("x", "xyz", Overlap.CONTAINED, "a"),
        ("xyz", "x", Overlap.CONTAINED, "b"),
        ("12345", "2345xy", Overlap.MOSTLY_CONTAINED, "a"),  # one in five
        ("2345xy", "12345", Overlap.MOSTLY_CONTAINED, "b"),
        ("12345", "2345x", Overlap.MOSTLY_CONTAINED, "a"),  # as many either way: the first
        ("1234", "234xy", Overlap.PARTIAL, "a"),  # one in four
        ("1234567", "34567x", Overlap.MOSTLY_CONTAINED, "b"),
        ("123456789", "3456789xyz", Overlap.PARTIAL, "a"),  # two in nine
        ("1234567890", "34567890xyz", Overlap.MOSTLY_CONTAINED, "a"),  # two in ten
        ("xyz", "x12", Overlap.PARTIAL, "a"),
        ("12345", "12x", Overlap.PARTIAL, "a"),  # the other lacks less, but contains no more
    ],
)
def test_a_bundle_is_contained_exactly_or_but_for_one_in_five(a: str, b: str, overlap: Overlap, inner: str) -> None:
    bundles = [AddOn(name="a", unit_primitives=tuple(a)), AddOn(name="b", unit_primitives=tuple(b))]
    (found,) = containments(compare(*bundles))

    assert (found.overlap, found.inner.name) == (overlap, inner)


def test_containment_names_its_exceptions_and_what_more_there_is() -> None:
    small, large = (
        AddOn(name="small", unit_primitives=tuple("abcde")),
        AddOn(name="large", unit_primitives=tuple("bcdexy")),
    )

    assert containments(compare(large, small)) == (
        Containment(
            overlap=Overlap.MOSTLY_CONTAINED,
            inner=small.ref,
            outer=large.ref,
            shared=("b", "c", "d", "e"),
            exceptions=("a",),
            more=("x", "y"),
        ),
    )


@given(st.lists(NAMES, min_size=3, max_size=4))
def test_each_two_of_several_stand_to_each_other_as_they_do_alone(members: list[tuple[str, ...]]) -> None:
    bundles = [AddOn(name=f"b{place}", unit_primitives=names) for place, names in enumerate(members)]
    alone = [containments(compare(a, b))[0] for place, a in enumerate(bundles) for b in bundles[place + 1 :]]

    assert list(containments(compare(*bundles))) == alone


@given(NAMES, NAMES)
def test_containment_adds_up_and_says_what_is_true(ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    a, b = AddOn(name="a", unit_primitives=ours), AddOn(name="b", unit_primitives=theirs)
    (found,) = containments(compare(a, b))
    inner, outer = (set(a.unit_primitives), set(b.unit_primitives))[:: 1 if found.inner == a.ref else -1]

    assert found.exceptions == tuple(sorted(inner - outer))
    assert found.more == tuple(sorted(outer - inner))
    assert found.shared == tuple(sorted(inner & outer))
    assert (found.overlap in (Overlap.SAME, Overlap.CONTAINED)) == (bool(inner) and inner <= outer)
    assert (found.overlap is Overlap.APART) == inner.isdisjoint(outer)


def test_siblings_are_the_other_bundles_of_the_same_kind() -> None:
    assert [bundle.name for bundle in siblings(CATALOG.add_ons["duo_pro"], CATALOG)] == ["duo_core", "duo_enterprise"]
    assert [bundle.name for bundle in siblings(CATALOG.license_types["premium"], CATALOG)] == ["ultimate"]


def test_exclusives_are_what_no_other_bundle_of_the_kind_sells_and_the_rest_is_shared() -> None:
    assert exclusives(CATALOG.add_ons["duo_enterprise"], CATALOG) == ("ask_build",)
    assert exclusives(CATALOG.add_ons["duo_pro"], CATALOG) == ()
    assert exclusives(CATALOG.license_types["premium"], CATALOG) == ("complete_code",)
    assert shared(CATALOG.add_ons["duo_enterprise"], CATALOG) == ("ask_issue",)
    assert shared(CATALOG.add_ons["duo_pro"], CATALOG) == ("ask_issue", "complete_code")
