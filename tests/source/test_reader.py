"""What a readable file becomes: text as it was written, at the place where it stands."""

import tracemalloc

import pytest

from site_builder.problems import Span
from site_builder.source.nodes import Document, Entry, Mapping, Node, Scalar, Sequence
from site_builder.source.reader import read


def document(text: str) -> Document:
    found, problems = read("config/x.yml", text.encode())
    assert problems == ()
    assert found is not None
    return found


def values(text: str) -> list[tuple[str, Node]]:
    return [(entry.key, entry.value) for entry in document(text).root.entries]


def test_a_whole_file_becomes_fields_with_their_places() -> None:
    text = "---\nname: duo_chat\nadd_ons:\n  - duo_pro\n  - duo_enterprise\n"
    assert document(text) == Document(
        "config/x.yml",
        text,
        Mapping(
            (
                Entry("name", Span(2, 1, 4), Scalar("duo_chat", True, Span(2, 7, 8))),
                Entry(
                    "add_ons",
                    Span(3, 1, 7),
                    Sequence(
                        (
                            Scalar("duo_pro", True, Span(4, 5, 7)),
                            Scalar("duo_enterprise", True, Span(5, 5, 14)),
                        ),
                        Span(4, 3, 1),
                    ),
                ),
            ),
            Span(2, 1, 1),
        ),
    )


@pytest.mark.parametrize(
    "written",
    [
        "16.10",
        "yes",
        "No",
        "on",
        "null",
        "~",
        "0x1F",
        "1_000",
        "1e3",
        ".inf",
        "2024-10-17",
        "2024-10-17T00:00:00+00:00",
    ],
)
def test_no_value_is_converted(written: str) -> None:
    assert values(f"a: {written}\n") == [("a", Scalar(written, True, Span(1, 4, len(written))))]


def test_no_key_is_converted() -> None:
    assert [key for key, _ in values("yes: 1\n16.10: 2\n~: 3\n")] == ["yes", "16.10", "~"]


def test_a_key_may_stand_in_quotes() -> None:
    assert document("'a b': c\n").root.entries == (Entry("a b", Span(1, 1, 5), Scalar("c", True, Span(1, 8, 1))),)


def test_quotes_count_to_the_width_and_not_to_the_text() -> None:
    assert values("a: '16.10'\nb: \"say \\\"hi\\\"\"\nc: ''\n") == [
        ("a", Scalar("16.10", False, Span(1, 4, 7))),
        ("b", Scalar('say "hi"', False, Span(2, 4, 12))),
        ("c", Scalar("", False, Span(3, 4, 2))),
    ]


def test_a_value_that_is_not_there_is_empty_plain_text_behind_its_colon_or_dash() -> None:
    assert values("a:\nb: # none\nc:\n  -\n  - x") == [
        ("a", Scalar("", True, Span(1, 3, 1))),
        ("b", Scalar("", True, Span(2, 3, 1))),
        ("c", Sequence((Scalar("", True, Span(4, 4, 1)), Scalar("x", True, Span(5, 5, 1))), Span(4, 3, 1))),
    ]


def test_text_over_several_lines_stands_where_it_begins() -> None:
    assert values("a: one\n  two\nb: 'three\n\n  four'\nc: |\n  five\n  six\nd: >-\n  seven\n  eight\n") == [
        ("a", Scalar("one two", True, Span(1, 4, 1))),
        ("b", Scalar("three\nfour", False, Span(3, 4, 1))),
        ("c", Scalar("five\nsix\n", False, Span(6, 4, 1))),
        ("d", Scalar("seven eight", False, Span(9, 4, 1))),
    ]


def test_lists_and_mappings_in_brackets_are_as_wide_as_their_brackets_on_one_line() -> None:
    assert values("a: [x, 'y']\nb: {c: d}\ne: []\nf: [\n  g]\n") == [
        ("a", Sequence((Scalar("x", True, Span(1, 5, 1)), Scalar("y", False, Span(1, 8, 3))), Span(1, 4, 8))),
        ("b", Mapping((Entry("c", Span(2, 5, 1), Scalar("d", True, Span(2, 8, 1))),), Span(2, 4, 6))),
        ("e", Sequence((), Span(3, 4, 2))),
        ("f", Sequence((Scalar("g", True, Span(5, 3, 1)),), Span(4, 4, 1))),
    ]


def test_mappings_in_a_list_begin_at_their_first_key() -> None:
    assert values("a:\n- b: c\n  d: e\n") == [
        (
            "a",
            Sequence(
                (
                    Mapping(
                        (
                            Entry("b", Span(2, 3, 1), Scalar("c", True, Span(2, 6, 1))),
                            Entry("d", Span(3, 3, 1), Scalar("e", True, Span(3, 6, 1))),
                        ),
                        Span(2, 3, 1),
                    ),
                ),
                Span(2, 1, 1),
            ),
        )
    ]


def test_columns_count_characters_and_not_bytes() -> None:
    assert values("é: \U0001f600 [\nb: {c: '\U0001f600', d: x}\n") == [
        ("é", Scalar("\U0001f600 [", True, Span(1, 4, 3))),
        (
            "b",
            Mapping(
                (
                    Entry("c", Span(2, 5, 1), Scalar("\U0001f600", False, Span(2, 8, 3))),
                    Entry("d", Span(2, 13, 1), Scalar("x", True, Span(2, 16, 1))),
                ),
                Span(2, 4, 14),
            ),
        ),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_as_one(end: str) -> None:
    text = end.join(["a: b", "", "# c", "d:", "  - e"])
    assert values(text) == [
        ("a", Scalar("b", True, Span(1, 4, 1))),
        ("d", Sequence((Scalar("e", True, Span(5, 5, 1)),), Span(5, 3, 1))),
    ]
    assert [document(text).line(number) for number in range(7)] == ["", "a: b", "", "# c", "d:", "  - e", ""]


def test_a_missing_last_line_break_changes_nothing() -> None:
    assert values("a: b") == values("a: b\n")


def test_comments_tabs_between_values_and_document_marks_are_allowed() -> None:
    assert values("# x\n--- # y\na:\tb\t# z\n\n...\n# end\n") == [("a", Scalar("b", True, Span(3, 4, 1)))]


def test_a_hash_without_a_space_before_it_belongs_to_the_text() -> None:
    assert values("a: C#\nb: '#1'\n") == [
        ("a", Scalar("C#", True, Span(1, 4, 2))),
        ("b", Scalar("#1", False, Span(2, 4, 4))),
    ]


def test_eight_levels_are_read() -> None:
    innermost = document("a: {b: {c: {d: {e: {f: {g: {h: i}}}}}}}\n").root
    for _ in range(7):
        (entry,) = innermost.entries
        assert isinstance(entry.value, Mapping)
        innermost = entry.value
    assert innermost.entries == (Entry("h", Span(1, 29, 1), Scalar("i", True, Span(1, 32, 1))),)


def test_an_empty_mapping_in_brackets_is_a_document() -> None:
    assert document("{}").root == Mapping((), Span(1, 1, 2))


def test_escapes_of_characters_that_may_be_there_are_read() -> None:
    assert values('a: "\\u00e9\\n\\t\\x41\\U0001F600\\_"\n') == [
        ("a", Scalar("é\n\tA\U0001f600\u00a0", False, Span(1, 4, 28)))
    ]


def test_emoji_of_several_parts_are_text() -> None:
    assert values("a: \U0001f469\u200d\U0001f4bb and \u2764\ufe0f\u200d\U0001f525\n") == [
        ("a", Scalar("\U0001f469\u200d\U0001f4bb and \u2764\ufe0f\u200d\U0001f525", True, Span(1, 4, 12)))
    ]


@pytest.mark.parametrize("line", ["\n", "# Of all.\n", "  \r\n"])
def test_of_the_lines_before_what_a_file_holds_a_few_bytes_are_remembered(line: str) -> None:
    """Not a state for each, of hundreds of bytes, to begin anew from."""
    text = f"{line * 50_000}name: duo_chat\n".encode()
    tracemalloc.start()
    try:
        found, _ = read("config/x.yml", text, limit=len(text))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert found is not None
    assert peak < 200 * 50_000
