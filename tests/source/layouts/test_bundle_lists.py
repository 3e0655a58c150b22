"""The second layout: the links stand in the files of the bundles."""

from pathlib import Path

import pytest

from site_builder.catalog import AddOn, LicenseType
from site_builder.problems import EnvironmentProblem
from site_builder.source import export_bundle_lists, import_bundle_lists
from tests.catalog.makers import catalog as linked
from tests.catalog.makers import primitive as entity
from tests.source.layouts.reading import SCHEMAS, complaints, from_lists
from tests.trees import primitive

DUO_CHAT = """\
---
name: duo_chat
description: Opens a chat.
group: group::duo_chat
feature_category: duo_chat
documentation_url: https://docs.gitlab.com/
"""


def exported(*lists: tuple[str, ...]) -> dict[str, str]:
    """The files for unit primitives `p0`, `p1` … that have these add-ons."""
    return export_bundle_lists(
        linked(*(entity(f"p{number}", add_ons=add_ons) for number, add_ons in enumerate(lists))), SCHEMAS
    )


def test_bundles_list_what_they_include_and_unit_primitives_do_not() -> None:
    files = export_bundle_lists(
        linked(
            entity(
                "duo_chat", description="Opens a chat.", add_ons=("duo_core", "duo_pro"), license_types=("premium",)
            ),
            entity("ask_build", add_ons=("duo_pro",), min_gitlab_version="17.10"),
            AddOn(name="duo_extra", description="Sells nothing."),
            LicenseType(name="starter"),
        ),
        SCHEMAS,
    )

    assert files["unit_primitives/duo_chat.yml"] == DUO_CHAT
    assert files["add_ons/duo_pro.yml"] == "---\nname: duo_pro\nunit_primitives:\n  - ask_build\n  - duo_chat\n"
    assert files["add_ons/duo_extra.yml"] == "---\nname: duo_extra\ndescription: Sells nothing.\n"
    assert files["license_types/premium.yml"] == "---\nname: premium\nunit_primitives:\n  - duo_chat\n"
    assert files["license_types/starter.yml"] == "---\nname: starter\n"
    assert files["gitlab_realms/self_managed.yml"] == "---\nname: self-managed\n"


def test_bundles_have_positions_where_their_names_do_not_give_the_order() -> None:
    files = exported(("duo_core", "duo_pro", "duo_enterprise"))

    positions = {path: text.split("position: ")[1][:3] for path, text in files.items() if "position" in text}
    assert positions == {
        "add_ons/duo_core.yml": "'1'",
        "add_ons/duo_pro.yml": "'2'",
        "add_ons/duo_enterprise.yml": "'3'",
    }
    assert "add_ons" not in files["unit_primitives/p0.yml"]


def test_the_order_of_most_gives_the_positions_and_the_others_keep_their_own_list() -> None:
    files = exported(("duo_pro", "duo_core"), ("duo_core", "duo_pro"), ("duo_pro", "duo_core"))

    assert "add_ons" not in files["unit_primitives/p0.yml"]
    assert files["unit_primitives/p1.yml"].endswith("add_ons:\n  - duo_core\n  - duo_pro\n")
    assert "add_ons" not in files["unit_primitives/p2.yml"]


LISTS = (
    primitive("ask_build", "add_ons: [duo_pro, duo_core]\n")
    + primitive("duo_chat")
    + "-- add_ons/duo_core.yml --\nname: duo_core\nunit_primitives: [duo_chat, ask_build]\n"
    + "-- add_ons/duo_extra.yml --\nname: duo_extra\nposition: '1'\nunit_primitives: [duo_chat, ask_build]\n"
    + "-- add_ons/duo_pro.yml --\nname: duo_pro\nunit_primitives:\n  - ask_build\n"
)


def test_what_bundles_list_becomes_the_lists_of_unit_primitives(tmp_path: Path) -> None:
    made = from_lists(tmp_path, LISTS)

    assert made.files["unit_primitives/duo_chat.yml"] == DUO_CHAT + "add_ons:\n  - duo_extra\n  - duo_core\n"
    assert made.files["add_ons/duo_extra.yml"] == "---\nname: duo_extra\n"
    assert made.problems == ()


def test_an_own_list_gives_the_order_and_what_it_lacks_stands_behind(tmp_path: Path) -> None:
    made = from_lists(tmp_path, LISTS)

    assert made.files["unit_primitives/ask_build.yml"].endswith("add_ons:\n  - duo_pro\n  - duo_core\n  - duo_extra\n")


def test_every_wrong_name_is_told_at_its_place(tmp_path: Path) -> None:
    text = (
        primitive("duo_chat", "add_ons: [duo_pro]\nbackend_services: [ai_gatway]\n")
        + "-- add_ons/duo_core.yml --\nname: duo_core\nunit_primitives:\n  - duo_chatt\n"
        + "-- add_ons/duo_pro.yml --\nname: duo_pro\n"
        + "-- backend_services/ai_gateway.yml --\nname: ai_gateway\n"
    )

    assert complaints(lambda: from_lists(tmp_path, text)) == [
        (
            "lists/add_ons/duo_core.yml:3:5: error[E301] unit_primitives[0]: unknown unit primitive 'duo_chatt' "
            "(did you mean 'duo_chat'?)"
        ),
        (
            "lists/unit_primitives/duo_chat.yml:6:11: error[E301] add_ons[0]: add-on 'duo_pro' does not list this unit "
            "primitive (list it there, or remove this item)"
        ),
    ]


def test_names_that_only_the_linker_misses_are_told_too(tmp_path: Path) -> None:
    text = primitive("duo_chat", "backend_services: [ai_gateway]\n") + "-- add_ons/duo_pro.yml --\nname: duo_pro\n"

    assert complaints(lambda: from_lists(tmp_path, text)) == [
        "lists/unit_primitives/duo_chat.yml:6:20: error[E301] backend_services[0]: unknown backend service 'ai_gateway'",
    ]


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ("'last'", "2:11: error[E203] position: a whole number belongs here (write it like '1')"),
        ("1", "2:11: error[E204] position: without quotes, 1 is read as a number by YAML tools (write '1')"),
        ("'12345'", "2:11: error[E213] position: 5 characters, where 4 are allowed"),
    ],
)
def test_a_position_is_a_whole_number_in_quotes(position: str, expected: str, tmp_path: Path) -> None:
    text = primitive() + f"-- add_ons/duo_pro.yml --\nname: duo_pro\nposition: {position}\n"

    assert complaints(lambda: from_lists(tmp_path, text)) == [f"lists/add_ons/duo_pro.yml:{expected}"]


def test_what_is_wrong_within_files_is_told_as_for_any_configuration(tmp_path: Path) -> None:
    text = (
        primitive("duo_chat", "add_on: [duo_pro]\n")
        + "-- add_ons/duo_pro.yml --\nname: &a duo_pro\n"
        + "-- license_types/premium.yml --\nname: premium\nunit_primitives: duo_chat\n"
    )

    assert complaints(lambda: from_lists(tmp_path, text)) == [
        "lists/add_ons/duo_pro.yml:1:7: error[E107] name: anchor '&a' is not allowed (write the value itself in each place)",
        (
            "lists/license_types/premium.yml:2:18: error[E203] unit_primitives: a list belongs here, not text "
            "(write '- duo_chat' on the line below)"
        ),
        "lists/unit_primitives/duo_chat.yml:6:1: error[E202] add_on: unknown field (did you mean 'add_ons'?)",
    ]


def test_warnings_are_told_beside_the_result(tmp_path: Path) -> None:
    made = from_lists(
        tmp_path, primitive("duo_chat", "milestone: tbd\n") + "-- add_ons/duo_pro.yaml --\nname: duo_pro\n"
    )

    assert [str(problem) for problem in made.problems] == [
        "lists/unit_primitives/duo_chat.yml:6:12: warning[W216] milestone: 'tbd' says nothing (leave the line out)",
        "lists/add_ons/duo_pro.yaml: warning[W115] this file is not read (names of files that are read end in .yml)",
    ]
    assert made.files == {"unit_primitives/duo_chat.yml": DUO_CHAT}


def test_no_directory_is_a_problem_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no config directory here"):
        import_bundle_lists(tmp_path / "missing", SCHEMAS, "missing")
