"""The list of earlier releases: whole sites that say what the catalog said then."""

from dataclasses import dataclass
from datetime import datetime

from ...counting import number
from .. import urls
from ..links import Link
from ..material import Material
from ..page import Page
from ..wording import day, iso


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A release, the day as of which its pages speak, and how many unit primitives it has.

    The day says so where it is later than that of the site, which was built as of an earlier moment.
    """

    link: Link
    day: str
    moment: str
    unit_primitives: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReleasesPage(Page):
    """`releases/index.html`"""

    template = "earlier_releases.html"

    changes: Link
    rows: tuple[ReleaseRow, ...]


def earlier_releases_page(material: Material) -> EarlierReleasesPage:
    """The list: today's catalog, then the releases, the newest first."""
    releases = (
        _row(release.name, f"{urls.earlier_release(release.name)}{urls.HOME}", release.material, material.as_of)
        for release in material.earlier
    )
    return EarlierReleasesPage(
        address=urls.EARLIER_RELEASES,
        title="Earlier releases",
        description=f"The catalog as it was in {number(len(material.earlier), 'earlier release')}.",
        changes=Link(text="What changed from release to release", address=urls.CHANGES),
        rows=(_row("Today", urls.HOME, material, material.as_of), *releases),
    )


def _row(name: str, address: str, material: Material, today: datetime) -> ReleaseRow:
    later = ", later than this site" if material.as_of > today else ""
    return ReleaseRow(
        link=Link(text=name, address=address),
        day=f"{day(material.as_of)}{later}",
        moment=iso(material.as_of),
        unit_primitives=len(material.catalog.unit_primitives),
    )
