"""What one more purchase would open: counted from unlocks, and the same as evaluating every situation."""

from dataclasses import replace
from itertools import product

import pytest

from site_builder.catalog import Context, Offer, Ref, Standing, Step, is_available, standings, steps
from tests.catalog.makers import ADD_ONS, LICENSE_TYPES, REALMS, catalog, moment, primitive

NOW = moment("2024-11-01")
PAST = {"cut_off_date": "2024-10-17"}
CATALOG = catalog(
    primitive("any_add_on", add_ons=("duo_pro", "duo_core", "duo_enterprise"), license_types=LICENSE_TYPES, **PAST),
    primitive("any_add_on_too", add_ons=("duo_core", "duo_enterprise", "duo_pro"), license_types=LICENSE_TYPES, **PAST),
    primitive("enterprise", add_ons=("duo_enterprise",), min_gitlab_version="17.0", **PAST),
    primitive("enterprise_in_ultimate", add_ons=("duo_enterprise",), license_types=("ultimate",), **PAST),
    primitive("free", add_ons=("duo_pro",), cut_off_date="2025-01-01", min_gitlab_version_for_free_access="16.8"),
    primitive("free_in_ultimate", license_types=("ultimate",)),
    primitive("not_sold", **PAST),
    primitive("only_cloud", add_ons=("duo_core",), gitlab_realms=("saas",), **PAST),
)
HELD = (None, *ADD_ONS)
BOUGHT = (
    *(Ref(kind="add_on", name=name) for name in ADD_ONS),
    *(Ref(kind="license_type", name=name) for name in LICENSE_TYPES),
)


def standing(license_type: str, realm: str) -> Standing:
    return next(it for it in standings(CATALOG, NOW) if (it.license_type, it.realm) == (license_type, realm))


def test_where_a_customer_stands_without_any_add_on() -> None:
    assert standing("premium", "self-managed") == Standing(
        license_type="premium",
        realm="self-managed",
        available=("free",),
        offers=(
            Offer(add_ons=ADD_ONS, unit_primitives=("any_add_on", "any_add_on_too")),
            Offer(add_ons=("duo_enterprise",), unit_primitives=("enterprise",)),
            Offer(
                license_types=("ultimate",), add_ons=("duo_enterprise",), unit_primitives=("enterprise_in_ultimate",)
            ),
            Offer(license_types=("ultimate",), unit_primitives=("free_in_ultimate",)),
        ),
        closed=("not_sold", "only_cloud"),
    )


def test_every_license_in_every_realm_holds_every_primitive_once() -> None:
    found = standings(CATALOG, NOW)

    assert [(it.license_type, it.realm) for it in found] == list(product(LICENSE_TYPES, REALMS))
    for it in found:
        offered = [name for offer in it.offers for name in offer.unit_primitives]
        assert sorted([*it.available, *offered, *it.closed]) == list(CATALOG.unit_primitives.names)
        assert len(it.available) + it.away(1) + it.away(2) + len(it.closed) == len(CATALOG.unit_primitives)


@pytest.mark.parametrize(("held", "bought"), list(product(HELD, BOUGHT)), ids=str)
def test_what_a_purchase_adds_is_what_evaluating_both_situations_says(held: str | None, bought: Ref) -> None:
    for it in standings(CATALOG, NOW):
        before = Context(
            license_type=it.license_type, add_ons=frozenset(filter(None, [held])), realm=it.realm, moment=NOW
        )
        if bought.kind == "add_on":
            after = replace(before, add_ons=before.add_ons | {bought.name})
        else:
            after = replace(before, license_type=bought.name)
        works = {name.name for name in CATALOG.unit_primitives if is_available(name, before)}
        then = {name.name for name in CATALOG.unit_primitives if is_available(name, after)}

        assert (it.with_add_on(held), it.gain(bought, held)) == (len(works), len(then - works)), it


@pytest.mark.parametrize("held", HELD)
def test_the_steps_of_a_situation_gain_as_many(held: str | None) -> None:
    for it in standings(CATALOG, NOW):
        context = Context(
            license_type=it.license_type, add_ons=frozenset(filter(None, [held])), realm=it.realm, moment=NOW
        )
        found = steps(CATALOG, context)

        assert [it.gain(bundle_of(step), held) for step in found] == [len(step.gained) for step in found]


def bundle_of(step: Step) -> Ref:
    (name,) = (*step.change.add_ons, *step.change.license_types)
    return Ref(kind="add_on" if step.change.add_ons else "license_type", name=name)


def test_the_worked_numbers_of_one_customer() -> None:
    premium = standing("premium", "self-managed")

    assert premium.with_add_on("duo_core") == 3
    assert premium.gain(Ref(kind="add_on", name="duo_pro"), "duo_core") == 0
    assert premium.gain(Ref(kind="add_on", name="duo_enterprise"), "duo_core") == 1
    assert premium.gain(Ref(kind="license_type", name="ultimate"), "duo_core") == 1
    assert premium.gain(Ref(kind="license_type", name="ultimate"), "duo_enterprise") == 2
    assert (premium.away(1), premium.away(2)) == (4, 1)
