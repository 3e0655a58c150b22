"""Which situations have pages: all where there are few primitives, and never more than stay affordable."""

from dataclasses import replace

import pytest

from site_builder.catalog import AddOn, LicenseType, link, with_same_terms
from site_builder.site import Material
from site_builder.site.situations import (
    FEWEST_NAMES,
    MOST_NAMES,
    MOST_PLACES,
    add_ons,
    context,
    contexts,
    licenses,
    with_pages,
    working,
)
from tests.catalog.makers import primitive
from tests.site.making import material

CONFIG = """
    -- unit_primitives/ask_build --
    add_ons: [duo_enterprise]
    license_types: [ultimate]
    gitlab_realms: [saas]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro, duo_enterprise]
    -- add_ons/duo_pro --
    -- add_ons/duo_enterprise --
    -- license_types/ultimate --
    -- license_types/premium --
    -- gitlab_realms/saas --
    -- gitlab_realms/dedicated --
    """


def test_every_license_and_none_every_add_on_and_none_in_every_realm() -> None:
    made = material(CONFIG)

    assert licenses(made.catalog, made.titles) == ("premium", "ultimate", "free")
    assert add_ons(made.catalog, made.titles) == ("", "duo_pro", "duo_enterprise")
    found = [(it.license_type, "".join(it.add_ons), it.realm) for it in contexts(made)]
    assert found[:4] == [
        ("premium", "", "saas"),
        ("premium", "", "dedicated"),
        ("premium", "duo_pro", "saas"),
        ("premium", "duo_pro", "dedicated"),
    ]
    assert len(found) == len(set(found)) == 3 * 3 * 2
    assert {(it.version, it.moment) for it in contexts(made)} == {(None, made.as_of)}


def test_a_license_that_is_called_free_is_that_one() -> None:
    made = material("-- unit_primitives/ask_build --\n-- license_types/free --\n-- license_types/premium --")

    assert licenses(made.catalog, made.titles) == ("premium", "free")


def crowded(primitives: int, sold: int) -> Material:
    """Very many primitives and forty add-ons, the first of which sell most."""
    names = [f"add_on_{number:02}" for number in range(sold)]
    entities = (
        *(AddOn(name=name) for name in names),
        LicenseType(name="premium"),
        *(
            primitive(f"primitive_{number}", add_ons=tuple(names[: 1 + number % sold]), license_types=("premium",))
            for number in range(primitives)
        ),
    )
    few = material("-- unit_primitives/ask_build --\n-- gitlab_realms/saas --")
    return replace(few, catalog=link((*entities, *few.catalog.gitlab_realms)))


def test_pages_stay_bounded_as_bundles_and_primitives_grow_and_the_largest_add_ons_have_them() -> None:
    made = crowded(primitives=1_000, sold=40)
    shown = with_pages(made.catalog, made.titles).add_ons

    found = list(contexts(made))
    assert len(found) * len(made.catalog.unit_primitives) <= MOST_NAMES
    assert shown == ("", *(f"add_on_{number:02}" for number in range(len(shown) - 1)))
    assert 1 < len(shown) < 41
    assert len(found) == 2 * len(shown)


def test_pages_of_few_names_are_few_too() -> None:
    made = crowded(primitives=2, sold=400)

    assert len(list(contexts(made))) == MOST_NAMES // FEWEST_NAMES


def test_what_works_without_any_add_on_has_pages_whatever_it_costs() -> None:
    made = crowded(primitives=MOST_NAMES + 1, sold=1)

    assert with_pages(made.catalog, made.titles).add_ons == ("",)
    assert len(list(contexts(made))) == 2


@pytest.mark.parametrize(
    ("sold", "realms", "shown"),
    [(60, 3, (61, 3)), (3, 60, (4, 60)), (200, 3, (100, 3)), (2, 200, (3, 100)), (50, 50, (17, 17))],
)
def test_licenses_and_realms_have_pages_as_far_as_they_are_not_very_many_together(
    sold: int, realms: int, shown: tuple[int, int]
) -> None:
    entities = [f"-- license_types/l{number:03} --" for number in range(sold)]
    entities += [f"-- gitlab_realms/r{number:03} --" for number in range(realms)]
    made = material("\n".join(["-- unit_primitives/ask_build --", "-- add_ons/duo_pro --", *entities]))
    found = with_pages(made.catalog, made.titles)

    assert (len(found.license_types), len(found.gitlab_realms)) == shown
    assert len(found) == len(list(contexts(made))) <= MOST_PLACES
    assert found.license_types[:2] == ("l000", "l001")
    assert found.has("l000", "", "r001")
    assert not found.has("l000", "", f"r{shown[1]:03}")
    assert not found.has(f"l{shown[0]:03}", "", "r000")


def test_working_counts_primitives_not_groups() -> None:
    made = material(CONFIG)
    groups = with_same_terms(
        (*made.catalog.unit_primitives, primitive("fix_code", add_ons=("duo_pro", "duo_enterprise")))
    )

    assert working(groups, context("premium", "", "saas", made)) == 2
    assert working(groups, context("ultimate", "", "saas", made)) == 3
