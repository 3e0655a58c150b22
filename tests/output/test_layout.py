"""Where boxes and lines go: Graphviz is asked with numbers only, once per shape, and its answers are kept with care."""

import itertools
import re
from typing import Any

import pygraphviz
import pytest

from site_builder.catalog import AddOn, UnitPrimitive, link
from site_builder.output.dot import dot
from site_builder.output.drawing import DrawnBox
from site_builder.output.layout import Layouter
from site_builder.site import Box, Diagram, Line
from site_builder.site.diagrams import MOST_BRANCHES, MOST_LEAVES, entity_diagram
from site_builder.site.wording import Titles
from tests.output.drawing import tree

HOSTILE = "\\N </text><script>alert(1)</script> \"'&lt; {{ 7*7 }} <b>x</b>"


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Graphviz is asked, while it answers as ever."""
    asked: list[str] = []
    graph = pygraphviz.AGraph

    def recording(*, string: str) -> Any:
        asked.append(string)
        return graph(string=string)

    monkeypatch.setattr(pygraphviz, "AGraph", recording)
    return asked


def test_boxes_stand_in_columns_without_touching_and_inside_the_drawing() -> None:
    drawing = Layouter().draw(tree("duo_chat", "explain_code", "a_much_longer_name_than_the_others"))

    columns = [[drawn for drawn in drawing.boxes if drawn.box.column == column] for column in range(3)]
    for left, right in itertools.pairwise(columns):
        assert max(drawn.x + drawn.width for drawn in left) < min(drawn.x for drawn in right)
    for column in columns:
        assert len({drawn.width for drawn in column}) == 1
        tops = sorted(drawn.y for drawn in column)
        assert all(lower - upper > drawn.height for upper, lower, drawn in zip(tops, tops[1:], column, strict=False))
    assert min(min(drawn.x, drawn.y) for drawn in drawing.boxes) >= 0
    assert max(drawn.x + drawn.width for drawn in drawing.boxes) <= drawing.width
    assert max(drawn.y + drawn.height for drawn in drawing.boxes) <= drawing.height


def test_leaves_of_a_tree_keep_their_order() -> None:
    drawing = Layouter().draw(tree("duo_chat", "explain_code", "complete_code"))

    leaves = sorted((drawn for drawn in drawing.boxes if drawn.box.column == 2), key=lambda drawn: drawn.y)
    assert [drawn.text for drawn in leaves] == ["duo_chat", "explain_code", "complete_code"]


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


def test_a_line_that_passes_a_column_crosses_no_box_in_it() -> None:
    diagram = Diagram(
        name="x",
        title="x",
        boxes=tuple(Box(id=name, text=name, kind="add_on", column=column) for column, name in enumerate("abc")),
        lines=(Line(source="a", target="b"), Line(source="b", target="c"), Line(source="a", target="c")),
    )

    drawing = Layouter().draw(diagram)

    passed = drawing.boxes[1]
    (level,) = re.findall(r"(\d+)H", drawing.paths[2])
    assert not passed.y <= int(level) <= passed.y + passed.height
    assert [ends_of(path) for path in drawing.paths][2] == (right(drawing.boxes[0]), left(drawing.boxes[2]))


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


def test_no_text_reaches_graphviz(requests: list[str]) -> None:
    Layouter().draw(tree(HOSTILE, "duo_chat", name=HOSTILE, kind="add_on"))

    (request,) = requests
    words = set(re.findall(r"[A-Za-z_]+", request))
    assert words <= set(
        "digraph rankdir LR nodesep ranksep margin pad ordering out splines node shape box fixedsize true label height edge "
        "arrowhead none tailport e headport w width rank same".split()
    )
    assert re.findall(r'"[^"]*"', request) == ['""']


def test_diagrams_of_one_shape_share_a_layout(requests: list[str]) -> None:
    layouter = Layouter()

    first = layouter.draw(tree("duo_chat", "explain_code"))
    second = layouter.draw(tree("big_chat", "improve_code", name="add_ons/duo_core"))

    assert len(requests) == 1
    assert [(drawn.x, drawn.y) for drawn in first.boxes] == [(drawn.x, drawn.y) for drawn in second.boxes]
    assert [drawn.text for drawn in second.boxes] == ["Duo Pro", "bundles", "big_chat", "improve_code"]


def test_the_tree_of_a_bundle_of_thousands_is_laid_out_in_a_bounded_picture() -> None:
    primitives = (
        UnitPrimitive(
            name=f"p{number}",
            group="group::a",
            feature_category=f"c{number % 50}",
            documentation_url="https://docs.gitlab.com/",
            add_ons=("duo_pro",),
        )
        for number in range(5000)
    )
    catalog = link([AddOn(name="duo_pro"), *primitives])

    drawing = Layouter().draw(entity_diagram(catalog.add_ons["duo_pro"], catalog, Titles({})))

    assert len(drawing.boxes) <= 1 + MOST_BRANCHES + 1 + MOST_LEAVES + MOST_BRANCHES
    assert drawing.diagram.left_out == "The picture shows 60 of 5,000; the table below it lists all."


def test_dot_has_the_texts_for_other_tools_to_show_as_they_are() -> None:
    assert dot(tree("duo_chat")).decode() == (
        "digraph {\n"
        "\tgraph [rankdir=LR]\n"
        "\tnode [shape=box]\n"
        "\tedge [arrowhead=none]\n"
        '\tn0 [label="Duo Pro"]\n'
        "\tn1 [label=bundles]\n"
        "\tn2 [label=duo_chat]\n"
        "\tn0 -> n1\n"
        "\tn1 -> n2\n"
        "}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "<b>bold</b>",
        '"]; evil [label="',
        "a\nb",
        "\\",
        "\\n\\l\\G\\E",
        '\\"',
        "strict graph",
        "",
        "é 🙂",
        "a\\",
    ],
)
def test_no_text_can_be_anything_but_a_label_in_dot(text: str) -> None:
    with pygraphviz.AGraph(string=dot(tree(text)).decode()) as graph:
        assert sorted(graph.nodes()) == ["n0", "n1", "n2"]
        assert graph.number_of_edges() == 2
        label = graph.get_node("n2").attr["label"]
        assert label.replace("\\\\", "\\") == text
        assert set(re.findall(r"\\(.)", label.replace("\\\\", ""))) == set()
