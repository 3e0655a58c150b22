"""The catalog as a graph: nodes, edges, what hangs together, and GraphML."""

import xml.etree.ElementTree as ET

from site_builder.catalog import AddOn, Catalog, Service, as_graph, components, edge_counts, graphml, link
from tests.catalog.makers import primitive

CATALOG = link(
    [
        AddOn(name="duo_pro"),
        AddOn(name="unsold"),
        primitive("duo_chat", add_ons=("duo_pro",)),
        Service(name="chat", unit_primitives=("duo_chat",)),
    ]
)


def test_entities_are_nodes_and_stated_relations_are_edges() -> None:
    built = as_graph(CATALOG)

    assert {ref: words for ref, words in built.nodes(data=True)} == {  # noqa: C416
        "unit_primitive/duo_chat": {"kind": "unit_primitive", "name": "duo_chat"},
        "add_on/duo_pro": {"kind": "add_on", "name": "duo_pro"},
        "add_on/unsold": {"kind": "add_on", "name": "unsold"},
        "service/chat": {"kind": "service", "name": "chat"},
        "group/group::duo_chat": {"kind": "group", "name": "group::duo_chat"},
        "feature_category/duo_chat": {"kind": "feature_category", "name": "duo_chat"},
    }
    assert sorted((one, words["label"], other) for one, other, words in built.edges(data=True)) == [
        ("service/chat", "groups", "unit_primitive/duo_chat"),
        ("unit_primitive/duo_chat", "belongs to", "feature_category/duo_chat"),
        ("unit_primitive/duo_chat", "is bundled with", "add_on/duo_pro"),
        ("unit_primitive/duo_chat", "is owned by", "group/group::duo_chat"),
    ]


def test_components_are_groups_that_touch_no_other_the_largest_first() -> None:
    assert components(CATALOG) == (
        (
            "add_on/duo_pro",
            "feature_category/duo_chat",
            "group/group::duo_chat",
            "service/chat",
            "unit_primitive/duo_chat",
        ),
        ("add_on/unsold",),
    )


def test_edges_are_counted_by_relation() -> None:
    assert {key: count for key, count in edge_counts(CATALOG).items() if count} == {
        "unit_primitive-add_ons": 1,
        "service-unit_primitives": 1,
        "unit_primitive-group": 1,
        "unit_primitive-feature_category": 1,
    }


def test_graphml_is_xml_with_every_node_and_edge() -> None:
    tree = ET.fromstring(graphml(CATALOG))
    names = {"g": "http://graphml.graphdrawing.org/xmlns"}

    assert len(tree.findall(".//g:node", names)) == 6
    assert len(tree.findall(".//g:edge", names)) == 4


def test_markup_in_names_comes_out_of_graphml_as_text() -> None:
    hostile = 'group::<a href="javascript:alert(1)">&'
    tree = ET.fromstring(graphml(link([primitive(group=hostile)])))
    names = {"g": "http://graphml.graphdrawing.org/xmlns"}

    assert hostile in [data.text for data in tree.findall(".//g:data", names)]


def test_an_empty_catalog_is_an_empty_graph() -> None:
    assert components(Catalog.of([])) == ()
    assert set(edge_counts(Catalog.of([])).values()) == {0}
