"""A diagram in the DOT language for other tools: the texts are labels and can be nothing else."""

import re

import pygraphviz
import pytest

from site_builder.output.dot import dot
from tests.output.diagrams import HOSTILE, tree


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
