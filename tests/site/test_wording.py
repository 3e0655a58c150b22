"""Lists, dates and names read the same on every machine, and as a person would write them."""

from datetime import UTC, datetime

import pytest

from site_builder.catalog import AddOn, FeatureCategory, Group, Ref, Service, UnitPrimitive
from site_builder.site.wording import Titles, day, iso, listed, short_day, shortened

CUT_OFF = datetime(2024, 10, 7, 0, 0, 5, tzinfo=UTC)


def test_a_day_is_written_out_in_english_without_a_leading_zero() -> None:
    assert day(CUT_OFF) == "7 October 2024"
    assert short_day(CUT_OFF) == "7 Oct 2024"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (CUT_OFF, "2024-10-07T00:00:05Z"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00Z"),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), "9999-12-31T23:59:59Z"),
    ],
)
def test_a_moment_for_machines_has_four_digits_of_year_on_every_platform(moment: datetime, text: str) -> None:
    assert iso(moment) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), ""),
        (("Duo Core",), "Duo Core"),
        (("Duo Core", "Duo Pro"), "Duo Core or Duo Pro"),
        (("Duo Core", "Duo Pro", "Duo Enterprise"), "Duo Core, Duo Pro or Duo Enterprise"),
    ],
)
def test_a_list_has_commas_and_one_conjunction(words: tuple[str, ...], text: str) -> None:
    assert listed(words, "or") == text


def test_a_text_that_is_too_long_ends_with_a_sign_of_it() -> None:
    assert [shortened(text, 5) for text in ("Opens", "Open a chat")] == ["Opens", "Open…"]


TITLES = Titles(
    {"saas": "GitLab.com", "duo_pro": "Duo Pro", "duo_core": "Duo Core", "duo_chat": "no name of a feature"}
)


@pytest.mark.parametrize(
    ("entity", "title"),
    [
        (AddOn(name="duo_pro"), "Duo Pro"),
        (AddOn(name="duo_with_amazon_q"), "Duo with amazon q"),
        (Service(name="duo_chat"), "duo_chat"),
        (FeatureCategory(name="duo_chat"), "duo_chat"),
        (Group(name="group::ai framework"), "ai framework"),
        (
            UnitPrimitive(
                name="duo_chat", group="group::a", feature_category="b", documentation_url="https://docs.gitlab.com/"
            ),
            "duo_chat",
        ),
    ],
)
def test_an_entity_goes_by_the_settings_title_and_a_feature_by_its_name(
    entity: AddOn | Service | FeatureCategory | Group | UnitPrimitive, title: str
) -> None:
    assert TITLES.of(entity) == title
    assert TITLES.of_ref(entity.ref) == title


@pytest.mark.parametrize(
    ("kind", "name", "title"),
    [
        ("add_on", "duo_pro!", "the former Duo pro"),
        ("unit_primitive", "duo_chat!", "the former duo_chat"),
        ("group", "group::yes!", "yes!"),
    ],
)
def test_what_is_gone_while_another_has_its_name_is_the_former_one(kind: str, name: str, title: str) -> None:
    assert TITLES.one(kind, name) == title
    assert TITLES.head(Ref(kind=kind, name=name)) == title.replace("the", "The")


def test_what_is_there_stands_at_a_head_as_everywhere() -> None:
    assert TITLES.head(Ref(kind="unit_primitive", name="duo_chat")) == "duo_chat"


def test_names_stand_in_the_order_of_the_settings_then_sorted() -> None:
    assert TITLES.ordered(["zeta", "duo_core", "alpha", "duo_pro"]) == ("duo_pro", "duo_core", "alpha", "zeta")
    assert TITLES.all("add_on", ("duo_core", "duo_pro")) == ("Duo Pro", "Duo Core")


def test_a_former_name_stands_where_what_has_its_title_today_does() -> None:
    former = {Ref(kind="add_on", name="duo_core"): "Duo Core", Ref(kind="add_on", name="duo_old"): "Duo Old"}
    titles = Titles({"duo_base": "Duo Core", "duo_pro": "Duo Pro"}, former)

    assert titles.all("add_on", ("duo_pro", "duo_base")) == ("Duo Core", "Duo Pro")
    assert titles.all("add_on", ("duo_old", "duo_pro", "duo_core")) == ("Duo Core", "Duo Pro", "Duo Old")


@pytest.mark.parametrize("title", ["", "  \n"])
def test_an_empty_title_is_no_title(title: str) -> None:
    assert Titles({"duo_pro": title}).of_ref(Ref(kind="add_on", name="duo_pro")) == "Duo pro"
