"""The table of relations: whole, without contradictions, and true of the entities."""

from dataclasses import fields

from site_builder.catalog import KIND, KINDS, RELATIONS, AddOn, Ref, ends, related_names
from site_builder.catalog.relations import field_path
from tests.catalog.makers import primitive


def test_every_row_names_fields_that_both_kinds_have() -> None:
    for relation in RELATIONS:
        assert relation.field in {field.name for field in fields(KIND[relation.source].entity)}
        assert relation.inverse_field in {field.name for field in fields(KIND[relation.target].entity)}


def test_keys_are_unique_and_no_two_relations_share_an_end() -> None:
    for seen in (
        [relation.key for relation in RELATIONS],
        [(relation.source, relation.field) for relation in RELATIONS],
        [(relation.source, relation.target, relation.inverse_field) for relation in RELATIONS],
    ):
        assert len(set(seen)) == len(seen)


def test_an_end_fills_one_field_from_one_kind_only() -> None:
    filled = [(relation.target, relation.inverse_field) for relation in RELATIONS]

    assert len(set(filled)) == len(filled)


def test_every_kind_takes_part_in_a_relation() -> None:
    assert {kind.singular for kind in KINDS} == {
        kind for relation in RELATIONS for kind in (relation.source, relation.target)
    }


def test_relations_read_as_sentences_in_both_directions() -> None:
    assert [
        f"{row.source} {row.label} {row.target} / {row.target} {row.inverse_label} {row.source}" for row in RELATIONS
    ] == [
        "unit_primitive is bundled with add_on / add_on bundles unit_primitive",
        "unit_primitive is bundled with license_type / license_type bundles unit_primitive",
        "unit_primitive is available for gitlab_realm / gitlab_realm offers unit_primitive",
        "unit_primitive is hosted by backend_service / backend_service hosts unit_primitive",
        "service groups unit_primitive / unit_primitive is part of service service",
        "unit_primitive is owned by group / group owns unit_primitive",
        "backend_service is owned by group / group owns backend_service",
        "unit_primitive belongs to feature_category / feature_category contains unit_primitive",
    ]


def test_a_kind_sees_what_it_states_first_and_then_what_others_state_of_it() -> None:
    assert [(end.field, end.label, end.other, end.stated_here) for end in ends("unit_primitive")] == [
        ("add_ons", "is bundled with", "add_on", True),
        ("license_types", "is bundled with", "license_type", True),
        ("gitlab_realms", "is available for", "gitlab_realm", True),
        ("backend_services", "is hosted by", "backend_service", True),
        ("group", "is owned by", "group", True),
        ("feature_category", "belongs to", "feature_category", True),
        ("services", "is part of service", "service", False),
    ]
    assert [(end.field, end.label, end.other, end.stated_here) for end in ends("add_on")] == [
        ("unit_primitives", "bundles", "unit_primitive", False)
    ]


def test_related_names_are_a_tuple_whatever_the_field_holds() -> None:
    stated = primitive(add_ons=("duo_pro", "duo_core"))

    assert related_names(stated, "add_ons") == ("duo_pro", "duo_core")
    assert related_names(stated, "group") == ("group::duo_chat",)
    assert related_names(stated, "services") == ()
    assert related_names(stated, "milestone") == ()


def test_kinds_call_themselves_within_a_sentence() -> None:
    assert [(kind.singular, kind.plural, kind.noun, kind.nouns) for kind in KINDS] == [
        ("unit_primitive", "unit_primitives", "unit primitive", "unit primitives"),
        ("add_on", "add_ons", "add-on", "add-ons"),
        ("license_type", "license_types", "license type", "license types"),
        ("gitlab_realm", "gitlab_realms", "GitLab realm", "GitLab realms"),
        ("backend_service", "backend_services", "backend service", "backend services"),
        ("service", "services", "legacy service", "legacy services"),
        ("group", "groups", "group", "groups"),
        ("feature_category", "feature_categories", "feature category", "feature categories"),
    ]


def test_a_ref_prints_as_kind_and_name() -> None:
    assert str(AddOn(name="duo_pro").ref) == "add_on/duo_pro"
    assert AddOn(name="duo_pro").ref == Ref(kind="add_on", name="duo_pro")


def test_a_name_stands_at_its_place_in_a_list_or_in_the_field_itself() -> None:
    both = primitive(add_ons=("duo_core", "duo_pro"))

    assert field_path(both, "add_ons", 1) == "add_ons[1]"
    assert field_path(both, "group", 0) == "group"
