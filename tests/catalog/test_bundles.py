"""What a bundle holds and how it differs from its siblings."""

from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import AddOn, Comparison, LicenseType, compare, exclusives, siblings
from tests.catalog.makers import catalog, primitive

CATALOG = catalog(
    primitive("ask_build", add_ons=("duo_enterprise",), license_types=("ultimate",)),
    primitive("ask_issue", add_ons=("duo_enterprise", "duo_pro"), license_types=("premium", "ultimate")),
    primitive("complete_code", add_ons=("duo_core", "duo_pro"), license_types=("premium",)),
)
NAMES = st.frozensets(st.sampled_from(["a", "b", "c", "d", "e"])).map(sorted).map(tuple)


def test_compare_tells_what_is_only_here_in_both_and_only_there() -> None:
    assert compare(CATALOG.add_ons["duo_pro"], CATALOG.add_ons["duo_enterprise"]) == Comparison(
        a="duo_pro", b="duo_enterprise", only_a=("complete_code",), both=("ask_issue",), only_b=("ask_build",)
    )


def test_siblings_are_the_other_bundles_of_the_same_kind() -> None:
    assert [bundle.name for bundle in siblings(CATALOG.add_ons["duo_pro"], CATALOG)] == ["duo_core", "duo_enterprise"]
    assert [bundle.name for bundle in siblings(CATALOG.license_types["premium"], CATALOG)] == ["ultimate"]


def test_exclusives_are_what_no_other_bundle_of_the_kind_sells() -> None:
    assert exclusives(CATALOG.add_ons["duo_enterprise"], CATALOG) == ("ask_build",)
    assert exclusives(CATALOG.add_ons["duo_pro"], CATALOG) == ()
    assert exclusives(CATALOG.license_types["premium"], CATALOG) == ("complete_code",)


def test_a_bundle_that_holds_nothing_compares_too() -> None:
    nothing = AddOn(name="duo_core")

    assert compare(nothing, LicenseType(name="premium", unit_primitives=("a",))) == Comparison(
        a="duo_core", b="premium", only_a=(), both=(), only_b=("a",)
    )


@given(NAMES, NAMES)
def test_the_three_parts_hold_every_member_once(ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    parts = compare(AddOn(name="a", unit_primitives=ours), AddOn(name="b", unit_primitives=theirs))

    assert sorted((*parts.only_a, *parts.both, *parts.only_b)) == sorted(set(ours) | set(theirs))
    assert sorted((*parts.only_a, *parts.both)) == list(ours)
    assert sorted((*parts.only_b, *parts.both)) == list(theirs)
