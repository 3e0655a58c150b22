"""What is known of a configuration's past, as plain values: its edits, its releases, and what could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ..problems import Problem
from .entities import Entity, Names, Ref

SHORT_ID = 8  # characters of a commit's id, as GitLab shows it

Pair = tuple[Entity | None, Entity | None]  # an entity as it was and as it is, also under another name


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What commits that were passed over did.

    `names` are those of what they added or edited. `in_doubt` is what went with them, as it was called before, and may
    have been internal then: something of its kind was, and nobody knows what became of that. `internal` is what was so
    with any of them, as it was called before.
    """

    names: frozenset[Ref] = frozenset()
    in_doubt: frozenset[Ref] = frozenset()
    internal: frozenset[Ref] = frozenset()


_NOTHING_PASSED = Passed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A commit, in one line of visible characters. `moment` is UTC.

    `merge_requests` are references as GitLab writes them: `group/project!12`. `entities` are those that it touched,
    each as it was and as it is, also under another name, with None where there was, or is, none; equal where only the
    form of the file changed. `internal_kinds`, by their plurals, were marked as internal when it was made.
    `passed` are the commits that were passed over just before it. `is_open`: a `site.yml` without errors
    said what the public could read.
    """

    id: str
    moment: datetime
    subject: str
    author: str = ""
    merge_requests: Names = ()
    entities: tuple[Pair, ...] = ()
    internal_kinds: Names = ()
    passed: Passed = _NOTHING_PASSED
    is_open: bool = True

    @property
    def short_id(self) -> str:
        """The id as GitLab shows it."""
        return self.id[:SHORT_ID]

    def apply_to(self, there: dict[Ref, Entity]) -> None:
        """Does to all that is there, by address, what it did."""
        for before in (before for before, _ in self.entities if before):
            there.pop(before.ref, None)
        there |= {after.ref: after for _, after in self.entities if after}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A release, and how many edits it holds, counted from the oldest: one at least. `moment` is UTC.

    `place` is higher for what came later on the line, whatever moments say.
    """

    name: str
    moment: datetime
    edits: int
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A commit whose configuration has errors, and the first of them: its changes are told with the next edit."""

    edit: Edit
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What was ever marked away from the line: every version that was by itself, and what was with its kind."""

    by_themselves: tuple[Entity, ...] = ()
    with_kind: frozenset[Ref] = frozenset()


_NOWHERE = Elsewhere()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The past of a configuration. `edits` are oldest first; nothing is known of what was before the first of them.

    `beginning` are all entities that there were with the first edit, which has none of its own. `is_incomplete`:
    the repository has, or may have, more than could be read of it. `missing` says why nothing is known, or not all,
    and `help` what to do about it. `last_internal` were internal when they were last there, and went, or had errors;
    `passed` are the commits that were passed over after the last edit.
    Where that was asked for, `elsewhere` is what branches and other directories marked. `titles` are all that were ever
    given, each with the name that it is for, and `right_titles` those that a file without errors gave.
    """

    edits: tuple[Edit, ...] = ()
    beginning: tuple[Entity, ...] = ()
    releases: tuple[Tagged, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    last_internal: tuple[Entity, ...] = ()
    passed: Passed = _NOTHING_PASSED
    elsewhere: Elsewhere = _NOWHERE
    titles: tuple[tuple[str, str], ...] = ()
    right_titles: tuple[tuple[str, str], ...] = ()
    is_incomplete: bool = False
    missing: str = ""
    help: str = ""

    @property
    def entities(self) -> dict[Ref, Entity]:
        """All that there is after the last edit, by address."""
        there = {entity.ref: entity for entity in self.beginning}
        for edit in self.edits:
            edit.apply_to(there)
        return there

    def until(self, moment: datetime) -> "Record":
        """As it was known at a moment: without later edits and releases. A clock that went wrong moves none."""
        last = max((place for place, edit in enumerate(self.edits, 1) if edit.moment <= moment), default=0)
        return replace(
            self,
            edits=self.edits[:last],
            beginning=self.beginning if last else (),
            releases=tuple(self._releases(moment, last)),
            skipped=tuple(skipped for skipped in self.skipped if skipped.edit.moment <= moment),
            missing=self.missing or ("" if last or not self.edits else "all that was committed is later"),
        )

    def held_by(self, moment: datetime) -> "Record":
        """As a release of that moment holds it: every edit, whatever its clock says, without later releases."""
        return replace(self, releases=tuple(self._releases(moment, len(self.edits))))

    def _releases(self, moment: datetime, last: int) -> Iterator[Tagged]:
        return (release for release in self.releases if release.moment <= moment and release.edits <= last)
