"""How bundles differ, as rows."""

from site_builder.site.exports.differences import difference_rows
from tests.site.making import material

CONFIG = """
    -- unit_primitives/complete_code --
    add_ons: [duo_core, duo_pro]
    -- unit_primitives/duo_chat --
    add_ons: [duo_core]
    license_types: [premium]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro]
    -- unit_primitives/zoom --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    """


def test_every_pair_of_a_kind_lists_what_only_one_holds_and_what_both_hold() -> None:
    assert list(difference_rows(material(CONFIG))) == [
        ("kind", "a", "b", "unit_primitive", "in"),
        ("add_on", "duo_core", "duo_pro", "duo_chat", "only duo_core"),
        ("add_on", "duo_core", "duo_pro", "complete_code", "both"),
        ("add_on", "duo_core", "duo_pro", "explain_code", "only duo_pro"),
        ("license_type", "premium", "ultimate", "duo_chat", "only premium"),
    ]


def test_without_a_pair_there_is_the_header() -> None:
    assert list(difference_rows(material("-- unit_primitives/duo_chat --"))) == [
        ("kind", "a", "b", "unit_primitive", "in")
    ]
