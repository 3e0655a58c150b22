"""A repository and a commit in, the line of commits out that leads to it and changes the config directory, and its tags.

The line follows first parents: a merge is one change of the branch. Where the directory was renamed, it is followed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from .git import Repository
from .git_files import Blob, changed, is_read, relative

_EXACT = ("-r", "-z", "--raw", "--no-abbrev", "--ignore-submodules=none")
_FORMAT = "--format=" + "%x00".join(("%H", "%P", "%ct", "%an", "%s", "%b"))
_FIELDS = 6
_LAST_SECOND = 253402300799  # of the year 9999
_MERGE_REQUEST = re.compile(r"^See merge request (\S*![0-9]+)[ \t\r]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCommit:
    """One commit of the line, and what it made of the files that are read: by path, None for one that is gone.

    `is_first`: the directory was not at this path before, so that there is nothing but these files.
    """

    id: str
    parents: tuple[str, ...]
    moment: datetime
    author: str
    subject: str
    body: str
    files: Mapping[str, Blob | None]
    is_first: bool = False

    @property
    def merge_requests(self) -> tuple[str, ...]:
        """The references that GitLab wrote into the message: `group/project!12`."""
        return tuple(dict.fromkeys(_MERGE_REQUEST.findall(f"{self.subject}\n{self.body}")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag and the commit it leads to. `moment` is that of an annotated tag that tells its own, or of the commit."""

    name: str
    moment: datetime
    commit: str


def line_to(repository: Repository, tip: str) -> tuple[LoggedCommit, ...]:
    """The commits, oldest first, that change files which are read. Raises EnvironmentProblem."""
    newer: list[LoggedCommit] = []
    at: tuple[str, str] | None = (tip, repository.path)
    while at is not None:
        start, directory = at
        commits = _commits(repository, start, directory)
        place, at = _where_from(repository, commits, directory)
        newer = [*commits[place:], *newer]
    return tuple(newer)


def is_cut_off(repository: Repository, commits: Iterable[LoggedCommit]) -> bool:
    """Whether commits before the first are missing, so that nobody knows what it changed."""
    first = next(iter(commits), None)
    if not repository.is_shallow or first is None or first.parents:
        return False
    return b"\nparent " in repository.told("cat-file", "commit", first.id).partition(b"\n\n")[0]


def tags(repository: Repository) -> tuple[Tag, ...]:
    """Every tag that leads to a commit, in no particular order."""
    columns = "%00".join(("%(objectname)", "%(creatordate:unix)", "%(*committerdate:unix)", "%(refname:strip=2)"))
    listed = repository.told("for-each-ref", f"--format={columns}", "refs/tags").splitlines()
    rows = [line.decode("utf-8", "replace").split("\0") for line in listed]
    asked = "".join(f"{id}^{{commit}}\n" for id, *_ in rows).encode("ascii")
    answers = repository.told("cat-file", "--batch-check=%(objectname)", given=asked).decode("ascii").splitlines()
    return tuple(
        Tag(name=name, moment=moment_of(own or of_commit), commit=commit)
        for (_, own, of_commit, name), commit in zip(rows, answers, strict=True)
        if not commit.endswith(" missing")
    )


def places_on_line(repository: Repository, tip: str) -> Mapping[str, int]:
    """Every commit of the line, also those that change nothing here, by how far from the tip it is."""
    return {id: place for place, id in enumerate(_ids(repository, tip))}


def _ids(repository: Repository, tip: str, *paths: str) -> list[str]:
    return repository.told("rev-list", "--first-parent", tip, "--", *paths).decode("ascii").split()


def _commits(repository: Repository, start: str, directory: str) -> list[LoggedCommit]:
    """The commits that change a directory, oldest first."""
    paths = (f":(top,literal){directory}",) if directory else ()
    ids = "".join(f"{id}\n" for id in reversed(_ids(repository, start, *paths)))
    how = ("--stdin", "--root", "--diff-merges=first-parent", "--no-renames", "--encoding=UTF-8", _FORMAT)
    said = repository.told("diff-tree", *_EXACT, *how, "--", *paths, given=ids.encode("ascii"))
    return list(_with_firsts(_parsed(said.decode("utf-8", "surrogateescape").split("\0"), directory)))


def _parsed(tokens: list[str], directory: str) -> Iterator[tuple[list[str], dict[str, Blob | None]]]:
    """Fields of a commit, then two tokens for each file: `:modes ids status` and its path; the first after a line break."""
    at = 0
    while at + _FIELDS < len(tokens):
        fields = [
            token.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for token in tokens[at : at + _FIELDS]
        ]
        at += _FIELDS
        rows: dict[str, Blob | None] = {}
        while at + 1 < len(tokens) and tokens[at].lstrip("\n").startswith(":"):
            _, mode, _, id, status = tokens[at].split(" ")
            rows[tokens[at + 1]] = None if status == "D" else Blob(mode, id)
            at += 2
        yield fields, changed(rows, directory)


def _with_firsts(parsed: Iterable[tuple[list[str], dict[str, Blob | None]]]) -> Iterator[LoggedCommit]:
    there: set[str] = set()
    for (id, parents, seconds, author, subject, body), files in parsed:
        if not files:
            continue
        yield LoggedCommit(
            id=id.strip(),
            parents=tuple(parents.split()),
            moment=moment_of(seconds),
            author=author,
            subject=subject,
            body=body.strip("\n"),
            files=files,
            is_first=not there,
        )
        there.update(path for path, blob in files.items() if blob)
        there.difference_update(path for path, blob in files.items() if not blob)


def _where_from(
    repository: Repository, commits: list[LoggedCommit], directory: str
) -> tuple[int, tuple[str, str] | None]:
    """From which commit on the directory had its name, and the commit and directory before; all of them, and None."""
    for place in range(len(commits) - 1, -1, -1):
        commit = commits[place]
        if commit.is_first and commit.parents and (former := _former(repository, commit, directory)) is not None:
            return place, (commit.parents[0], former)
    return 0, None


def _former(repository: Repository, commit: LoggedCommit, directory: str) -> str | None:
    """The directory from which more than half of the files were renamed."""
    said = repository.told("diff-tree", *_EXACT, "-M", "--diff-filter=R", commit.parents[0], commit.id)
    tokens = said.decode("utf-8", "surrogateescape").split("\0")
    former: Counter[str] = Counter()
    for old, new in zip(tokens[1::3], tokens[2::3], strict=False):
        path = relative(new, directory)
        if path and is_read(path) and f"/{old}".endswith(f"/{path}"):
            former[old.removesuffix(path).rstrip("/")] += 1
    for found, count in former.most_common(1):
        if found != directory and 2 * count > len(commit.files):
            return found
    return None


def moment_of(seconds: str) -> datetime:
    """Seconds as git tells them; the nearest moment that has a year of four digits where somebody wrote nonsense."""
    number = int(seconds) if seconds.removeprefix("-").isdigit() else 0
    return datetime.fromtimestamp(min(max(number, 0), _LAST_SECOND), UTC)
