"""Sites of many unit primitives and bundles: pages stay small, and files grow with the catalog, not with its square."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from site_builder.build import build
from tests.benchmarks.config_files import write_config
from tests.browser.visiting import CONFIG, settings
from tests.site.making import write_config as write_files
from tests.source.repositories import repository

SIZES = (400, 800)
BUNDLES = 40
LARGEST = 2_000_000  # bytes of a page
FILES_EACH = 4  # page, JSON, and a diagram in two forms
CHOICES = (20, 40)  # licenses, add-ons and realms each
PRIMITIVES = 20
HEAVY = 160  # unit primitives, more than a page shows of heavy ones

Sizes = Mapping[str, int]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sizes, ...]:
    """The bytes of every file of each site, by its address."""
    return tuple(_sizes(tmp_path_factory.mktemp(f"{size}"), size) for size in SIZES)


@pytest.fixture(scope="module")
def sites_of_many_choices(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sizes, ...]:
    """The same with so many licenses, add-ons and realms each, of which each of few unit primitives states its own."""
    return tuple(_sizes_of_choices(tmp_path_factory.mktemp(f"{count}"), count) for count in CHOICES)


@pytest.fixture(scope="module")
def sizes_of_longest_texts(tmp_path_factory: pytest.TempPathFactory) -> Sizes:
    """A site where every text is as long as it may be, of letters that take the most bytes, and much has changed."""
    root = tmp_path_factory.mktemp("longest")
    history = repository(root)
    names = [f"a{number:02}".ljust(64, "x") for number in range(BUNDLES)]
    primitives = [f"p{number}".ljust(64, "y") for number in range(HEAVY)]
    titles = "".join(f"  {name}: '{name[:3].ljust(100, '漢')}'\n" for name in names)
    counts = {"license_types": 3, "add_ons": 24, "gitlab_realms": 3, "backend_services": 1}
    related = {kind: names[:count] for kind, count in counts.items()}
    others = "".join(f"-- {kind}/{name} --\n" for kind, members in related.items() for name in members)
    deprecated = f"deprecated_by_url: https://gitlab.com/{'z' * 2000}\ndeprecation_message: '{'&' * 1000}'"
    service = f"-- services/old --\nbasic_unit_primitive: {primitives[0]}\nunit_primitives: [{', '.join(primitives)}]\n"
    for letters in ("&" * 1000, "&" * 999):
        said = f"description: '{letters}'\nmilestone: '17.1'\n{deprecated}\n"
        files = "".join(
            f"-- unit_primitives/{name} --\n{said}{_terms(number, related)}" for number, name in enumerate(primitives)
        )
        write_files(root / "config", f"{others}{service}{files}")
        (root / "config/site.yml").write_text(f"titles:\n{titles}", encoding="utf-8")
        history.commit(message="&" * 1000)
    return _built(root)


def _terms(number: int, related: Mapping[str, Sequence[str]]) -> str:
    """What it is sold with: nearly all, each without others, and every second one is paid."""
    own = {kind: [it for place, it in enumerate(names) if (place + number) % 7] for kind, names in related.items()}
    lists = "".join(f"{kind}: [{', '.join(names)}]\n" for kind, names in own.items() if names)
    return f"{lists}cut_off_date: 2024-{number % 12 + 1:02}-01T00:00:00Z\n" if number % 2 else lists


def _sizes_of_choices(root: Path, count: int) -> Sizes:
    chance = random.Random(1)
    names = [f"a{number:02}" for number in range(count)]
    kinds = ("license_types", "add_ons", "gitlab_realms")
    lines = [f"-- {kind}/{name} --" for kind in kinds for name in names]
    for number in range(PRIMITIVES):
        stated = "\n".join(f"{kind}: [{', '.join(chance.sample(names, count // 2))}]" for kind in kinds)
        lines.append(f"-- unit_primitives/p{number:02} --\ncut_off_date: 2024-10-17T00:00:00Z\n{stated}")
    write_files(root / "config", "\n".join(lines))
    return _built(root)


def _sizes(root: Path, size: int) -> Sizes:
    write_config(CONFIG, root / "config", size=size, seed=1, bundles=BUNDLES)
    return _built(root)


def _built(root: Path) -> Sizes:
    build(settings(root / "public", root / "config"))
    files = (path for path in (root / "public").rglob("*") if path.is_file())
    return {path.relative_to(root / "public").as_posix(): path.stat().st_size for path in files}


def _pages(sizes: Sizes) -> Sizes:
    return {address: size for address, size in sizes.items() if address.endswith(".html")}


def test_no_page_is_too_large_or_grows_with_the_catalog(sites: tuple[Sizes, ...]) -> None:
    small, large = map(_pages, sites)

    assert max(large.values()) <= LARGEST
    # Twice as many unit primitives: what is listed has come to its end, or will before a page is too large.
    most = {address: 2 * size for address, size in small.items() if size <= LARGEST / 8}
    grown = {it: size for it, size in large.items() if size > LARGEST / 2 and size > 1.25 * small.get(it, 0)}
    assert {it: size for it, size in grown.items() if size > most.get(it, 0)} == {}


def test_files_grow_with_the_unit_primitives(sites: tuple[Sizes, ...]) -> None:
    small, large = map(len, sites)

    assert large - small <= 1.1 * FILES_EACH * (SIZES[1] - SIZES[0])
    assert large <= 200_000 / 10


def test_every_unit_primitive_has_a_row_in_a_part_of_the_list(sites: tuple[Sizes, ...]) -> None:
    parts = [address for address in sites[1] if address.startswith("unit_primitives/all/")]

    assert sorted(parts) == ["unit_primitives/all/1.html", "unit_primitives/all/2.html"]


def test_no_page_is_too_large_however_many_licenses_add_ons_and_realms_there_are(
    sites_of_many_choices: tuple[Sizes, ...],
) -> None:
    few, many = map(_pages, sites_of_many_choices)

    assert max(many.values()) <= LARGEST
    assert len(many) <= 1.5 * len(few)
    assert sum(many.values()) <= 2 * sum(few.values())


def test_no_page_is_too_large_where_every_text_is_as_long_as_it_may_be(sizes_of_longest_texts: Sizes) -> None:
    pages = _pages(sizes_of_longest_texts)

    assert max(pages.values()) <= LARGEST
    assert "changes/all.html" in pages
