"""What every page is: a frozen value that holds exactly what its template shows."""

from dataclasses import dataclass
from typing import ClassVar

from . import urls
from .diagrams import Diagram
from .links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the site.

    `description` is one sentence for link previews, `section` the address that the top bar marks as where one is.
    """

    template: ClassVar[str]
    scripts: ClassVar[tuple[str, ...]] = ()  # assets beside those that every page has
    styles: ClassVar[tuple[str, ...]] = ()  # the same for style sheets

    address: str
    title: str
    description: str
    section: str = ""
    trail: tuple[Link, ...] = ()  # from the home page down to the parent

    @property
    def name(self) -> str:
        """The page's sort, as a word for style sheets: `unit-primitive`."""
        return self.template.removesuffix(".html").replace("_", "-")

    @property
    def diagrams(self) -> tuple[Diagram, ...]:
        """The diagrams that the page shows, and that stand beside it as files."""
        return ()

    @property
    def is_long(self) -> bool:
        """Whether its table shows only the first of its rows, so that a script beside it holds all of them."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMark:
    """What every page of an earlier release says of it: its tag, and of when it is."""

    name: str
    moment: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the frame around every page says: the site's name, its top bar, and what it was built from."""

    title: str
    notice: str | None
    base_url: str | None
    repository_url: str | None
    files_url: str | None  # of the config directory in the repository
    report_url: str | None  # of the form for reporting a problem
    navigation: tuple[Link, ...]
    more: tuple[Link, ...]
    as_of: str
    as_of_text: str
    content_hash: str
    commit: str | None
    problems: int
    is_public: bool = False  # what is internal is left out
    release: ReleaseMark | None = None  # of a site that is an earlier release
    releases: Link | None = None  # to the list of earlier releases, where there are some

    @property
    def addresses(self) -> frozenset[str]:
        """The pages that the frame leads to, and that it marks when one is there."""
        return frozenset({urls.HOME, *(link.address for link in (*self.navigation, *self.more))})
