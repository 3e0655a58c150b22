"""The graph as GraphML: a node for every entity, an edge for every stated relation, read back by the same library."""

from io import BytesIO
from xml.etree import ElementTree

import networkx

from site_builder.catalog import RELATIONS
from site_builder.catalog.graph import edge_counts
from site_builder.site import plan
from tests.site.making import material

MADE = material("""
    -- unit_primitives/duo_chat --
    group: group::r&d
    add_ons: [duo_pro]
    -- add_ons/duo_pro --
    """)


def test_the_file_reads_back_as_the_graph_of_the_catalog() -> None:
    content = next(file.make() for file in plan(MADE).files if file.address == "data/catalog.graphml")

    read = networkx.read_graphml(BytesIO(content), force_multigraph=True)

    assert dict(read.nodes(data=True)) == {
        str(entity.ref): {"kind": entity.kind, "name": entity.name} for entity in MADE.catalog
    }
    assert sorted(read.edges(data="label")) == [
        ("unit_primitive/duo_chat", "add_on/duo_pro", "is bundled with"),
        ("unit_primitive/duo_chat", "feature_category/duo_chat", "belongs to"),
        ("unit_primitive/duo_chat", "group/group::r&d", "is owned by"),
    ]
    assert read.number_of_edges() == sum(edge_counts(MADE.catalog)[row.key] for row in RELATIONS)
    assert ElementTree.fromstring(content).tag.endswith("graphml")
