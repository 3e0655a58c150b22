"""The home page: where to start, the bundles at a glance, and what is about to change; numbers that add up."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from site_builder.catalog import KINDS, Chronicle
from site_builder.settings import SiteSettings
from site_builder.site import Link, Material
from site_builder.site.named import Names
from site_builder.site.pages.home import MOST_AHEAD, BundleRow, CutOffMoment, HomePage, home_page
from tests.site.making import AS_OF, material
from tests.site.past import STATES, made

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro, duo_core]
    license_types: [premium, ultimate]
    -- unit_primitives/explain_code --
    deprecation_message: Ask the chat.
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    license_types: [ultimate]
    -- unit_primitives/complete_code --
    cut_off_date: 2025-01-01T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/zoom --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    """


def page_as_of(moment: datetime = AS_OF) -> HomePage:
    """The home page of a build at a moment."""
    return home_page(material(CONFIG, as_of=moment))


def count(number: int, query: str) -> Link:
    """A number that leads to the rows it counts."""
    return Link(text=str(number), address="unit_primitives/index.html", query=query)


def primitive(name: str) -> Link:
    """The link to a primitive."""
    return Link(text=name, address=f"unit_primitives/{name}.html", code=True)


def named(*names: str, deprecated: str = "") -> Names:
    """Links to primitives, one of which may be deprecated."""
    return Names(links=tuple(map(primitive, names)), deprecated=frozenset(deprecated.split()), more=0)


def unchanged(of: Material) -> Material:
    """The same with a past in which nothing happened."""
    return replace(of, chronicle=replace(of.chronicle, periods=()))


def test_bundles_at_a_glance_count_add_on_by_license_and_lead_to_the_rows() -> None:
    page = page_as_of()

    assert [link.text for link in page.licenses] == ["Premium", "Ultimate"]
    assert page.bundles == (
        BundleRow(
            link=Link(text="Duo Core", address="add_ons/duo_core.html"),
            total=count(1, "?add_ons=duo_core"),
            by_license=(
                count(1, "?add_ons=duo_core&license_types=premium"),
                count(1, "?add_ons=duo_core&license_types=ultimate"),
            ),
        ),
        BundleRow(
            link=Link(text="Duo Pro", address="add_ons/duo_pro.html"),
            total=count(3, "?add_ons=duo_pro"),
            by_license=(
                count(1, "?add_ons=duo_pro&license_types=premium"),
                count(2, "?add_ons=duo_pro&license_types=ultimate"),
            ),
        ),
    )


def test_what_stands_in_no_bundle_is_counted_too() -> None:
    page = page_as_of()

    assert page.total == 4
    assert page.without_add_on == count(1, "?add_ons=not-stated")
    assert page.without_license == count(2, "?license_types=not-stated")
    assert page.free_now == count(2, "?access=free")


def test_cut_offs_ahead_and_the_last_one() -> None:
    page = page_as_of()

    assert page.cut_offs_ahead == (
        CutOffMoment(
            when="1 January 2025",
            moment="2025-01-01T00:00:00Z",
            count=Link(text="1 unit primitive", address="timeline.html", anchor="2025-01-01T000000Z"),
            primitives=named("complete_code"),
        ),
    )
    assert page.last_cut_off == CutOffMoment(
        when="17 October 2024",
        moment="2024-10-17T00:00:00Z",
        count=Link(text="2 unit primitives", address="timeline.html", anchor="2024-10-17T000000Z"),
        primitives=named("duo_chat", "explain_code", deprecated="explain_code"),
    )


def test_a_cut_off_of_many_is_counted_and_leads_to_the_timeline() -> None:
    many = "\n".join(f"-- unit_primitives/p{place} --\ncut_off_date: 2025-01-01T00:00:00Z" for place in range(6))
    page = home_page(material(many))

    assert [(cut_off.count.text, cut_off.primitives) for cut_off in page.cut_offs_ahead] == [
        ("6 unit primitives", None)
    ]


def test_at_the_very_instant_of_a_cut_off_it_is_no_longer_ahead() -> None:
    page = page_as_of(datetime(2025, 1, 1, tzinfo=UTC))

    assert page.cut_offs_ahead == ()
    assert page.last_cut_off
    assert page.last_cut_off.when == "1 January 2025"


def test_of_very_many_cut_offs_ahead_the_nearest_are_told_and_the_others_counted() -> None:
    days = [
        f"-- unit_primitives/p{day} --\ncut_off_date: 2025-01-{day:02}T00:00:00Z" for day in range(1, MOST_AHEAD + 4)
    ]
    page = home_page(material("\n".join(days)))

    assert [it.when for it in page.cut_offs_ahead] == [f"{day} January 2025" for day in range(1, MOST_AHEAD + 1)]
    assert page.more_ahead == 3


def test_before_the_first_cut_off_none_was_the_last() -> None:
    page = page_as_of(datetime(2024, 1, 1, tzinfo=UTC))

    assert [cut_off.when for cut_off in page.cut_offs_ahead] == ["17 October 2024", "1 January 2025"]
    assert page.last_cut_off is None


def test_every_kind_stands_with_its_count_and_the_question_it_answers() -> None:
    page = page_as_of()

    assert [(card.link.address, card.question) for card in page.kinds] == [
        (f"{kind.plural}/index.html", kind.question) for kind in KINDS
    ]
    assert [card.count for card in page.kinds] == [4, 2, 2, 0, 0, 0, 1, 1]


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        (made(), ""),
        (material("-- unit_primitives/chat --", chronicle=Chronicle()), "The history is not available here."),
        (unchanged(made()), "Nothing that customers notice has changed since the record began."),
        (
            unchanged(made(shown=STATES[0])),
            "What is shown here is not what was last told of: it was added or changed without a commit, or later.",
        ),
    ],
)
def test_how_far_changes_are_known_is_said_where_nothing_or_not_all_is_told(of: Material, sentence: str) -> None:
    assert home_page(of).history == sentence


def test_the_home_page_is_called_as_the_settings_say() -> None:
    page = home_page(material(CONFIG, site=SiteSettings(title="Our catalog", description="What we sell.")))

    assert (page.address, page.title, page.description) == ("index.html", "Our catalog", "What we sell.")


def test_questions_lead_to_the_pages_that_answer_them() -> None:
    asked = {question.text: question.link.address for question in page_as_of().questions}

    assert asked["What is new since the customer’s version?"] == "whats_new/index.html"
    assert asked["What works on one realm and not on another?"] == "parity.html"
    assert asked["What should no longer be sold?"] == "deprecations.html"


def test_of_very_many_add_ons_and_licenses_the_first_are_shown_and_the_others_counted() -> None:
    counts = {"license_types": 50, "add_ons": 100}
    entities = "\n".join(f"-- {kind}/a{number:02} --" for kind, count in counts.items() for number in range(count))
    page = home_page(material(f"-- unit_primitives/sold --\n{entities}"))

    assert [len(row.by_license) for row in page.bundles] == [40] * 97  # and one for all: at most 4,000 cells
    assert (len(page.licenses), page.more_licenses, page.more_bundles) == (40, 10, 3)
