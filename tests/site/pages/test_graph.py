"""The page of all relations: each with its sentence, its edges, and the same facts as a table."""

from collections import Counter

import pytest

from site_builder.catalog import RELATIONS
from site_builder.catalog.graph import edge_counts
from site_builder.site import Link
from site_builder.site.bounds import LeftOut
from site_builder.site.diagrams import kinds_diagram, relation_diagram
from site_builder.site.pages import graph
from site_builder.site.pages.graph import CountRow, graph_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    add_ons: [duo_pro, duo_core]
    -- unit_primitives/explain_code --
    feature_category: code_suggestions
    group: group::code creation
    add_ons: [duo_pro]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- services/chat --
    unit_primitives: [duo_chat]
    """
MADE = material(CONFIG)
PAGE = graph_page(MADE)


def test_every_relation_has_a_sentence() -> None:
    assert {view.key: (view.sentence, view.title, view.edges) for view in PAGE.relations} == {
        "unit_primitive-add_ons": ("A unit primitive is bundled with an add-on", "Unit primitives and add-ons", 3),
        "unit_primitive-license_types": (
            "A unit primitive is bundled with a license type",
            "Unit primitives and license types",
            0,
        ),
        "unit_primitive-gitlab_realms": (
            "A unit primitive is available for a GitLab realm",
            "Unit primitives and GitLab realms",
            0,
        ),
        "unit_primitive-backend_services": (
            "A unit primitive is hosted by a backend service",
            "Unit primitives and backend services",
            0,
        ),
        "service-unit_primitives": (
            "A legacy service groups a unit primitive",
            "Unit primitives and legacy services",
            1,
        ),
        "unit_primitive-group": ("A unit primitive is owned by a group", "Unit primitives and groups", 2),
        "backend_service-group": ("A backend service is owned by a group", "Backend services and groups", 0),
        "unit_primitive-feature_category": (
            "A unit primitive belongs to a feature category",
            "Unit primitives and feature categories",
            2,
        ),
    }


def test_a_table_holds_every_edge_of_its_relation() -> None:
    chat = Link(text="duo_chat", address="unit_primitives/duo_chat.html", code=True)
    code = Link(text="explain_code", address="unit_primitives/explain_code.html", code=True)
    rows = {view.key: view.rows for view in PAGE.relations}

    assert rows["unit_primitive-add_ons"] == (
        CountRow(link=Link(text="Duo Core", address="add_ons/duo_core.html"), links=(chat,)),
        CountRow(link=Link(text="Duo Pro", address="add_ons/duo_pro.html"), links=(chat, code)),
    )
    assert rows["service-unit_primitives"] == (
        CountRow(link=Link(text="chat", address="services/chat.html", code=True), links=(chat,)),
    )
    assert Counter({key: sum(len(row.links) for row in found) for key, found in rows.items()}) == Counter(
        edge_counts(MADE.catalog)
    )


def test_every_relation_of_unit_primitives_has_a_picture_and_the_kinds_have_one() -> None:
    drawn = [row for row in RELATIONS if "unit_primitive" in (row.source, row.target)]

    assert PAGE.diagrams == (
        kinds_diagram(MADE.catalog),
        *(relation_diagram(relation, MADE.catalog, MADE.titles) for relation in drawn),
    )


def test_parts_without_a_link_to_each_other_are_told_and_together_hold_every_entity() -> None:
    assert PAGE.components == (9, 1)
    assert PAGE.entities == len(list(MADE.catalog)) == 10


def test_of_very_many_rows_those_that_would_name_nothing_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "MOST_ROWS", 1)
    found = {view.key: view for view in graph_page(MADE).relations}
    groups, licenses = found["unit_primitive-group"], found["unit_primitive-license_types"]

    assert [(len(row.links), row.more) for row in groups.rows] == [(1, 0)]
    assert groups.left_out == LeftOut(count=1, all=Link(text="Groups", address="groups/index.html"))
    assert [(len(row.links), row.more) for row in licenses.rows] == [(0, 0)]
    assert licenses.left_out is None
