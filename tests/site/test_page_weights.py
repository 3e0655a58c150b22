"""Pages on which much grows at once: each stays below what a browser opens at once, and says what it leaves out."""

import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from site_builder.catalog import Edit, Origin, Record, Skipped, Tagged, chronicle_from, paired
from site_builder.problems import Problem
from site_builder.settings import SiteSettings
from site_builder.site import Material, plan
from tests.artifacts import artifacts_of
from tests.site.making import catalog, material
from tests.site.reading import Html

LARGEST = 2_000_000  # bytes of a page
SOLD = "cut_off_date: 2024-01-01T00:00:00Z\nadd_ons: [a]\nlicense_types: [l]\ngitlab_realms: [r]\n"
BUNDLES = "-- add_ons/a --\n-- license_types/l --\n-- gitlab_realms/r --\n"


def made_pages(made: Material, *addresses: str) -> Mapping[str, bytes]:
    """These pages of the site."""
    site = plan(made)
    few = replace(site, pages=tuple(page for page in site.pages if page.address in addresses), files=())
    return {it.path: it.content for it in artifacts_of(few) if it.path in addresses}


def titled(text: str, names: Iterable[str], letter: str) -> Material:
    """Each name with the longest title there may be, of a letter that takes many bytes."""
    return material(text, site=SiteSettings(titles={name: name.ljust(100, letter) for name in names}))


def realms_apart() -> Material:
    """What only the one realm with a short name has."""
    realms = [f"r{number:02}" for number in range(15)]
    others = "".join(f"-- gitlab_realms/{name} --\n" for name in realms)
    return titled(
        BUNDLES + others + "".join(f"-- unit_primitives/p{number} --\n{SOLD}" for number in range(300)), realms, "&"
    )


def many_offers() -> Material:
    """Each realm offers everything, each unit primitive with other bundles."""
    chance = random.Random(1)
    names = {"add_ons": 20, "license_types": 6, "gitlab_realms": 20}
    named = {kind: [f"{kind[0]}{number:02}" for number in range(count)] for kind, count in names.items()}
    text = "".join(f"-- {kind}/{name} --\n" for kind, members in named.items() for name in members)
    for number in range(300):
        chosen = {kind: chance.sample(named[kind], count) for kind, count in {"add_ons": 8, "license_types": 4}.items()}
        stated = chosen | {"gitlab_realms": named["gitlab_realms"]}
        lines = "".join(f"{kind}: [{', '.join(members)}]\n" for kind, members in stated.items())
        text += f"-- unit_primitives/p{number} --\ncut_off_date: 2024-01-01T00:00:00Z\n{lines}"
    return titled(text, (name for members in named.values() for name in members), "漢")


def many_steps() -> Material:
    """Each unit primitive has an add-on of its own, which says much of itself."""
    return material(
        BUNDLES
        + "".join(
            f"-- add_ons/a{number:03} --\ndescription: '{'&' * 1000}'\n"
            f"-- unit_primitives/p{number:03} --\n{SOLD.replace('[a]', f'[a{number:03}]')}"
            for number in range(400)
        )
    )


def many_owners() -> Material:
    """Each unit primitive has a feature category and a group of its own."""
    return material(
        BUNDLES
        + "".join(
            f"-- unit_primitives/p{number:04} --\n{SOLD}"
            f"group: group::g{number:04}{'_x' * 25}\nfeature_category: c{number:04}{'_y' * 28}\n"
            for number in range(2_000)
        )
    )


def many_services() -> Material:
    """Legacy services that say much of themselves."""
    return material(
        "-- unit_primitives/p --\n"
        + "".join(f"-- services/s{number:03} --\ndescription: '{'&' * 1000}'\n" for number in range(450))
    )


def long_names() -> Material:
    """Names that may break after each letter; each is that of a service as well, and of a group."""
    names = [f"p{number}".ljust(63, "_") + "z" for number in range(1_500)]
    sold = "cut_off_date: 2024-01-01T00:00:00Z\ngitlab_realms: [r]\n"
    return material(
        "-- gitlab_realms/r --\nlegacy_realm: gitlab-com\n"
        + "".join(
            f"-- unit_primitives/{name} --\n{sold}group: 'group::{name}{'_' * 20}z'\n"
            f"-- services/{name} --\nunit_primitives: [{name}]\n"
            for name in names
        )
    )


def long_origins() -> Material:
    """Each former name was found at a place whose address is very long."""
    names = [f"a{number}" for number in range(300)]
    made = material(f"-- unit_primitives/p --\nalias_names: [{', '.join(names)}]\n")
    found = Origin(source="&" * 8_000, confidence="stated")
    origins = {("unit_primitives/p.yml", "alias_names[]", name): found for name in names}
    return replace(made, provenance=origins)


def many_in_messages() -> Material:
    """What is deprecated names what to use instead: nearly everything."""
    names = [f"a_{letter}{number}" for letter in "abcdef" for number in range(100)]
    said = " ".join(names)[:990]
    return material(
        BUNDLES + "".join(f"-- unit_primitives/{name} --\n{SOLD}deprecation_message: {said}\n" for name in names)
    )


def many_bundles() -> Material:
    """Half of them sell it, each under the longest title there may be."""
    names = {kind: [f"{kind[0]}{number:02}" for number in range(18)] for kind in ("add_ons", "license_types")}
    names["gitlab_realms"] = ["saas", "r1", "r2", "r3"]
    text = "".join(f"-- {kind}/{name} --\n" for kind, members in names.items() for name in members)
    sold = "".join(f"{kind}: [{', '.join(members[: len(members) // 2])}]\n" for kind, members in names.items())
    return titled(
        f"{text}-- unit_primitives/p --\ncut_off_date: 2024-01-01T00:00:00Z\n{sold}",
        (name for members in names.values() for name in members),
        "&",
    )


def members_that_differ() -> Material:
    """A service whose members each state something else, at length."""
    chance = random.Random(2)
    realms, add_ons = ([f"{letter}{number:02}".ljust(62, "_") + "z" for number in range(20)] for letter in "ra")
    names = [f"p{number}".ljust(62, "_") + "z" for number in range(600)]
    text = "".join(f"-- gitlab_realms/{name} --\nlegacy_realm: gitlab-com\n" for name in realms)
    text += "".join(f"-- add_ons/{name} --\n" for name in add_ons)
    for number, name in enumerate(names):
        stated = {"add_ons": chance.sample(add_ons, 15), "gitlab_realms": chance.sample(realms, 15)}
        lines = "".join(f"{field}: [{', '.join(members)}]\n" for field, members in stated.items())
        text += f"-- unit_primitives/{name} --\nmin_gitlab_version: '1.{number}'\n{lines}"
    return material(f"{text}-- services/s --\nunit_primitives: [{', '.join(names)}]\n")


def many_of_one() -> Material:
    """What has a long name, and is deprecated, all came with one version and belongs to one group."""
    names = [f"p{number}".ljust(62, "_") + "z" for number in range(1_500)]
    stated = "milestone: '17.0'\nmin_gitlab_version: '17.0'\nmin_gitlab_version_for_free_access: '17.0'\n"
    bundles = [f"b{number}".ljust(62, "_") + "z" for number in range(3)]
    stated += f"add_ons: [{', '.join(bundles)}]\nlicense_types: [{', '.join(bundles)}]\n"
    ahead = "cut_off_date: 2030-01-01T00:00:00Z\n"
    one = "group: group::g\nfeature_category: c\ndeprecated_by_url: https://gitlab.com/a\ndeprecation_message: No.\n"
    text = "".join(f"-- {kind}/{name} --\n" for name in bundles for kind in ("add_ons", "license_types"))
    return material(text + "".join(f"-- unit_primitives/{name} --\n{stated}{ahead}{one}" for name in names))


def many_news() -> Material:
    """Each unit primitive is sold with everything, says much of itself and names three versions."""
    kinds = ("add_ons", "license_types", "gitlab_realms")
    names = {kind: [f"{kind[0]}{number:02}".ljust(62, "_") + "z" for number in range(13)] for kind in kinds}
    text = "".join(f"-- {kind}/{name} --\n" for kind, members in names.items() for name in members)
    sold = "".join(f"{kind}: [{', '.join(members)}]\n" for kind, members in names.items())
    fields = ("milestone", "min_gitlab_version", "min_gitlab_version_for_free_access")
    for number in range(60):
        versions = "".join(f"{field}: '{major}.{number}'\n" for major, field in enumerate(fields, 1))
        text += f"-- unit_primitives/p{number} --\ndescription: '{'&' * 900}'\n{sold}{versions}"
    return material(text)


def many_versions() -> Material:
    """Each unit primitive names three versions of its own."""
    fields = ("milestone", "min_gitlab_version", "min_gitlab_version_for_free_access")
    text = ""
    for number in range(9_000):
        major, minor = divmod(number, 1_000)
        versions = (f"{field}: '{1 + 10 * place + major}.{minor}'\n" for place, field in enumerate(fields))
        text += f"-- unit_primitives/p{number:04} --\n{''.join(versions)}"
    return material(text)


def compared_at_length() -> Material:
    """What each of two add-ons sells, and both, in realms with the longest titles."""
    realms = [f"r{number:02}" for number in range(36)]
    text = "".join(f"-- gitlab_realms/{name} --\n" for name in realms) + "-- add_ons/a --\n-- add_ons/b --\n"
    for number in range(150):
        sold = ("a", "b", "a, b")[number % 3]
        text += f"-- unit_primitives/p{number} --\nadd_ons: [{sold}]\ngitlab_realms: [{', '.join(realms)}]\n"
    return titled(text, (*realms, "a", "b"), "&")


def long_tags() -> Material:
    """A release for each edit, with the longest name there may be."""
    began = datetime(2020, 11, 1, tzinfo=UTC)
    of = [catalog(f"-- unit_primitives/p --\ndescription: d{number}\n") for number in range(700)]
    states = [next(iter(it.unit_primitives)) for it in of]
    edits = tuple(
        Edit(
            id=f"{number:040}",
            moment=began + timedelta(days=number),
            subject="Say it in other words",
            entities=paired([(states[number - 1] if number else None, state)]),
        )
        for number, state in enumerate(states)
    )
    releases = tuple(
        Tagged(name=f"v{place}-{'&' * 235}", moment=edit.moment + timedelta(hours=1), edits=place + 1, place=place)
        for place, edit in enumerate(edits)
    )
    known = Record(edits=edits, beginning=(states[0],), releases=releases)
    as_of = began + timedelta(days=701)
    told = chronicle_from(known, of[-1], as_of)
    return material("-- unit_primitives/p --\ndescription: d699\n", chronicle=told, as_of=as_of)


def dense_relations() -> Material:
    """Each unit primitive is related to everything else."""
    names = {
        kind: [f"{kind[0]}{number:02}" for number in range(60)]
        for kind in ("gitlab_realms", "backend_services", "add_ons", "license_types")
    }
    text = "".join(f"-- {kind}/{name} --\n" for kind, members in names.items() for name in members)
    stated = "".join(f"{kind}: [{', '.join(members)}]\n" for kind, members in names.items())
    primitives = [f"p{number:03}" for number in range(120)]
    text += "".join(f"-- unit_primitives/{name} --\n{stated}" for name in primitives)
    members = f"unit_primitives: [{', '.join(primitives)}]\n"
    return material(text + "".join(f"-- services/s{number:02} --\n{members}" for number in range(60)))


def long_file() -> Material:
    """A file of two long lines, of letters that take many bytes."""
    return material(f"-- unit_primitives/p --\n# {'&' * 200_000}\n# {'&' * 50_000}\n# and so on\n")


def many_merge_requests() -> Material:
    """Every edit is of ten merge requests, in a repository with the longest address there may be."""
    of = [catalog(f"-- unit_primitives/p --\ndescription: d{number}\n") for number in range(110)]
    states = [next(iter(it.unit_primitives)) for it in of]
    began = datetime(2026, 11, 1, tzinfo=UTC)
    edits = tuple(
        Edit(
            id=f"{number:040}",
            moment=began + timedelta(minutes=number),
            subject="Say it in other words",
            merge_requests=tuple(f"!{number}" for number in range(10)),
            entities=paired([(states[number - 1] if number else None, state)]),
        )
        for number, state in enumerate(states)
    )
    site = SiteSettings(repository_url=f"https://gitlab.com/a/{'&' * 1970}")
    wrong = Problem(path="config/unit_primitives/p.yml", code="E301", message="unknown")
    skipped = tuple(
        Skipped(edit=Edit(id=f"{number:040}", moment=began, subject="&" * 500), problem=wrong) for number in range(200)
    )
    known = Record(edits=edits, beginning=(states[0],), skipped=skipped)
    told = chronicle_from(known, of[-1], began + timedelta(days=1))
    return material("-- unit_primitives/p --\ndescription: d109\n", site=site, chronicle=told)


@pytest.mark.parametrize(
    ("scene", "addresses"),
    [
        (realms_apart, ["parity.html"]),
        (many_offers, ["parity.html"]),
        (many_steps, ["check/l/no-add-on/r.html"]),
        (many_services, ["services/index.html"]),
        (long_names, ["services/index.html", "groups/index.html", "gitlab_realms/r.html", "problems.html"]),
        (many_in_messages, ["deprecations.html"]),
        (many_bundles, ["unit_primitives/p.html"]),
        (members_that_differ, ["services/s.html"]),
        (many_of_one, ["whats_new/17.0.html", "groups/g.html", "feature_categories/c.html"]),
        (many_news, ["whats_new/index.html"]),
        (many_versions, ["whats_new/index.html"]),
        (compared_at_length, ["compare/add_ons/a-vs-b.html"]),
        (long_tags, ["changes/index.html"]),
        (dense_relations, ["graph.html"]),
        (long_file, ["unit_primitives/p.html"]),
        (long_origins, ["unit_primitives/p.html"]),
        (
            many_merge_requests,
            [*("changes/2026-11.html", "changes/all.html", "changes/index.html"), "unit_primitives/p.html"],
        ),
        (
            many_owners,
            [
                *("add_ons/a.html", "license_types/l.html", "gitlab_realms/r.html", "matrix.html", "graph.html"),
                *("groups/index.html", "feature_categories/index.html", "problems.html"),
            ],
        ),
    ],
)
def test_no_page_is_too_large(scene: Callable[[], Material], addresses: list[str]) -> None:
    pages = made_pages(scene(), *addresses)

    sizes = {address: len(content) for address, content in pages.items()}
    assert sorted(sizes) == sorted(addresses)
    assert {address: size for address, size in sizes.items() if size > LARGEST} == {}
    said = (b'class="left-out"', b"data-rest=", b"are not shown</caption>", b"are not listed</caption>", b" more")
    assert [address for address, content in pages.items() if not any(it in content for it in said)] == []


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("groups/index.html", "the CSV has all, and search finds each"),
        ("problems.html", "none has more findings, and the page of each group tells its own"),
    ],
)
def test_what_is_left_out_is_counted_and_where_it_is_is_said(address: str, where: str) -> None:
    page = Html(made_pages(many_owners(), address)[address].decode())

    shown = sum(re.match(r"g\d{4}_", link.text) is not None for link in page.all("a"))
    notes = [it.text for it in page.all("p") if it.attributes.get("class") == "left-out"]
    assert notes[-1] == f"{2_000 - shown:,} more are not shown here: {where}."


def test_no_heading_stands_above_nothing() -> None:
    page = Html(made_pages(many_owners(), "add_ons/a.html")["add_ons/a.html"].decode())
    rows = [row.attributes for row in page.all("tr")]

    headings, shown = (
        sum(row.get("class") == "group-row" for row in rows),
        sum("data-row" in row for row in rows),
    )
    assert (headings > 100, headings <= shown) == (True, True)


def test_what_says_very_much_takes_room_only_where_it_stands() -> None:
    realms = [f"r{number:03}" for number in range(400)]
    said = f"gitlab_realms: [{', '.join(realms)}]\n"
    text = "".join(f"-- gitlab_realms/{name} --\n" for name in realms)
    text += "".join(f"-- unit_primitives/heavy_{number} --\nadd_ons: [b]\n{said}" for number in range(6))
    text += "".join(f"-- unit_primitives/light_{number:03} --\nadd_ons: [a]\n" for number in range(400))
    made = titled(f"{text}-- add_ons/a --\n-- add_ons/b --\n", realms, "漢")

    page = Html(made_pages(made, "add_ons/a.html")["add_ons/a.html"].decode())

    assert sum("data-row" in row.attributes for row in page.all("tr")) >= 400


def test_one_long_name_takes_no_room_from_the_others() -> None:
    text = "".join(f"-- unit_primitives/p{number:04} --\n{SOLD}" for number in range(1_500))
    pages = made_pages(material(f"{BUNDLES}{text}-- unit_primitives/{'a_' * 31}a --\n{SOLD}"), "check/l/a/r.html")

    assert pages["check/l/a/r.html"].count(b"unit_primitives/p") >= 1_500
