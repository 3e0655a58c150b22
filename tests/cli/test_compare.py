"""`site-builder compare`: the verdict first, the same to programs, a word for every name that cannot be compared."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Ending, run
from tests.output.publishing import names
from tests.site.making import write_config

CONFIG = """
    -- unit_primitives/complete_code --
    add_ons: [duo_core, duo_pro]
    license_types: [premium]
    -- unit_primitives/duo_chat --
    add_ons: [duo_core, duo_pro]
    -- unit_primitives/explain_code --
    deprecation_message: Use duo_chat.
    add_ons: [duo_pro]
    license_types: [premium]
    -- unit_primitives/unsold --
    gitlab_realms: [saas]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- add_ons/twin --
    -- license_types/premium --
    -- license_types/twin --
    -- gitlab_realms/saas --
    """
SITE = "title: Catalog\nnotice: Not official.\ntitles:\n  duo_core: Duo Core\n  duo_pro: Duo Pro\n"
USAGE = """\
Usage: site-builder compare [OPTIONS] NAME NAME [NAME [NAME]]
Try 'site-builder compare --help' for help.

Error: {}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a configuration is."""
    write_config(tmp_path / "config", CONFIG)
    (tmp_path / "config/site.yml").write_text(SITE, encoding="utf-8")
    return tmp_path


def test_two_bundles_are_told_apart_verdict_and_differences_first_and_nothing_is_made(place: Path) -> None:
    assert run("compare", "duo_pro", "duo_core", cwd=place) == Ending(
        0,
        "Duo Core is contained in Duo Pro, which holds 1 more.\n"
        "Only Duo Pro 1 + Both 2 + Only Duo Core 0 + No add-on stated 1 = 4 unit primitives.\n"
        "\n"
        "Only Duo Pro (1)\n"
        "  explain_code (deprecated)\n"
        "\n"
        "Both (2)\n"
        "  complete_code\n"
        "  duo_chat\n",
        "",
    )
    assert names(place) == ["config"]


def test_three_bundles_of_two_kinds_have_what_some_hold(place: Path) -> None:
    assert run("compare", "duo_core", "license_type/premium", "add_on/duo_pro", cwd=place).out == (
        "All three hold 1 of the 3 unit primitives that any of them holds.\n"
        "Duo Core is contained in Duo Pro, which holds 1 more.\n"
        "An add-on is held beside a license: what only one of them names may need the other too. "
        "Check tells what works with both.\n"
        "Only Duo Core 0 + Only Premium 0 + Only Duo Pro 0 + Some 2 + All three 1 + None 1 = 4 unit primitives.\n"
        "\n"
        "Duo Core and Duo Pro, not Premium (1)\n"
        "  duo_chat\n"
        "\n"
        "Premium and Duo Pro, not Duo Core (1)\n"
        "  explain_code (deprecated)\n"
        "\n"
        "All three (1)\n"
        "  complete_code\n"
    )


def test_json_of_two_has_what_only_each_and_what_both_hold(place: Path) -> None:
    ending = run("compare", "duo_core", "duo_pro", "--format", "json", cwd=place)

    assert (ending.status, ending.err) == (0, "")
    assert json.loads(ending.out) == {
        "schema_version": 1,
        "bundles": ["duo_core", "duo_pro"],
        "only": {"duo_core": [], "duo_pro": ["explain_code"]},
        "both": ["complete_code", "duo_chat"],
        "deprecated": ["explain_code"],
    }


def test_json_of_more_has_what_some_hold_by_which(place: Path) -> None:
    ending = run("compare", "duo_core", "premium", "duo_pro", "--format", "json", cwd=place)

    assert json.loads(ending.out) == {
        "schema_version": 1,
        "bundles": ["duo_core", "premium", "duo_pro"],
        "only": {"duo_core": [], "premium": [], "duo_pro": []},
        "some": [
            {"in": ["duo_core", "duo_pro"], "unit_primitives": ["duo_chat"]},
            {"in": ["premium", "duo_pro"], "unit_primitives": ["explain_code"]},
        ],
        "both": ["complete_code"],
        "deprecated": ["explain_code"],
    }


def test_markdown_is_ready_to_be_pasted(place: Path) -> None:
    assert run("compare", "duo_core", "duo_pro", "--format", "markdown", cwd=place).out == (
        "## Duo Core and Duo Pro\n"
        "\n"
        "Duo Core is contained in Duo Pro, which holds 1 more.\n"
        "\n"
        "Only Duo Core 0 + Both 2 + Only Duo Pro 1 + No add-on stated 1 = 4 unit primitives.\n"
        "\n"
        "### Only Duo Pro (1)\n"
        "\n"
        "| Unit primitive | Add-ons | Licenses | Realms |\n"
        "| --- | --- | --- | --- |\n"
        "| `explain_code` (deprecated) | Duo Pro | Premium | Not stated |\n"
        "\n"
        "### Both (2)\n"
        "\n"
        "| Unit primitive | Add-ons | Licenses | Realms |\n"
        "| --- | --- | --- | --- |\n"
        "| `complete_code` | Duo Core, Duo Pro | Premium | Not stated |\n"
        "| `duo_chat` | Duo Core, Duo Pro | Not stated | Not stated |\n"
        "\n"
        "Not official.\n"
    )


def test_a_name_of_two_kinds_is_told_apart_by_its_kind(place: Path) -> None:
    ending = run("compare", "add_on/twin", "license_type/twin", "--format", "json", cwd=place)

    assert json.loads(ending.out) == {
        "schema_version": 1,
        "bundles": ["add_on/twin", "license_type/twin"],
        "only": {"add_on/twin": [], "license_type/twin": []},
        "both": [],
        "deprecated": [],
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "name 2 to 4 add-ons or license types; 0 given"),
        (["duo_pro"], "name 2 to 4 add-ons or license types; 1 given"),
        (["a", "b", "c", "d", "e"], "name 2 to 4 add-ons or license types; 5 given"),
        (["duo_prro", "duo_core"], "unknown add-on or license type 'duo_prro' (did you mean 'duo_pro'?)"),
        (
            ["duo_core", "license/premium"],
            "unknown add-on or license type 'license/premium' (did you mean 'license_type/premium'?)",
        ),
        (["duo_core", "xyz\x1b[31m"], "unknown add-on or license type 'xyz\\x1b[31m'"),
        (["duo_pro", "duo_pro"], "add_on/duo_pro is named twice; name others beside it"),
        (["duo_pro", "add_on/duo_pro"], "add_on/duo_pro is named twice; name others beside it"),
        (["duo_chat", "duo_pro"], "'duo_chat' is a unit primitive; this is about add-ons and license types"),
        (["duo_pro", "saas"], "'saas' is a GitLab realm; this is about add-ons and license types"),
        (["twin", "duo_pro"], "'twin' is the name of several: write one of add_on/twin, license_type/twin"),
    ],
)
def test_what_cannot_be_compared_ends_with_2_and_says_why(place: Path, given: list[str], message: str) -> None:
    assert run("compare", *given, cwd=place) == Ending(2, "", USAGE.format(message))


def test_a_wrong_configuration_ends_with_1(tmp_path: Path) -> None:
    write_config(tmp_path / "config", "-- unit_primitives/duo_chat --\nadd_ons: [duo_prro]\n-- add_ons/duo_pro --\n")
    ending = run("compare", "duo_pro", "duo_prro", cwd=tmp_path)

    assert (ending.status, ending.out) == (1, "")
    assert "unknown add-on 'duo_prro'" in ending.err


def test_the_configuration_may_be_anywhere(place: Path) -> None:
    (place / "config").rename(place / "elsewhere")

    assert run("compare", "duo_pro", "duo_core", "--config", "elsewhere", cwd=place).status == 0
