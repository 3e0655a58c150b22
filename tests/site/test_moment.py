"""Pages speak of the moment they were built for, never of the moment at which somebody reads them."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from site_builder.site import plan
from tests.artifacts import artifacts_of
from tests.site.making import material
from tests.site.reading import Html

MADE = material("""
    -- unit_primitives/ask_build --
    cut_off_date: 2024-10-17T00:00:00+00:00
    milestone: '16.0'
    add_ons: [duo_enterprise]
    license_types: [ultimate]
    gitlab_realms: [saas]
    backend_services: [ai_gateway]
    deprecation_message: Gone.
    -- unit_primitives/explain_code --
    cut_off_date: 2024-12-01T00:00:00+00:00
    add_ons: [duo_pro, duo_enterprise]
    -- unit_primitives/fix_code --
    add_ons: [duo_pro]
    -- add_ons/duo_pro --
    -- add_ons/duo_enterprise --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/saas --
    -- gitlab_realms/dedicated --
    -- backend_services/ai_gateway --
    -- services/code --
    unit_primitives: [explain_code, ask_build]
    """)
NOW = re.compile(r"\b(?:now|today|currently|at present|yesterday|tomorrow)\b", re.IGNORECASE)
NAME_OF_THE_STATE = re.compile(r"free for now", re.IGNORECASE)


def pages(as_of: datetime) -> dict[str, str]:
    """The text of every page of a site built for a moment, without the frame that says for which."""
    files = artifacts_of(plan(replace(MADE, as_of=as_of)))
    return {it.path: _text(it.content.decode()) for it in files if it.path.endswith(".html")}


def _text(html: str) -> str:
    (main,) = (element for element in Html(html).elements if element.tag == "main")
    return " ".join(main.text.split())


BEFORE, AFTER = datetime(2024, 10, 1, 8, tzinfo=UTC), datetime(2025, 1, 1, 8, tzinfo=UTC)


def test_no_page_says_now() -> None:
    for path, text in pages(AFTER).items():
        assert not NOW.search(NAME_OF_THE_STATE.sub("", text)), path


@pytest.mark.parametrize("as_of", [BEFORE, AFTER])
def test_every_page_that_depends_on_the_moment_names_it_beside_its_answers(
    as_of: datetime,
) -> None:
    one, other = pages(BEFORE), pages(AFTER)
    named = "1 October 2024" if as_of == BEFORE else "1 January 2025"
    site = one if as_of == BEFORE else other
    depending = {path for path in one if one[path] != other[path]}

    assert {
        "check.html",
        "check/ultimate/no-add-on/saas.html",
        "matrix.html",
        "unit_primitives/ask_build.html",
    } <= depending
    assert {path for path in depending if named not in site[path]} == set()
