"""The chronicle as rows: each by the names of today, so that who asks of a bundle by its name finds all that it did."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from site_builder.catalog import (
    AddOn,
    ChangeClass,
    Chronicle,
    Edit,
    Entity,
    GitlabRealm,
    LicenseType,
    Pair,
    Record,
    UnitPrimitive,
    chronicle_from,
    link,
)
from site_builder.settings import SiteSettings
from site_builder.site import Titles
from site_builder.site.change_rows import ChangeRow, change_rows, listed_changes
from tests.catalog.makers import edit, moment, primitive

PRO, MAX = AddOn(name="duo_pro"), AddOn(name="duo_max")
CHAT = primitive("chat", add_ons=("duo_pro",), cut_off_date="2023-01-01T00:00")
SOLD_ON = primitive("chat", add_ons=("duo_max",), cut_off_date="2023-01-01T00:00")
DESCRIBED = primitive("chat", add_ons=("duo_max",), cut_off_date="2023-01-01T00:00", description="Chats.")


def renamed() -> Chronicle:
    """An add-on that was sold, and then renamed; afterwards its unit primitive has a description."""
    record = Record(
        beginning=(PRO,),
        edits=(
            edit("2024-01-01"),
            edit("2024-02-05", (None, CHAT)),
            edit("2024-03-05", (PRO, MAX), (CHAT, SOLD_ON)),
            edit("2024-04-05", (SOLD_ON, DESCRIBED)),
        ),
    )
    return chronicle_from(record, link((MAX, DESCRIBED)), moment("2024-05-01T00:00"))


def rows() -> Iterator[tuple[str, str, str, str, list[str]]]:
    found = change_rows(renamed(), link((MAX, DESCRIBED)), Titles({}), SiteSettings())
    for row in (row for period in reversed(found) for row in period):
        yield (
            str(row.sort),
            row.ref.name,
            row.had,
            row.has,
            sorted(ref.name for ref in row.concerns if ref.kind == "add_on"),
        )


def test_rows_name_add_ons_as_they_are_called_today_in_what_is_narrowed_down() -> None:
    assert [*rows()] == [
        ("added", "chat", "", "*/duo_max/*/", ["duo_max"]),
        ("renamed", "duo_max", "", "", ["duo_max"]),
        ("facts_only", "chat", "*/duo_max/*/", "*/duo_max/*/", ["duo_max"]),
    ]


NO_TITLES = Titles({})
ONCE = "2023-01-01T00:00"


def sold(name: str, *add_ons: str, **more: Any) -> UnitPrimitive:
    return primitive(name, add_ons=add_ons, cut_off_date=ONCE, **more)


def called(*names: str) -> tuple[AddOn, ...]:
    """The add-on that has been called so, one name after the other."""
    return tuple(AddOn(name=name, description=f"What {names[0]} is for.") for name in names)


def rows_of(beginning: tuple[Entity, ...], *edits: Edit, titles: Titles = NO_TITLES) -> list[ChangeRow]:
    """The rows of a record, oldest first."""
    record = Record(beginning=beginning, edits=(edit("2024-01-01"), *edits))
    chronicle = chronicle_from(record, link(beginning), moment("2024-06-01T00:00"))
    found = change_rows(chronicle, link(beginning), titles, SiteSettings())
    return [row for period in reversed(found) for row in period]


def reached(beginning: tuple[Entity, ...], *edits: Edit) -> list[tuple[str, str, str, str]]:
    """What each row of a record says of whom it reaches."""
    return [(str(row.sort), row.key, row.had, row.has) for row in rows_of(beginning, *edits) if row.key]


def test_what_an_edit_renames_and_touches_is_followed_also_where_it_is_renamed_again() -> None:
    a, c, d = called("a", "c", "d")
    (b,) = called("b")

    assert reached(
        (a, b, sold("one", "a"), sold("two", "a", "b")),
        edit(
            "2024-02-05",
            (a, c),
            (sold("one", "a"), sold("one", "c", description="More.")),
            (sold("two", "a", "b"), None),
        ),
        edit("2024-03-05", (c, d), (sold("one", "c", description="More."), sold("one", "d", description="More."))),
    ) == [("removed", "two", "*/d b/*/", ""), ("facts_only", "one", "*/d/*/", "*/d/*/")]


def test_what_is_gone_is_not_taken_for_what_was_renamed_to_its_name() -> None:
    (a,), (b, new) = called("a"), called("b", "a")
    one, both, other = sold("one", "a"), sold("one", "a", "b"), sold("one", "b")
    edits = (
        edit("2024-02-05", (one, both)),
        edit("2024-03-05", (a, None), (both, other)),
        edit("2024-04-05", (b, new), (other, one)),
    )

    assert reached((a, b, one), *edits) == [
        ("gained", "one", "*/a!/*/", "*/a! a/*/"),
        ("lost", "one", "*/a! a/*/", "*/a/*/"),
    ]
    told = [row for row in rows_of((a, b, one), *edits) if row.sort in {"gained", "lost", "removed"}]
    assert [
        (row.sort, [it.name for it in row.concerns if it.kind == "add_on"], dict(row.facets).get("add_ons", ""))
        for row in told
    ] == [
        ("gained", ["a"], "a"),
        ("lost", ["a"], "a"),
        ("removed", [], ""),
    ]


def test_names_that_move_up_in_one_edit_are_followed() -> None:
    a, old = called("a", "old")
    b, new = called("b", "a")
    first, second = sold("first", "a"), sold("second", "b")

    assert reached(
        (a, b, first, second),
        edit(
            "2024-02-05",
            *((a, new), (b, None), (None, old)),
            (first, sold("first", "old", description="More.")),
            (second, sold("second", "a", description="More.")),
        ),
    ) == [("facts_only", "first", "*/old/*/", "*/old/*/"), ("facts_only", "second", "*/a/*/", "*/a/*/")]


def taken_back() -> list[ChangeRow]:
    """A unit primitive that was deprecated, renamed, and then neither any more, oldest first."""
    chat, talk = primitive("chat", description="Chats."), primitive("talk", description="Chats.")
    going = {"deprecation_message": "Going away."}
    gone, other = primitive("chat", description="Chats.", **going), primitive("talk", description="Chats.", **going)
    record = Record(
        beginning=(chat,),
        edits=(
            edit("2024-01-01"),
            edit("2024-02-05", (chat, gone)),
            edit("2024-03-05", (gone, None), (None, other)),
            edit("2024-04-05", (other, talk)),
            edit("2024-05-05", (talk, None), (None, chat)),
        ),
    )
    chronicle = chronicle_from(record, link((chat,)), moment("2024-06-01T00:00"))
    found = change_rows(chronicle, link((chat,)), Titles({}), SiteSettings())
    return [row for period in reversed(found) for row in period]


def test_rows_say_what_it_was_called_just_before_and_whether_it_was_deprecated_then_and_is() -> None:
    assert [(str(row.sort), row.name, row.was, row.deprecated) for row in taken_back()] == [
        ("deprecated", "chat", "", "after"),
        ("renamed", "talk", "chat", "before after"),
        ("facts_only", "talk", "", "before"),
        ("renamed", "chat", "talk", ""),
    ]


def test_what_customers_notice_is_listed_before_other_facts() -> None:
    row = taken_back()[0]
    facts, lost = (replace(row, sort=sort) for sort in (ChangeClass.FACTS_ONLY, ChangeClass.LOST))
    rows = [replace(facts, step=5), replace(lost, step=2), replace(facts, step=3), replace(lost, step=1)]

    def listed(most: int) -> tuple[list[int], int, int, int | None]:
        found = listed_changes(rows, most)
        return [row.step for row in found.rows], found.more, found.missed, found.gap.step if found.gap else None

    assert [listed(most) for most in (4, 3, 2, 1)] == [
        ([5, 3, 2, 1], 0, 0, None),
        ([5, 2, 1], 1, 0, None),
        ([2, 1], 2, 0, None),
        ([2], 3, 1, 1),
    ]


def test_fewer_changes_are_listed_where_they_say_very_much() -> None:
    row = replace(taken_back()[0], had="x" * 4_000, has="y" * 4_000, sentence="&" * 400)

    found = listed_changes([row] * 1000, 1000)

    assert 100 <= len(found.rows) <= 140
    assert found.more == 1000 - len(found.rows)


def test_that_something_is_deprecated_no_more_is_listed_before_other_facts() -> None:
    assert [row.deprecated for row in listed_changes(taken_back(), 2).rows] == ["", "before"]


def test_what_is_gone_is_not_taken_for_what_has_its_name_now() -> None:
    """One was removed, and another renamed to its name; later a third has the name that the other had."""
    chat, code = primitive("chat", description="Chats."), primitive("code", description="Codes.")
    taker, third = primitive("chat", description="Codes."), primitive("code", description="Tests.")
    record = Record(
        beginning=(chat, code),
        edits=(
            edit("2024-01-01"),
            edit("2024-02-05", (chat, None), (code, taker)),
            edit("2024-02-06", (None, third)),
        ),
    )
    chronicle = chronicle_from(record, link((taker, third)), moment("2024-05-01T00:00"))
    ((*found,),) = change_rows(chronicle, link((taker, third)), Titles({}), SiteSettings())

    assert [(str(row.sort), row.name, row.key, row.link and row.link.address) for row in found] == [
        ("added", "code", "code", "unit_primitives/code.html"),
        ("renamed", "chat", "chat", "unit_primitives/chat.html"),
        ("removed", "chat", "chat 1", None),
    ]


def test_what_is_gone_while_another_has_its_name_is_asked_for_by_nobody_and_no_facet() -> None:
    old, taker = AddOn(name="duo_pro", description="Old."), AddOn(name="duo_pro", description="Max.")
    former = replace(MAX, description="Max.")
    record = Record(
        beginning=(old, former, CHAT), edits=(edit("2024-01-01"), edit("2024-02-05", (old, None), (former, taker)))
    )
    today = link((taker, CHAT))
    ((*found,),) = change_rows(
        chronicle_from(record, today, moment("2024-05-01T00:00")), today, Titles({}), SiteSettings()
    )

    rows = [row for row in found if row.key]
    assert [(str(row.sort), row.had, row.has, dict(row.facets)["add_ons"]) for row in rows] == [
        ("gained", "*/duo_pro!/*/", "*/duo_pro/*/", "duo_pro"),
        ("lost", "*/duo_pro!/*/", "*/duo_pro/*/", "duo_pro"),
    ]
    assert rows[1].sentence == (
        "Now also with Duo pro, no longer with the former Duo pro; "
        "all customers with the former Duo pro and not Duo pro lose it."
    )


def test_what_was_removed_and_came_back_is_one_also_where_it_is_renamed_later() -> None:
    chat, talk = primitive("chat", description="Chats."), primitive("talk", description="Chats.")
    edits = (edit("2024-02-05", (chat, None)), edit("2024-02-06", (None, chat)), edit("2024-03-05", (chat, talk)))

    assert [(str(row.sort), row.key) for row in rows_of((chat,), *edits)] == [
        ("added", "talk"),
        ("removed", "talk"),
        ("renamed", "talk"),
    ]


SEATS, ANOTHER, CORE = AddOn(name="duo_seats"), AddOn(name="duo_pro", description="Another."), AddOn(name="duo_core")
FORMER = "the former Duo pro"
FREE_OF_PRO, WITH_PRO = sold("chat", "duo_core"), sold("chat", "duo_core", "duo_pro")
WITH_SEATS, WITH_BOTH = sold("chat", "duo_core", "duo_seats"), sold("chat", "duo_core", "duo_pro", "duo_seats")


@pytest.mark.parametrize(
    ("beginning", "edits", "told"),
    [
        pytest.param(
            (PRO, CORE, FREE_OF_PRO),
            (
                ((FREE_OF_PRO, WITH_PRO),),
                ((PRO, SEATS), (WITH_PRO, WITH_SEATS)),
                ((None, ANOTHER),),
                ((WITH_SEATS, WITH_BOTH),),
            ),
            [
                "Gained: chat. Now also with Duo Seats; all customers with Duo Seats and not Duo Core gain it.",
                "Renamed: Duo Seats (add-on), duo_pro before. Renamed from duo_pro to duo_seats.",
                "New: Duo Pro (add-on). New add-on.",
                "Gained: chat. Now also with Duo Pro; all customers with Duo Pro and neither Duo Core nor Duo Seats gain it.",
            ],
            id="renamed, and another came by its name",
        ),
        pytest.param(
            (PRO, CORE, FREE_OF_PRO),
            (
                ((FREE_OF_PRO, WITH_PRO),),
                ((PRO, SEATS), (WITH_PRO, WITH_SEATS), (None, ANOTHER)),
            ),
            [
                "Gained: chat. Now also with Duo Seats; all customers with Duo Seats and not Duo Core gain it.",
                "New: Duo Pro (add-on). New add-on.",
                "Renamed: Duo Seats (add-on), duo_pro before. Renamed from duo_pro to duo_seats.",
            ],
            id="in one edit",
        ),
        pytest.param(
            (PRO, SEATS, CORE, FREE_OF_PRO),
            (
                ((FREE_OF_PRO, WITH_PRO),),
                ((PRO, None), (WITH_PRO, FREE_OF_PRO)),
                ((SEATS, PRO),),
                ((FREE_OF_PRO, WITH_PRO),),
            ),
            [
                f"Gained: chat. Now also with {FORMER}; all customers with {FORMER} and not Duo Core gain it.",
                f"Lost: chat. No longer with {FORMER}; all customers with {FORMER} and not Duo Core lose it.",
                "Removed: the former Duo pro (add-on). Removed.",
                "Renamed: Duo Pro (add-on), duo_seats before. Renamed from duo_seats to duo_pro.",
                "Gained: chat. Now also with Duo Pro; all customers with Duo Pro and not Duo Core gain it.",
            ],
            id="gone, and another was renamed to its name",
        ),
        pytest.param(
            (PRO, CORE, FREE_OF_PRO),
            (
                ((FREE_OF_PRO, WITH_PRO),),
                ((PRO, SEATS), (WITH_PRO, WITH_SEATS)),
            ),
            [
                "Gained: chat. Now also with Duo Pro; all customers with Duo Pro and not Duo Core gain it.",
                "Renamed: Duo Seats (add-on), duo_pro before. Renamed from duo_pro to duo_seats.",
            ],
            id="renamed, and nothing came by its name",
        ),
    ],
)
def test_sentences_about_what_had_another_s_name_call_it_by_no_title_of_that(
    beginning: tuple[Entity, ...], edits: tuple[tuple[Pair, ...], ...], told: list[str]
) -> None:
    made = (edit(f"2024-0{month}-05", *pairs) for month, pairs in enumerate(edits, 2))
    titles = Titles({"duo_core": "Duo Core", "duo_pro": "Duo Pro", "duo_seats": "Duo Seats"})

    assert [f"{row.heading}. {row.sentence}" for row in rows_of(beginning, *made, titles=titles)] == told


@pytest.mark.parametrize("came", [(None, ANOTHER), (SEATS, replace(ANOTHER, description="Seats."))])
def test_what_went_as_another_got_its_name_is_the_former_one_and_leads_nowhere(came: Pair) -> None:
    pairs = ((PRO, None), came, (WITH_PRO, FREE_OF_PRO))
    titles = Titles({"duo_core": "Duo Core", "duo_pro": "Duo Pro"})

    found = rows_of((PRO, SEATS, CORE, WITH_PRO), replace(edit("2024-02-05"), entities=pairs), titles=titles)

    told = {f"{row.heading}. {row.sentence}": row.link and row.link.address for row in found if row.ref == PRO.ref}
    assert told["Removed: the former Duo pro (add-on). Removed."] is None
    assert {address for heading, address in told.items() if "former" not in heading} == {"add_ons/duo_pro.html"}
    (lost,) = (row.sentence for row in found if row.sort == "lost")
    assert lost == f"No longer with {FORMER}; all customers with {FORMER} and not Duo Core lose it."


@pytest.mark.parametrize("is_opened", [True, False])
def test_who_gains_or_loses_as_any_license_or_realm_does_or_does_no_more_is_concerned(is_opened: bool) -> None:
    """Also those that no file names."""
    places = [LicenseType(name=name) for name in ("premium", "ultimate")], [GitlabRealm(name="saas")]
    some, every = sold("chat", "duo_pro", license_types=("ultimate",)), sold("chat", "duo_pro")
    pair = (some, every) if is_opened else (every, some)

    (row,) = rows_of((PRO, *places[0], *places[1], pair[0]), edit("2024-02-05", pair))

    assert row.sort == ("gained" if is_opened else "lost")
    assert dict(row.facets)["license_types"] == "ultimate premium"
    assert {ref.name for ref in row.concerns} == {"duo_pro", "ultimate", "premium", "group::duo_chat"}
