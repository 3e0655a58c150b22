"""Every address is decided in one place: final, safe, never shared, and reached by relative links from anywhere."""

import posixpath
import re
from urllib.parse import parse_qs, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import KINDS, Ref
from site_builder.site import urls

WORDS, GAPS = st.text("aAbB09", min_size=1, max_size=3), st.text(" _&/-", min_size=1, max_size=2)
GROUP_NAMES = st.builds(
    lambda first, others: "".join(["group::", first, *(gap + word for gap, word in others)]),
    WORDS,
    st.lists(st.tuples(GAPS, WORDS), max_size=3),
)
ADDRESSES = st.lists(st.text("ab-_é &?#%+", min_size=1, max_size=4), min_size=1, max_size=4).map("/".join)
RESERVED_ON_WINDOWS = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))


@pytest.mark.parametrize(
    ("ref", "address"),
    [
        (Ref(kind="unit_primitive", name="duo_chat"), "unit_primitives/duo_chat.html"),
        (Ref(kind="gitlab_realm", name="self-managed"), "gitlab_realms/self-managed.html"),
        (Ref(kind="service", name="duo_chat"), "services/duo_chat.html"),
        (Ref(kind="feature_category", name="self-hosted_models"), "feature_categories/self-hosted_models.html"),
        (Ref(kind="group", name="group::duo_chat"), "groups/duo_chat.html"),
        (Ref(kind="group", name="group::ai framework"), "groups/ai-framework.html"),
    ],
)
def test_an_entity_stands_under_its_plural_kind_and_its_name(ref: Ref, address: str) -> None:
    assert urls.entity(ref) == address


def test_a_page_has_its_files_beside_it_under_the_same_name() -> None:
    ref = Ref(kind="group", name="group::ai framework")

    assert urls.kind_list("group") == "groups/index.html"
    assert urls.api_entity(ref) == "api/v1/group/ai-framework.json"
    assert urls.table("group") == "data/groups.csv"
    assert urls.schema("add_on") == "schema/add_on.html"
    assert urls.schema_json("add_on") == "schema/add_on.json"
    assert urls.diagram("groups/ai-framework", "svg") == "diagrams/groups/ai-framework.svg"
    assert urls.asset("site.css") == "assets/site.css"


@pytest.mark.parametrize("name", ["AI framework", "r&d", "ci/cd", "a  b", "a-b", "a_-b", "index", *RESERVED_ON_WINDOWS])
def test_an_unusual_group_name_gets_a_mark_that_no_usual_name_can_have(name: str) -> None:
    page = urls.page_name(Ref(kind="group", name=f"group::{name}"))

    assert re.fullmatch(r"[a-z0-9_]+(-[a-z0-9_]+)*--[0-9a-f]{32}", page)


@given(first=GROUP_NAMES, second=GROUP_NAMES)
def test_no_two_groups_share_a_page_not_even_where_case_is_not_told_apart(first: str, second: str) -> None:
    pages = [urls.entity(Ref(kind="group", name=name)).casefold() for name in (first, second)]

    assert (pages[0] == pages[1]) == (first == second)


@given(name=GROUP_NAMES)
def test_the_page_of_a_group_has_a_name_that_every_file_system_and_address_bar_takes(name: str) -> None:
    page = urls.page_name(Ref(kind="group", name=name))

    assert re.fullmatch(r"[a-z0-9_-]+", page)
    assert page not in ("index", *RESERVED_ON_WINDOWS)


def test_no_kind_stands_where_other_files_of_the_site_do() -> None:
    others = {"api", "assets", "data", "diagrams", "schema", "feeds", "calendar", "legacy", "compare"}

    assert {kind.plural for kind in KINDS} & others == set()


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.html", "matrix.html", "matrix.html"),
        ("index.html", "add_ons/duo_pro.html", "add_ons/duo_pro.html"),
        ("add_ons/duo_pro.html", "add_ons/duo_core.html", "duo_core.html"),
        ("add_ons/duo_pro.html", "index.html", "../index.html"),
        ("api/v1/index.json", "api/v1/add_on/duo_pro.json", "add_on/duo_pro.json"),
        ("diagrams/add_ons/duo_pro.svg", "groups/ai-framework.html", "../../groups/ai-framework.html"),
    ],
)
def test_a_link_is_relative_so_that_the_site_works_below_any_address(here: str, there: str, link: str) -> None:
    assert urls.relative(here, there) == link


@given(here=ADDRESSES, there=ADDRESSES)
def test_a_relative_link_leads_to_its_address_whatever_characters_it_has(here: str, there: str) -> None:
    link = urls.relative(here, there)

    assert re.fullmatch(r"[A-Za-z0-9_.~/%-]*", link)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(link))) == posixpath.normpath(there)


def test_a_query_names_controls_in_the_order_of_their_names_and_quotes_what_they_hold() -> None:
    query = urls.query(license_types="premium", add_ons="a b&c=#?é")

    assert query == "?add_ons=a+b%26c%3D%23%3F%C3%A9&license_types=premium"
    assert parse_qs(query[1:]) == {"add_ons": ["a b&c=#?é"], "license_types": ["premium"]}


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("17.7", "17.7"),
        ("v1.2-rc.1", "v1.2-rc.1"),
        ("V1.2", "v1-2--27f3d88bb5333d2caec406a3c1029519"),
        ("release/17.7", "release-17-7--6cf86c26b2746249e45d0f29482b274e"),
        ("all", "all--5ef5ef0364b6939c4ca61f34b393f7b3"),
        ("index", "index--1bc04b5291c26a46d918139138b992d2"),
        ("unreleased", "unreleased--0c1f3ed52a5a934f497e1948609e698b"),
        ("con.1", "con-1--3a22eac69f440b3644f2a38696cb92ef"),
        ("<b>", "b--507ca5a2742e533022ed641cb7c8d830"),
    ],
)
def test_a_tag_has_an_address_that_no_other_has(tag: str, name: str) -> None:
    assert urls.changes_in(tag) == f"changes/{name}.html"


def test_spellings_that_begin_with_the_same_hash_have_addresses_of_their_own() -> None:
    alike = ("abcdEFGhiJKlmnop", "AbcDeFgHIjKLmnop")  # the first 24 bits of their hashes are the same

    assert len({urls.changes_in(tag) for tag in alike}) == 2
    assert len({urls.entity(Ref(kind="group", name=f"group::{name}")) for name in alike}) == 2
