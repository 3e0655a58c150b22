"""Cells of tables as HTML: what may be broken over lines, and what is said where nothing is stated."""

from site_builder.output.cells import links_cell
from site_builder.site import Link


def to(target: Link) -> str:
    return target.address


def test_a_link_and_its_comma_are_one_thing_to_a_line() -> None:
    core, pro = (Link(text=f"Duo {name}", address=f"{name}.html") for name in ("Core", "Pro"))

    assert links_cell(to, (core, pro), "Add-ons") == (
        '<td data-label="Add-ons" data-csv="Duo Core; Duo Pro">'
        '<span><a href="Core.html">Duo Core</a>,</span> <a href="Pro.html">Duo Pro</a></td>'
    )


def test_a_cell_without_links_says_that_nothing_is_stated() -> None:
    said = '<td data-label="Add-ons"><span class="unstated">Not stated</span></td>'

    assert links_cell(to, (), "Add-ons", csv=False) == said
    assert links_cell(to, (), "Add-ons") == said  # which is what a CSV file takes
