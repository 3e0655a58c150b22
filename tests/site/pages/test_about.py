"""What the words and marks mean, and where the data comes from when that is known."""

from site_builder.site import Link
from site_builder.site.pages.about import about_page
from site_builder.site.states import STATES
from tests.site.making import material

CONFIG = "-- unit_primitives/a --"


def test_every_state_is_explained_beside_the_long_texts() -> None:
    page = about_page(material(CONFIG))

    assert (page.address, page.title, page.states, page.texts) == (
        "about.html",
        "About",
        STATES,
        ("about.md", "glossary.md"),
    )


def test_the_origin_of_values_is_linked_when_it_is_known() -> None:
    assert about_page(material(CONFIG)).provenance is None
    assert about_page(material(CONFIG, provenance_csv=b"file\n")).provenance == Link(
        text="The origin of every value (CSV)", address="data/provenance.csv"
    )
