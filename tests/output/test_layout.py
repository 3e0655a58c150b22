"""What stands above what: Graphviz is asked with numbers only, and once per shape."""

import re
from typing import Any

import pygraphviz
import pytest

from site_builder.catalog import AddOn, UnitPrimitive, link
from site_builder.output.layout import Layouter
from site_builder.site.diagrams import MOST_BRANCHES, MOST_LEAVES, entity_diagram
from site_builder.site.wording import Titles
from tests.output.diagrams import HOSTILE, tree


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


def test_leaves_of_a_tree_keep_their_order() -> None:
    drawing = Layouter().draw(tree("duo_chat", "explain_code", "complete_code"))

    leaves = sorted((drawn for drawn in drawing.boxes if drawn.box.column == 2), key=lambda drawn: drawn.y)
    assert [drawn.text for drawn in leaves] == ["duo_chat", "explain_code", "complete_code"]


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
    assert drawing.diagram.left_out == "The picture shows 60 of 5,000; the table below it lists more."
