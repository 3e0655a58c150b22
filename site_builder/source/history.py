"""A config directory in, what was committed of it out: dated changes of entities, tags as releases, any ref's entities.

Each file of each commit is read once, however many commits hold it. A configuration with errors is passed over: what it
changed is told with the next that has none. Nothing is told of commits that this clone lacks.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ..catalog import Catalog, Entity, link
from ..problems import EnvironmentProblem, Problem, visible
from .files import printable
from .git import Repository, open_repository
from .git_files import file_order, files_at
from .git_log import Entry, Tag, is_cut_off, line_to, moment_of, places_on_line, tags
from .history_replay import FileChange, Replay
from .loader import Configuration, configuration_of
from .schemas import Schema

_SHORT = 8  # characters of an id, as GitLab shows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit of the branch. Its texts are as somebody wrote them: of one or more lines, with any characters.

    `moment`: when it was committed, UTC. `merge_requests` are references as GitLab writes them, `group/project!12`. `tags`
    are those of the releases that have this state. `changes` are by path, with those of commits that were passed over.
    """

    id: str
    moment: datetime
    author: str
    subject: str
    body: str
    merge_requests: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    changes: tuple[FileChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A commit whose configuration has errors, and the first of them in the order of a report."""

    commit: Commit
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedRelease:
    """A tag of the branch. `index` is the place of the commit whose configuration it has; `moment` is UTC."""

    name: str
    moment: datetime
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What became of a configuration on one branch, merges as one change, as far as commits are there.

    `commits` are oldest first. `base` is what was there before the first of them, by path: something only where older
    commits are missing, and then the first has no changes. `releases` are by moment. `problem`: why there is no history,
    or why it is not whole (E707).
    """

    commits: tuple[Commit, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    releases: tuple[TaggedRelease, ...] = ()
    base: Mapping[str, Entity] = field(default_factory=dict, repr=False)
    is_shallow: bool = False
    problem: Problem | None = None

    @property
    def unavailable(self) -> str:
        """Why there is no history; empty where there is one, be it not whole."""
        return self.problem.message if self.problem and not self.commits else ""

    def state(self, commit: Commit) -> tuple[Entity, ...]:
        """All entities that the configuration had with this commit, in the order in which they are loaded."""
        entities: dict[str, Entity] = dict(self.base)
        for earlier in self.commits[: self.commits.index(commit) + 1]:
            for change in earlier.changes:
                if change.after:
                    entities[change.path] = change.after
                else:
                    entities.pop(change.path, None)
        return tuple(entities[path] for path in sorted(entities, key=file_order))


def history_of(config: Path, schemas: Mapping[str, Schema], *, label: str = "config", ref: str = "HEAD") -> History:
    """What git tells of a config directory on the branch that leads to `ref`. What is in the way stands in the answer.

    Problems call the directory `label`, in every commit.
    """
    try:
        repository = open_repository(config, label)
        tip = repository.commit_id(ref)
        entries = line_to(repository, tip)
        if not entries:
            return History(problem=_nothing(repository, ref), is_shallow=repository.is_shallow)
        return _history(
            repository, entries, _tags_of_line(repository, tip, entries), Replay(repository, schemas, entries)
        )
    except EnvironmentProblem as error:
        return History(problem=error.problem)


def catalog_at(history: History, commit: Commit) -> Catalog:
    """The catalog of the configuration that a commit of the history has. Raises InvalidConfig for entities of no commit."""
    return link(history.state(commit))


def configuration_at(config: Path, ref: str, schemas: Mapping[str, Schema], *, label: str = "config") -> Configuration:
    """What the config directory stated in the commit that a branch, a tag or an id names. Problems call it `label`.

    Raises InvalidFiles with the problems of every file; EnvironmentProblem (E707) where there is no repository, no such
    commit, or no such directory in it.
    """
    repository = open_repository(config, label)
    return configuration_of(files_at(repository, repository.commit_id(ref), ref), schemas, label)


def moment_at(config: Path, ref: str, *, label: str = "config") -> datetime:
    """When the commit was made that a branch, a tag or an id names, in UTC. Raises EnvironmentProblem (E707)."""
    repository = open_repository(config, label)
    said = repository.told("rev-list", "--max-count=1", "--format=at %ct", repository.commit_id(ref)).decode("ascii")
    return moment_of(said.rpartition(" ")[2].strip())


def _history(
    repository: Repository, entries: Sequence[Entry], tagged: Iterable[tuple[Tag, int]], replay: Replay
) -> History:
    is_shallow = is_cut_off(repository, entries)
    base: Mapping[str, Entity] = {}
    commits: list[Commit] = []
    passed_over: list[PassedOver] = []
    indexes: list[int] = []  # of the commit whose state there is after each entry
    for entry in entries:
        problem = replay.apply(entry)
        if problem:
            passed_over.append(PassedOver(commit=_commit(entry), problem=problem))
        else:
            changes = replay.take_changes()
            if is_shallow and not commits:
                base = {change.path: change.after for change in changes if change.after}
                commits.append(_commit(entry))
            elif changes:
                commits.append(_commit(entry, changes))
        indexes.append(len(commits) - 1)
    releases = tuple(_releases(tagged, indexes))
    return History(
        commits=tuple(_with_tags(commits, releases)),
        passed_over=tuple(passed_over),
        releases=releases,
        base=base,
        is_shallow=is_shallow,
        problem=_what_is_missing(repository, commits, passed_over, is_shallow),
    )


def _tags_of_line(repository: Repository, tip: str, entries: Sequence[Entry]) -> Iterator[tuple[Tag, int]]:
    """Tags of commits on the line, each with the place of the newest entry that it holds."""
    if found := tags(repository):
        from_tip = places_on_line(repository, tip)
        places = [-from_tip[entry.id] for entry in entries]
        for tag in found:
            if tag.commit in from_tip and (holds := bisect_right(places, -from_tip[tag.commit])):
                yield tag, holds - 1


def _releases(tagged: Iterable[tuple[Tag, int]], indexes: Sequence[int]) -> list[TaggedRelease]:
    releases = (
        TaggedRelease(name=printable(tag.name), moment=tag.moment, index=indexes[place])
        for tag, place in tagged
        if indexes[place] >= 0
    )
    return sorted(releases, key=lambda release: (release.moment, release.index, release.name))


def _with_tags(commits: Sequence[Commit], releases: Sequence[TaggedRelease]) -> Iterator[Commit]:
    names: dict[int, list[str]] = defaultdict(list)
    for release in releases:
        names[release.index].append(release.name)
    for index, commit in enumerate(commits):
        yield replace(commit, tags=tuple(names[index])) if index in names else commit


def _commit(entry: Entry, changes: tuple[FileChange, ...] = ()) -> Commit:
    return Commit(
        id=entry.id,
        moment=entry.moment,
        author=entry.author,
        subject=entry.subject,
        body=entry.body,
        merge_requests=entry.merge_requests,
        changes=changes,
    )


def _what_is_missing(
    repository: Repository, commits: Sequence[Commit], passed_over: Sequence[PassedOver], is_shallow: bool
) -> Problem | None:
    if not commits:
        first = passed_over[-1].problem
        return repository.problem(f"no commit has a configuration without errors; the newest has: {first}")
    if is_shallow:
        return repository.problem(
            f"the history begins with commit {commits[0].id[:_SHORT]}, since older ones are missing"
        )
    return None


def _nothing(repository: Repository, ref: str) -> Problem:
    path, shown = printable(repository.path) or ".", visible(printable(ref))
    message = f"no commit that leads to '{shown}' has files of a configuration in '{path}'"
    return repository.problem(message, help="commit the configuration; its history begins with that")
