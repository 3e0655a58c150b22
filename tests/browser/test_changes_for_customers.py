"""What a customer is told to be different is what the rule of availability says of the configuration then and now."""

import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from pathlib import Path

import pytest

from site_builder.catalog import Catalog, Context, evaluate, is_free
from site_builder.checking import checked_at
from site_builder.installed import own_files
from site_builder.problems import InvalidConfig
from site_builder.source import load_schemas
from tests.browser.visiting import AS_OF, Visit

Customer = tuple[str, tuple[str, ...], str]  # license, add-ons, realm
NOBODY = "no-add-on"
TOLD = {
    "gained": "Newly works",
    "lost": "No longer works",
    "paid": "Still works, now by an add-on",
}
OF_SOME = {
    "gained": "Newly works",
    "lost": "No longer works",
    "more": "Newly works for some of them",
    "fewer": "No longer works for some of them",
    "both": "Newly works for some of them, no longer for others",
}
# Chooses each customer in the form, and reads what is told: of each line its heading with the number, and the names.
ASK = """customers => customers.map(([since, license, addOns, realm]) => {
  const fields = (name) => Array.from(document.querySelectorAll(`.customer [name="${name}"]`));
  fields('since')[0].value = since;
  fields('license')[0].value = license;
  fields('realm')[0].value = realm;
  fields('add_on').forEach((box) => { box.checked = addOns.includes(box.value); });
  fields('since')[0].dispatchEvent(new Event('input', { bubbles: true }));
  return Array.from(document.querySelectorAll('#customer-note li'), (line) =>
    [line.querySelector('.tag').textContent, Array.from(line.querySelectorAll('a, code:not(a code)'), (name) => name.textContent)]);
})"""


@pytest.fixture(scope="module")
def past(config: Path) -> list[tuple[datetime, Catalog]]:
    """The configuration of each commit, the oldest first, with its moment; those with errors are passed over."""
    log = subprocess.run(
        ["git", "log", "--reverse", "--format=%H %ct"], cwd=config, capture_output=True, text=True, check=True
    )
    return list(_valid(config, (line.split() for line in log.stdout.splitlines())))


def _valid(config: Path, commits: Iterable[list[str]]) -> Iterator[tuple[datetime, Catalog]]:
    schemas = load_schemas(own_files("schemas"))
    for id, seconds in commits:
        try:
            yield datetime.fromtimestamp(int(seconds), UTC), checked_at(config, schemas, "config", id).catalog
        except InvalidConfig:
            continue


def expected(then: Catalog, moment: datetime, now: Catalog, customer: Customer) -> dict[str, set[str]]:
    """What is gained, lost, or no longer free, by name."""
    found: dict[str, set[str]] = {became: set() for became in TOLD}
    for name in {*then.unit_primitives.names, *now.unit_primitives.names}:
        old, new = then.unit_primitives.find_by_name(name), now.unit_primitives.find_by_name(name)
        before, after = (_works(catalog, name, customer, at) for catalog, at in ((then, moment), (now, AS_OF)))
        if before != after:
            found["gained" if after else "lost"].add(name)
        elif old and new and before and is_free(old, moment) and not is_free(new, AS_OF):
            found["paid"].add(name)
    return {became: names for became, names in found.items() if names}


@pytest.mark.parametrize("since", ["", "three-months", "2026-11", "2026-10", "2026-05", "2026-02"])
def test_what_is_told_is_what_the_rule_says_then_and_now(
    visit: Visit, past: list[tuple[datetime, Catalog]], since: str
) -> None:
    now = past[-1][1]
    add_ons = now.add_ons.names
    held = [(), *((name,) for name in add_ons), *combinations(add_ons, 2)]
    customers: list[Customer] = list(product((*now.license_types.names, "free"), held, now.gitlab_realms.names))
    page = visit("changes/all.html")
    text = "2026-08-22" if since == "three-months" else f"{since}-01"
    moment = datetime.fromisoformat(f"{text}T00:00:00Z") - timedelta(microseconds=1) if since else past[0][0]
    then = next(catalog for at, catalog in reversed(past) if at <= moment)

    told = page.evaluate(ASK, [[since, license, held or [NOBODY], realm] for license, held, realm in customers])

    classes = {words: became for became, words in TOLD.items()}
    for customer, lines in zip(customers, told, strict=True):
        parts = ((*tag.rsplit(": ", 1), names) for tag, names in lines)
        found = {classes[words]: (int(count), set(names)) for words, count, names in parts if words in classes}
        wanted = expected(then, moment, now, customer)
        assert {became: count for became, (count, _) in found.items()} == {
            became: len(names) for became, names in wanted.items()
        }, customer
        assert all(names <= wanted[became] for became, (_, names) in found.items()), customer


def became(before: set[Customer], after: set[Customer], everybody: set[Customer]) -> str:
    """What is told of those for whom it worked and works, of all that a customer may be; empty for no difference."""
    if before == after:
        return ""
    if not before:
        return "gained" if after == everybody else "more"
    if not after:
        return "lost" if before == everybody else "fewer"
    return "more" if before < after else "fewer" if after < before else "both"


@pytest.mark.parametrize("since", ["", "2026-05"])
def test_what_is_told_of_a_customer_of_whom_not_all_is_known_is_true_of_all_or_said_of_some(
    visit: Visit, past: list[tuple[datetime, Catalog]], since: str
) -> None:
    now = past[-1][1]
    licenses, realms = (*now.license_types.names, "free"), now.gitlab_realms.names
    held = [(), *((name,) for name in now.add_ons.names)]
    page = visit("changes/all.html")
    moment = datetime.fromisoformat(f"{since}-01T00:00:00Z") - timedelta(microseconds=1) if since else past[0][0]
    then = next(catalog for at, catalog in reversed(past) if at <= moment)
    asked = [
        (license, add_ons, realm)
        for license, add_ons, realm in product(("", *licenses), (None, *held), ("", *realms))
        if (license, add_ons, realm) != ("", None, "")
    ]

    told = page.evaluate(
        ASK,
        [[since, license, [] if held is None else held or [NOBODY], realm] for license, held, realm in asked],
    )

    everybody = list(product(licenses, held, realms))
    works = {
        at: {
            name: {one for one in everybody if _works(catalog, name, one, at)}
            for name in {*then.unit_primitives.names, *now.unit_primitives.names}
        }
        for catalog, at in ((then, moment), (now, AS_OF))
    }
    classes = {words: became for became, words in OF_SOME.items()}
    for customer, lines in zip(asked, told, strict=True):
        may_be = {
            one
            for one in everybody
            if all(said in {"", None} or said == is_so for said, is_so in zip(customer, one, strict=True))
        }
        wanted: dict[str, int] = {}
        for name, before in works[moment].items():
            if outcome := became(before & may_be, works[AS_OF][name] & may_be, may_be):
                wanted[outcome] = wanted.get(outcome, 0) + 1
        tags = (tag.rsplit(": ", 1) for tag, _ in lines)
        assert {classes[words]: int(count) for words, count in tags if words in classes} == wanted, customer


def _works(catalog: Catalog, name: str, customer: Customer, moment: datetime) -> bool:
    license, add_ons, realm = customer
    found = catalog.unit_primitives.find_by_name(name)
    asked = Context(license_type=license, add_ons=frozenset(add_ons), realm=realm, moment=moment)
    return found is not None and evaluate(found, asked).available
