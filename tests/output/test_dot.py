"""A diagram in the DOT language for other tools: the texts are labels and can be nothing else."""

import re

import pygraphviz
import pytest

from site_builder.catalog import RELATIONS, Edge, GraphPart, Ref
from site_builder.output.dot import dot, graph_dot
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


TEXTS = (
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
)


def part(name: str) -> GraphPart:
    """A unit primitive and the add-on of this name that bundles it."""
    chat, add_on = Ref(kind="unit_primitive", name="duo_chat"), Ref(kind="add_on", name=name)
    return GraphPart(nodes=(chat, add_on), edges=(Edge(source=chat, relation=RELATIONS[0], target=add_on),))


def test_a_graph_has_a_frame_for_each_kind_and_words_at_its_edges() -> None:
    assert graph_dot(part("duo_pro")).decode() == (
        "digraph {\n"
        "\tgraph [rankdir=LR]\n"
        "\tnode [shape=box]\n"
        "\tedge [arrowhead=normal]\n"
        "\tsubgraph cluster_unit_primitives {\n"
        '\t\tlabel="Unit primitives"\n'
        "\t\tn0 [label=duo_chat]\n"
        "\t}\n"
        "\tsubgraph cluster_add_ons {\n"
        '\t\tlabel="Add-ons"\n'
        "\t\tn1 [label=duo_pro]\n"
        "\t}\n"
        '\tn0 -> n1 [label="is bundled with"]\n'
        "}\n"
    )


@pytest.mark.parametrize("text", TEXTS)
def test_no_name_can_be_anything_but_a_label_in_a_graph(text: str) -> None:
    with pygraphviz.AGraph(string=graph_dot(part(text)).decode()) as graph:
        assert (sorted(graph.nodes()), graph.number_of_edges()) == (["n0", "n1"], 1)
        assert graph.get_node("n1").attr["label"].replace("\\\\", "\\") == text


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_can_be_anything_but_a_label_in_dot(text: str) -> None:
    with pygraphviz.AGraph(string=dot(tree(text)).decode()) as graph:
        assert sorted(graph.nodes()) == ["n0", "n1", "n2"]
        assert graph.number_of_edges() == 2
        label = graph.get_node("n2").attr["label"]
        assert label.replace("\\\\", "\\") == text
        assert set(re.findall(r"\\(.)", label.replace("\\\\", ""))) == set()
