"""What holds for every input: there is always an answer, every place is true, and nothing hidden reaches a report."""

import re
from collections.abc import Iterator

import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_builder.problems import Problem, Severity
from site_builder.source.characters import forbidden_runs
from site_builder.source.nodes import Document, Mapping, Node, Scalar
from site_builder.source.reader import read

PIECES = (
    *("\n", "\n\n", "\r\n", "\r", "\n  ", "\n    ", "\n ", " ", "  ", "\t", "", "# c", " # c"),
    *("a", "b: ", "c:", ": ", ":", "- ", "-", "? ", "?", ", ", ",", "[", "]", "{", "}", "[]", "a: b", "- a\n"),
    *(
        "'",
        '"',
        "''",
        '""',
        "'a'",
        '"a"',
        "\\",
        "\\x00",
        "\\u202e",
        "\\ud800",
        "\\n",
        "\\z",
        "| ",
        "|\n",
        ">-\n",
        "|2\n",
    ),
    *("&a ", "*a", "*a ", "!t ", "!!str ", "!<t> ", "!%ff", "!%ED%A0%80 ", "<<: ", "%YAML 1.1\n", "%TAG ! x\n", "%a"),
    *("---", "---\n", "...\n", "--- ", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "@", "`", "```", "=", "~", "null"),
    *("é", "\U0001f600", "\U0001f469\u200d\U0001f4bb", "\u00a0", "\u2028", "\x85", "\ufeff", "\u200b", "\x00", "\x1b"),
    *("\ufffd", "\uffff", "\uff1a", "k" * 1100, "16.10", "a_b-c", "name: duo_chat\n", "add_ons:\n  - duo_pro\n"),
)
YAML_LIKE = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
# Well-formed more often than not: fields, lists and texts with a mistake here and there.
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", "  ", "  - ", "- ", "    ", "\t"]),
        st.sampled_from(["a: ", "b: ", "c: ", "d:", "e", "'f': ", "- "]),
        st.sampled_from(
            ["", "x", "x y", "'x'", '"x"', "[x, y]", "{x: y}", "x: y", "it's", "'it's'", "|", "*x", "é", "# x"]
        ),
    ).map("".join),
    max_size=8,
)
JARGON = re.compile(
    r"scalar|token|node|\bflow\b|simple key|document start|stream|block (mapping|collection)|yaml\.|None"
)


def places(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for child in [entry.value for entry in node.entries] if isinstance(node, Mapping) else node.items:
            yield from places(child)


def plain_values(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {entry.key: plain_values(entry.value) for entry in node.entries}
    return [plain_values(item) for item in node.items]


def check(data: bytes) -> None:
    document, problems = read("x.yml", data)
    assert (document is None) == any(problem.severity is Severity.ERROR for problem in problems)
    assert list(problems) == sorted(problems, key=Problem.sort_key)
    for problem in problems:
        check_problem(problem)
    if document is not None:
        check_document(document)


def check_problem(problem: Problem) -> None:
    shown = "\n".join([problem.message, problem.suggestion, problem.help, problem.field, problem.excerpt or ""])
    assert list(forbidden_runs(shown)) == []
    assert "\n" not in problem.message + problem.suggestion + problem.help
    assert not JARGON.search(problem.message)
    assert problem.message[0] == problem.message[0].lower()
    assert not problem.message.endswith(".")
    assert problem.width >= 1
    if problem.line is not None:
        assert problem.excerpt is not None
        assert problem.column is not None
        assert 1 <= problem.column <= len(problem.excerpt) + 1


def check_document(document: Document) -> None:
    assert plain_values(document.root) == yaml.load(document.text, Loader=yaml.CBaseLoader)
    assert list(forbidden_runs(document.text)) == []
    for scalar in places(document.root):
        span = scalar.span
        there = document.line(span.line)[span.column - 1 :][: span.width]
        if scalar.plain and scalar.text:
            goes_on_below = span.width == 1 and scalar.text.startswith(there)
            assert there == scalar.text or goes_on_below
        elif not scalar.plain:
            assert there[0] in "'\"|>"
    for entry in document.root.entries:
        span = entry.key_span
        there = document.line(span.line)[span.column - 1 :][: span.width]
        assert there == entry.key or (len(there) > 2 and there[0] == there[-1] and there[0] in "'\"")


@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    check(data)


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    check(text.encode("utf-8", "surrogatepass"))


@given(YAML_LIKE)
def test_anything_that_looks_like_yaml_gets_an_answer(text: str) -> None:
    check(text.encode())


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_mistake_in_fields_and_lists_gets_an_answer(lines: list[str], end: str) -> None:
    check(end.join(lines).encode())


@given(YAML_LIKE, st.sampled_from(["utf-16", "utf-16-le", "utf-32-be", "latin-1", "cp1252", "utf-8-sig"]))
def test_any_encoding_gets_an_answer(text: str, encoding: str) -> None:
    check(text.encode(encoding, "ignore"))
