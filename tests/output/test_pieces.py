"""Rows made of pieces: what stands in many rows stands once in the script."""

import json

from markupsafe import Markup

from site_builder.output.pieces import Pieces


def cell(word: str, end: str = "") -> Markup:
    return Markup("<td>{}{}</td>").format(word, end)


def test_a_piece_that_stands_in_many_rows_is_there_once() -> None:
    pieces, asked = Pieces(), []

    def noted(word: str) -> Markup:
        asked.append(word)
        return cell(word)

    assert [pieces.number(word, noted, word) for word in ("a", "b", "a")] == [0, 1, 0]
    assert asked == ["a", "b"]
    assert pieces.json == '[\n"<td>a<\\/td>",\n"<td>b<\\/td>"\n]'


def test_pieces_together_are_the_numbers_of_each_and_stand_once_too() -> None:
    pieces = Pieces()

    rows = [pieces.together(words, cell, "!") for words in (("a", "b"), ("b", "b"), ("a", "b"))]

    assert rows == [2, 3, 2]
    assert json.loads(pieces.json) == ["<td>a!</td>", "<td>b!</td>", [0, 1], [1, 1]]


def test_what_is_together_is_not_taken_for_one_of_its_own() -> None:
    pieces = Pieces()

    assert pieces.number(("a",), cell, "x") != pieces.together(("a",), cell)


def test_nothing_in_a_piece_ends_the_script() -> None:
    pieces = Pieces()
    pieces.number("x", lambda: Markup("</script>"))

    assert "</" not in pieces.json
    assert json.loads(pieces.json) == ["</script>"]
