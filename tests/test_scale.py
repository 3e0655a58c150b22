"""Sites of many unit primitives and bundles: pages stay small, and files grow with the catalog, not with its square."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.build import build
from tests.benchmarks.config_files import write_config
from tests.browser.visiting import CONFIG, settings

SIZES = (400, 800)
BUNDLES = 40
LARGEST = 2_000_000  # bytes of a page
FILES_EACH = 4  # page, JSON, and a diagram in two forms

Sizes = Mapping[str, int]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sizes, ...]:
    """The bytes of every file of each site, by its address."""
    return tuple(_sizes(tmp_path_factory.mktemp(f"{size}"), size) for size in SIZES)


def _sizes(root: Path, size: int) -> Sizes:
    write_config(CONFIG, root / "config", size=size, seed=1, bundles=BUNDLES)
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
