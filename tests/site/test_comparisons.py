"""Comparisons in words: the verdict, the names of the parts, counts that add up, and Markdown."""

import pytest

from site_builder.catalog import AddOn, Comparison, LicenseType, compare
from site_builder.site.comparisons import (
    comparison_markdown,
    comparison_sentences,
    comparison_title,
    counts,
    part_title,
)
from site_builder.site.wording import Titles
from tests.site.making import AS_OF, TITLES, catalog

TITLED = Titles(TITLES)
CONFIG = """
    -- unit_primitives/complete_code --
    feature_category: code_suggestions
    deprecation_message: Use another.
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    license_types: [premium]
    -- unit_primitives/duo_chat --
    add_ons: [duo_core, duo_pro]
    license_types: [premium]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro]
    -- unit_primitives/unsold --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    """


def core_and_pro(core: str, pro: str) -> Comparison:
    """Two add-ons that hold a primitive for each letter."""
    return compare(
        AddOn(name="duo_core", unit_primitives=tuple(core)), AddOn(name="duo_pro", unit_primitives=tuple(pro))
    )


def of_catalog(*refs: str) -> Comparison:
    """Bundles of the configuration above."""
    found = catalog(CONFIG)
    bundles = {str(bundle.ref): bundle for bundle in (*found.add_ons, *found.license_types)}
    return compare(*(bundles[ref] for ref in refs))


@pytest.mark.parametrize(
    ("core", "pro", "verdict"),
    [
        ("", "", "Duo Core and Duo Pro have nothing in common."),
        ("abc", "xyz", "Duo Core and Duo Pro have nothing in common."),
        ("a", "a", "Duo Core and Duo Pro hold the same 1 unit primitive."),
        ("ab", "ab", "Duo Core and Duo Pro hold the same 2 unit primitives."),
        ("ab", "abcdefg", "Duo Core is contained in Duo Pro, which holds 5 more."),
        ("abcdefg", "ab", "Duo Pro is contained in Duo Core, which holds 5 more."),
        ("abcde", "bcdexy", "Duo Core is contained in Duo Pro, except for a; Duo Pro holds 2 more."),
        ("bcdexy", "abcde", "Duo Pro is contained in Duo Core, except for a; Duo Core holds 2 more."),
        (
            "abcdefghijklmnopqrstuvwxyz1234",
            "ghijklmnopqrstuvwxyz1234567890",
            "Duo Core is contained in Duo Pro, except for a, b, c, d, e and 1 more; Duo Pro holds 6 more.",
        ),
        ("abcd", "cdefg", "Duo Core and Duo Pro overlap: 2 in both, 2 only in Duo Core, 3 only in Duo Pro."),
    ],
)
def test_a_sentence_says_whether_one_bundle_holds_the_other(core: str, pro: str, verdict: str) -> None:
    assert comparison_sentences(core_and_pro(core, pro), TITLED) == (verdict,)


def test_of_three_bundles_the_first_sentence_is_about_all_and_the_others_about_two() -> None:
    found = compare(
        AddOn(name="duo_core", unit_primitives=("a",)),
        AddOn(name="duo_pro", unit_primitives=("a", "b", "c", "d")),
        LicenseType(name="premium", unit_primitives=("a", "b", "x", "y", "z")),
    )

    assert comparison_sentences(found, TITLED) == (
        "All three hold 1 of the 7 unit primitives that any of them holds.",
        "Duo Core is contained in Duo Pro, which holds 3 more.",
        (
            "An add-on is held beside a license: what only one of them names may nee"
            "d the other too. Check tells what works with both."
        ),
    )


def test_parts_are_named_by_who_holds_them() -> None:
    found = compare(
        AddOn(name="duo_core", unit_primitives=("a", "b")),
        AddOn(name="duo_pro", unit_primitives=("a", "b", "c")),
        LicenseType(name="premium", unit_primitives=("b", "c")),
        LicenseType(name="ultimate", unit_primitives=("b",)),
    )

    assert comparison_title(found, TITLED) == "Duo Core, Duo Pro, Premium and Ultimate"
    assert [part_title(part, found, TITLED) for part in found.parts] == [
        "Only Duo Core",
        "Only Duo Pro",
        "Only Premium",
        "Only Ultimate",
        "Duo Core and Duo Pro, not Premium or Ultimate",
        "Duo Pro and Premium, not Duo Core or Ultimate",
        "All four",
    ]
    assert [part_title(part, core_and_pro("a", "b"), TITLED) for part in core_and_pro("a", "b").parts] == [
        "Only Duo Core",
        "Only Duo Pro",
        "Both",
    ]


def test_counts_add_up_to_every_unit_primitive() -> None:
    whole = catalog(CONFIG)
    two, three = (
        of_catalog("add_on/duo_core", "add_on/duo_pro"),
        of_catalog("add_on/duo_core", "add_on/duo_pro", "license_type/premium"),
    )

    assert counts(two, whole, TITLED) == (
        ("Only Duo Core", 0),
        ("Both", 1),
        ("Only Duo Pro", 2),
        ("No add-on stated", 1),
    )
    assert counts(three, whole, TITLED) == (
        ("Only Duo Core", 0),
        ("Only Duo Pro", 1),
        ("Only Premium", 0),
        ("Some", 1),
        ("All three", 1),
        ("None", 1),
    )
    for found in (two, three):
        assert sum(count for _, count in counts(found, whole, TITLED)) == 4


def test_what_others_of_the_kind_hold_and_what_states_none_are_counted_apart() -> None:
    more = catalog(f"{CONFIG}-- unit_primitives/sold_elsewhere --\nadd_ons: [duo_core]\n-- add_ons/other --\n")
    pair = compare(more.add_ons["duo_pro"], more.add_ons["other"])

    assert counts(pair, more, TITLED) == (
        ("Only Duo Pro", 3),
        ("Both", 0),
        ("Only Other", 0),
        ("Other add-ons only", 1),
        ("No add-on stated", 1),
    )


def test_bundles_of_two_kinds_are_no_alternatives() -> None:
    pair = of_catalog("add_on/duo_core", "license_type/premium")

    assert comparison_sentences(pair, TITLED) == (
        "Both hold 1 of the 2 unit primitives that any of them holds.",
        (
            "An add-on is held beside a license: what only one of them names may need the other too. "
            "Check tells what works with both."
        ),
    )
    assert counts(pair, catalog(CONFIG), TITLED)[-1] == ("Neither", 2)


def test_markdown_has_the_verdict_the_counts_and_each_part_with_its_access() -> None:
    found = of_catalog("add_on/duo_core", "add_on/duo_pro")

    assert comparison_markdown(found, catalog(CONFIG), TITLED, as_of=AS_OF, note="Not official.") == (
        "## Duo Core and Duo Pro\n"
        "\n"
        "Duo Core is contained in Duo Pro, which holds 2 more.\n"
        "\n"
        "Only Duo Core 0 + Both 1 + Only Duo Pro 2 + No add-on stated 1 = 4 unit primitives.\n"
        "\n"
        "### Only Duo Pro (2)\n"
        "\n"
        "| Unit primitive | Access | Add-ons | Licenses | Realms |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| `complete_code` (deprecated) | With an add-on, since 17 Oct 2024 | Duo Pro | Premium | Not stated |\n"
        "| `explain_code` | Free for now, no end date stated | Duo Pro | Not stated | Not stated |\n"
        "\n"
        "### Both (1)\n"
        "\n"
        "| Unit primitive | Access | Add-ons | Licenses | Realms |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| `duo_chat` | Free for now, no end date stated | Duo Core, Duo Pro | Premium | Not stated |\n"
        "\n"
        "Not official.\n"
    )


def test_markdown_without_a_moment_says_nothing_of_access() -> None:
    text = comparison_markdown(of_catalog("add_on/duo_core", "license_type/premium"), catalog(CONFIG), TITLED)

    assert text.endswith(
        "### Both (1)\n\n| Unit primitive | Add-ons | Licenses | Realms |\n| --- | --- | --- | --- |\n"
        "| `duo_chat` | Duo Core, Duo Pro | Premium | Not stated |\n"
    )
