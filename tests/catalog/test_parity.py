"""How far realms agree: everywhere, somewhere, not stated; and what each of two lacks of the other."""

from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import Catalog, Spread, parity
from tests.catalog.makers import REALMS, catalog, primitive

CATALOG = catalog(
    primitive("a_everywhere", gitlab_realms=("self-managed", "saas", "dedicated")),
    primitive("b_cloud", gitlab_realms=("saas",)),
    primitive("c_cloud", gitlab_realms=("saas",)),
    primitive("d_local", gitlab_realms=("self-managed", "dedicated")),
    primitive("e_local", gitlab_realms=("dedicated", "self-managed")),
    primitive("f_own", gitlab_realms=("self-managed",)),
    primitive("g_unknown"),
)
REALM_LISTS = st.lists(st.lists(st.sampled_from(REALMS), unique=True).map(tuple), max_size=12)


def made(lists: list[tuple[str, ...]]) -> Catalog:
    return catalog(*(primitive(f"p{number:02}", gitlab_realms=realms) for number, realms in enumerate(lists)))


def test_what_all_realms_have_what_some_have_and_what_states_none() -> None:
    found = parity(CATALOG)

    assert found.everywhere == ("a_everywhere",)
    assert found.somewhere == (
        Spread(realms=("dedicated", "self-managed"), unit_primitives=("d_local", "e_local")),
        Spread(realms=("saas",), unit_primitives=("b_cloud", "c_cloud")),
        Spread(realms=("self-managed",), unit_primitives=("f_own",)),
    )
    assert found.unstated == ("g_unknown",)
    assert found.apart == 5


def test_what_each_of_two_realms_lacks_of_the_other() -> None:
    found = [(gap.a, gap.b, gap.only_a, gap.both, gap.only_b, gap.neither) for gap in parity(CATALOG).gaps]
    every, local = "a_everywhere", ("d_local", "e_local")

    assert found == [
        ("dedicated", "saas", local, (every,), ("b_cloud", "c_cloud"), ("f_own",)),
        ("dedicated", "self-managed", (), (every, *local), ("f_own",), ("b_cloud", "c_cloud")),
        ("saas", "self-managed", ("b_cloud", "c_cloud"), (every,), (*local, "f_own"), ()),
    ]


def test_a_pair_of_realms_can_be_turned() -> None:
    gap, *_ = parity(CATALOG).gaps
    turned = gap.turned

    assert (turned.a, turned.b, turned.turned) == (gap.b, gap.a, gap)
    assert (turned.only_a, turned.both, turned.only_b, turned.neither) == (
        gap.only_b,
        gap.both,
        gap.only_a,
        gap.neither,
    )


@given(REALM_LISTS)
def test_every_primitive_stands_in_one_part_of_the_whole_and_of_each_pair(lists: list[tuple[str, ...]]) -> None:
    whole = made(lists)
    found = parity(whole)
    names = sorted(whole.unit_primitives.names)

    apart = [name for spread in found.somewhere for name in spread.unit_primitives]
    assert sorted([*found.everywhere, *apart, *found.unstated]) == names
    for gap in found.gaps:
        assert sorted([*gap.only_a, *gap.both, *gap.only_b, *gap.neither, *found.unstated]) == names
