"""A repository and a commit in, the line of commits out that leads to it and changes the config directory, with tags.

The line follows first parents: a merge is one change of the branch. Where the directory was renamed, it is followed.
"""

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice, takewhile
from pathlib import Path
from typing import NamedTuple

from ..problems import EnvironmentProblem, Problem, printable
from .files import DIRECTORIES, SITE_FILE, SUFFIX
from .git import Repository
from .git_files import changed, configurations_in, is_read, standing
from .git_trees import RAW, SUBMODULE, Blob, Change, change, files_of, in_config, refuse_too_many

_FORMAT = "--format=" + "%x00".join(("%H", "%P", "%ct", "%an", "%s", "%b"))
_FIELDS = 6
LONGEST = 500  # characters of a message's first line, and of a name, that are told
_LAST_SECOND = 253402300799  # of the year 9999
_MERGE_REQUEST = re.compile(r"^See merge request (\S{0,512}![0-9]{1,18})[ \t\r]*$", re.MULTILINE)
_MOST_MERGE_REQUESTS = 10
_OF_A_SUBMODULE = SUBMODULE.encode("ascii")
_EPOCH = datetime.fromtimestamp(0, UTC)
_BEGINNING = 128  # bytes of a commit: the tree, and the first parent, if it has one
# Where the files of configurations may have stood: renames of others are not looked for, which would take a while.
_MAY_BE_OURS = tuple(f":(top,glob)**/{plural}/*{SUFFIX}" for plural in DIRECTORIES)
_MOST_RENAMES = 100  # of the directory: git is asked anew for each
_SELDOM = "remove from the history the commits that renamed it"
_APART = "make two of that commit: one that renames the directory, and one that removes the other directory"
_ONE_BY_ONE = "rename each with a commit of its own, in which nothing else is done, or compare with a later commit"
_TOO_MANY_FORMERS = "what was committed is not read: by commit {} more than {} directories may have become this one"
_MOST_TAGS = 100_000
_NO_RELEASES = "so many are no releases: remove those that are none"
_TOO_OFTEN = "what was committed is not read: the directory was renamed more than {} times"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCommit:
    """One commit of the line, and what it made of the files of its directory that are read: by path, None for one gone.

    Of `subject` and `author` there is no more than is told. `merge_requests` are the references that GitLab wrote into
    the message, `group/project!12`, the first ones of very many. `site_file` is the one that stands beside the files
    then. `is_first`: the directory was not at this path before; what was in it then and `stayed` where it had been, or
    went elsewhere, is gone from here.
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
    stayed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag and the commit it leads to. `moment` is that of an annotated tag that tells its own, or of the commit."""

    name: str
    moment: datetime
    commit: str


class _Left(NamedTuple):
    """What files went from a directory: how many came here as they were, and at all, and the names of all."""

    same: int
    came: int
    names: set[str]


class _Formers(NamedTuple):
    """Which directories may have been renamed, one, or nobody knows which; and what is elsewhere of what was there."""

    directories: tuple[str, ...]
    elsewhere: Set[str]


def line_to(repository: Repository, tip: str) -> tuple[LoggedCommit, ...]:
    """The commits, oldest first, that change files that are read, or the one beside them. Raises EnvironmentProblem."""
    newer: list[LoggedCommit] = []
    known: dict[str, tuple[list[LoggedCommit], Mapping[str, _Formers]]] = {}
    from_tip: Mapping[str, int] = {}
    at: tuple[str, str] | None = (tip, repository.path)
    renames = 0
    while at is not None:
        if renames > _MOST_RENAMES:
            raise _renamed_too_often(repository)
        renames += 1
        start, directory = at
        if directory not in known:
            found = _commits(repository, start, directory)
            known[directory] = found, _formers(repository, tip, found)
        else:  # it was renamed away, and back
            found, formers = known[directory]
            from_tip = from_tip or places_on_line(repository, tip)
            known[directory] = [commit for commit in found if from_tip[commit.id] >= from_tip[start]], formers
        place, at = _where_from(repository, *known[directory])
        since = known[directory][0][place:]
        if at is not None:
            since[0] = replace(since[0], stayed=frozenset(known[directory][1][since[0].id].elsewhere))
        newer = [*since, *newer]
    return tuple(_with_all_gone(newer))


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
    asked = [f"{id}^{{commit}}" for id, *_ in rows]
    answers = repository.told("cat-file", "--batch-check=%(objectname)", given=asked).decode("ascii").splitlines()
    found = [(*row, commit) for row, commit in zip(rows, answers, strict=True) if not commit.endswith(" missing")]
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


def seen_at(repository: Repository, commit: str) -> Repository:
    """The repository as it was seen from the directory in a commit, where this has another path on the line since.

    Of a commit beside the line, as of the branch that a merge brought in, from the newest of its paths that is there.
    """
    if _is_there(repository, commit, repository.path):
        return repository
    head = repository.named("HEAD")
    line = line_to(repository, head) if head else ()
    places = places_on_line(repository, head) if line else {}
    until = (it for it in line if commit not in places or places[it.id] >= places[commit])
    paths = dict.fromkeys(it.directory for it in reversed(list(until)))
    path = next((path for path in paths if _is_there(repository, commit, path)), repository.path)
    return replace(repository, path=path)


def seen_at_likely(repository: Repository, commit: str) -> Repository:
    """The same; where nothing is at its path, from the only configuration that is gone since: copied, then removed.

    To compare with: nothing is known of its past. Raises EnvironmentProblem where it may be any of several.
    """
    found = seen_at(repository, commit)
    if (found.path and repository.named(f"{commit}:{found.path}")) or _is_there(found, commit, found.path):
        return found
    gone: Sequence[str] = ()
    with suppress(EnvironmentProblem):
        gone = _gone(repository, commit)
    if len(gone) > 1:
        either, now = _either(gone), printable(repository.path or ".")
        message = f"since commit {commit[:8]} either {either} became '{now}', and nobody knows which"
        raise EnvironmentProblem(repository.problem(message, help=_ONE_BY_ONE))
    return replace(repository, path=gone[0]) if gone else found


def _gone(repository: Repository, commit: str) -> Sequence[str]:
    """The configurations of a commit that are no more: in what is checked out, or else, before that has this, here."""
    paths = sorted("" if one == "." else one for one in configurations_in(repository, commit))
    there = _having(repository, commit, paths, ("unit_primitives",))
    head = repository.named("HEAD")
    if _is_there(repository, head, repository.path):
        kept = _having(repository, head, there, DIRECTORIES)
        return [path for path in there if path not in kept]
    top = Path(os.fsdecode(repository.told("rev-parse", "--show-toplevel").removesuffix(b"\n")))
    return [path for path in there if not os.path.lexists(top / path / "unit_primitives")]


def _having(repository: Repository, commit: str, paths: Sequence[str], below: Iterable[str]) -> Sequence[str]:
    """Those of the directories that have any of these in a commit, all asked at once."""
    asked = {(commit, f"{path}/{one}".lstrip("/")): path for one in below for path in paths}
    found = {asked[it] for it in standing(repository, asked)}
    return [path for path in paths if path in found]


def _is_there(repository: Repository, commit: str, path: str) -> bool:
    """Whether a commit has the directory of any kind there: at the top, or where something else has the name now."""
    above = f"{path}/" if path else ""
    return any(repository.named(f"{commit}:{above}{below}") for below in DIRECTORIES)


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
    there: set[str] = set()
    site_path, site_file = f"{directory}/{SITE_FILE}".lstrip("/"), None
    for commit, rows in told:
        files = changed(rows, directory)
        site_file = rows.get(site_path, site_file)
        if not files and (not there or site_path not in rows):
            continue
        yield replace(commit, directory=directory, files=files, site_file=site_file, is_first=not there)
        _make(files, there)


def _formers(repository: Repository, tip: str, commits: list[LoggedCommit]) -> dict[str, _Formers]:
    """Which directories may have been renamed, for commits with which a directory began.

    They have the same names there, whatever is in them: git would read all of both to compare them. More than half of
    the files came from the former directory; or more than half of that one's went here, and it grew. Less stayed there,
    or went to any other directory, than came, but for a directory that is gone since.
    """
    firsts = {commit.id: commit for commit in commits if commit.is_first and commit.parents}
    if not firsts:
        return {}
    refuse_too_many(repository, firsts, "--diff-merges=first-parent")
    how = ("--stdin", "--diff-merges=first-parent", "--no-renames", "--diff-filter=AD", "--format=%H")
    said = repository.texts("diff-tree", "-r", *RAW, *how, "--", *_MAY_BE_OURS, given=firsts)
    left, added = _moved(said, firsts)
    formers: dict[str, _Formers] = {}
    asked = 0
    for id, by_directory in left.items():
        files = firsts[id].files
        here = len(files)
        came = {one: it for one, it in by_directory.items() if 2 * it.came > min(here, len(it.names))}
        asked += len(came)
        if asked > _MOST_RENAMES:
            message = _TOO_MANY_FORMERS.format(id[:8], _MOST_RENAMES)
            raise EnvironmentProblem(repository.problem(message, help=_APART))
        stayed = _stayed(repository, id, came) if came else {}
        came = {one: it for one, it in came.items() if 2 * it.came > min(here, len(it.names | stayed.get(one, set())))}
        likely = {
            one: it
            for one, it in came.items()
            if all(
                len(them) < it.came or not _is_there(repository, tip, other)
                for other, them in (
                    (one, stayed.get(one, set())),
                    *((other, names & it.names - files.keys()) for other, names in added[id].items()),
                )
            )
        }
        if likely:
            elsewhere = set[str]().union(*added[id].values(), *(stayed.get(one, set()) for one in likely))
            formers[id] = _Formers(_likeliest(likely, firsts[id].directory), elsewhere)
    return formers


def _likeliest(likely: Mapping[str, _Left], directory: str) -> tuple[str, ...]:
    """The one of which more came as it was than of any other, and no less at all; else each of them.

    Of those of which as much came as it was, the one whose path ends most alike, as where a directory above has another
    name.
    """
    most = max(it.same for it in likely.values())
    first = {one: it.came for one, it in likely.items() if it.same == most}
    if any(it.came > max(first.values()) for it in likely.values()):
        return tuple(sorted(likely))
    alike = {one: _common_end(one, directory) for one in first}
    nearest = max(alike.values())
    found = tuple(one for one in first if alike[one] == nearest)
    return found if len(found) == 1 else tuple(sorted(likely))


def _common_end(one: str, other: str) -> int:
    """How many names two paths end with alike."""
    pairs = zip(reversed(one.split("/")), reversed(other.split("/")), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _moved(
    said: Iterator[bytes], firsts: Mapping[str, LoggedCommit]
) -> tuple[Mapping[str, Mapping[str, _Left]], Mapping[str, Mapping[str, set[str]]]]:
    """What each commit took out of directories of which something may have come here, and what it put elsewhere."""
    left: dict[str, dict[str, _Left]] = defaultdict(dict)
    added: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for id, it in file_changes(said):
        above, _, name = it.name.rpartition("/")
        directory, _, plural = above.rpartition("/")
        path = f"{plural}/{name}"
        if it.old is None:
            if directory != firsts[id].directory:
                added[id].setdefault(directory, set()).add(path)
            continue
        came = firsts[id].files.get(path)
        so_far = left[id].get(directory, _Left(0, 0, set()))
        same = came is not None and came == it.old
        so_far.names.add(path)
        left[id][directory] = _Left(so_far.same + same, so_far.came + (came is not None), so_far.names)
    return left, added


def _stayed(repository: Repository, commit: str, directories: Iterable[str]) -> Mapping[str, Set[str]]:
    """The files of a configuration that there are in each of the directories with a commit."""
    above = (f"{one}/" if one else "" for one in directories)
    asked = (f":(top,literal){one}{plural}/" for one in above for plural in DIRECTORIES)
    listed = repository.texts("ls-tree", "-z", "--full-tree", "--name-only", commit, "--", *asked)
    found: dict[str, set[str]] = defaultdict(set)
    for *one, plural, name in (os.fsdecode(path).rsplit("/", 2) for path in listed):
        if is_read(f"{plural}/{name}"):
            found["".join(one)].add(f"{plural}/{name}")
    return found


def file_changes(said: Iterator[bytes], ending: bytes = b"") -> Iterator[tuple[str, Change]]:
    """What `diff-tree -z --format=%H` tells: a commit, and what it did to submodules, and to files that end so."""
    id = ""
    for text in said:
        about = text.strip(b"\n")
        if not about.startswith(b":"):
            id = about.decode("ascii") or id
        elif (name := next(said)).endswith(ending) or _OF_A_SUBMODULE in about:
            yield id, change(about, name)


def _where_from(
    repository: Repository, commits: list[LoggedCommit], formers: Mapping[str, _Formers]
) -> tuple[int, tuple[str, str] | None]:
    """From which commit on the directory had its name, and the commit and directory before; all of them, and None.

    Raises EnvironmentProblem where nobody knows which directory it was before.
    """
    for place in range(len(commits) - 1, -1, -1):
        commit = commits[place]
        if former := formers.get(commit.id):
            if len(former.directories) > 1:
                raise EnvironmentProblem(_not_known_which(repository, commit, former.directories))
            return place, (commit.parents[0], former.directories[0])
    return 0, None


def _not_known_which(repository: Repository, commit: LoggedCommit, formers: Iterable[str]) -> Problem:
    either = _either(formers)
    now, short = printable(commit.directory or "."), commit.id[:8]
    message = (
        f"what was committed is not read: with commit {short}, either {either} became '{now}', and nobody knows which"
    )
    return repository.problem(message, help=_APART)


def _either(directories: Iterable[str]) -> str:
    return " or ".join(f"'{printable(one or '.')}'" for one in islice(directories, 3))


def _renamed_too_often(repository: Repository) -> EnvironmentProblem:
    return EnvironmentProblem(repository.problem(_TOO_OFTEN.format(_MOST_RENAMES), help=_SELDOM))


def _with_all_gone(commits: Iterable[LoggedCommit]) -> Iterator[LoggedCommit]:
    """Where a directory was renamed, what did not come along is gone as well."""
    there: set[str] = set()
    for commit in commits:
        left = sorted(there - commit.files.keys()) if commit.is_first else ()
        _make(commit.files, there)
        there.difference_update(left)
        files = {**dict.fromkeys(left), **commit.files}
        yield replace(commit, files=files, stayed=commit.stayed.intersection(left)) if left else commit


def _make(files: Mapping[str, Blob | None], there: set[str]) -> None:
    there.update(path for path, blob in files.items() if blob)
    there.difference_update(path for path, blob in files.items() if not blob)


def moment_of(seconds: str) -> datetime:
    """Seconds as git tells them; the nearest moment that has a year of four digits where somebody wrote nonsense."""
    number = int(seconds) if seconds.removeprefix("-").isdigit() else 0
    return datetime.fromtimestamp(min(max(number, 0), _LAST_SECOND), UTC)
