"""More realms and license types than GitLab has today: tables of them grow and scroll, and their words stay whole."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, ViewportSize

from site_builder.build import build
from tests.browser.test_long_words import OUTSIDE
from tests.browser.test_narrow import IN_TWO
from tests.browser.visiting import CONFIG, Place, Visit, is_scrolled_sideways, settings

REALMS = ("arctic", "brazil", "china", "government", "india")
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"  # then it is drawn
LICENSES = ("academic", "bronze", "education", "free_tier", "gold", "silver", "starter", "trial")


@pytest.fixture(scope="module")
def many_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real configuration with these realms and license types beside its own; duo_chat comes with every license."""
    directory = tmp_path_factory.mktemp("many")
    config = shutil.copytree(CONFIG, directory / "config")
    for name in REALMS:
        (config / "gitlab_realms" / f"{name}.yml").write_text(f"name: {name}\nlegacy_realm: self-managed\n", "utf-8")
    for name in LICENSES:
        (config / "license_types" / f"{name}.yml").write_text(f"name: {name}\n", "utf-8")
    path = config / "unit_primitives" / "duo_chat.yml"
    more = "".join(f"  - {name}\n" for name in LICENSES)
    path.write_text(path.read_text("utf-8").replace("license_types:\n", f"license_types:\n{more}"), "utf-8")
    build(settings(directory / "site", config))
    return directory / "site"


@pytest.fixture
def place(many_site: Path) -> Place:
    """Pages are opened from the disk."""
    return lambda address: f"{many_site.as_uri()}/{address}"


def size(width: int) -> ViewportSize:
    return {"width": width, "height": 800}


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280])
def test_names_are_read_beside_many_realms(visit: Visit, width: int) -> None:
    page = visit("parity.html", viewport=size(width))
    assert page.locator(".apart thead th").count() == 4 + len(REALMS)

    assert page.evaluate(IN_TWO) == []
    assert page.evaluate(OUTSIDE) == []
    assert not is_scrolled_sideways(page)


def test_names_stay_in_sight_while_many_realms_scroll(visit: Visit) -> None:
    page = visit("parity.html", viewport=size(768))
    table = page.locator(".apart")
    table.evaluate("table => { table.parentElement.scrollLeft = 400; }")

    for cell in ("thead th", "tr[data-row] th"):
        box = table.locator(cell).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["width"] >= 240


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280])
def test_no_state_is_broken_beside_many_license_types(visit: Visit, width: int) -> None:
    page = visit("unit_primitives/duo_chat.html", viewport=size(width))
    grid = page.locator(".grid.many").first
    assert grid.locator("thead th").count() == 3 + len(LICENSES)
    assert "something" in grid.inner_text()

    assert page.evaluate(IN_TWO) == []
    assert not is_scrolled_sideways(page)


def shade(table: Locator) -> str:
    """What stands at the edges of the window that a table scrolls in."""
    told: str = table.evaluate("table => getComputedStyle(table.parentElement).boxShadow")
    return told


def test_a_shade_is_at_each_edge_that_hides_columns(visit: Visit) -> None:
    page = visit("parity.html", viewport=size(768))
    table = page.locator(".apart")
    shades = []

    for at in ("0", "400", "table.parentElement.scrollWidth"):
        table.evaluate(f"table => {{ table.parentElement.scrollLeft = {at}; }}")
        page.evaluate(DRAWN)
        shades.append(shade(table))

    right, left = "-10px 0px 8px -9px", " 10px 0px 8px -9px"
    assert [right in it for it in shades] == [True, True, False]
    assert [left in it for it in shades] == [False, True, True]


def test_a_diagram_that_is_wider_than_its_place_has_a_shade_too(visit: Visit) -> None:
    shades = [
        shade(visit("graph.html", viewport=size(width)).locator(".diagram-scroll > *").first) for width in (390, 1280)
    ]

    assert ["-10px 0px 8px -9px" in it for it in shades] == [True, False]


def test_no_shade_is_where_all_columns_are_in_sight_nor_on_paper(visit: Visit) -> None:
    page = visit("add_ons/duo_pro.html", viewport=size(1280))
    assert shade(page.locator(".table-scroll > table").first) == "none"

    page = visit("parity.html", viewport=size(768))
    page.emulate_media(media="print")
    assert shade(page.locator(".apart")) == "none"
