"""Reports: what an author reads on a terminal, and what a program reads."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from site_builder.cli.report import SHOWN_PER_FILE, as_json, as_text, wants_colour
from site_builder.problems import Problem
from tests.trees import primitive, problems

Tree = Callable[[str], Path]


def report(found: tuple[Problem, ...] | list[Problem]) -> str:
    return as_text(found, colour=False)


def test_a_problem_is_shown_with_its_line_its_place_and_what_would_help(config_tree: Tree) -> None:
    config = config_tree(
        "-- add_ons/duo_pro.yml --\nname: duo_pro\n"
        + primitive("x", "add_ons: [duo_pro]\nlicense_types:\n  - duo_prro\n")
    )

    assert report(problems(config)) == dedent("""\
        config/unit_primitives/x.yml:8:5: error[E301] license_types[0]: unknown license type 'duo_prro'
          8 |   - duo_prro
            |     ^^^^^^^^
          help: license types are the files in config/license_types
        1 error.""")


def test_errors_and_warnings_of_all_files_stand_in_one_report(config_tree: Tree) -> None:
    config = config_tree(
        "-- unit_primitive/x.yml --\n"
        + primitive("Duo_Chat", "milestone: 16.10\n")
        + "-- add_ons/x.yml --\nname: x\nnaem: x\n"
    )

    assert report(problems(config)) == dedent("""\
        config/add_ons/x.yml:2:1: error[E202] naem: unknown field (did you mean 'name'?)
          2 | naem: x
            | ^^^^
          help: the fields are name, description, documentation_url, visibility
        config/unit_primitive: warning[W704] this directory is not read (did you mean 'unit_primitives'?)
          help: the directories are add_ons, backend_services, gitlab_realms, license_types, schemas, services, unit_primitives
        config/unit_primitives/Duo_Chat.yml:1:7: error[E209] name: 'Duo_Chat' is not of the form of a name (write 'duo_chat')
          1 | name: Duo_Chat
            |       ^^^^^^^^
          help: a name begins with a small letter; small letters, digits and _ follow
        config/unit_primitives/Duo_Chat.yml:6:12: error[E204] milestone: without quotes, 16.10 is read as a number by YAML tools (write '16.10')
          6 | milestone: 16.10
            |            ^^^^^
        3 errors and 1 warning.""")


def test_the_form_is_the_one_that_the_documents_show() -> None:
    unknown = Problem(
        path="config/unit_primitives/x.yml",
        line=7,
        column=5,
        code="E301",
        field="add_ons[1]",
        message="unknown add-on 'duo_prro'",
        suggestion="did you mean 'duo_pro'?",
        help="add-ons are the files in config/add_ons",
        excerpt="  - duo_prro",
        width=8,
    )

    assert report([unknown]) == dedent("""\
        config/unit_primitives/x.yml:7:5: error[E301] add_ons[1]: unknown add-on 'duo_prro' (did you mean 'duo_pro'?)
          7 |   - duo_prro
            |     ^^^^^^^^
          help: add-ons are the files in config/add_ons
        1 error.""")


def test_nothing_found_is_said() -> None:
    assert report([]) == "No problems found."


def problem(path: str = "x.yml", line: int = 1, **more: object) -> Problem:
    words: dict[str, object] = {
        "path": path,
        "line": line,
        "column": 1,
        "code": "E202",
        "message": "unknown field",
        **more,
    }
    return Problem(**words)  # type: ignore[arg-type]


def test_of_each_file_so_many_are_shown_and_the_rest_is_counted() -> None:
    found = [problem("a.yml", line) for line in range(1, SHOWN_PER_FILE + 1)]
    found += [problem("b.yml", line) for line in range(1, SHOWN_PER_FILE + 1_235)]
    lines = report(found).splitlines()

    assert len(lines) == 2 * SHOWN_PER_FILE + 2
    assert lines[SHOWN_PER_FILE - 1] == f"a.yml:{SHOWN_PER_FILE}:1: error[E202] unknown field"
    assert lines[SHOWN_PER_FILE] == "b.yml:1:1: error[E202] unknown field"
    assert lines[-2:] == ["b.yml: and 1,234 more", "1,634 errors."]


def test_problems_come_in_the_order_of_their_places_however_they_were_found() -> None:
    found = [problem("b.yml", 1), problem("a.yml", 10), problem("a.yml", 2, code="W306"), problem("a.yml", 2)]

    assert report(found).splitlines() == [
        "a.yml:2:1: error[E202] unknown field",
        "a.yml:2:1: warning[W306] unknown field",
        "a.yml:10:1: error[E202] unknown field",
        "b.yml:1:1: error[E202] unknown field",
        "3 errors and 1 warning.",
    ]


def test_what_a_terminal_would_obey_is_shown_escaped_and_marked_as_wide_as_it_is_shown() -> None:
    hostile = problem("a\x1b]0;.yml", column=4, width=3, excerpt="a\tb\x1b[1mc", help="\x07", message="'\x9b'")

    assert report([hostile]) == dedent(r"""
        a\x1b]0;.yml:1:4: error[E202] '\x9b'
          1 | a\tb\x1b[1mc
            |     ^^^^^^
          help: \x07
        1 error.""").lstrip("\n")


def test_marks_stand_below_wide_letters_and_none_below_combining_ones() -> None:
    wide = problem(column=4, width=2, excerpt="日e\u0301本c")

    assert report([wide]).splitlines()[1:3] == ["  1 | 日e\u0301本c", "    |    ^^^"]


def test_of_a_very_long_line_the_part_around_the_place_is_shown() -> None:
    excerpt = "a" * 1_000 + "HERE" + "b" * 1_000
    _, line, marks, _ = report([problem(line=12, column=1_001, width=4, excerpt=excerpt)]).splitlines()

    assert line == f"  12 | …{'a' * 80}HERE{'b' * 76}…"
    assert marks == f"     | {' ' * 81}^^^^"


def test_what_is_meant_may_itself_be_very_long() -> None:
    _, line, marks, _ = report([problem(column=3, width=5_000, excerpt="- " + "x" * 5_000)]).splitlines()

    assert line == f"  1 | - {'x' * 158}…"
    assert marks == f"    |   {'^' * 158}"


@pytest.mark.parametrize(("column", "width"), [(4, 1), (9, 3), (1, 0)])
def test_a_place_at_or_behind_the_end_of_a_line_gets_one_mark(column: int, width: int) -> None:
    _, line, marks, _ = report([problem(column=column, width=width, excerpt="abc")]).splitlines()

    assert line == "  1 | abc"
    assert marks.count("^") == 1


def test_colour_is_put_on_the_kind_of_problem_only() -> None:
    error, warning, _ = as_text([problem(), problem(line=2, code="W306")], colour=True).splitlines()

    assert error == "x.yml:1:1: \x1b[1m\x1b[31merror[E202]\x1b[0m unknown field"
    assert warning == "x.yml:2:1: \x1b[1m\x1b[33mwarning[W306]\x1b[0m unknown field"


class Terminal(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_whose_user_has_not_said_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour(Terminal())
    assert not wants_colour(io.StringIO())

    monkeypatch.setenv("NO_COLOR", "")
    assert wants_colour(Terminal()), "an empty NO_COLOR says nothing"
    monkeypatch.setenv("NO_COLOR", "0")
    assert not wants_colour(Terminal())

    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_colour(Terminal())


def test_json_holds_every_problem_with_all_its_parts() -> None:
    found = [problem("b.yml", code="W306"), problem(field="a", suggestion="b", help="c", excerpt="d", width=2)]

    assert json.loads(as_json(found)) == {
        "schema_version": 1,
        "errors": 1,
        "warnings": 1,
        "problems": [
            {
                "path": "b.yml",
                "line": 1,
                "column": 1,
                "code": "W306",
                "field": "",
                "message": "unknown field",
                "suggestion": "",
                "help": "",
                "excerpt": None,
                "width": 1,
                "replacement": "",
                "severity": "warning",
                "explain": "site-builder explain W306",
            },
            {
                "path": "x.yml",
                "line": 1,
                "column": 1,
                "code": "E202",
                "field": "a",
                "message": "unknown field",
                "suggestion": "b",
                "help": "c",
                "excerpt": "d",
                "width": 2,
                "replacement": "",
                "severity": "error",
                "explain": "site-builder explain E202",
            },
        ],
    }


def test_json_leaves_no_problem_out_but_very_long_lines_are_not_repeated_in_each() -> None:
    line = "x" * 200_000
    found = json.loads(as_json([problem(line=number, excerpt=line) for number in range(1, 5_001)]))

    assert found["errors"] == len(found["problems"]) == 5_000
    assert {one["excerpt"] for one in found["problems"]} == {None}


def test_json_of_nothing() -> None:
    assert json.loads(as_json([])) == {"schema_version": 1, "errors": 0, "warnings": 0, "problems": []}
