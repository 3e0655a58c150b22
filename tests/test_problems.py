"""A problem as its author reads it, the order of a report, and the table of codes."""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.problems import CODES, EnvironmentProblem, InvalidConfig, Problem, Severity, Span, visible
from site_builder.source.git_command import NothingCommitted, NotInstalled
from site_builder.source.loader import InvalidFiles

PACKAGE = Path(__file__).parents[1] / "site_builder"
CODE = re.compile(r"[EW][0-9]{3}")

UNKNOWN = Problem(
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


def test_a_problem_prints_on_one_line() -> None:
    assert str(UNKNOWN) == (
        "config/unit_primitives/x.yml:7:5: error[E301] add_ons[1]: unknown add-on 'duo_prro' (did you mean 'duo_pro'?)"
    )


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (Problem(path="x.yml", code="E111", message="the file is empty"), "x.yml: error[E111] the file is empty"),
        (Problem(path="x.yml", line=3, code="E501", message="no"), "x.yml:3: error[E501] no"),
        (Problem(path="x.yml", line=3, column=1, code="W306", message="no"), "x.yml:3:1: warning[W306] no"),
        (Problem(path="x.yml", code="W309", field="a", message="no"), "x.yml: warning[W309] a: no"),
        (Problem(path="x.yml", code="E111", message="no", suggestion="yes"), "x.yml: error[E111] no (yes)"),
    ],
)
def test_what_is_not_known_is_left_out(problem: Problem, expected: str) -> None:
    assert str(problem) == expected


def test_what_a_terminal_would_obey_and_what_nobody_sees_is_printed_as_an_escape() -> None:
    hostile = Problem(
        path="a\x1b[31m.yml", code="E301", field="b\n", message="'\r\u202e\u200b\udcff'", suggestion="\x07"
    )

    assert str(hostile) == r"a\x1b[31m.yml: error[E301] b\n: '\r\u202e\u200b\udcff' (\x07)"


def test_letters_of_every_script_are_visible() -> None:
    assert (
        visible("Größe, 日本, \N{CYRILLIC SMALL LETTER O}, 😀, a\\nb")
        == "Größe, 日本, \N{CYRILLIC SMALL LETTER O}, 😀, a\\nb"
    )
    assert visible("\u00a0\t\u2028\U000e0001") == r"\xa0\t\u2028\U000e0001"


def test_a_code_says_how_severe_a_problem_is() -> None:
    assert UNKNOWN.severity is Severity.ERROR
    assert Problem(path="x", code="W306", message="y").severity is Severity.WARNING


def test_a_report_is_sorted_by_path_line_column_code_and_field() -> None:
    def at(path: str, line: int | None, column: int | None, code: str, field: str = "") -> Problem:
        return Problem(path=path, line=line, column=column, code=code, field=field, message="x")

    ordered = [
        at("a.yml", None, None, "W309"),
        at("a.yml", 2, 1, "E202"),
        at("a.yml", 2, 10, "E201", "a"),
        at("a.yml", 2, 10, "E201", "b"),
        at("a.yml", 2, 10, "E202", "a"),
        at("a.yml", 10, 1, "E201"),
        at("b.yml", 1, 1, "E201"),
    ]

    assert list(InvalidConfig(reversed(ordered)).problems) == ordered


def test_exceptions_carry_problems_and_print_as_they_do() -> None:
    assert str(InvalidConfig([UNKNOWN, UNKNOWN])) == f"{UNKNOWN}\n{UNKNOWN}"
    assert str(EnvironmentProblem(UNKNOWN)) == str(UNKNOWN)
    assert EnvironmentProblem(UNKNOWN).problem is UNKNOWN


def test_spans_are_ordered_by_place() -> None:
    assert sorted([Span(2, 1), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(2, 1)]


def test_every_code_that_the_program_speaks_of_is_in_the_table_and_means_something_there() -> None:
    spoken = set(_codes_in_use())

    assert sorted(spoken - CODES.keys()) == []
    assert all(CODES.values())
    assert all(CODE.fullmatch(code) for code in CODES)


def test_no_code_of_the_table_is_left_unused() -> None:
    assert sorted(CODES.keys() - set(_codes_in_use())) == []


def test_no_two_codes_have_one_meaning() -> None:
    assert len(set(CODES.values())) == len(CODES)


def _codes_in_use() -> Iterator[str]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if file != PACKAGE / "problems.py":
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                    yield node.value


def test_what_is_wrong_comes_whole_from_another_process() -> None:
    problem = Problem(path="config", code="E703", message="no such directory", help="make it")
    found: list[EnvironmentProblem | InvalidConfig] = [
        *(EnvironmentProblem(problem), NotInstalled(problem), NothingCommitted("config", "no commit")),
        *(InvalidConfig([problem]), InvalidFiles([problem], [], [])),
    ]

    for error in found:
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
