"""A config directory in, what was committed of it out: the record of its edits and releases, and any ref's entities.

Each file of each commit is read once, however many commits hold it. A configuration with errors is passed over: what it
changed is told with the next that has none. Nothing is told of commits that this clone lacks.
"""

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ..catalog import Edit, Entity, Record, Skipped, Tagged
from ..problems import EnvironmentProblem, Problem, printable, visible
from ..settings import SiteSettings
from .files import SITE_FILE
from .git import SHALLOW, Repository, open_repository
from .git_changes import below, of_a_submodule
from .git_command import NothingCommitted, NotInstalled
from .git_elsewhere import with_marks_elsewhere
from .git_files import configurations_in, files_at, files_beside, unread_marks_at
from .git_log import (
    LONGEST,
    LoggedCommit,
    Tag,
    is_cut_off,
    is_cut_off_after,
    is_cut_off_anywhere,
    line_here,
    line_to,
    moment_of,
    places_on_line,
    tags,
)
from .git_places import seen_at, seen_at_likely
from .git_trees import SUBMODULE
from .history_replay import Replay
from .loader import Configuration, configuration_of
from .reader import MAX_BYTES
from .schemas import Schema
from .settings_file import site_settings_of

_PLACES_OF_NAMES = ("refs", "heads", "tags", "remotes", "origin")  # where git looks for branches and tags
_FETCHED = "FETCH_HEAD"  # the branch that was fetched last

_SINCE = "the past that the public is told begins when the directory got the path that it has: name a later commit or release"
_CUT_OFF = "this clone lacks commits, which may be older than those of the directory, and what was internal in them"


def record_of(
    config: Path,
    schemas: Mapping[str, Schema],
    *,
    label: str = "config",
    ref: str = "HEAD",
    may_be_new: bool = False,
    stays: bool = False,
    asks_elsewhere: bool = False,
) -> Record:
    """What git tells of a config directory on the branch leading to `ref`, merges as one edit, in visible characters.

    What is in the way stands in the answer. Where another directory was committed, one that never was may be a copy of
    it, and not all of its past is known, unless it `may_be_new`. Problems call the directory `label`, in every commit.
    Where the directory was renamed, it is followed, unless it `stays`: then its past begins at its path of today, and a
    commit that only says what the public may read, or no more, is an edit too.
    `asks_elsewhere`: also for what was internal on branches, and in other directories, where its files may come from.

    Raises EnvironmentProblem (E603, E604) where the temporary directory does not hold what git is asked.
    """
    try:
        repository = open_repository(config, label)
        tip = repository.commit_id(ref)
        repository = repository if stays else seen_at(repository, tip)
        commits = line_here(repository, tip) if stays else line_to(repository, tip)
        if commits:
            tagged = _tags_of_line(repository, tip, commits)
            record = _record(repository, tip, commits, tagged, Replay(repository, schemas, commits), asks_open=stays)
        else:
            record = _not_committed(repository, tip, ref, may_be_new=may_be_new, stays=stays)
        if not asks_elsewhere or record.is_incomplete:
            return record
        if is_cut_off_anywhere(repository, tip):
            return replace(record, missing=_CUT_OFF, help=SHALLOW, is_incomplete=True)
        return with_marks_elsewhere(record, repository, tip, schemas)
    except NothingCommitted as error:
        return Record(missing=error.problem.message)
    except EnvironmentProblem as error:
        if error.problem.code != "E707":
            raise
        return Record(missing=error.problem.message, help=error.problem.help, is_incomplete=True)


def configuration_at(config: Path, ref: str, schemas: Mapping[str, Schema], *, label: str = "config") -> Configuration:
    """What the config directory stated in the commit that a branch, a tag or an id names. Problems call it `label`.

    Where it has another name since, on the way to what is checked out, it is that of then.

    Raises InvalidFiles with the problems of every file; EnvironmentProblem (E707) where there is no repository, no such
    commit, or no such directory in it.
    """
    repository, commit = _as_then(config, ref, label)
    return configuration_of(files_at(repository, commit, ref), schemas, label)


def site_settings_at(config: Path, ref: str, schemas: Mapping[str, Schema], *, label: str = "config") -> SiteSettings:
    """What `site.yml` beside it set in the commit, as `load_site_settings` has it. Raises EnvironmentProblem (E707)."""
    repository, commit = _as_then(config, ref, label)
    beside = files_beside(repository, commit, ref, (SITE_FILE,), MAX_BYTES + 1)
    found = site_settings_of(beside.get(SITE_FILE), schemas, label)
    return replace(found, unread=unread_marks_at(repository, commit, ref))


def _as_then(config: Path, ref: str, label: str) -> tuple[Repository, str]:
    """A commit, and the repository as it was seen from the directory then."""
    repository = open_repository(config, label)
    commit = repository.commit_id(ref)
    return seen_at_likely(repository, commit), commit


def moment_at(config: Path, ref: str, *, label: str = "config") -> datetime:
    """When the commit was made that a branch, a tag or an id names, in UTC. Raises EnvironmentProblem (E707)."""
    repository = open_repository(config, label)
    said = repository.told("rev-list", "--max-count=1", "--timestamp", repository.commit_id(ref)).decode("ascii")
    return moment_of(said.partition(" ")[0])


def where_it_left(config: Path, ref: str, *, label: str = "config") -> str:
    """The commit in which what is checked out left a branch, or took it in last; or the ref.

    It is the ref where that is no name of a branch, nor what was fetched, led here, has nothing in common with this, or
    more than one such commit.

    Raises EnvironmentProblem (E707), also where this clone lacks what both have in common.
    """
    repository = open_repository(config, label)
    commit = repository.commit_id(ref)
    asked = ("rev-parse", "--symbolic-full-name", "--verify", "--quiet", "--end-of-options", ref)
    name = repository.asked(*asked) or b""
    if ref != _FETCHED and (not name.startswith(b"refs/") or name.startswith(b"refs/tags/")):
        return ref
    if repository.is_unborn():
        return ref
    here = ("HEAD", "MERGE_HEAD") if repository.named("MERGE_HEAD") else ("HEAD",)  # a merge that is not committed yet
    found = (repository.asked("merge-base", "--all", commit, *here) or b"").decode("ascii").split()
    if not found:  # or both have something in common, which git cannot read
        repository.told("rev-list", "--count", commit, *here, "--")
    if repository.is_shallow and is_cut_off_after(repository, found, commit, *here):
        raise EnvironmentProblem(repository.problem(f"the commit in which this left '{printable(ref)}' is not known"))
    return found[0] if len(found) == 1 and found[0] != commit else ref


def has_led_here(config: Path, ref: str, *, label: str = "config") -> bool:
    """Whether what is checked out came of this commit, merges as one step. Raises EnvironmentProblem (E707)."""
    repository = open_repository(config, label)
    head = repository.named("HEAD")
    return bool(head) and repository.commit_id(ref) in places_on_line(repository, head)


def is_on_line(config: Path, ref: str, *, label: str = "config") -> bool:
    """Whether what is checked out came of this commit, or led to it, merges as one step. Raises EnvironmentProblem."""
    repository = open_repository(config, label)
    head, commit = repository.commit_id("HEAD"), repository.commit_id(ref)
    return commit in places_on_line(repository, head) or head in places_on_line(repository, commit)


def refuse_name_of_commit(config: Path, word: str, *, label: str = "config") -> None:
    """Raises EnvironmentProblem (E707) for a directory that goes by the name of a commit, or of one not fetched.

    A word with a `/` is a directory, unless it begins like a branch of a remote or like `refs/`. Outside a repository,
    and without git, every one is.
    """
    try:
        repository = open_repository(config, label)
    except (NothingCommitted, NotInstalled):
        return
    shown = printable(word)
    help = f"write './{shown}' for the directory"
    if repository.named(f"{word}^{{commit}}"):
        message = f"'{shown}' is a directory, and git knows a commit by that name as well"
        help = f"{help}, '{shown}^{{commit}}' for the commit"
    elif _is_no_name(repository, word):
        return
    else:
        message = f"'{shown}' is a directory, and may be the name of a branch or commit that this clone lacks"
        help = f"{help}; {SHALLOW}" if repository.is_shallow else help
    raise EnvironmentProblem(Problem(path=label, code="E707", message=message, help=help))


def _is_no_name(repository: Repository, word: str) -> bool:
    """Whether a word would name nothing even if all branches and tags had been fetched, as far as that can be told."""
    places = (*_PLACES_OF_NAMES, *os.fsdecode(repository.told("remote")).split("\n")[:-1])
    return "/" in word and not word.startswith(tuple(f"{place}/" for place in places)) and not repository.named(word)


def _record(
    repository: Repository,
    tip: str,
    commits: Sequence[LoggedCommit],
    tagged: Iterable[tuple[Tag, int, int]],
    replay: Replay,
    *,
    asks_open: bool,
) -> Record:
    edits: list[Edit] = []
    beginning: tuple[Entity, ...] = ()
    skipped: list[Skipped] = []
    counts: list[int] = []  # of the edits that there are after each commit
    for commit in commits:
        if problem := replay.apply(commit):
            if commit.files:
                skipped.append(Skipped(edit=_edit(commit), problem=problem))
        else:
            changes, passed = replay.take()
            edit = replace(_edit(commit), internal_kinds=replay.internal_kinds, is_open=replay.is_open, passed=passed)
            if not edits:
                beginning = replay.entities
                edits.append(edit)
            elif changes or _has_other_marks(edit, edits[-1], asks_open=asks_open):
                edits.append(replace(edit, entities=changes))
        counts.append(len(edits))
    cut_off = is_cut_off(repository, tip, commits)
    of_submodule = _of_a_submodule(commits)
    missing = _missing(edits, skipped, is_cut_off=cut_off) or of_submodule
    return Record(
        edits=tuple(edits),
        beginning=beginning,
        releases=tuple(_releases(tagged, counts)),
        skipped=tuple(skipped),
        last_internal=replay.last_internal,
        passed=replay.take()[1],
        titles=replay.titles,
        right_titles=replay.right_titles,
        is_incomplete=cut_off or bool(of_submodule),
        missing=missing,
        help=_help(repository) if missing else "",
    )


def _has_other_marks(edit: Edit, last: Edit, *, asks_open: bool) -> bool:
    is_new_to_public = edit.is_open != last.is_open or bool(edit.passed.internal)
    return edit.internal_kinds != last.internal_kinds or (asks_open and is_new_to_public)


def _edit(commit: LoggedCommit) -> Edit:
    return Edit(
        id=commit.id,
        moment=commit.moment,
        author=_in_short(commit.author),
        subject=_in_short(commit.subject),
        merge_requests=tuple(map(visible, commit.merge_requests)),
    )


def _in_short(text: str) -> str:
    """A text of any length for a line of a page, with nothing in it that the eye does not see."""
    return visible(text[:LONGEST] + ("…" if len(text) > LONGEST else ""))


def _tags_of_line(repository: Repository, tip: str, commits: Sequence[LoggedCommit]) -> Iterator[tuple[Tag, int, int]]:
    """Tags of commits on the line, each with its place on that, and with the place of the newest that it holds."""
    if found := tags(repository):
        from_tip = places_on_line(repository, tip)
        places = [-from_tip[commit.id] for commit in commits]
        for tag in found:
            if tag.commit in from_tip and (holds := bisect_right(places, -from_tip[tag.commit])):
                yield tag, -from_tip[tag.commit], holds - 1


def _releases(tagged: Iterable[tuple[Tag, int, int]], counts: Sequence[int]) -> list[Tagged]:
    releases = (
        Tagged(name=printable(tag.name), moment=tag.moment, edits=counts[newest], place=place)
        for tag, place, newest in tagged
        if counts[newest]
    )
    return sorted(releases, key=lambda release: (release.moment, release.edits, release.name))


def _missing(edits: Sequence[Edit], skipped: Sequence[Skipped], *, is_cut_off: bool) -> str:
    """Why nothing is known, or not all."""
    if not edits:
        return f"no commit has a configuration without errors; the newest has: {skipped[-1].problem}"
    if is_cut_off:
        return f"the history begins with commit {edits[0].short_id}, since older ones are missing"
    return ""


def _of_a_submodule(commits: Iterable[LoggedCommit]) -> str:
    """Why not all is known where a submodule stood in the place of a directory."""
    for commit in commits:
        for path, blob in commit.files.items():
            if blob and blob.mode == SUBMODULE:
                return of_a_submodule(below(commit.directory, path), commit.id)
    return ""


def _not_committed(repository: Repository, tip: str, ref: str, *, may_be_new: bool, stays: bool) -> Record:
    """The past of a directory that was never committed."""
    path, shown = printable(repository.path) or ".", printable(ref)
    missing = f"no commit that leads to '{shown}' has files of a configuration in '{path}'"
    known = () if may_be_new else configurations_in(repository, tip) - {repository.path or "."}
    others = sorted(map(printable, known))[:3]
    help = ""
    if stays and ref != "HEAD":
        help = _SINCE
    elif others:
        help = f"where the directory is a copy or has a new name, commit it: files of a configuration are in {' and '.join(others)}"
    is_incomplete = repository.is_shallow or bool(others)
    return Record(missing=missing, help=_help(repository) or help, is_incomplete=is_incomplete)


def _help(repository: Repository) -> str:
    """What helps where commits are missing."""
    return SHALLOW if repository.is_shallow else ""
