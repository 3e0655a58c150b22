"""The rule of availability in the browser is the rule of the program: every answer, in every situation there is."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, combinations, pairwise, product
from typing import Any

import pytest
from packaging.version import Version
from playwright.sync_api import Page

from site_builder.catalog import (
    GITLAB_COM,
    Catalog,
    Context,
    UnitPrimitive,
    Verdict,
    evaluate,
    version_text,
    with_same_terms,
)
from site_builder.site import Material, plan, urls
from site_builder.site.exports.verdict_data import unlock_object, verdict_object
from site_builder.site.states import state_of
from site_builder.site.verdicts import unlock_words, unstated_words, why
from tests.browser.visiting import Visit
from tests.catalog import makers
from tests.site.making import material
from tests.site.sites import real

# What the real configuration has not: a date without add-on, several realms with a version, orders of their own.
ODD = """
    -- unit_primitives/nobody_sells_it --
    cut_off_date: 2024-10-17T12:30:00+00:00
    license_types: [ultimate]
    gitlab_realms: [saas]
    -- unit_primitives/hosted_only --
    cut_off_date: 2024-10-17T12:30:00+00:00
    min_gitlab_version: '16.10'
    min_gitlab_version_for_free_access: '16.9.1'
    add_ons: [duo_pro, duo_core]
    license_types: [ultimate, premium]
    gitlab_realms: [self-managed, saas]
    -- unit_primitives/hosted_too --
    cut_off_date: 2024-10-17T12:30:00+00:00
    min_gitlab_version: '16.10.0'
    min_gitlab_version_for_free_access: '16.9.1'
    add_ons: [duo_pro, duo_core]
    license_types: [ultimate, premium]
    gitlab_realms: [self-managed, saas]
    -- unit_primitives/elsewhere --
    cut_off_date: 2023-12-31T23:59:59+00:00
    min_gitlab_version: '17.0'
    add_ons: [duo_core]
    gitlab_realms: [dedicated, saas, self-managed]
    -- unit_primitives/hosted_for_free --
    min_gitlab_version_for_free_access: '16.10'
    license_types: [premium]
    gitlab_realms: [dedicated]
    alias_names: [formerly]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/saas --
    -- gitlab_realms/self-managed --
    -- gitlab_realms/dedicated --
    """

ANSWERS = """([situations, data]) => {
  const rule = window.siteAvailability;
  const catalog = window.siteCatalog.catalogIn(data);
  const kept = new Map();
  return catalog.terms.map((terms) => situations.map(([license, addOns, realm, version, moment]) => {
    const verdict = rule.evaluate(terms, { license, addOns: new Set(addOns), realm, version, moment }, catalog.gitlabCom);
    const words = [rule.stateOf(verdict), rule.why(terms, verdict, catalog.titles),
      rule.unlockWords(verdict.unlocks, catalog.titles), rule.unstatedWords(terms)];
    const text = JSON.stringify([verdict, words]);
    if (!kept.has(text)) kept.set(text, kept.size);
    return kept.get(text);
  })).concat([Array.from(kept.keys())]);
}"""


def versions(primitives: tuple[UnitPrimitive, ...]) -> tuple[str | None, ...]:
    """Around every stated minimum: before it, at it in both spellings, after it, and between two; and not known."""
    stated = {
        version
        for primitive in primitives
        for version in (primitive.min_gitlab_version, primitive.min_gitlab_version_for_free_access)
        if version
    }
    around = (
        f"{version.major}.{minor}{patch}"
        for version in stated
        for minor, patch in (
            (version.minor - 1, ".9"),
            (version.minor, ""),
            (version.minor, ".2"),
            (version.minor + 1, ""),
        )
        if minor >= 0
    )
    return (
        None,
        *sorted({*around, *(f"{version}.0" for version in stated if version.micro == 0)} | set(map(str, stated))),
    )


def moments(primitives: tuple[UnitPrimitive, ...]) -> tuple[datetime, ...]:
    """A second before every cut-off, at its very instant, a second after it, and between two."""
    cut_offs = sorted({primitive.cut_off_date for primitive in primitives if primitive.cut_off_date})
    second = timedelta(seconds=1)
    between = (earlier + (later - earlier) / 2 for earlier, later in pairwise(cut_offs))
    return (*chain.from_iterable((at - second, at, at + second) for at in cut_offs), *between)


def situations(made: Material) -> Iterator[Context]:
    """Every license, set of add-ons and realm, with every such version and moment."""
    catalog: Catalog = made.catalog
    primitives = tuple(catalog.unit_primitives)
    names = catalog.add_ons.names
    sets = chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))
    for license, add_ons, realm, version, moment in product(
        (*catalog.license_types.names, "free"),
        sets,
        catalog.gitlab_realms.names,
        versions(primitives),
        moments(primitives),
    ):
        yield Context(
            license_type=license,
            add_ons=frozenset(add_ons),
            realm=realm,
            version=Version(version) if version else None,
            moment=moment.replace(microsecond=0),
        )


def plain(context: Context) -> list[Any]:
    version = str(context.version) if context.version else None
    return [context.license_type, sorted(context.add_ons), context.realm, version, int(context.moment.timestamp())]


def data_of(made: Material) -> dict[str, Any]:
    """What the site's own script holds."""
    data: dict[str, Any] = json.loads(plan(made).scripts[urls.TERMS_DATA]().text)
    return data


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit("check.html")


@pytest.mark.parametrize("make", [real, lambda: material(ODD)], ids=["real", "odd"])
def test_both_give_the_same_answer_reasons_and_unlocks_everywhere(page: Page, make: Any) -> None:
    made: Material = make()
    asked = list(situations(made))
    *numbers, texts = page.evaluate(ANSWERS, [[plain(context) for context in asked], data_of(made)])

    answers = [json.loads(text) for text in texts]
    groups = with_same_terms(made.catalog.unit_primitives)
    assert len(numbers) == len(groups)
    for group, theirs in zip(groups, numbers, strict=True):
        for primitive in group:
            agreed: dict[Verdict, int] = {}  # the same verdict needs to be compared once, word for word
            for context, number in zip(asked, theirs, strict=True):
                assert agreed.setdefault(evaluate(primitive, context), number) == number, context
            for verdict, number in agreed.items():
                assert answers[number] == in_words(primitive, verdict, made), primitive.name


def test_both_hold_the_choices_of_an_unlock_and_not_their_combinations(page: Page) -> None:
    add_ons, licenses, realms = (
        tuple(f"{kind}_{number}" for number in range(100)) for kind in ("add_on", "a", "realm")
    )
    stated = makers.primitive(
        cut_off_date="2024-10-17T00:00:00",
        min_gitlab_version="16.9",
        add_ons=add_ons,
        license_types=licenses,
        gitlab_realms=(*realms, GITLAB_COM),
    )
    asked = Context(
        license_type="free", realm="elsewhere", version=Version("16.8"), moment=makers.moment("2024-10-18T00:00:00")
    )

    found = page.evaluate(
        """([terms, moment, gitlabCom]) => {
          const situation = { license: 'free', addOns: new Set(), realm: 'elsewhere', version: '16.8', moment };
          const { unlocks } = window.siteAvailability.evaluate(terms, situation, gitlabCom);
          return [unlocks.length, unlocks.slice(0, 2)];
        }""",
        [terms_of(stated), int(asked.moment.timestamp()), GITLAB_COM],
    )

    choices = {"license_types": list(licenses), "add_ons": list(add_ons)}
    unlocks = [
        {"gitlab_realms": list(realms), **choices, "gitlab_version": "16.9"},
        {"gitlab_realms": [GITLAB_COM], **choices},
    ]
    assert found == [2, unlocks]
    assert [unlock_object(unlock) for unlock in evaluate(stated, asked).unlocks] == unlocks


def in_words(primitive: UnitPrimitive, verdict: Verdict, made: Material) -> list[Any]:
    """A verdict as the script gives it."""
    answer = verdict_object(primitive, verdict)
    words = [
        state_of(verdict).key,
        why(primitive, verdict, made.titles),
        unlock_words(verdict.unlocks, made.titles),
        unstated_words(primitive),
    ]
    return [{key: value for key, value in answer.items() if key not in ("unit_primitive", "deprecated")}, words]


@pytest.mark.parametrize("make", [real, lambda: material(ODD)], ids=["real", "odd"])
def test_every_primitive_finds_its_own_terms_there(page: Page, make: Any) -> None:
    made: Material = make()

    found = page.evaluate("(data) => window.siteCatalog.catalogIn(data)", data_of(made))

    assert [
        (it["name"], it["category"], it["deprecated"], it["aliases"], it["milestone"], found["terms"][it["terms"]])
        for it in found["primitives"]
    ] == [
        (it.name, it.feature_category, it.deprecated, list(it.alias_names), str(it.milestone or ""), terms_of(it))
        for it in made.catalog.unit_primitives
    ]


def terms_of(primitive: UnitPrimitive) -> dict[str, Any]:
    """What the rule needs of a primitive, as the script holds it."""
    free, paid = primitive.min_gitlab_version_for_free_access, primitive.min_gitlab_version
    return {
        "realms": list(primitive.gitlab_realms),
        "licenses": list(primitive.license_types),
        "addOns": list(primitive.add_ons),
        "cutOff": int(primitive.cut_off_date.timestamp()) if primitive.cut_off_date else None,
        "free": version_text(free) if free else None,
        "paid": version_text(paid) if paid else None,
    }


def test_the_situations_reach_every_side_of_every_limit() -> None:
    made = material(ODD)
    asked = list(situations(made))

    assert {str(context.version) for context in asked} >= {"None", "16.9", "16.9.1", "16.10.0", "16.11", "17.0", "17.1"}
    assert len({context.moment for context in asked}) == 7
    assert {len(context.add_ons) for context in asked} == {0, 1, 2}
