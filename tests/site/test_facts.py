"""Every field of an entity's file as a fact: its meaning, its values with links, their line, their origin."""

from site_builder.catalog import Origin, Service, UnitPrimitive
from site_builder.site import Link
from site_builder.site.facts import Fact, FactValue, facts
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    description: Opens a chat.
    status: beta
    group: group::ai framework
    cut_off_date: 2024-02-15 00:00:00 UTC
    min_gitlab_version: '16.10'
    backend_services:
      - ai_gateway
    add_ons: [duo_pro]
    -- backend_services/ai_gateway --
    jwt_aud: gitlab-ai-gateway
    -- add_ons/duo_pro --
    -- services/chat --
    basic_unit_primitive: duo_chat
    gitlab_realm: [gitlab-com]
    unit_primitives: [duo_chat]
    """


def facts_of(kind: str, name: str) -> dict[str, Fact]:
    """The facts of an entity by field."""
    made = material(CONFIG)
    entity = made.catalog.of_kind(kind)[name]
    return {fact.field: fact for fact in facts(entity, made.fields[kind], made.provenance, made.titles)}


def values_of(kind: str, name: str) -> dict[str, tuple[FactValue, ...]]:
    """The values alone, of the fields that have any."""
    return {field: fact.values for field, fact in facts_of(kind, name).items() if fact.values}


def test_a_fact_has_the_title_and_meaning_of_its_schema_and_the_line_of_its_file() -> None:
    fields = {field.name: field for field in material(CONFIG).fields["unit_primitive"]}

    assert facts_of("unit_primitive", "duo_chat")["min_gitlab_version"] == Fact(
        field="min_gitlab_version",
        title="Minimum GitLab version",
        meaning=fields["min_gitlab_version"].description,
        values=(FactValue(text="16.10", link=Link(text="16.10", address="whats_new/16.10.html")),),
        line=9,
    )


def test_every_field_of_the_schema_is_there_in_its_order_but_the_name_and_a_visibility_that_is_not_stated() -> None:
    names = [field.name for field in material(CONFIG).fields["unit_primitive"]]

    assert list(facts_of("unit_primitive", "duo_chat")) == [it for it in names if it not in ("name", "visibility")]


def test_what_is_not_stated_is_a_fact_without_values_or_line() -> None:
    fact = facts_of("unit_primitive", "duo_chat")["license_types"]

    assert (fact.title, fact.values, fact.line) == ("License types", (), None)


def test_values_lead_where_they_point_to() -> None:
    assert values_of("unit_primitive", "duo_chat") == {
        "description": (FactValue(text="Opens a chat."),),
        "status": (FactValue(text="beta", code=True),),
        "group": (FactValue(text="ai framework", link=Link(text="ai framework", address="groups/ai-framework.html")),),
        "feature_category": (
            FactValue(
                text="duo_chat",
                link=Link(text="duo_chat", address="feature_categories/duo_chat.html", code=True),
                code=True,
            ),
        ),
        "documentation_url": (FactValue(text="https://docs.gitlab.com/", url="https://docs.gitlab.com/"),),
        "cut_off_date": (FactValue(text="15 February 2024", moment="2024-02-15T00:00:00Z"),),
        "min_gitlab_version": (FactValue(text="16.10", link=Link(text="16.10", address="whats_new/16.10.html")),),
        "backend_services": (
            FactValue(text="Ai gateway", link=Link(text="Ai gateway", address="backend_services/ai_gateway.html")),
        ),
        "add_ons": (FactValue(text="Duo Pro", link=Link(text="Duo Pro", address="add_ons/duo_pro.html")),),
    }
    member = Link(text="duo_chat", address="unit_primitives/duo_chat.html", code=True)
    assert values_of("service", "chat") == {
        "basic_unit_primitive": (FactValue(text="duo_chat", link=member, code=True),),
        "gitlab_realm": (FactValue(text="gitlab-com", code=True),),
        "unit_primitives": (FactValue(text="duo_chat", link=member, code=True),),
    }


def test_an_origin_is_found_by_file_field_and_value_as_its_table_writes_them() -> None:
    stated, inferred = Origin(source="docs", confidence="stated"), Origin(source="guess", confidence="inferred")
    path = "unit_primitives/duo_chat.yml"
    made = material(
        CONFIG,
        provenance={
            (path, "min_gitlab_version", "16.10"): stated,
            (path, "cut_off_date", "2024-02-15T00:00:00+00:00"): stated,
            (path, "add_ons[]", "duo_pro"): inferred,
            (path, "status", "experiment"): inferred,
        },
    )
    entity = made.catalog.unit_primitives["duo_chat"]

    found = facts(entity, made.fields["unit_primitive"], made.provenance, made.titles)

    assert {fact.field: value.origin for fact in found for value in fact.values if value.origin} == {
        "min_gitlab_version": stated,
        "cut_off_date": stated,
        "add_ons": inferred,
    }


def test_of_very_many_values_a_fact_holds_the_beginning_and_counts_the_others() -> None:
    made = material(CONFIG)
    names = tuple(f"a{number:03}" for number in range(310))
    entity = Service(name="long", unit_primitives=names)

    found = {fact.field: fact for fact in facts(entity, made.fields["service"], made.provenance, made.titles)}

    assert [value.text for value in found["unit_primitives"].values] == list(names[:300])
    assert {field: fact.more for field, fact in found.items() if fact.more} == {"unit_primitives": 10}


def test_an_entity_without_a_file_has_facts_without_lines() -> None:
    made = material(CONFIG)
    entity = UnitPrimitive(
        name="a", group="group::a", feature_category="b", documentation_url="https://docs.gitlab.com/"
    )

    found = facts(entity, made.fields["unit_primitive"], made.provenance, made.titles)

    assert {fact.line for fact in found} == {None}
    assert [fact.field for fact in found if fact.values] == ["group", "feature_category", "documentation_url"]
