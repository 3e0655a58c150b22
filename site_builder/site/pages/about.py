"""What the words and marks mean, where the data comes from, and what its limits are."""

from dataclasses import dataclass

from .. import urls
from ..links import Link
from ..material import Material
from ..page import Page
from ..states import STATES, State


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    """`about.html`"""

    template = "about.html"

    states: tuple[State, ...]
    rules: str  # the Markdown file about what is the same for every configuration
    of_the_data: str  # the author's own Markdown about this one; empty where there is none
    glossary: str  # the Markdown file with the words
    provenance: Link | None


def about_page(material: Material) -> AboutPage:
    """The page of explanations."""
    return AboutPage(
        address=urls.ABOUT,
        title="About",
        description="What the words and marks of this catalog mean, its rules and its limits.",
        section=urls.ABOUT,
        states=STATES,
        rules="about.md",
        of_the_data=material.site.about or "",
        glossary="glossary.md",
        provenance=Link(text="The origin of every value (CSV)", address=urls.PROVENANCE)
        if material.provenance_csv
        else None,
    )
