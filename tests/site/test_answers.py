"""The answer to "what opens it?": in whole sentences, and as grids that say what the rule of availability says."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import Context, UnitPrimitive, evaluate, parse_version
from site_builder.site.answers import MOST_GRID_CELLS, Grid, answer, grids, short_answer
from site_builder.site.states import FREE, INCLUDED, UNAVAILABLE, Cell, State, state_of
from site_builder.site.wording import Titles
from tests.site.making import AS_OF, TITLES, catalog

TITLE = Titles(TITLES)
DUO_CHAT = """
    min_gitlab_version_for_free_access: '16.8'
    min_gitlab_version: '16.9'
    cut_off_date: 2024-10-17T00:00:00+00:00
    add_ons: [duo_core, duo_pro, duo_enterprise]
    license_types: [premium, ultimate]
    gitlab_realms: [saas, self-managed, dedicated]
"""
BUNDLES_AND_REALMS = """
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- add_ons/duo_enterprise --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/saas --
    -- gitlab_realms/self-managed --
    -- gitlab_realms/dedicated --
"""


def answer_to(fields: str, moment: datetime = AS_OF) -> str:
    """The whole answer for a primitive with these fields."""
    primitive = catalog(f"-- unit_primitives/duo_chat --\n{fields}{BUNDLES_AND_REALMS}").unit_primitives["duo_chat"]
    found = answer(primitive, moment, TITLE)
    return " ".join([f"[{found.state.word}]", found.sentence, *found.more])


def test_duo_chat_after_free_use_ended() -> None:
    assert answer_to(DUO_CHAT) == (
        "[Included] Included with Premium or Ultimate plus Duo Core, Duo Pro or Duo Enterprise; GitLab 16.9 or later; "
        "GitLab.com, Self-managed and Dedicated. Free use ended on 17 October 2024."
    )


def test_duo_chat_while_it_was_free() -> None:
    assert answer_to(DUO_CHAT, datetime(2024, 10, 16, 23, 59, 59, tzinfo=UTC)) == (
        "[Free for now] Free with Premium or Ultimate until 17 October 2024, then with Duo Core, Duo Pro or Duo "
        "Enterprise; GitLab 16.8 or later, 16.9 once an add-on is needed; GitLab.com, Self-managed and Dedicated."
    )


def test_a_cut_off_within_a_day_has_its_time() -> None:
    """A day alone would say that it is over when that begins."""
    fields = DUO_CHAT.replace("2024-10-17T00:00:00", "2024-10-17T23:59:59")

    assert "until 17 October 2024, 23:59:59 UTC, then" in answer_to(fields, datetime(2024, 10, 17, 12, tzinfo=UTC))
    assert answer_to(fields).endswith("Free use ended on 17 October 2024, 23:59:59 UTC.")


def test_free_use_is_over_at_the_very_instant_of_the_cut_off() -> None:
    assert answer_to(DUO_CHAT, datetime(2024, 10, 17, tzinfo=UTC)).startswith("[Included] ")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            "",
            (
                "[Free for now] Free with any license (none is stated), no end date stated; no minimum GitLab version "
                "stated; no realm stated."
            ),
        ),
        (
            "license_types: [ultimate]\ngitlab_realms: [saas]\nmin_gitlab_version_for_free_access: '17.0'",
            "[Free for now] Free with Ultimate, no end date stated; GitLab.com.",  # where versions are not checked
        ),
        (
            "add_ons: [duo_pro]",
            (
                "[Free for now] Free with any license (none is stated), no end date stated; no minimum GitLab version "
                "stated; no realm stated. Add-ons are listed, but without a cut-off date they are not enforced."
            ),
        ),
        (
            "cut_off_date: 2030-01-01T00:00:00Z\nlicense_types: [premium]",
            (
                "[Free for now] Free with Premium until 1 January 2030, then not available: no add-on sells it; no minimum "
                "GitLab version stated; no realm stated."
            ),
        ),
        (
            "cut_off_date: 2030-01-01T00:00:00Z\nlicense_types: [premium]\nmin_gitlab_version: '17.0'",
            (
                "[Free for now] Free with Premium until 1 January 2030, then not available: no add-on sells it; any GitLab "
                "version; no realm stated."
            ),
        ),
        (
            "cut_off_date: 2030-01-01T00:00:00Z\nadd_ons: [duo_pro]\nmin_gitlab_version_for_free_access: '16.9'",
            (
                "[Free for now] Free with any license (none is stated) until 1 January 2030, then with Duo Pro; GitLab 16.9 or "
                "later, any once an add-on is needed; no realm stated."
            ),
        ),
        (
            "cut_off_date: 2024-10-17T00:00:00Z\nadd_ons: [duo_pro]\nmin_gitlab_version_for_free_access: '16.9'",
            (
                "[Included] Included with Duo Pro on any license; any GitLab version; no realm stated. Free use ended on 17 "
                "October 2024."
            ),
        ),
        (
            "add_ons: [duo_pro]\nmin_gitlab_version: '17.0'\nmin_gitlab_version_for_free_access: '16.8'",
            (
                "[Free for now] Free with any license (none is stated), no end date stated; GitLab 16.8 or later; no realm "
                "stated. Add-ons are listed, but without a cut-off date they are not enforced."
            ),
        ),
        (
            "cut_off_date: 2024-10-17T00:00:00Z\nadd_ons: [duo_pro]\ngitlab_realms: [saas, self-managed]",
            (
                "[Included] Included with Duo Pro on any license; no minimum GitLab version stated; GitLab.com and "
                "Self-managed. Free use ended on 17 October 2024."
            ),
        ),
        (
            "cut_off_date: 2024-10-17T00:00:00Z\nlicense_types: [premium]\nmin_gitlab_version: '16.9'",
            "[Not available] Not available: no add-on sells it. Free use ended on 17 October 2024.",
        ),
    ],
)
def test_what_is_not_stated_is_said_to_be_not_stated(fields: str, sentence: str) -> None:
    assert answer_to(fields) == sentence


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        ("", (FREE, "Free for now", "no end date stated")),
        ("cut_off_date: 2030-01-01T00:00:00Z", (FREE, "Free for now", "until 1 Jan 2030")),
        (
            "cut_off_date: 2024-10-17T00:00:00Z\nadd_ons: [duo_pro]",
            (INCLUDED, "With an add-on", "since 17 Oct 2024"),
        ),
        ("cut_off_date: 2024-10-17T00:00:00Z", (UNAVAILABLE, "Not sold", "since 17 Oct 2024")),
    ],
)
def test_a_row_of_a_table_says_the_same_in_few_words(fields: str, short: tuple[object, str, str]) -> None:
    found = catalog(f"-- unit_primitives/duo_chat --\n{fields}{BUNDLES_AND_REALMS}").unit_primitives["duo_chat"]

    assert short_answer(found, AS_OF) == short


def test_realms_in_which_the_answers_are_the_same_share_a_grid() -> None:
    found = catalog(f"-- unit_primitives/duo_chat --{DUO_CHAT}{BUNDLES_AND_REALMS}")

    assert [outline(grid) for grid in grids(found.unit_primitives["duo_chat"], found, AS_OF, TITLE)] == [
        (
            "GitLab.com",
            ("Premium", "Ultimate"),
            {
                "No add-on": [("Needs something", "needs Duo Core, Duo Pro or Duo Enterprise")] * 2,
                "Duo Core": [("Included", "")] * 2,
                "Duo Pro": [("Included", "")] * 2,
                "Duo Enterprise": [("Included", "")] * 2,
            },
        ),
        (
            "Self-managed and Dedicated",
            ("Premium", "Ultimate"),
            {
                "No add-on": [("Needs something", "needs Duo Core, Duo Pro or Duo Enterprise")] * 2,
                "Duo Core": [("Included", "GitLab 16.9 or later")] * 2,
                "Duo Pro": [("Included", "GitLab 16.9 or later")] * 2,
                "Duo Enterprise": [("Included", "GitLab 16.9 or later")] * 2,
            },
        ),
    ]


def outline(grid: Grid) -> tuple[str, tuple[str, ...], dict[str, list[tuple[str, str]]]]:
    """The grid in words: its realms, its licenses, and the cells of each add-on."""
    rows = {row.add_on: [(cell.state.word, cell.reason) for cell in row.cells] for row in grid.rows}
    return grid.realms, grid.licenses, rows


def test_where_every_cell_says_the_same_it_can_be_said_once() -> None:
    found = catalog(f"-- unit_primitives/a --{BUNDLES_AND_REALMS}")
    sold = catalog(f"-- unit_primitives/a --{DUO_CHAT}{BUNDLES_AND_REALMS}")

    (grid,) = grids(found.unit_primitives["a"], found, AS_OF, TITLE)

    assert grid.all_same == Cell(state=FREE, reason="with any license (none is stated), no end date stated")
    assert {grid.all_same for grid in grids(sold.unit_primitives["a"], sold, AS_OF, TITLE)} == {None}


def test_where_it_is_said_once_that_it_is_free_the_licenses_are_said_that_no_column_names() -> None:
    stated = "license_types: [premium, ultimate]\ngitlab_realms: [saas]\ncut_off_date: 2030-01-01T00:00:00Z"
    found = catalog(f"-- unit_primitives/a --\n{stated}{BUNDLES_AND_REALMS}")

    assert [(grid.realms, grid.all_same) for grid in grids(found.unit_primitives["a"], found, AS_OF, TITLE)] == [
        ("GitLab.com", Cell(state=FREE, reason="with Premium or Ultimate, until 1 January 2030")),
        ("Self-managed and Dedicated", Cell(state=UNAVAILABLE, reason="only on GitLab.com")),
    ]


def test_where_neither_license_nor_realm_is_stated_one_column_stands_for_any() -> None:
    found = catalog("-- unit_primitives/a --\n-- license_types/any --\n-- gitlab_realms/any --\n")

    (grid,) = grids(found.unit_primitives["a"], found, AS_OF, TITLE)

    assert (grid.realms, grid.licenses) == ("Any realm (none stated)", ("Any license (none stated)",))


def test_an_entity_that_happens_to_be_called_any_is_not_taken_for_any_of_them() -> None:
    found = catalog("""
        -- unit_primitives/a --
        license_types: [any]
        gitlab_realms: [any]
        -- license_types/any --
        -- gitlab_realms/any --
        """)

    (grid,) = grids(found.unit_primitives["a"], found, AS_OF, TITLE)

    assert (grid.realms, grid.licenses) == ("Any", ("Any",))


def test_of_very_many_the_add_ons_that_change_something_are_shown_first_and_the_others_counted() -> None:
    counts = {"license_types": 50, "add_ons": 60, "gitlab_realms": 4}
    entities = "\n".join(f"-- {kind}/a{number:02} --" for kind, count in counts.items() for number in range(count))
    stated = "add_ons: [a57, a59]\nlicense_types: [a00]\ngitlab_realms: [a01, a02]\ncut_off_date: 2024-10-17T00:00:00Z"
    found = catalog(f"-- unit_primitives/a --\n{stated}\n{entities}")

    first, second = grids(found.unit_primitives["a"], found, AS_OF, TITLE)

    assert [len(grid.licenses) * len(grid.rows) for grid in (first, second)] == [MOST_GRID_CELLS // 2] * 2
    assert [row.add_on for row in second.rows[:5]] == ["No add-on", "A57", "A59", "A00", "A01"]
    assert [grid.more for grid in (first, second)] == [51, 51]
    assert (first.realms, second.realms) == ("A00 and A03", "A01 and A02")


WORLD = catalog(f"-- unit_primitives/a --\n{BUNDLES_AND_REALMS}")
VERSIONS = st.sampled_from([None, "16.8", "16.9", "16.10"]).map(lambda text: parse_version(text) if text else None)


def some(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Any of the names, or none."""
    return st.lists(st.sampled_from(names), unique=True).map(tuple)


PRIMITIVES = st.builds(
    UnitPrimitive,
    name=st.just("a"),
    group=st.just("group::a"),
    feature_category=st.just("a"),
    documentation_url=st.just("https://docs.gitlab.com/"),
    cut_off_date=st.sampled_from([None, AS_OF - timedelta(seconds=1), AS_OF, AS_OF + timedelta(seconds=1)]),
    min_gitlab_version=VERSIONS,
    min_gitlab_version_for_free_access=VERSIONS,
    add_ons=some(WORLD.add_ons.names),
    license_types=some(WORLD.license_types.names),
    gitlab_realms=some(WORLD.gitlab_realms.names),
)


@given(primitive=PRIMITIVES)
def test_grids_say_of_every_license_add_on_and_realm_what_the_rule_of_availability_says(
    primitive: UnitPrimitive,
) -> None:
    found = grids(primitive, WORLD, AS_OF, TITLE)
    held = (frozenset[str](), *(frozenset({name}) for name in ("duo_core", "duo_pro", "duo_enterprise")))

    assert {tuple(row.add_on for row in grid.rows) for grid in found} == {
        ("No add-on", "Duo Core", "Duo Pro", "Duo Enterprise")
    }
    for realm, license, (row, add_ons) in product(WORLD.gitlab_realms, WORLD.license_types, enumerate(held)):
        context = Context(license_type=license.name, add_ons=add_ons, realm=realm.name, moment=AS_OF)
        assert state_at(found, TITLE.of(realm), row, TITLE.of(license)) is state_of(evaluate(primitive, context))


def state_at(found: tuple[Grid, ...], realm: str, row: int, license: str) -> State:
    """What the grids say at a place; a grid or column for any realm or license stands for each of them."""
    grid = next(grid for grid in found if realm in grid.realms or grid.realms == "Any realm (none stated)")
    column = next(at for at, title in enumerate(grid.licenses) if title in (license, "Any license (none stated)"))
    return grid.rows[row].cells[column].state


@given(primitive=PRIMITIVES)
def test_the_sentence_and_the_few_words_never_disagree(primitive: UnitPrimitive) -> None:
    assert answer(primitive, AS_OF, TITLE).state is short_answer(primitive, AS_OF)[0]


@given(primitive=PRIMITIVES)
def test_an_answer_that_rests_on_a_missing_date_says_so(primitive: UnitPrimitive) -> None:
    found = answer(primitive, AS_OF, TITLE)

    assert found.is_undated == (found.state is FREE and "no end date stated" in found.sentence)
