"""Which rows of the table of origins are those of values that entities state."""

import pytest

from site_builder.catalog import Field, Origin, as_written, shown_origins
from tests.catalog.makers import moment, primitive, source

ORIGIN = Origin(source="Minutes", confidence="stated")
FILE = "unit_primitives/duo_chat.yml"


def field(name: str, *, is_list: bool = False) -> Field:
    return Field(name=name, title=name, description="", is_list=is_list)


FIELDS = {"unit_primitive": (field("group"), field("cut_off_date"), field("add_ons", is_list=True))}


def test_a_value_has_the_origin_of_its_row() -> None:
    stating = primitive(group="group::a", cut_off_date="2024-10-17T00:00", add_ons=("x",), source=source(FILE))
    rows = {
        (FILE, "group", "group::a"): ORIGIN,
        (FILE, "cut_off_date", "2024-10-17T00:00:00+00:00"): ORIGIN,
        (FILE, "add_ons[]", "x"): ORIGIN,
    }
    others = {(FILE, "group", "group::b"): ORIGIN, ("a.yml", "group", "group::a"): ORIGIN}

    assert shown_origins(rows | others, [stating], FIELDS) == rows


def test_what_states_nothing_has_no_origin() -> None:
    silent = primitive(group=None, source=source(FILE))
    rows = {(FILE, name, text): ORIGIN for name in ("group", "add_ons", "add_ons[]") for text in ("None", "", "()")}

    assert shown_origins(rows, [silent], FIELDS) == {}


def test_what_no_file_states_has_no_origin() -> None:
    linked = primitive(services=("chat",), source=source(FILE))
    rows = {(FILE, "services[]", "chat"): ORIGIN, (FILE, "source", str(linked.source)): ORIGIN}

    assert shown_origins(rows, [linked], FIELDS) == {}


@pytest.mark.parametrize("text", ["2024-10-17T00:00:00Z", " 2024-10-17 02:00:00+0200", "2024-10-17 00:00:00 UTC"])
def test_a_moment_is_one_value_in_every_spelling(text: str) -> None:
    assert as_written(text) == as_written(moment("2024-10-17T00:00")) == "2024-10-17T00:00:00+00:00"


@pytest.mark.parametrize("text", ["2024-10-17", "2024-02-30T00:00:00Z", "16.10", "On 2024-10-17T00:00:00Z."])
def test_what_is_no_moment_is_the_text_that_it_is(text: str) -> None:
    assert as_written(f" {text}\n") == text
