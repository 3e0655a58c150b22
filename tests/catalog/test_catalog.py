"""A catalog: entities by kind and name, as values."""

import copy
import pickle

import pytest

from site_builder.catalog import AddOn, Catalog, Entities, LicenseType, Ref, Service
from site_builder.problems import Problem, Span
from tests.catalog.makers import primitive, source

DUO_CORE, DUO_PRO = AddOn(name="duo_core"), AddOn(name="duo_pro")
CATALOG = Catalog.of([DUO_PRO, LicenseType(name="premium"), DUO_CORE])


def test_each_kind_stands_under_its_plural_sorted_by_name() -> None:
    assert list(CATALOG.add_ons) == [DUO_CORE, DUO_PRO]
    assert CATALOG.add_ons.names == ("duo_core", "duo_pro")
    assert list(CATALOG.services) == []


def test_a_kind_is_found_by_its_singular_too() -> None:
    assert CATALOG.of_kind("add_on") is CATALOG.add_ons


def test_an_entity_is_found_by_name_and_by_ref() -> None:
    assert CATALOG.add_ons["duo_pro"] is DUO_PRO
    assert CATALOG[Ref(kind="add_on", name="duo_pro")] is DUO_PRO
    assert Ref(kind="add_on", name="duo_pro") in CATALOG
    assert Ref(kind="license_type", name="duo_pro") not in CATALOG
    assert DUO_PRO not in CATALOG
    assert "duo_pro" in CATALOG.add_ons
    with pytest.raises(KeyError, match="ultimate"):
        CATALOG.license_types["ultimate"]


def test_pick_gives_entities_in_the_order_of_the_names() -> None:
    assert CATALOG.add_ons.pick(["duo_pro", "duo_core", "duo_pro"]) == (DUO_PRO, DUO_CORE, DUO_PRO)


def test_a_catalog_iterates_over_all_entities_kind_by_kind() -> None:
    assert [str(entity.ref) for entity in CATALOG] == ["add_on/duo_core", "add_on/duo_pro", "license_type/premium"]


def test_an_attribute_that_is_no_kind_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="add_on"):
        _ = CATALOG.add_on
    assert not hasattr(CATALOG, "__deepcopy__")


def test_catalogs_of_equal_entities_are_equal_and_copies_are_too() -> None:
    assert Catalog.of([DUO_CORE, DUO_PRO, LicenseType(name="premium")]) == CATALOG
    assert Catalog.of([DUO_CORE]) != CATALOG
    assert copy.copy(CATALOG) == CATALOG


def test_entities_compare_hash_print_and_travel_between_processes() -> None:
    one, same = Entities([DUO_PRO, DUO_CORE], of=AddOn), Entities([DUO_CORE, DUO_PRO], of=AddOn)

    assert one == same
    assert hash(one) == hash(same)
    assert one != Entities([DUO_CORE], of=AddOn)
    assert one != [DUO_CORE, DUO_PRO]
    assert repr(one) == "Entities(duo_core, duo_pro)"
    assert pickle.loads(pickle.dumps(one)) == one


def test_entities_are_equal_when_they_say_the_same_wherever_they_stand() -> None:
    here = AddOn(name="duo_pro", source=source("add_ons/duo_pro.yml", "name: duo_pro"))

    assert here == DUO_PRO
    assert repr(here) == repr(DUO_PRO)


def test_a_primitive_is_deprecated_by_a_message_or_a_link() -> None:
    assert not primitive().deprecated
    assert primitive(deprecation_message="Use another.").deprecated
    assert primitive(deprecated_by_url="https://gitlab.com/").deprecated


def test_a_problem_of_an_entity_points_into_its_file() -> None:
    stated = source("services/chat.yml", "name: chat", "basic_unit_primitive: x", basic_unit_primitive=Span(2, 23, 1))
    service = Service(name="chat", source=stated)

    assert service.problem("basic_unit_primitive", code="E308", message="is wrong") == Problem(
        path="config/services/chat.yml",
        line=2,
        column=23,
        code="E308",
        field="basic_unit_primitive",
        message="is wrong",
        excerpt="basic_unit_primitive: x",
        width=1,
    )
    assert str(service.problem("unit_primitives", code="W404", message="are missing")) == (
        "config/services/chat.yml: warning[W404] unit_primitives: are missing"
    )


def test_a_problem_of_an_entity_without_a_file_stands_under_its_address() -> None:
    assert str(DUO_PRO.problem("name", code="W306", message="is unused", suggestion="remove it")) == (
        "add_on/duo_pro: warning[W306] name: is unused (remove it)"
    )


def test_a_source_knows_its_text_and_the_lines_of_its_fields() -> None:
    stated = source("add_ons/duo_pro.yml", "---", "name: duo_pro", "", name=Span(2, 7, 7))

    assert stated.text == "---\nname: duo_pro\n"
    assert stated.line_of("name") == 2
    assert stated.line_of("description") is None
