"""The page of one situation: the verdicts of every primitive, the next steps, and the ways to another situation."""

from dataclasses import replace

import pytest

from site_builder.site import Link
from site_builder.site.pages import situation
from site_builder.site.pages.situation import (
    MemberLinks,
    StepRow,
    Switch,
    VerdictRow,
    VerdictTable,
    situation_page,
)
from site_builder.site.situations import context
from site_builder.site.states import FREE, INCLUDED, NEEDS, UNAVAILABLE
from tests.site.making import material
from tests.site.sites import Built

MADE = material("""
    -- unit_primitives/ask_build --
    cut_off_date: 2024-10-17T00:00:00+00:00
    min_gitlab_version: '16.10'
    add_ons: [duo_pro, duo_enterprise]
    license_types: [ultimate, premium]
    gitlab_realms: [dedicated]
    -- unit_primitives/ask_commit --
    cut_off_date: 2024-10-17T00:00:00+00:00
    add_ons: [duo_enterprise]
    license_types: [ultimate, premium]
    gitlab_realms: [dedicated]
    deprecated_by_url: https://gitlab.com/a
    -- unit_primitives/explain_code --
    license_types: [premium]
    -- unit_primitives/fix_code --
    gitlab_realms: [saas]
    -- add_ons/duo_enterprise --
    description: Reviews, plans and secures.
    -- add_ons/duo_pro --
    -- license_types/ultimate --
    -- license_types/premium --
    -- gitlab_realms/dedicated --
    -- gitlab_realms/saas --
    """)
PAGE = situation_page(context("premium", "duo_pro", "dedicated", MADE), MADE)


def to(name: str) -> Link:
    return Link(text=name, address=f"unit_primitives/{name}.html", code=True)


def table_row(why: str, name: str, *, unlock: str = "", unstated: str = "", deprecated: bool = False) -> VerdictRow:
    return VerdictRow(
        why=why,
        unlock=unlock,
        count=1,
        members=(MemberLinks(unstated=unstated, links=(to(name),)),),
        deprecated=frozenset({name} if deprecated else ()),
    )


def test_it_says_what_works_before_anything_else() -> None:
    assert (PAGE.address, PAGE.title) == ("check/premium/duo_pro/dedicated.html", "Premium with Duo Pro, Dedicated")
    assert PAGE.trail == (Link(text="Check", address="check.html"),)
    assert PAGE.summary == (
        "2 of 4 unit primitives work: 1 included, 1 free for now; 1 needs something, 1 not available."
    )
    assert PAGE.description == f"{PAGE.title}: {PAGE.summary}"
    assert PAGE.total == 4


def test_every_primitive_stands_under_what_decided() -> None:
    assert PAGE.tables == (
        VerdictTable(
            state=INCLUDED, count=1, note="", rows=(table_row("included with Duo Pro; from GitLab 16.10", "ask_build"),)
        ),
        VerdictTable(
            state=FREE,
            count=1,
            note="Where no end date is stated, the date or the add-on may just not be public.",
            rows=(
                table_row(
                    "free, no end date stated; no add-on stated either", "explain_code", unstated="realm not stated"
                ),
            ),
        ),
        VerdictTable(
            state=NEEDS,
            count=1,
            note="",
            rows=(
                table_row(
                    "missing add-on (Duo Enterprise)", "ask_commit", unlock="add Duo Enterprise", deprecated=True
                ),
            ),
        ),
        VerdictTable(
            state=UNAVAILABLE,
            count=1,
            note="",
            rows=(
                table_row(
                    "not in this realm (only GitLab.com)",
                    "fix_code",
                    unlock="move to GitLab.com",
                    unstated="license not stated",
                ),
            ),
        ),
    )


def test_steps_that_bring_something_lead_to_the_situation_after_them() -> None:
    beside = situation_page(context("premium", "", "dedicated", MADE), MADE)

    assert PAGE.steps == (
        StepRow(
            link=Link(
                text="Add Duo Enterprise",
                address="check.html",
                query="?license=premium&add_on=duo_enterprise&add_on=duo_pro&realm=dedicated",
            ),
            about="Reviews, plans and secures.",
            gained=(to("ask_commit"),),
            lost=(),
            deprecated=frozenset(["ask_commit"]),
        ),
    )
    assert beside.steps == (
        StepRow(
            link=Link(text="Add Duo Enterprise", address="check/premium/duo_enterprise/dedicated.html"),
            about="Reviews, plans and secures.",
            gained=(to("ask_build"), to("ask_commit")),
            lost=(),
            deprecated=frozenset(["ask_commit"]),
        ),
        StepRow(
            link=Link(text="Add Duo Pro", address="check/premium/duo_pro/dedicated.html"),
            about="",
            gained=(to("ask_build"),),
            lost=(),
            deprecated=frozenset(),
        ),
    )


def test_another_license_may_end_something() -> None:
    free = situation_page(context("free", "", "saas", MADE), MADE)
    ultimate = situation_page(context("ultimate", "", "saas", MADE), MADE)

    assert [(step.link.text, step.gained, step.lost) for step in free.steps] == [
        ("Change to Premium", (to("explain_code"),), ())
    ]
    assert [step.link.text for step in ultimate.steps] == ["Change to Premium"]
    gone = situation_page(context("premium", "", "saas", MADE), MADE)
    assert gone.steps == ()


def test_a_click_changes_license_add_on_or_realm() -> None:
    def links(**pages: str) -> tuple[Link, ...]:
        return tuple(Link(text=text.replace("_", " "), address=f"check/{page}.html") for text, page in pages.items())

    assert PAGE.switches == (
        Switch(
            title="License",
            links=links(
                Premium="premium/duo_pro/dedicated",
                Ultimate="ultimate/duo_pro/dedicated",
                Free="free/duo_pro/dedicated",
            ),
        ),
        Switch(
            title="Add-on",
            links=(
                Link(text="No add-on", address="check/premium/no-add-on/dedicated.html"),
                *links(Duo_Pro="premium/duo_pro/dedicated", Duo_Enterprise="premium/duo_enterprise/dedicated"),
            ),
        ),
        Switch(
            title="Realm",
            links=(
                Link(text="GitLab.com", address="check/premium/duo_pro/saas.html"),
                Link(text="Dedicated", address="check/premium/duo_pro/dedicated.html"),
            ),
        ),
    )


def test_another_version_or_date_is_one_click_away() -> None:
    assert PAGE.check == Link(
        text="Check with another version or date",
        address="check.html",
        query="?license=premium&add_on=duo_pro&realm=dedicated",
    )


def test_of_very_many_verdicts_those_that_name_nothing_say_how_many_and_where_all_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(situation, "MOST_NAMED", 1)
    html = Built(MADE).pages[PAGE.address]

    cells = [it.text for it in html.all("td") if it.attributes.get("class") == "names"]
    assert [cells[0], *(cell.rpartition(": ")[2] for cell in cells[1:4])] == ["ask_build", *["1 not named here"] * 3]
    (left_out,) = (it.text for it in html.all("p") if it.attributes.get("class") == "left-out")
    assert left_out == "3 unit primitives are not named here; Check names all."


def test_of_very_many_reasons_and_steps_the_first_stand_there_and_the_others_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(situation, "MOST_BYTES", 3_000)  # with room for two of three reasons, and for two steps
    monkeypatch.setattr(situation, "MOST_NEXT", 1)
    monkeypatch.setattr(situation, "MOST_NAMED", 2)
    pages = Built(MADE).pages

    def said(page: str, element: str, name: str) -> list[str]:
        return [it.text for it in pages[page].all(element) if it.attributes.get("class") == name]

    assert [it.text for it in pages[PAGE.address].all("td") if it.attributes.get("colspan")] == [
        "and 1 more reason."
    ] * 2
    assert said(PAGE.address, "p", "left-out") == ["2 unit primitives are not named here; Check names all."]
    beside = "check/premium/no-add-on/dedicated.html"
    assert said(beside, "p", "next") == ["One step more: Add Duo Enterprise +2 · 1 more"]
    assert said(beside, "td", "names")[-2:] == ["ask_build and 1 more", "ask_build"]


def test_of_steps_that_say_very_much_the_first_stand_there_and_the_others_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(situation, "MOST_BYTES", 2_600)  # with room for one of two steps
    address = "check/premium/no-add-on/dedicated.html"
    html = Built(MADE).pages[address]

    notes = [it.text for it in html.all("p") if it.attributes.get("class") == "left-out"]
    assert notes[-1] == "1 more is not shown here: none brings more."


def test_the_page_speaks_of_its_moment() -> None:
    earlier = replace(MADE, as_of=MADE.as_of.replace(month=10, day=1))
    page = situation_page(context("premium", "", "dedicated", earlier), earlier)

    assert page.summary == "3 of 4 unit primitives work: 3 free for now; 1 not available."
