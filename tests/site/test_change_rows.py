"""The chronicle as rows: each by the names of today, so that who asks of a bundle by its name finds all that it did."""

from collections.abc import Iterator

from site_builder.catalog import AddOn, Chronicle, Record, Ref, chronicle_from, link
from site_builder.settings import SiteSettings
from site_builder.site import Titles
from site_builder.site.change_rows import change_rows
from tests.catalog.makers import moment, primitive
from tests.catalog.test_chronicle import edit

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


def test_a_bundle_has_its_sizes_from_the_beginning_on_whatever_it_was_called() -> None:
    told = renamed()
    assert told.first_sizes is not None

    sizes = (told.first_sizes, *(period.sizes for period in reversed(told.periods)))
    assert [dict(it.bundles) for it in sizes] == [{Ref(kind="add_on", name="duo_max"): count} for count in (0, 1, 1, 1)]
