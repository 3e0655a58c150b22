"""Diagrams as values: the boxes and lines of a neighbourhood or relation, bounded, with what they leave out told."""

from collections import Counter
from functools import cache

import pytest

from site_builder.catalog import RELATIONS, AddOn, Catalog, UnitPrimitive, link
from site_builder.site import Box, Diagram, Line, Link
from site_builder.site.diagrams import (
    MOST_BRANCHES,
    MOST_LEAVES,
    MOST_LINES,
    entity_diagram,
    kinds_diagram,
    relation_diagram,
)
from site_builder.site.wording import Titles
from tests.site.making import TITLES, catalog

TITLE = Titles(TITLES)
RELATION = {relation.key: relation for relation in RELATIONS}
CATALOG = catalog("""
    -- unit_primitives/duo_chat --
    group: group::ai framework
    backend_services: [ai_gateway]
    add_ons: [duo_pro, duo_core]
    gitlab_realms: [saas]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro]
    -- unit_primitives/complete_code --
    feature_category: code_suggestions
    add_ons: [duo_pro]
    -- backend_services/ai_gateway --
    group: group::ai framework
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- gitlab_realms/saas --
    -- license_types/premium --
    """)


def outline(diagram: Diagram) -> dict[str, list[str]]:
    """The texts of the boxes that lines lead to, by the text of the box they come from."""
    texts = {box.id: box.text for box in diagram.boxes}
    found: dict[str, list[str]] = {}
    for line in diagram.lines:
        found.setdefault(texts[line.source], []).append(texts[line.target])
    return found


def test_the_diagram_of_a_unit_primitive_has_a_branch_for_each_relation() -> None:
    diagram = entity_diagram(CATALOG.unit_primitives["duo_chat"], CATALOG, TITLE)

    assert diagram == Diagram(
        name="unit_primitives/duo_chat",
        title="What duo_chat is related to",
        boxes=(
            Box(id="center", text="duo_chat", kind="unit_primitive", column=0, center=True),
            Box(id="branch0", text="is bundled with", kind="words", column=1),
            box("branch0.0", "add_ons", "duo_core", "Duo Core"),
            box("branch0.1", "add_ons", "duo_pro", "Duo Pro"),
            Box(id="branch1", text="is available for", kind="words", column=1),
            box("branch1.0", "gitlab_realms", "saas", "GitLab.com"),
            Box(id="branch2", text="is hosted by", kind="words", column=1),
            box("branch2.0", "backend_services", "ai_gateway", "Ai gateway"),
            Box(id="branch3", text="is owned by", kind="words", column=1),
            box("branch3.0", "groups", "ai-framework", "ai framework"),
            Box(id="branch4", text="belongs to", kind="words", column=1),
            box("branch4.0", "feature_categories", "duo_chat", "duo_chat", code=True),
        ),
        lines=tuple(
            Line(source=source, target=target)
            for source, target in (
                *(("center", "branch0"), ("branch0", "branch0.0"), ("branch0", "branch0.1")),
                *(("center", "branch1"), ("branch1", "branch1.0")),
                *(("center", "branch2"), ("branch2", "branch2.0")),
                *(("center", "branch3"), ("branch3", "branch3.0")),
                *(("center", "branch4"), ("branch4", "branch4.0")),
            )
        ),
    )


def box(id: str, kind: str, name: str, text: str, *, code: bool = False) -> Box:
    """A box at the end of a branch."""
    kinds = {"add_ons": "add_on", "feature_categories": "feature_category"}
    target = Link(text=text, address=f"{kind}/{name}.html", code=code)
    return Box(id=id, text=text, kind=kinds.get(kind, kind.removesuffix("s")), column=2, link=target)


def test_the_diagram_of_a_bundle_is_a_tree_by_category_the_largest_first() -> None:
    diagram = entity_diagram(CATALOG.add_ons["duo_pro"], CATALOG, TITLE)

    assert outline(diagram) == {
        "Duo Pro": ["duo_chat", "code_suggestions"],
        "duo_chat": ["duo_chat", "explain_code"],
        "code_suggestions": ["complete_code"],
    }
    assert diagram.left_out == ""


def test_the_diagram_of_a_category_is_a_tree_by_owner() -> None:
    assert outline(entity_diagram(CATALOG.feature_categories["duo_chat"], CATALOG, TITLE)) == {
        "duo_chat": ["ai framework", "duo_chat", "explain_code"],
        "ai framework": ["duo_chat"],
    }


def test_the_diagram_of_a_group_shows_what_else_it_owns() -> None:
    assert outline(entity_diagram(CATALOG.groups["group::ai framework"], CATALOG, TITLE)) == {
        "ai framework": ["duo_chat", "owns"],
        "duo_chat": ["duo_chat"],
        "owns": ["Ai gateway"],
    }


def test_an_entity_without_relations_stands_alone() -> None:
    diagram = entity_diagram(CATALOG.license_types["premium"], CATALOG, TITLE)

    assert [box.text for box in diagram.boxes] == ["Premium"]
    assert (diagram.lines, diagram.left_out) == ((), "")


def test_the_diagram_of_a_relation_has_three_columns() -> None:
    diagram = relation_diagram(RELATION["unit_primitive-add_ons"], CATALOG, TITLE)

    assert diagram.name == "relations/unit_primitive-add_ons"
    assert diagram.title == "Feature category, unit primitive, add-on"
    assert [(box.column, box.text) for box in diagram.boxes] == [
        *((0, name) for name in ("code_suggestions", "duo_chat")),
        *((1, name) for name in ("complete_code", "duo_chat", "explain_code")),
        *((2, name) for name in ("Duo Core", "Duo Pro")),
    ]
    ids = [(line.source, line.target) for line in diagram.lines]
    assert ids == [
        ("feature_category/code_suggestions", "unit_primitive/complete_code"),
        ("unit_primitive/complete_code", "add_on/duo_pro"),
        ("feature_category/duo_chat", "unit_primitive/duo_chat"),
        ("unit_primitive/duo_chat", "add_on/duo_pro"),
        ("unit_primitive/duo_chat", "add_on/duo_core"),
        ("feature_category/duo_chat", "unit_primitive/explain_code"),
        ("unit_primitive/explain_code", "add_on/duo_pro"),
    ]


def test_the_diagram_of_categories_has_owners_in_the_first_column() -> None:
    diagram = relation_diagram(RELATION["unit_primitive-feature_category"], CATALOG, TITLE)

    assert diagram.title == "Group, unit primitive, feature category"
    assert [box.text for box in diagram.boxes if box.column == 0] == ["ai framework", "duo_chat"]


def test_the_kinds_stand_with_their_counts_and_every_relation_with_its_edges() -> None:
    assert outline(kinds_diagram(CATALOG)) == {
        "Unit primitives 3": [
            *("is bundled with 4", "is bundled with 0", "is available for 1", "is hosted by 1"),
            *("is part of service 0", "is owned by 3", "belongs to 3"),
        ],
        "is bundled with 4": ["Add-ons 2"],
        "is bundled with 0": ["License types 1"],
        "is available for 1": ["GitLab realms 1"],
        "is hosted by 1": ["Backend services 1"],
        "is part of service 0": ["Legacy services 0"],
        "is owned by 3": ["Groups 2"],
        "Backend services 1": ["is owned by 1"],
        "is owned by 1": ["Groups 2"],
        "belongs to 3": ["Feature categories 2"],
    }


@cache
def many(count: int, *, categories: int, owners: int = 300) -> Catalog:
    """So many unit primitives, all in one add-on, dealt out to categories and owners in turn."""
    return link(
        [
            AddOn(name="duo_pro"),
            *(
                UnitPrimitive(
                    name=f"p{number:04}",
                    group=f"group::g{number % owners:04}",
                    feature_category=f"c{number % categories:04}",
                    documentation_url="https://docs.gitlab.com/",
                    add_ons=("duo_pro",),
                )
                for number in range(count)
            ),
        ]
    )


@pytest.mark.parametrize(("count", "categories", "drawn"), [(60, 3, 60), (61, 3, 60), (5000, 1, 60), (5000, 400, 60)])
def test_a_bundle_of_thousands_gets_a_bounded_diagram_that_says_what_it_leaves_out(
    count: int, categories: int, drawn: int
) -> None:
    world = many(count, categories=categories)

    diagram = entity_diagram(world.add_ons["duo_pro"], world, TITLE)

    leaves = [box for box in diagram.boxes if box.kind == "unit_primitive"]
    assert len(leaves) == drawn
    assert len(diagram.boxes) <= 1 + MOST_BRANCHES + 1 + MOST_LEAVES + MOST_BRANCHES
    assert diagram.left_out == (
        f"The picture shows {drawn} of {count:,}; the table below it lists more." if drawn < count else ""
    )


def test_every_leaf_that_is_left_out_is_counted_in_a_box_that_leads_to_the_rest() -> None:
    world = many(1000, categories=4)

    diagram = entity_diagram(world.add_ons["duo_pro"], world, TITLE)

    assert outline(diagram)["Duo Pro"] == ["c0000", "c0001", "c0002", "c0003"]
    assert {
        branch: (len(leaves), leaves[-1]) for branch, leaves in outline(diagram).items() if branch != "Duo Pro"
    } == dict.fromkeys(("c0000", "c0001", "c0002", "c0003"), (15 + 1, "235 more"))
    assert [box.link for box in diagram.boxes if box.text == "235 more"] == [
        Link(text="235 more", address=f"feature_categories/c000{place}.html") for place in range(4)
    ]


def test_branches_that_are_left_out_are_counted_too() -> None:
    world = many(5000, categories=400)

    diagram = entity_diagram(world.add_ons["duo_pro"], world, TITLE)

    assert outline(diagram)["Duo Pro"][-1] == f"{400 - MOST_BRANCHES} more branches"


def test_a_relation_of_many_unit_primitives_draws_them_by_category_and_tells_how_many_each_box_stands_for() -> None:
    world = many(1000, categories=4)

    diagram = relation_diagram(RELATION["unit_primitive-add_ons"], world, TITLE)

    assert [(box.column, box.text) for box in diagram.boxes] == [
        *((0, f"c{number:04}") for number in range(4)),
        *((1, "250 unit primitives") for _ in range(4)),
        (2, "Duo Pro"),
    ]
    assert diagram.left_out == "4 boxes stand for 1,000 of 1,000 unit primitives."


@pytest.mark.parametrize("key", [key for key, row in RELATION.items() if "unit_primitive" in (row.source, row.target)])
def test_no_column_of_a_relation_grows_with_the_catalog(key: str) -> None:
    world = many(5000, categories=400)

    diagram = relation_diagram(RELATION[key], world, TITLE)

    assert max(Counter(box.column for box in diagram.boxes).values()) <= 2 * MOST_LEAVES
    ids = {box.id for box in diagram.boxes}
    assert {end for line in diagram.lines for end in (line.source, line.target)} <= ids


def test_a_relation_says_how_many_of_its_last_column_are_drawn() -> None:
    world = many(5000, categories=400)

    diagram = relation_diagram(RELATION["unit_primitive-group"], world, TITLE)

    assert diagram.left_out == (
        "60 boxes stand for 780 of 5,000 unit primitives. 60 of 300 groups are drawn, the largest."
    )


def test_the_counts_of_a_large_catalog_are_written_with_separators() -> None:
    found = outline(kinds_diagram(many(1_000, categories=2)))

    assert found["is bundled with 1,000"] == ["Add-ons 1"]
    assert found["Unit primitives 1,000"][0] == "is bundled with 1,000"


def test_no_line_leads_nowhere_and_no_two_boxes_share_an_id() -> None:
    for diagram in (kinds_diagram(CATALOG), *(entity_diagram(entity, CATALOG, TITLE) for entity in CATALOG)):
        ids = [box.id for box in diagram.boxes]
        assert len(ids) == len(set(ids))
        assert {end for line in diagram.lines for end in (line.source, line.target)} <= set(ids)


def test_of_more_lines_than_a_reader_can_follow_the_boxes_that_stand_for_most_are_drawn() -> None:
    services = [f"b{number}" for number in range(MOST_LEAVES)]
    text = "".join(f"-- backend_services/{name} --\n" for name in services)
    text += "".join(
        f"-- unit_primitives/p{number:03} --\nbackend_services: [{', '.join(services)}]\n" for number in range(100)
    )
    diagram = relation_diagram(RELATION["unit_primitive-backend_services"], catalog(text), TITLE)

    drawn = [box.text for box in diagram.boxes if box.column == 1]
    most = MOST_LINES // (1 + len(services))
    assert drawn == [f"p{number:03}" for number in range(most)]
    assert len(diagram.lines) == most * (1 + len(services))
    assert diagram.left_out == f"{most} boxes stand for {most} of 100 unit primitives."
