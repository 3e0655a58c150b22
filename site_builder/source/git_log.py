"""A repository and a commit in, the line of commits out that leads to it and changes the config directory, with tags.

The line follows first parents: a merge is one change of the branch. It follows the directory through renames, or begins
where that got its path.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ..problems import EnvironmentProblem, Problem
from .files import SITE_FILE
from .git import Repository
from .git_files import changed, is_own
from .git_formers import APART, MOST_RENAMES, either_of, formers
from .git_trees import RAW, Blob, Change, change, files_of, in_config

_FORMAT = "--format=" + "%x00".join(("%H", "%P", "%ct", "%an", "%s", "%b"))
_FIELDS = 6
LONGEST = 500  # characters of a message's first line, and of a name, that are told
_LAST_SECOND = 253402300799  # of the year 9999
_BEFORE_1970 = range(2**63, 2**64 - 1)  # as git counts on from zero backwards; it ends with what is too large for it
_MERGE_REQUEST = re.compile(r"^See merge request (\S{0,512}![0-9]{1,18})[ \t\r]*$", re.MULTILINE)
_MOST_MERGE_REQUESTS = 10
_EPOCH = datetime.fromtimestamp(0, UTC)
_BEGINNING = 128  # bytes of a commit: the tree, and the first parent, if it has one
_SELDOM = "remove from the history the commits that renamed it"
_MOST_TAGS = 100_000
_NO_RELEASES = "so many are no releases: remove those that are none"
_TOO_OFTEN = "what was committed is not read: the directory was renamed more than {} times"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCommit:
    """One commit of the line, and what it made of the files of its directory that are read: by path, None for one gone.

    Of `subject` and `author` there is no more than is told. `merge_requests` are the references that GitLab wrote into
    the message, `group/project!12`, the first ones of very many. `site_file` is the one that stands beside the files
    then. `is_first`: the directory was not at this path before. What had been in it where it was, and did not come
    along, is gone from here.
    """

    id: str
    parents: tuple[str, ...]
    moment: datetime
    author: str
    subject: str
    merge_requests: tuple[str, ...]
    directory: str = ""
    files: Mapping[str, Blob | None] = field(default_factory=dict)
    site_file: Blob | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag and the commit it leads to. `moment` is that of an annotated tag that tells its own, or of the commit."""

    name: str
    moment: datetime
    commit: str


def line_here(repository: Repository, tip: str) -> tuple[LoggedCommit, ...]:
    """The commits, oldest first, since the directory has been at its path. Raises EnvironmentProblem."""
    commits = _commits(repository, tip, repository.path)
    began = next((place for place in reversed(range(len(commits))) if commits[place].is_first), 0)
    return tuple(commits[began:])


def line_to(repository: Repository, tip: str) -> tuple[LoggedCommit, ...]:
    """The commits, oldest first, that change files that are read, or the one beside them. Raises EnvironmentProblem."""
    newer: list[LoggedCommit] = []
    known: dict[str, tuple[list[LoggedCommit], Mapping[str, tuple[str, ...]]]] = {}
    from_tip: Mapping[str, int] = {}
    start, directory = tip, repository.path
    for _ in range(MOST_RENAMES + 1):
        if directory not in known:
            commits = _commits(repository, start, directory)
            firsts = {commit.id: commit.files for commit in commits if commit.is_first and commit.parents}
            before = formers(repository, tip, directory, firsts)
        else:  # it was renamed away, and back
            commits, before = known[directory]
            from_tip = from_tip or places_on_line(repository, tip)
            commits = [commit for commit in commits if from_tip[commit.id] >= from_tip[start]]
        known[directory] = commits, before
        began = next((place for place in reversed(range(len(commits))) if commits[place].id in before), None)
        if began is None:
            return tuple(_with_all_gone([*commits, *newer]))
        first, former = commits[began], before[commits[began].id]
        if len(former) > 1:
            raise EnvironmentProblem(_not_known_which(repository, first, former))
        newer = [*commits[began:], *newer]
        start, directory = first.parents[0], former[0]
    raise EnvironmentProblem(repository.problem(_TOO_OFTEN.format(MOST_RENAMES), help=_SELDOM))


def is_cut_off(repository: Repository, tip: str, commits: Iterable[LoggedCommit]) -> bool:
    """Whether commits before the first, or before a side of a merge, are missing: nobody knows what it changed."""
    first = next(iter(commits), None)
    if not repository.is_shallow or first is None:
        return False
    roots, (own,) = (
        repository.told("rev-list", "--max-parents=0", *how, tip, "--").decode("ascii").split()
        for how in ((), ("--first-parent",))
    )
    return _have_parents(repository, [id for id in roots if id != own or id == first.id])


def is_cut_off_anywhere(repository: Repository, tip: str) -> bool:
    """Whether any commits are missing that led to this one."""
    roots = ("rev-list", "--max-parents=0", tip, "--")
    return repository.is_shallow and _have_parents(repository, repository.told(*roots).decode("ascii").split())


def is_cut_off_after(repository: Repository, bases: Iterable[str], *tips: str) -> bool:
    """Whether commits are missing that led to these and not to the bases."""
    asked = ("rev-list", "--max-parents=0", *tips, *(f"^{base}" for base in bases), "--")
    return _have_parents(repository, repository.told(*asked).decode("ascii").split())


def _have_parents(repository: Repository, roots: Iterable[str]) -> bool:
    """Whether any of the commits that have none in this clone had one."""
    return any(b"\nparent " in begun.partition(b"\n\n")[0] for _, begun in repository.blobs(roots, _BEGINNING))


def tags(repository: Repository) -> tuple[Tag, ...]:
    """Every tag that leads to a commit, in no particular order. Raises EnvironmentProblem, also for too many."""
    columns = "%00".join(("%(objectname)", "%(creatordate:unix)", "%(refname:strip=2)"))
    how = (f"--count={_MOST_TAGS + 1}", f"--format={columns}")
    rows = [os.fsdecode(line).split("\0") for line in repository.told("for-each-ref", *how, "refs/tags").splitlines()]
    if len(rows) > _MOST_TAGS:
        raise repository.too_many(_MOST_TAGS, "tags", _NO_RELEASES)
    commits = repository.commits_of(id for id, *_ in rows)
    found = [(*row, commit) for row, commit in zip(rows, commits, strict=True) if commit]
    of_commits = _seconds_of(repository, {commit for _, own, _, commit in found if not own})
    return tuple(
        Tag(name=name, moment=moment_of(own or of_commits[commit]), commit=commit) for _, own, name, commit in found
    )


def all_tags(repository: Repository) -> frozenset[str]:
    """The name of every tag, whatever it leads to."""
    listed = repository.told("for-each-ref", "--format=%(refname:strip=2)", "refs/tags")
    return frozenset(map(os.fsdecode, listed.splitlines()))


def places_on_line(repository: Repository, tip: str) -> Mapping[str, int]:
    """Every commit of the line, also those that change nothing here, by how far from the tip it is."""
    return {id: place for place, id in enumerate(_ids(repository, tip))}


def _seconds_of(repository: Repository, commits: Collection[str]) -> Mapping[str, str]:
    if not commits:
        return {}
    said = repository.told("rev-list", "--no-walk", "--stdin", "--timestamp", given=sorted(commits)).decode("ascii")
    return {id: seconds for seconds, id in (line.split(" ") for line in said.splitlines())}


def _ids(repository: Repository, tip: str) -> list[str]:
    return repository.told("rev-list", "--first-parent", tip, "--").decode("ascii").split()


def _commits(repository: Repository, start: str, directory: str) -> list[LoggedCommit]:
    """The commits that change a directory, oldest first."""
    top, *below = in_config(directory)
    ids = _ids(repository, start)[::-1]
    how = ("--stdin", "--root", "--diff-merges=first-parent", _FORMAT)
    said = repository.texts("diff-tree", *RAW, *how, "--", *top, given=ids)
    told = [(_in_short(fields), changes) for fields, changes in _parsed(said)]
    files = files_of(repository, [changes for _, changes in told], below)
    # Of a commit that names UTF-16 as its encoding git prints nothing in words, its moment neither.
    seconds = _seconds_of(repository, [about.id for about, _ in told if about.moment == _EPOCH])
    dated = (replace(it, moment=moment_of(seconds[it.id])) if it.id in seconds else it for it, _ in told)
    return list(_with_firsts(zip(dated, files, strict=True), directory))


def _parsed(texts: Iterator[bytes]) -> Iterator[tuple[list[str], list[Change]]]:
    """Fields of a commit, then two texts for each change: `:modes ids status` and its path; the first on a new line."""
    fields: list[str] = []
    rows: list[Change] = []
    for text in texts:
        if len(fields) < _FIELDS:
            fields.append(text.decode("utf-8", "replace"))
        elif text.lstrip(b"\n").startswith(b":"):
            rows.append(change(text, next(texts)))
        else:
            yield fields, rows
            fields, rows = [text.decode("utf-8", "replace")], []
    if len(fields) == _FIELDS:
        yield fields, rows


def _in_short(fields: Sequence[str]) -> LoggedCommit:
    """What is told of a commit, without its files."""
    id, parents, seconds, author, subject, body = fields
    return LoggedCommit(
        id=id.strip(),
        parents=tuple(parents.split()),
        moment=moment_of(seconds),
        author=author[: LONGEST + 1],
        subject=subject[: LONGEST + 1],
        merge_requests=_merge_requests(f"{subject}\n{body}"),
    )


def _merge_requests(message: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_MERGE_REQUEST.findall(message)))[:_MOST_MERGE_REQUESTS]


def _with_firsts(told: Iterable[tuple[LoggedCommit, dict[str, Blob | None]]], directory: str) -> Iterator[LoggedCommit]:
    """A directory begins with a file that is its own: in `services` may be another program's until then."""
    there: set[str] = set()
    before: dict[str, Blob | None] = {}
    site_path, site_file = f"{directory}/{SITE_FILE}".lstrip("/"), None
    for commit, rows in told:
        files = changed(rows, directory)
        site_file = rows.get(site_path, site_file)
        is_there = not there <= {""}  # what stands in its place, as a link, is not it
        if not is_there:
            files = before = {path: blob for path, blob in (before | files).items() if blob}
        is_ours = is_there or any(map(is_own, files))
        if not is_ours or not (files or site_path in rows):
            continue
        yield replace(commit, directory=directory, files=files, site_file=site_file, is_first=not is_there)
        before = {}
        _make(files, there)


def _not_known_which(repository: Repository, commit: LoggedCommit, directories: Iterable[str]) -> Problem:
    which = either_of(directories, commit.directory)
    message = f"what was committed is not read: with commit {commit.id[:8]}, {which}"
    return repository.problem(message, help=APART)


def _with_all_gone(commits: Iterable[LoggedCommit]) -> Iterator[LoggedCommit]:
    """Where a directory was renamed, what did not come along is gone as well."""
    there: set[str] = set()
    for commit in commits:
        stayed = there - commit.files.keys() if commit.is_first else set[str]()
        _make(commit.files, there)
        there.difference_update(stayed)
        yield replace(commit, files={**dict.fromkeys(sorted(stayed)), **commit.files})


def _make(files: Mapping[str, Blob | None], there: set[str]) -> None:
    there.update(path for path, blob in files.items() if blob)
    there.difference_update(path for path, blob in files.items() if not blob)


def moment_of(seconds: str) -> datetime:
    """Seconds as git tells them; the nearest moment that has a year of four digits where somebody wrote nonsense."""
    number = int(seconds) if seconds.removeprefix("-").isdigit() else 0
    return datetime.fromtimestamp(0 if number in _BEFORE_1970 else min(max(number, 0), _LAST_SECOND), UTC)
