"""Where values come from: the table as it is, and as little as possible when it is damaged."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import Origin
from site_builder.characters import forbidden_runs
from site_builder.source import origins, provenance_bytes, with_values
from site_builder.source.provenance import provenance_problems
from tests.trees import CONFIG

HEADER = "file,field,value,source,confidence\n"


def test_each_row_is_the_origin_of_one_value() -> None:
    table = HEADER + (
        "config/add_ons/duo_pro.yml,name,duo_pro,https://docs.gitlab.com/,stated\n"
        'add_ons/duo_pro.yml,description,"Says ""hi"", twice",https://gitlab.com/,inferred\n'
    )

    assert origins(table.encode()) == {
        ("add_ons/duo_pro.yml", "name", "duo_pro"): Origin(source="https://docs.gitlab.com/", confidence="stated"),
        ("add_ons/duo_pro.yml", "description", 'Says "hi", twice'): Origin(
            source="https://gitlab.com/", confidence="inferred"
        ),
    }


def test_columns_are_known_by_name_whatever_their_order_and_a_byte_order_mark_is_no_letter() -> None:
    table = "\ufeffvalue,confidence,note,field,file,source\r\nx,stated,?,name,a.yml,https://x.com/\r\n"

    assert origins(table.encode()) == {("a.yml", "name", "x"): Origin(source="https://x.com/", confidence="stated")}


def test_a_value_is_the_same_however_the_table_spells_it() -> None:
    table = HEADER + "a.yml,cut_off_date,2024-10-17T02:00:00+02:00,s,stated\na.yml,group, group::a ,s,stated\n"

    assert [*origins(table.encode())] == [
        ("a.yml", "cut_off_date", "2024-10-17T00:00:00+00:00"),
        ("a.yml", "group", "group::a"),
    ]


@pytest.mark.parametrize("data", [b"", b"\n", b"file,field\na,b\n", b"\xff\xfe\x00", HEADER.encode(), b"\0\0\0"])
def test_a_table_with_other_columns_has_no_origins(data: bytes) -> None:
    assert origins(data) == {}


def test_a_row_without_a_source_is_left_out() -> None:
    table = HEADER + "a.yml,name,x,,\n\nb.yml,name,y,https://y.com/,stated\n"

    assert origins(table.encode()) == {("b.yml", "name", "y"): Origin(source="https://y.com/", confidence="stated")}


def test_a_cell_that_no_table_would_have_ends_the_reading() -> None:
    table = HEADER + "a.yml,name,x,https://x.com/,stated\n" + f"b.yml,name,{'x' * 200_000},https://x.com/,stated\n"

    assert list(origins(table.encode())) == [("a.yml", "name", "x")]


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEADER + text).encode()))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    assert all(origin.source for origin in origins(data).values())


@pytest.mark.parametrize("wrong", [b"caf\xe9", b"\x1b[2J", "le\u202eft".encode()])
def test_a_row_with_what_nobody_can_read_or_see_is_left_out(wrong: bytes) -> None:
    rows = b"a.yml,name,x,https://x.com/,stated\nb.yml,name," + wrong + b",https://x.com/,stated\n"
    rows += b"c.yml,name,x," + wrong + b",stated\nd.yml,name,x,https://x.com/," + wrong + b"\n"

    assert [*origins(HEADER.encode() + rows)] == [("a.yml", "name", "x")]
    assert len(origins(HEADER.encode() + rows.replace(wrong, "\ufffd".encode()))) == 4


def test_an_open_quote_takes_no_row_along_into_what_is_no_value() -> None:
    """Of that others may not be shown."""
    rows = (
        'a.yml,documentation_url,x,"GitLab docs,stated\nsecret.yml,name,y,Minutes,stated\n'
        'b.yml,name,"z","Docs",stated\nd.yml,name,z,"Docs,stated\nsecret.yml,name,y,Minutes",stated\nc.yml,description,"two\nlines",Docs,stated\n'
    )

    assert [*origins((HEADER + rows).encode())] == [("c.yml", "description", "two\nlines")]


@pytest.mark.parametrize(
    "columns", ["file,field,note,value,source,confidence", "file,field,value,value,source,confidence"]
)
def test_an_open_quote_takes_no_row_along_in_a_cell_that_is_not_read_either(columns: str) -> None:
    rows = 'a.yml,group,"see the docs,group::a,Docs,stated\nsecret.yml,group,"team",group::a,Minutes,stated\n'

    assert origins(f"{columns}\n{rows}".encode()) == {}


@pytest.mark.parametrize(
    ("columns", "rows", "cells"),
    [
        ("file,field,value,source,confidence", "a.yml,name,x,Docs,statedsecret.yml,name,y,Minutes,stated\n", 9),
        ("value,file,field,source,confidence", "x,a.yml,name,Docs,statedA secret,b.yml,name,Minutes,stated\n", 9),
        ("file,field,value,source,confidence", "a.yml,name,x,Docs,stated,\n", 6),
        ("file,field,value,source,confidence", "a.yml,name,x,Docssecret.yml\n", 4),
        ("file,field,value,source,confidence", "a.yml,name,x,Docs\n", 4),
        ("file,field,value,source,confidence,note", "a.yml,name,x,Docs,stated\n", 5),
    ],
)
def test_a_lost_line_break_takes_no_row_along(tmp_path: Path, columns: str, rows: str, cells: int) -> None:
    """Of that others may not be shown; a row that lacks a cell may have been two."""
    table = f"{columns}\n{rows}".encode()
    (tmp_path / "PROVENANCE.csv").write_bytes(table)
    many = len(columns.split(","))

    assert origins(table) == {}
    (problem,) = provenance_problems(tmp_path, "config")
    assert (problem.code, problem.line) == ("W115", 2)
    assert problem.message == f"this row is not read: it has {cells} cells and not {many}, as the first line"


@pytest.mark.parametrize(
    "rows",
    ['a.yml,name,"x,Docs,stated\nb.yml,name,y,"Docs,Minutes,stated\n', 'a.yml,name,"x,Docs,stated\nb.yml,name,y,d,e\n'],
)
def test_an_open_quote_in_a_value_takes_no_row_along_either(tmp_path: Path, rows: str) -> None:
    (tmp_path / "PROVENANCE.csv").write_text(HEADER + rows)

    assert origins((HEADER + rows).encode()) == {}
    assert [(it.code, it.line) for it in provenance_problems(tmp_path, "config")] == [("W115", 2)]


@pytest.mark.parametrize("end", ['"Docs"secret.yml', '"Docs" secret.yml', '""Docs"'])
def test_a_row_with_something_behind_a_quote_is_not_read(end: str) -> None:
    rows = f"a.yml,name,x,{end},stated\nb.yml,name,y,Docs,stated\n"

    assert [*origins((HEADER + rows).encode())] == [("b.yml", "name", "y")]


def test_an_open_quote_in_the_last_line_is_one() -> None:
    assert origins(f'{HEADER}a.yml,name,x,"Docs,stated'.encode()) == {}


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ('a.yml,name,x,Docs,stated\n\nb.yml,name,y,"Docs,stated\nc.yml,name,z,"Docs",stated\n', 4, "a quote in it"),
        ('a.yml,name,x,Docs,stated\r"b.yml\r",name,y,Docs,stated\r', 3, "it goes on in the next line"),
        (f'a.yml,name,x,"{"y" * 140_000}",stated\nb.yml\n', 2, "a cell in it has more than 131,072 characters"),
    ],
)
def test_the_first_row_that_is_not_read_is_told_with_the_reason(
    tmp_path: Path, rows: str, line: int, reason: str
) -> None:
    (tmp_path / "PROVENANCE.csv").write_bytes((HEADER + rows).encode())

    (problem,) = provenance_problems(tmp_path, "config")

    assert (problem.code, problem.line) == ("W115", line)
    assert problem.message.startswith(f"this row is not read: {reason}")
    assert problem.help.startswith("close the quote that is open")


def test_a_row_behind_one_that_is_not_read_is_followed_as_it_is_read() -> None:
    """Nothing that is read loses its origin with a name."""
    table = (HEADER + 'a/z.yml,name,"x"y,"Docs,stated\na/x.yml,name,x,s,c\n').encode()

    assert [*origins(table)] == [("a/x.yml", "name", "x")]
    assert with_values(table, {"a/x.yml": "a/y.yml"}, {}) == table.replace(b"a/x.yml", b"a/y.yml")


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"a,b\ncaf\xe9\n\0\n", (2, 4, "E102"), "the file is not UTF-8: byte 0xE9 at offset 7"),
        (b"\xef\xbb\xbfcaf\xe9", (1, 4, "E102"), "the file is not UTF-8: byte 0xE9 at offset 6"),
        (b"a\rb\r\n\x1bc\n\xe9", (3, 1, "E103"), "the character U+001B (escape) is not allowed"),
        (b"a\xc3\xa9" + b"\0" * 300, (1, 3, "E103"), "200 characters U+0000 (NUL) are not allowed"),
        (b"\xef\xbb\xbf" * 2 + b"a", (1, 1, "E103"), "the character U+FEFF (zero width no-break space) is not allowed"),
        (
            'a,"b\n\u00a0c"\nd\u200b'.encode(),
            (3, 2, "E103"),
            "the character U+200B (zero width space) is not allowed",
        ),
        (
            "file,field".encode("utf-16"),
            (1, 1, "E102"),
            "the file is not UTF-8: from its first byte (0xFF) on it looks like UTF-16",
        ),
        (b"a,b\nc\0d\0e\0f\0g\0h\0i\0\n", (2, 2, "E103"), "the character U+0000 (NUL) is not allowed"),
        (b"a\n\xef\xbb\xbfb", (2, 1, "E103"), "the character U+FEFF (zero width no-break space) is not allowed"),
        (b"ab\rc\x1b[2Jd", (2, 2, "E103"), "the character U+001B (escape) is not allowed"),
    ],
)
def test_the_first_line_with_what_nobody_can_read_or_see_is_an_error(
    tmp_path: Path, data: bytes, place: tuple[int, int, str], message: str
) -> None:
    (tmp_path / "PROVENANCE.csv").write_bytes(data)

    (problem,) = provenance_problems(tmp_path, "config")

    assert (problem.line, problem.column, problem.code) == place
    assert problem.message == message
    assert not any(forbidden_runs(problem.excerpt or ""))


def test_of_the_rows_that_are_not_read_the_first_is_told(tmp_path: Path) -> None:
    (tmp_path / "PROVENANCE.csv").write_text(f"{HEADER}a\nb\nc.yml,name,x,Docs,stated\nd\n")

    assert [it.line for it in provenance_problems(tmp_path, "config")] == [2]


def test_the_file_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "PROVENANCE.csv").write_bytes(b"\xffanything")

    assert provenance_bytes(tmp_path) == b"\xffanything"


@pytest.mark.parametrize(
    "first",
    [
        *("# by hand", "file;field;value;source;confidence", "file,field,value,source", '"' + "x" * 140_000),
        *('file,field,value,source,confidence,"note', 'file,field,value,source,confidence,"note" by hand'),
    ],
)
def test_what_is_no_table_of_origins_is_said_not_to_be_read(tmp_path: Path, first: str) -> None:
    (tmp_path / "PROVENANCE.csv").write_text(f"{first}\nconfig/a.yml,name,x,Docs,stated\n", "utf-8")

    (problem,) = provenance_problems(tmp_path, "config")
    assert (problem.path, problem.code, problem.message) == (
        "config/PROVENANCE.csv",
        "W115",
        "no origin is read from this file: its first line does not name the columns file, field, value, source, confidence",
    )


@pytest.mark.parametrize("text", ["", " \n", HEADER, "confidence,source,value,field,file,note\n"])
def test_of_a_table_without_origins_nothing_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "PROVENANCE.csv").write_text(text, "utf-8")

    assert list(provenance_problems(tmp_path, "config")) == []


def test_no_plain_file_of_sensible_size_is_no_provenance(tmp_path: Path) -> None:
    file = tmp_path / "PROVENANCE.csv"
    assert provenance_bytes(tmp_path) == b""

    file.symlink_to(CONFIG / "PROVENANCE.csv")
    assert provenance_bytes(tmp_path) == b""

    file.unlink()
    os.mkfifo(file)
    assert provenance_bytes(tmp_path) == b""

    file.unlink()
    with file.open("wb") as stream:
        stream.truncate(17 * 1024 * 1024)
    assert provenance_bytes(tmp_path) == b""


def test_the_real_table_has_an_origin_for_each_of_its_values() -> None:
    assert len(origins(provenance_bytes(CONFIG))) > 900


TABLE = (
    b"file,field,value,source,confidence\r\n"
    b'"config/add_ons/duo_pro.yml","name",duo_pro,"S, ""x""",stated\r\n'
    b"config/add_ons/duo_core.yml,name,duo_core,s,stated\r\n"
    b'config/add_ons/duo_core.yml,description,"Two\r\nlines.",s,stated\r\n'
)


def test_a_name_that_changes_changes_in_its_cells_only() -> None:
    changed = with_values(
        TABLE, {"add_ons/duo_pro.yml": "add_ons/duo_max.yml"}, {("add_ons/duo_pro.yml", "name", "duo_pro"): "duo,max"}
    )

    assert changed == TABLE.replace(b"add_ons/duo_pro.yml", b"add_ons/duo_max.yml").replace(
        b",duo_pro,", b',"duo,max",'
    )


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("two\nlines", '"two\nlines"'),
        ("two\rlines", '"two\rlines"'),
        ('"max"', '"""max"""'),
        ("a,b", '"a,b"'),
        ("a b", "a b"),
    ],
)
def test_a_value_is_written_in_quotes_where_it_needs_them(value: str, cell: str) -> None:
    """And so that it is read again as it is."""
    changed = with_values(TABLE, {}, {("add_ons/duo_core.yml", "name", "duo_core"): value})

    assert changed == TABLE.replace(b",duo_core,", f",{cell},".encode())
    assert ("add_ons/duo_core.yml", "name", value) in origins(changed)


def test_rows_of_what_is_gone_go() -> None:
    rows = TABLE.split(b"\r\nconfig/", 1)

    assert with_values(TABLE, {"add_ons/duo_core.yml": None}, {}) == rows[0] + b"\r\n"
    assert with_values(TABLE, {}, {("add_ons/duo_core.yml", "description", "Two\r\nlines."): None}) == TABLE.replace(
        b'config/add_ons/duo_core.yml,description,"Two\r\nlines.",s,stated\r\n', b""
    )


def test_columns_are_known_by_their_names() -> None:
    table = b"source,file,note,field,value,confidence\nS,config/a/x.yml,n,name,x,stated\n"

    assert with_values(table, {"a/x.yml": "a/y.yml"}, {("a/x.yml", "name", "x"): "y"}) == (
        b"source,file,note,field,value,confidence\nS,config/a/y.yml,n,name,y,stated\n"
    )


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"a,b\n1,2\n",
        b'file,field,value,source,confidence\nconfig/a/x.yml,name,x,"open\nconfig/b/y.yml,name,y,s,c\n',
    ],
)
def test_what_is_no_such_table_stays_as_it_is(table: bytes) -> None:
    assert with_values(table, {"a/x.yml": None, "b/y.yml": None}, {}) == table


def test_a_row_that_is_none_stays_and_keeps_no_other_from_being_followed() -> None:
    table = b'file,field,value,source,confidence\nconfig/b/y.yml,name,y,"some" source,c\nconfig/a/x.yml,name,x,s,c\n'

    assert with_values(table, {"a/x.yml": "a/z.yml", "b/y.yml": "b/z.yml"}, {}) == table.replace(b"a/x.yml", b"a/z.yml")


def test_of_a_column_that_stands_twice_the_last_one_counts() -> None:
    table = b"file,field,value,source,confidence,value\nconfig/a/x.yml,name,X,s,c,x\n"

    assert with_values(table, {}, {("a/x.yml", "name", "x"): "y"}) == table.replace(b",x\n", b",y\n")


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("file,field,value,source,confidence,value", "config/a/x.yml,name,x,s,c"),
        ("file,field,value,source,confidence", "config/a/x.yml,name,x,s,cconfig/a/z.yml,name,z,s,c"),
        ("file,field,value,source,confidence", 'config/a/x.yml,name,x,s,"c\nconfig/a/z.yml,name,z,s,c"'),
    ],
)
@pytest.mark.parametrize("new", ["a/y.yml", None])
def test_a_row_that_is_not_read_stays(columns: str, row: str, new: str | None) -> None:
    """Somebody else's may be in it."""
    table = f"{columns}\n{row}\n".encode()

    assert with_values(table, {"a/x.yml": new}, {("a/x.yml", "name", "x"): new}) == table


def test_what_is_larger_than_a_cell_may_be_ends_it_and_stays() -> None:
    row = b"config/a/x.yml,name,x,s,c\n"
    table = b"file,field,value,source,confidence\n" + row + b"config/b/y.yml,name," + b"y" * 140_000 + b",s,c\n" + row

    assert with_values(table, {"a/x.yml": "a/z.yml"}, {}) == table.replace(b"a/x.yml", b"a/z.yml", 1)


def test_a_byte_order_mark_and_odd_bytes_stay() -> None:
    table = b"\xef\xbb\xbffile,field,value,source,confidence\nconfig/a/x.yml,name,x,\xff,c\n"

    assert with_values(table, {"a/x.yml": "a/y.yml"}, {}) == table.replace(b"x.yml", b"y.yml")
