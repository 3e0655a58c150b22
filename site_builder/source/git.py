"""A directory in, what git tells of the repository around it out; E707 with advice where it has no answer.

Paths, branches and tags are decoded as Python decodes those of the machine, whatever its locale, and messages as UTF-8.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import IO, TypeVar

from ..disk import refuse_linked_config
from ..problems import EnvironmentProblem, Problem, printable, visible
from ..suggestions import did_you_mean
from .git_command import NothingCommitted, piped, printed, refused, run, taken_for_bare, why_refused

_FILTERED = r"^remote\..*\.(promisor|partialclonefilter)$"  # what git sets where a clone was made with a filter
SHALLOW = (
    "this clone is shallow and lacks older commits, branches or tags: set GIT_DEPTH: 0 in GitLab CI, "
    "or run git fetch --unshallow --tags"
)
_TOO_MANY = "what was committed is not read: git names more than {:,} {} of it"
_TOO_LARGE = "what was committed is not read: all versions of its files together have more than {:,} bytes"
_LESS = "where so much is no configuration, remove from the history the commits that brought it"
_FEWER = "so many make no configuration: remove from the history the commits that brought them"
_OLDEST = "2.31"
_ONLY_SINCE = "--path-format=absolute"  # of that version: an older one repeats it, as it does what it does not know
_BROKEN = "git cannot read this repository: the branch that is checked out is broken"
_UNBORN = "the branch that is checked out has no commits, and what other branches have is not read"
_CHECK_OUT = (
    "check out the branch with the history of this configuration; git fsck tells of commits that are on no branch"
)
_File = TypeVar("_File")
_CHUNK = 1 << 16
_REFS = ("HEAD", "packed-refs", "refs", "reftable", "shallow")  # of a repository, or of a working tree of it
# A megabyte of commits can name more files than any machine holds. So many are read, and so many more for each commit:
# of all that git names, since a merge of two branches differs from both, and of what is kept.
MOST_FILES, _NAMED_EACH, _KEPT_EACH = 200_000, 1_000, 100
_MOST_BYTES = 128 * 1024 * 1024  # of all versions together, of which a pack may be a thousandth


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A git repository as it is seen from a config directory.

    `path` is that of the config directory below the top, with `/`; empty where it is the top. `label` is what messages
    call the directory. `is_shallow`: commits before some are missing.
    """

    directory: Path
    path: str
    label: str
    is_shallow: bool

    def told(self, *arguments: str, given: Iterable[str] = ()) -> bytes:
        """What a command prints that is given these lines. Raises EnvironmentProblem where git refuses."""
        return printed(self.directory, arguments, self.label, given)

    def asked(self, *arguments: str) -> bytes | None:
        """What a command prints; None where git has no answer."""
        ended = run(self.directory, arguments, self.label)
        return ended.stdout if ended.returncode == 0 else None

    def commit_id(self, ref: str) -> str:
        """The whole id of the commit that a branch, a tag or an id names. Raises EnvironmentProblem."""
        if ref and "\0" not in ref:
            if found := self.named(f"{ref}^{{commit}}"):
                self._refuse_ambiguous(ref)
                return found
            self._refuse_unreadable(ref)
        raise self._unknown(ref)

    def _refuse_ambiguous(self, ref: str) -> None:
        """Raises EnvironmentProblem for what is a tag and a branch: of two that differ git would take the tag.

        In a checkout of CI a branch may be there as that of a remote alone.
        """
        if ref == "HEAD":
            return
        places = [f"refs/{place}/{ref}" for place in ("heads", "tags", "remotes")]
        found = {place: id for place in places if (id := self.named(f"{place}^{{commit}}"))}
        if [*found] == places[1:2]:
            listed = self.told("for-each-ref", "--format=%(objectname) %(refname)", f"refs/remotes/*/{ref}")
            named = (os.fsdecode(line).split(" ", 1) for line in listed.split(b"\n")[:-1])
            found |= {name: id for id, name in named}
        if len(set(found.values())) > 1:
            shown = printable(ref)
            help = f"write {' or '.join(map(printable, sorted(found)))}"
            raise refused(self.label, f"git knows more than one '{shown}'", help)

    def named(self, word: str) -> str:
        """The id of what a word names; empty where git knows none, as of HEAD on a branch without commits."""
        found = self.asked("rev-parse", "--verify", "--quiet", "--end-of-options", word)
        return (found or b"").decode("ascii").strip()

    def is_sparse(self) -> bool:
        """Whether the working tree may lack files that are in the commit."""
        return (self.asked("config", "--type=bool", "core.sparseCheckout") or b"").strip() == b"true"

    def is_partial(self) -> bool:
        """Whether this clone was made with a filter, and may lack files of any commit."""
        return self.asked("config", "--get-regexp", _FILTERED) is not None

    def is_unborn(self) -> bool:
        """Whether the branch that is checked out has no commits; not where it is broken."""
        name = self.asked("symbolic-ref", "--quiet", "HEAD")
        if name is None or self.named("HEAD"):
            return False
        place = os.fsdecode(self.told("rev-parse", "--git-path", os.fsdecode(name.strip())).removesuffix(b"\n"))
        return not os.path.lexists(self.directory / place)

    def has_commits(self) -> bool:
        """Whether there is any, or a branch or tag at least. Raises EnvironmentProblem."""
        if self.told("for-each-ref", "--count=1"):
            return True
        how = ("--batch-all-objects", "--unordered", "--buffer", "--batch-check=%(objecttype)")
        with piped(self.directory, ("cat-file", *how), self.label) as stream:
            return sum(line == b"commit\n" for line in stream) > 0  # all are read: git may not end before

    def blobs(self, ids: Iterable[str], most: int) -> Iterator[tuple[str, bytes]]:
        """At most so many bytes of each object, in the order of the ids, by one process. Raises EnvironmentProblem."""
        with piped(self.directory, ("cat-file", "--batch", "--buffer"), self.label, ids) as stream:
            yield from _contents(stream, most)

    def files(self, ids: Collection[str], most: int) -> Iterator[tuple[str, bytes]]:
        """At most so many bytes of each file, in no particular order. Raises EnvironmentProblem, also for too many.

        One that has more is never read: git is not asked to make it, and zeros stand for it. What is named more than
        once is told once, and counts as often.
        """
        wanted = Counter(ids)
        told = self.told("cat-file", "--batch-check=%(objectname) %(objectsize)", "--buffer", given=wanted)
        sizes = dict(line.split(" ", 1) for line in told.decode("ascii").splitlines())
        if sum(times * min(_number(sizes[id]), most) for id, times in wanted.items()) > _MOST_BYTES:
            raise refused(self.label, _TOO_LARGE.format(_MOST_BYTES), _LESS)
        large = {id for id, size in sizes.items() if _number(size) >= most}
        yield from ((id, bytes(most)) for id in wanted if id in large)
        yield from self.blobs((id for id in wanted if id not in large), most)

    def texts(self, *arguments: str, given: Collection[str] = (), more: int = 0) -> Iterator[bytes]:
        """What a command prints that is given these lines: texts, each ended by a zero; of a very long one both ends.

        Raises EnvironmentProblem where git refuses, and where it names too many files, with two texts each: `more` may
        be named than usually.
        """
        with piped(self.directory, arguments, self.label, given) as stream:
            most = most_named(len(given)) + more
            for count, text in enumerate(_texts(stream)):
                if count >= 2 * most:
                    raise self.too_many(most)
                yield text

    def to_keep(self, files: Iterable[_File], commits: int) -> Iterator[_File]:
        """The files of so many commits. Raises EnvironmentProblem where they are too many to be kept."""
        most = MOST_FILES + _KEPT_EACH * commits
        for count, file in enumerate(files):
            if count >= most:
                raise self.too_many(most)
            yield file

    def too_many(self, most: int, of: str = "files and directories", help: str = _FEWER) -> EnvironmentProblem:
        """E707 for what names more of something than so many."""
        return refused(self.label, _TOO_MANY.format(most, of), help)

    def problem(self, message: str, suggestion: str = "", help: str = "") -> Problem:
        """E707 about this repository, with what helps where commits are missing."""
        help = SHALLOW if self.is_shallow else help
        return Problem(path=self.label, code="E707", message=message, suggestion=suggestion, help=help)

    def _refuse_unreadable(self, ref: str) -> None:
        """Raises EnvironmentProblem where git knows which object a word or HEAD names, and cannot read it."""
        for word in (ref, "HEAD"):
            id = self.named(word)
            if id and id != word.lower():  # a whole id need not be that of anything
                self.told("rev-list", "--no-walk", id)

    def _unknown(self, ref: str) -> EnvironmentProblem:
        if ref == "HEAD" and self.is_unborn():
            if self.has_commits():
                return refused(self.label, _UNBORN, _CHECK_OUT)
            if hidden := _hidden_repository(self.directory, self.label):
                return hidden
            return NothingCommitted(self.label, "nothing has been committed yet on the branch that is checked out")
        if ref == "HEAD":  # it leads nowhere, or to what is no commit
            return refused(self.label, _BROKEN, "git fsck tells what is left of it")
        shown = printable(ref)
        message, help = f"git knows no commit '{shown}'", "name a branch, a tag or a commit"
        return EnvironmentProblem(
            self.problem(message, did_you_mean(shown, map(printable, self._names_of_commits())), help)
        )

    def _names_of_commits(self) -> Iterator[str]:
        """What every branch and tag is called that leads to a commit."""
        listed = self.told("for-each-ref", "--format=%(refname) %(refname:short)")
        rows = [os.fsdecode(line).split(" ") for line in listed.split(b"\n")[:-1]]
        return (short for (_, short), id in zip(rows, self.commits_of(name for name, _ in rows), strict=True) if id)

    def commits_of(self, names: Iterable[str]) -> list[str]:
        """The commit that each leads to; empty where it leads to none."""
        asked = [f"{name}^{{commit}}" for name in names]
        said = self.told("cat-file", "--batch-check=%(objectname)", "--buffer", given=asked).split(b"\n")[:-1]
        return ["" if answer.endswith(b" missing") else answer.decode("ascii") for answer in said]


def most_named(lines: int) -> int:
    """How many files and directories git may name where it is given so many lines."""
    return MOST_FILES + _NAMED_EACH * lines


def open_repository(config: Path, label: str) -> Repository:
    """The repository around a directory, which need not be there any more. Raises EnvironmentProblem."""
    with suppress(OSError):  # then it is not there, and git is asked of what is around it
        refuse_linked_config(config)
    try:
        wanted = config.absolute()
    except OSError as error:  # the working directory is gone
        raise _no_repository(label) from error
    directory = next(path for path in (wanted, *wanted.parents) if os.path.isdir(path))  # noqa: PTH112 never raises
    answers = (_ONLY_SINCE, "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
    ended = run(directory, ("rev-parse", *answers), label)
    if ended.returncode:
        raise _not_opened(directory, ended.stderr.decode("utf-8", "replace"), label)
    if ended.stdout.startswith(_ONLY_SINCE.encode("ascii")):
        raise _too_old(directory, label)
    inside, shallow, prefix = os.fsdecode(ended.stdout).split("\n", 2)
    if inside != "true":
        raise refused(label, "it is in no working tree of the git repository around it")
    _refuse_another(directory, label)
    path = prefix.removesuffix("\n") + "/".join(wanted.relative_to(directory).parts)
    return Repository(directory=directory, path=path.rstrip("/"), label=label, is_shallow=shallow == "true")


def _refuse_another(directory: Path, label: str) -> None:
    """Raises EnvironmentProblem where git took another repository: one above, or one among the files of this.

    Gits before 2.38 do not know the setting that forbids the latter.
    """
    place = _place_of_git(directory)
    own = Path(os.fsdecode(printed(directory, ("rev-parse", "--absolute-git-dir"), label)).removesuffix("\n"))
    if place and os.path.realpath(own) == os.path.realpath(_led_to(place)):
        return
    raise taken_for_bare(label) if not place or own.is_relative_to(place.parent) else _not_taken(place, label)


def repository_state(config: Path) -> str | None:
    """What all that git tells of a directory depends on: the commit, every branch and tag, and where the directory is.

    None for a clone that lacks commits or files: they may come to it later, and none of these would be another. None as
    well where git does not read the repository, and for a directory that is refused.
    """
    try:
        repository = open_repository(config, config.as_posix())
        refs = os.fsdecode(repository.told("for-each-ref", "--format=%(objectname) %(refname)"))
    except NothingCommitted as error:
        return str(error)
    except EnvironmentProblem:
        return None
    if repository.is_shallow or repository.is_partial():
        return None
    return f"{repository.path}\n{repository.named('HEAD')}\n{refs}"


def places_of_refs(config: Path) -> tuple[Path, ...]:
    """The files and directories in which git keeps what its branches and tags are; some may not be there yet."""
    try:
        repository = open_repository(config, config.as_posix())
        said = os.fsdecode(repository.told("rev-parse", "--git-dir", "--git-common-dir")).split("\n")[:-1]
    except EnvironmentProblem:
        return ()
    return tuple(repository.directory / directory / name for directory in dict.fromkeys(said) for name in _REFS)


def _contents(stream: IO[bytes], most: int) -> Iterator[tuple[str, bytes]]:
    while header := stream.readline():
        id, *rest = header.decode("utf-8", "replace").split()
        if rest[0] == "missing":
            continue
        size = int(rest[-1])
        data = stream.read(min(size, most))
        left = size - len(data) + 1  # and the line break behind it
        while left > 0 and (skipped := stream.read(min(left, _CHUNK))):
            left -= len(skipped)
        yield id, data


def _number(size: str) -> int:
    """Of bytes; none of what is missing."""
    return int(size) if size.isdecimal() else 0


def _texts(stream: IO[bytes]) -> Iterator[bytes]:
    begun = b""
    while chunk := stream.read(_CHUNK):
        first, *others = chunk.split(b"\0")
        begun = _ends(begun + first)
        for text in others:
            yield begun
            begun = text
    if begun:
        yield begun


def _ends(text: bytes) -> bytes:
    """A text, or the beginning and the end of a very long one."""
    return text if len(text) <= 2 * _CHUNK else text[:_CHUNK] + text[-_CHUNK:]


def _too_old(directory: Path, label: str) -> EnvironmentProblem:
    version = visible(os.fsdecode(printed(directory, ("version",), label)).strip())
    return refused(label, f"{version} is too old to read what was committed", f"install git {_OLDEST} or newer")


def _not_opened(directory: Path, words: str, label: str) -> EnvironmentProblem:
    """Why git opens no repository: there is none only where nothing around the directory is one."""
    if "not a git repository" not in words:
        return why_refused(words, label)
    place = _place_of_git(directory)
    if place is None:
        return _no_repository(label)
    return _not_taken(place, label, "set GIT_DISCOVERY_ACROSS_FILESYSTEM=1" if "mount point" in words else "")


def _not_taken(place: Path, label: str, help: str = "") -> EnvironmentProblem:
    led = _led_to(place)
    lost = f"it leads to {printable(str(led))}: make that reachable too, as in a container" if led != place else ""
    help = help or lost or f"restore {printable(str(place))}, as from another clone"
    return refused(label, "git does not take the .git around it for a repository", help)


def _hidden_repository(directory: Path, label: str) -> EnvironmentProblem | None:
    """E707 for a repository without commits within another, which may have those of the configuration."""
    inner = _place_of_git(directory)
    outer = inner and _place_of_git(inner.parent.parent)
    if inner is None or outer is None or outer == inner:
        return None
    message = f"the repository at {printable(str(inner))} has no commits, and hides the one around it"
    return refused(label, message, f"commit, or remove {printable(str(inner))} where it is there by mistake")


def _place_of_git(directory: Path) -> Path | None:
    """The `.git` at or above a directory, as far up as git looks for one."""
    real = Path(os.path.realpath(directory))
    ceilings = {os.path.realpath(it) for it in os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep) if it}
    seen = (real, *takewhile(lambda path: str(path) not in ceilings, real.parents))
    return next((path / ".git" for path in seen if os.path.lexists(path / ".git")), None)


def _led_to(place: Path) -> Path:
    """What a `.git` that is a file leads to, as in a working tree of several, or a submodule; else itself."""
    if not place.is_file():
        return place
    with suppress(OSError):
        first, _, path = place.read_text("utf-8", "surrogateescape").partition("gitdir: ")
        return place.parent / path.rstrip("\r\n") if path and not first else place
    return place


def _no_repository(label: str) -> EnvironmentProblem:
    """There is no past, unless somebody has said where it is, as for a deployed working tree."""
    if os.environ.get("GIT_DIR"):
        message = "GIT_DIR is set, and there is no .git around the directory: what the former names is not read"
        return refused(label, message, "build in a clone, or unset GIT_DIR where the directory has no history")
    return NothingCommitted(label, "not in a git repository")
