"""What holds for every input: there is always an answer, every place is true, and nothing hidden reaches a report."""

from hypothesis import given
from hypothesis import strategies as st

from tests.source.reader_promise import check

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
