"""The differences of every pair as rows of texts."""

from site_builder.site.exports.differences import Differences, difference_rows
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    add_ons: [duo_core, duo_pro, duo_enterprise]
    license_types: [ultimate]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro, duo_enterprise]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- add_ons/duo_enterprise --
    -- license_types/premium --
    -- license_types/ultimate --
    """


def test_each_row_says_which_of_two_holds_what_the_other_does_not() -> None:
    assert difference_rows(material(CONFIG)) == Differences(
        header=("kind", "a", "b", "unit_primitive", "in"),
        rows=(
            ("add_on", "duo_core", "duo_pro", "explain_code", "duo_pro"),
            ("add_on", "duo_core", "duo_enterprise", "explain_code", "duo_enterprise"),
            ("license_type", "premium", "ultimate", "duo_chat", "ultimate"),
        ),
        note="",
    )


def test_what_is_left_out_is_said() -> None:
    crowded = material(
        "-- unit_primitives/duo_chat --\n" + "".join(f"-- add_ons/a{number} --\n" for number in range(26))
    )

    assert difference_rows(crowded) == Differences(
        header=("kind", "a", "b", "unit_primitive", "in"),
        rows=(),
        note="25 pairs of smaller bundles left out: all pairs together have at most 30,000 rows.",
    )
