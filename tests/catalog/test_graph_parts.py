"""The graph as values: all of it, or what a relation or an entity connects."""

from site_builder.catalog import RELATIONS, AddOn, Edge, GraphPart, Ref, Service, edge_counts, graph_part, link
from tests.catalog.makers import primitive

CATALOG = link(
    [
        AddOn(name="duo_pro"),
        AddOn(name="duo_core"),
        AddOn(name="unsold"),
        primitive("explain_code", add_ons=("duo_pro",)),
        primitive("duo_chat", add_ons=("duo_pro", "duo_core")),
        Service(name="chat", unit_primitives=("duo_chat",)),
    ]
)
ROWS = {relation.key: relation for relation in RELATIONS}
ADD_ONS, MEMBERS = ROWS["unit_primitive-add_ons"], ROWS["service-unit_primitives"]
CHAT, EXPLAIN = Ref(kind="unit_primitive", name="duo_chat"), Ref(kind="unit_primitive", name="explain_code")
PRO, CORE = Ref(kind="add_on", name="duo_pro"), Ref(kind="add_on", name="duo_core")
SERVICE = Ref(kind="service", name="chat")


def edge(source: Ref, relation: str, target: Ref) -> Edge:
    """An edge of a relation, by its key."""
    return Edge(source=source, relation=ROWS[relation], target=target)


def test_the_whole_graph_has_every_entity_and_every_stated_relation() -> None:
    whole = graph_part(CATALOG)

    assert whole.nodes == tuple(entity.ref for entity in CATALOG)
    assert {key: len([it for it in whole.edges if it.relation.key == key]) for key in ROWS} == edge_counts(CATALOG)


def test_a_relation_brings_what_it_connects_in_the_order_that_files_state() -> None:
    assert graph_part(CATALOG, relations=(ADD_ONS,)) == GraphPart(
        nodes=(CHAT, EXPLAIN, CORE, PRO),
        edges=(
            edge(CHAT, "unit_primitive-add_ons", PRO),
            edge(CHAT, "unit_primitive-add_ons", CORE),
            edge(EXPLAIN, "unit_primitive-add_ons", PRO),
        ),
    )


def test_a_relation_that_is_asked_for_many_times_is_one_relation() -> None:
    assert graph_part(CATALOG, relations=(ADD_ONS,) * len(RELATIONS)) == graph_part(CATALOG, relations=(ADD_ONS,))


def test_an_entity_brings_its_neighbours_on_either_side() -> None:
    group, category = Ref(kind="group", name="group::duo_chat"), Ref(kind="feature_category", name="duo_chat")

    assert graph_part(CATALOG, around=CHAT) == GraphPart(
        nodes=(CHAT, CORE, PRO, SERVICE, group, category),
        edges=(
            edge(CHAT, "unit_primitive-add_ons", PRO),
            edge(CHAT, "unit_primitive-add_ons", CORE),
            edge(SERVICE, "service-unit_primitives", CHAT),
            edge(CHAT, "unit_primitive-group", group),
            edge(CHAT, "unit_primitive-feature_category", category),
        ),
    )


def test_both_at_once_narrow_it_down() -> None:
    assert graph_part(CATALOG, relations=(ADD_ONS, MEMBERS), around=CORE) == GraphPart(
        nodes=(CHAT, CORE), edges=(edge(CHAT, "unit_primitive-add_ons", CORE),)
    )


def test_an_entity_that_is_related_to_nothing_stands_alone() -> None:
    unsold = Ref(kind="add_on", name="unsold")

    assert graph_part(CATALOG, around=unsold) == GraphPart(nodes=(unsold,), edges=())


def test_entities_stand_by_kind_and_edges_by_where_they_begin() -> None:
    part = graph_part(CATALOG, relations=(ADD_ONS,))

    assert [(kind.singular, refs) for kind, refs in part.by_kind] == [
        ("unit_primitive", (CHAT, EXPLAIN)),
        ("add_on", (CORE, PRO)),
    ]
    assert list(part.fans) == [(CHAT, ADD_ONS, (PRO, CORE)), (EXPLAIN, ADD_ONS, (PRO,))]
