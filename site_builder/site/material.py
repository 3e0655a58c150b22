"""What pages are made from: everything that was read and linked, and how the site is set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from ..catalog import Catalog, Chronicle, Entities, Entity, Fields, Provenance, Ref
from ..problems import Problem
from ..settings import Audience, SiteSettings
from .answers import Grid, grids
from .bounds import MOST_BYTES, MOST_CHANGES, MOST_IN_CELL, MOST_LISTED, name_weight, rows_within
from .change_rows import ChangeRow, ListedChanges, change_rows, listed_changes
from .pairs import Pairs, pairs_of
from .primitive_rows import PrimitiveRow, primitive_rows
from .verdicts import titles_beside
from .wording import Titles

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, kw_only=True)
class Material:
    """The input of every page: the catalog, what was found wrong with it, and the settings of the site."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    label: str  # what the paths of problems call the config directory
    fields: Fields
    schemas: Mapping[str, bytes]  # kind -> the text of its JSON schema
    provenance: Provenance
    provenance_csv: bytes  # as it stands beside the configuration; empty when there is none
    site: SiteSettings
    as_of: datetime  # UTC
    content_hash: str
    commit: str | None = None
    audience: Audience = Audience.INTERNAL
    earlier: tuple["EarlierRelease", ...] = ()  # whose sites stand below this one, the newest first
    chronicle: Chronicle = field(default_factory=Chronicle)
    former_titles: Mapping[Ref, str] = field(default_factory=dict)  # of what is not there any more

    @cached_property
    def titles(self) -> Titles:
        """What people call the entities."""
        return titles_beside(self.catalog, self.site.titles, self.former_titles)

    @cached_property
    def pairs(self) -> Pairs:
        """Two bundles of a kind side by side, as far as they have a page of their own."""
        return pairs_of(self.catalog, self.titles)

    @cached_property
    def rows(self) -> Mapping[str, PrimitiveRow]:
        """Every unit primitive as a row of a table, by its name."""
        return primitive_rows(self.catalog, self.titles, self.as_of)

    @cached_property
    def most_rows(self) -> int:
        """How many rows of unit primitives a page shows: fewer where they say very much."""
        return rows_within(row.weight for row in self.rows.values())

    @cached_property
    def name_weights(self) -> tuple[int, ...]:
        """About how many bytes the link to each unit primitive takes, the most first."""
        return tuple(sorted(map(name_weight, self.catalog.unit_primitives.names), reverse=True))

    def most_in_cell(self, cells: int) -> int:
        """How many links to unit primitives stand in each of so many cells of a table; all have a third of a page."""
        return rows_within(self.name_weights, MOST_IN_CELL, MOST_BYTES // 3 // max(1, cells))

    @property
    def most_listed(self) -> int:
        """The same of a table whose rows are all in a script."""
        return min(MOST_LISTED, self.most_rows)

    @cached_property
    def grids(self) -> Mapping[str, tuple[Grid, ...]]:
        """License by add-on in each realm, for every unit primitive by its name; the same terms have the same."""
        return {
            primitive.name: found
            for alike in self.catalog.same_terms
            for found in (grids(alike[0], self.catalog, self.as_of, self.titles),)
            for primitive in alike
        }

    @cached_property
    def changes(self) -> tuple[tuple[ChangeRow, ...], ...]:
        """Every change as a row of a table, for each period of the chronicle, newest first."""
        return change_rows(self.chronicle, self.catalog, self.titles, self.site)

    @cached_property
    def listed_changes(self) -> ListedChanges:
        """Those of all periods that are listed together."""
        return listed_changes((row for rows in self.changes for row in rows), MOST_CHANGES)

    @cached_property
    def problems_by_path(self) -> Mapping[str, tuple[Problem, ...]]:
        """The problems of each file, by the path that their text begins with."""
        by_path: dict[str, list[Problem]] = {}
        for problem in self.problems:
            by_path.setdefault(problem.path, []).append(problem)
        return {path: tuple(problems) for path, problems in by_path.items()}

    @property
    def with_owners(self) -> bool:
        """Whether readers are shown who owns what."""
        return "group" not in self.catalog.left_out.kinds

    def place_of(self, problem: Problem) -> str:
        """Where a problem is, as a path in the repository: the same wherever the site is built."""
        below = problem.path.removeprefix(f"{self.label}/")
        return f"{self.site.config_path}/{below}" + (f":{problem.line}" if problem.line else "")

    def problems_of(self, entity: Entity) -> tuple[Problem, ...]:
        """The problems of the file an entity was read from."""
        source = entity.source
        return self.problems_by_path.get(f"{source.label}/{source.path}", ()) if source else ()


@dataclass(frozen=True, kw_only=True)
class EarlierRelease:
    """An earlier release: its tag, and what its pages are made from."""

    name: str
    material: Material


def in_order(entities: Entities[E], material: Material) -> tuple[E, ...]:
    """The entities in the order in which readers know them."""
    return entities.pick(material.titles.ordered(entities.names))
