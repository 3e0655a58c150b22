"""Every page of a site that is about no single entity is reached from every page."""

import re

from site_builder.catalog import KINDS
from site_builder.site import plan, urls
from site_builder.site.navigation import MORE, NAVIGATION
from tests.site.making import material
from tests.tooling import ROOT


def test_the_bar_and_its_menu_lead_to_every_standing_page_once() -> None:
    reached = [link.address for link in (*NAVIGATION, *MORE)]

    assert sorted(reached) == sorted(
        [
            *(urls.kind_list(kind.singular) for kind in KINDS),
            urls.MATRIX,
            urls.CHECK,
            urls.COMPARE,
            urls.TIMELINE,
            urls.CHANGES,
            urls.WHATS_NEW,
            urls.PARITY,
            urls.DEPRECATIONS,
            urls.GRAPH,
            urls.PROBLEMS,
            urls.DATA,
            urls.EDITORS,
            urls.ABOUT,
        ]
    )


def test_the_readme_says_what_every_standing_page_answers() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("## What is on the site")[2].partition("Search is on every page")[0]
    named = re.findall(r"`([a-z_]+)(?:/|\.html)", table)
    about_the_site = {urls.ABOUT}

    assert {
        link.address
        for link in (*NAVIGATION, *MORE)
        if link.address.partition("/")[0].removesuffix(".html") not in named
    } == about_the_site


def test_every_planned_page_marks_a_place_in_the_bar_where_it_has_one() -> None:
    site = plan(material("-- unit_primitives/duo_chat --\n-- add_ons/duo_pro --"))
    reached = {link.address for link in (*NAVIGATION, *MORE)}
    without = {planned.address for planned in site.pages if planned.make().section not in reached}

    assert without == {urls.HOME, urls.NOT_FOUND}
