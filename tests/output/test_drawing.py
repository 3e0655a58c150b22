"""Boxes in columns and calm lines between them, every one inside the picture."""

import re
from itertools import pairwise

from site_builder.output.drawing import DrawnBox
from site_builder.output.layout import Layouter
from site_builder.site import Box, Diagram, Line
from tests.output.diagrams import tree


def test_boxes_stand_in_columns_without_touching_and_inside_the_drawing() -> None:
    drawing = Layouter().draw(tree("duo_chat", "explain_code", "a_much_longer_name_than_the_others"))

    columns = [[drawn for drawn in drawing.boxes if drawn.box.column == column] for column in range(3)]
    for left, right in pairwise(columns):
        assert max(drawn.x + drawn.width for drawn in left) < min(drawn.x for drawn in right)
    for column in columns:
        assert len({drawn.width for drawn in column}) == 1
        tops = sorted(drawn.y for drawn in column)
        assert all(lower - upper > drawn.height for upper, lower, drawn in zip(tops, tops[1:], column, strict=False))
    assert min(min(drawn.x, drawn.y) for drawn in drawing.boxes) >= 0
    assert max(drawn.x + drawn.width for drawn in drawing.boxes) <= drawing.width
    assert max(drawn.y + drawn.height for drawn in drawing.boxes) <= drawing.height


def test_a_line_leads_from_the_side_of_one_box_to_the_side_of_the_next() -> None:
    drawing = Layouter().draw(tree("duo_chat"))

    center, branch, leaf = drawing.boxes
    assert [ends_of(path) for path in drawing.paths] == [
        (right(center), left(branch)),
        (right(branch), left(leaf)),
    ]


def ends_of(path: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a path of an SVG begins and ends."""
    start_x, start_y, *_, end_x, end_y = map(int, re.findall(r"-?\d+", path))
    return (start_x, start_y), (end_x, end_y)


def right(drawn: DrawnBox) -> tuple[int, int]:
    """The middle of the right side."""
    return drawn.x + drawn.width, drawn.y + drawn.height // 2


def left(drawn: DrawnBox) -> tuple[int, int]:
    """The middle of the left side."""
    return drawn.x, drawn.y + drawn.height // 2


def test_a_line_that_passes_a_column_crosses_no_box_there() -> None:
    columns = {"a": 0, "b1": 1, "b2": 1, "c": 2}
    diagram = Diagram(
        name="x",
        title="x",
        boxes=tuple(Box(id=name, text=name, kind="add_on", column=column) for name, column in columns.items()),
        lines=tuple(
            Line(source=s, target=t) for s, t in (("a", "b1"), ("b1", "c"), ("a", "c"), ("a", "b2"), ("b2", "c"))
        ),
    )

    drawing = Layouter().draw(diagram)

    a, *passed, c = drawing.boxes
    path = drawing.paths[2]
    assert ends_of(path.replace("H", " ")) == (right(a), left(c))
    _, height, through = re.findall(r"(\d+) (\d+)H(\d+)", path)[0][0:3]
    assert all(not drawn.y <= int(height) <= drawn.y + drawn.height for drawn in passed)
    assert int(through) == passed[0].x + passed[0].width


def test_one_box_is_a_drawing_too() -> None:
    lonely = Diagram(
        name="x", title="x", boxes=(Box(id="center", text="Premium", kind="license_type", column=0),), lines=()
    )

    drawing = Layouter().draw(lonely)

    assert (len(drawing.boxes), drawing.paths) == (1, ())
    assert drawing.width >= drawing.boxes[0].width


def test_a_long_text_is_cut_in_the_drawing_and_whole_in_its_box() -> None:
    leaf = Layouter().draw(tree("x" * 64)).boxes[-1]

    assert (leaf.text, leaf.box.text) == ("x" * 43 + "…", "x" * 64)
