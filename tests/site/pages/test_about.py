"""What the words and marks mean, and where the data comes from when that is known."""

import re
from pathlib import Path

from site_builder.installed import own_files
from site_builder.settings import SiteSettings
from site_builder.site import Link
from site_builder.site.pages.about import about_page
from site_builder.site.states import STATES
from tests.site.making import material

CONFIG = "-- unit_primitives/a --"


def test_every_state_is_explained_beside_the_rules_and_the_words() -> None:
    page = about_page(material(CONFIG))

    assert (page.address, page.title, page.states) == ("about.html", "About", STATES)
    assert (page.rules, page.of_the_data, page.glossary) == ("about.md", "", "glossary.md")


def test_what_is_said_of_the_data_is_what_its_configuration_says() -> None:
    made = material(CONFIG, site=SiteSettings(about="## Sources\n\nOur price list."))

    assert about_page(made).of_the_data == "## Sources\n\nOur price list."


def test_what_is_the_same_for_every_configuration_tells_of_none() -> None:
    text = "".join(
        Path(own_files("templates"), "texts", name).read_text("utf-8") for name in ("about.md", "glossary.md")
    )

    assert not re.search(r"duo_chat|PROVENANCE|[Uu]nofficial|reconstruction|3\.27|202\d", text)


def test_the_origin_of_values_is_linked_when_it_is_known() -> None:
    assert about_page(material(CONFIG)).provenance is None
    assert about_page(material(CONFIG, provenance_csv=b"file\n")).provenance == Link(
        text="The origin of every value (CSV)", address="data/provenance.csv"
    )
