"""Files as git keeps them in, the files that a config directory would have out, and E113 for what is no plain file."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice

from ..catalog import KIND_BY_PLURAL, KINDS
from ..problems import EnvironmentProblem, Problem, printable
from ..suggestions import did_you_mean
from .files import COMMON, DIRECTORIES, SUFFIX, File, not_regular, unread_marks
from .git import MOST_FILES, Repository
from .git_trees import DIRECTORY, SUBMODULE, Blob, Change, files_of, in_config
from .reader import MAX_BYTES

_PLACES = {kind.plural: place for place, kind in enumerate(KINDS)}
_SORTS = {"120000": "a link", SUBMODULE: "a submodule", DIRECTORY: "a directory"}
_REGULAR = "100"


def files_at(repository: Repository, commit: str, ref: str) -> tuple[File | Problem, ...]:
    """The files that the config directory had in a commit, in the order of `config_files`.

    `ref` is how messages call the commit. Raises EnvironmentProblem where the directory is not in it.
    """
    tree = Change(name="", old=None, new=Blob(DIRECTORY, _tree(repository, commit, ref)))
    (blobs,) = files_of(repository, [[tree]], in_config(""))
    wanted = [(path, blob) for path, blob in blobs.items() if blob and is_read(path)]
    found = {path: file for path, _, file in read_files(repository, wanted)}
    return tuple(found[path] for path in sorted(found, key=file_order))


def read_files(
    repository: Repository, wanted: Iterable[tuple[str, Blob]]
) -> Iterator[tuple[str, Blob, File | Problem]]:
    """Each of the files, or why it is not read. The content of each blob is asked for once.

    Raises EnvironmentProblem where the repository lacks one.
    """
    by_id: dict[str, list[tuple[str, Blob]]] = defaultdict(list)
    for path, blob in wanted:
        if blob.mode.startswith(_REGULAR) and "/" in path:
            by_id[blob.id].append((path, blob))
        else:
            yield path, blob, _irregular(path, blob, repository.label)
    for id, data in repository.files([id for id, them in by_id.items() for _ in them], MAX_BYTES + 1):
        for path, blob in by_id.pop(id):
            yield path, blob, _file(path, data)
    if by_id:
        raise EnvironmentProblem(_lacking(repository, len(by_id)))


def files_beside(
    repository: Repository, commit: str, ref: str, names: Iterable[str], most: int
) -> dict[str, bytes | Problem]:
    """Of the files with these names that the config directory itself had in a commit, at most so many bytes; else E113.

    `ref` is how messages call the commit. Raises EnvironmentProblem where the directory is not in it, or the repository
    lacks one of them.
    """
    tree = _tree(repository, commit, ref)
    asked = (f":(top,literal){name}" for name in names)
    listed = dict(_rows(repository.told("ls-tree", "-z", "--full-tree", tree, "--", *asked)))
    blobs = {name: listed[name] for name in names if name in listed}
    plain = {name: blob.id for name, blob in blobs.items() if blob.mode.startswith(_REGULAR)}
    contents = plain_contents(repository, blobs.values(), most)
    return {
        name: contents[plain[name]] if name in plain else not_regular(f"{repository.label}/{name}", _SORTS[blob.mode])
        for name, blob in blobs.items()
    }


def unread_marks_at(repository: Repository, commit: str, ref: str) -> tuple[Problem, ...]:
    """As `unread_marks`, of the config directory in a commit, which `ref` is how messages call.

    Raises EnvironmentProblem where the directory is not in it, or holds too many names.
    """
    listed = repository.texts("ls-tree", "-z", "--full-tree", _tree(repository, commit, ref))
    files = [name for row in listed for name, blob in _rows(row + b"\0") if blob.mode != DIRECTORY]
    return unread_marks(files, repository.label, "name another commit or release")


def plain_contents(repository: Repository, blobs: Iterable[Blob], most: int) -> dict[str, bytes]:
    """What is in those that are plain files, at most so many bytes each, by id.

    Raises EnvironmentProblem where the repository lacks one.
    """
    plain = sorted({blob.id for blob in blobs if blob.mode.startswith(_REGULAR)})
    contents = dict(repository.files(plain, most))
    if lacking := len(plain) - len(contents):
        raise EnvironmentProblem(_lacking(repository, lacking))
    return contents


def is_read(path: str) -> bool:
    """Whether something at this path, below the config directory, is read or stands where directories belong."""
    plural, slash, name = path.partition("/")
    if not slash:
        return plural == "" or (plural in KIND_BY_PLURAL and KIND_BY_PLURAL[plural].has_files)
    is_file = name.endswith(SUFFIX) and not name.startswith(".") and "/" not in name
    return is_file and plural in KIND_BY_PLURAL and KIND_BY_PLURAL[plural].has_files


def is_own(path: str) -> bool:
    """Whether a path that is read can be of nothing but a configuration: many programs have a directory `services`."""
    return path.partition("/")[0] not in COMMON


def file_order(path: str) -> tuple[int, str]:
    """By kind, then by name."""
    return _PLACES.get(path.partition("/")[0], -1), path


def _file(path: str, data: bytes) -> File:
    plural, _, name = path.partition("/")
    shown = printable(name)
    return File(kind=KIND_BY_PLURAL[plural], path=f"{plural}/{shown}", stem=shown.removesuffix(SUFFIX), data=data)


def _lacking(repository: Repository, count: int) -> Problem:
    return repository.problem(f"the repository lacks {count:,} of the files that were committed")


def _irregular(path: str, blob: Blob, label: str) -> Problem:
    shown = "/".join(part for part in (label, printable(path)) if part)
    help = (
        "put the text itself here, in a plain file" if "/" in path else "a directory with the files in it belongs here"
    )
    return not_regular(shown, _SORTS.get(blob.mode, "a file"), help)


def _tree(repository: Repository, commit: str, ref: str) -> str:
    """The id of the directory. Raises EnvironmentProblem where there is something else at its path, or nothing."""
    if not repository.path:
        return repository.told("rev-parse", "--verify", f"{commit}^{{tree}}").decode("ascii").strip()
    path = f":(top,literal){repository.path}"
    for _, blob in _rows(repository.told("ls-tree", "-z", "--full-tree", commit, "--", path)):
        if blob.mode == DIRECTORY:
            return blob.id
        message = f"in '{printable(ref)}', '{printable(repository.path)}' is {_SORTS.get(blob.mode, 'a file')}"
        help = "links are not followed, and submodules are repositories of their own"
        raise EnvironmentProblem(repository.problem(message, help=help))
    raise EnvironmentProblem(_no_directory(repository, commit, ref))


def _no_directory(repository: Repository, commit: str, ref: str) -> Problem:
    """E707, with the directories that are likeliest meant."""
    listed = repository.texts("ls-tree", "-r", "-d", "-z", "--full-tree", "--name-only", commit)
    directories = [printable(os.fsdecode(name)) for name in islice(listed, MOST_FILES)]
    parents = _configurations(directories)
    path = printable(repository.path)
    near = did_you_mean(path, parents) or did_you_mean(path, directories)
    others = f"in it, the directories of kinds stand in {' and '.join(sorted(parents)[:3])}" if parents else ""
    return repository.problem(f"'{printable(ref)}' has no directory '{path}'", near, others)


def configurations_in(repository: Repository, commit: str) -> frozenset[str]:
    """The directories of a commit that hold directories of kinds, the top as `.`.

    Raises EnvironmentProblem where it has too many.
    """
    listed = repository.texts("ls-tree", "-r", "-d", "-z", "--full-tree", "--name-only", commit)
    return _configurations(map(os.fsdecode, listed))


def standing(repository: Repository, asked: Iterable[tuple[str, str]]) -> Set[tuple[str, str]]:
    """Of commits, each with a path from the top, those that have something there. Raises EnvironmentProblem."""
    words = {":".join(it): it for it in asked}
    lines = [word for word in words if "\n" not in word]
    found = {it for word, it in words.items() if "\n" in word and repository.named(word)}
    if lines:
        said = repository.told("cat-file", "--batch-check=%(objecttype)", "--buffer", given=lines)
        answers = zip(lines, said.split(b"\n")[:-1], strict=True)
        found.update(words[word] for word, answer in answers if not answer.endswith(b" missing"))
    return found


def having(repository: Repository, commit: str, directories: Sequence[str], below: Iterable[str]) -> Sequence[str]:
    """Of directories, those that have any of these in a commit, all asked at once. Raises EnvironmentProblem."""
    asked = {(commit, f"{path}/{one}".lstrip("/")): path for one in below for path in directories}
    found = {asked[it] for it in standing(repository, asked)}
    return [path for path in directories if path in found]


def files_in(repository: Repository, commit: str, directories: Iterable[str]) -> Mapping[str, Set[str]]:
    """The files of a configuration that there are in each of the directories with a commit: no very many of these."""
    above = (f"{one}/" if one else "" for one in directories)
    asked = (f":(top,literal){one}{plural}/" for one in above for plural in DIRECTORIES)
    listed = repository.texts("ls-tree", "-z", "--full-tree", "--name-only", commit, "--", *asked)
    found: dict[str, set[str]] = defaultdict(set)
    for *one, plural, name in (os.fsdecode(path).rsplit("/", 2) for path in listed):
        if is_read(f"{plural}/{name}"):
            found["".join(one)].add(f"{plural}/{name}")
    return found


def _configurations(directories: Iterable[str]) -> frozenset[str]:
    found = (one.rpartition("/") for one in directories)
    return frozenset(above or "." for above, _, name in found if name in DIRECTORIES)


def _rows(listed: bytes) -> Iterator[tuple[str, Blob]]:
    for row in os.fsdecode(listed).split("\0")[:-1]:
        about, _, path = row.partition("\t")
        mode, _, id = about.split(" ")
        yield path, Blob(mode, id)


def relative(path: str, directory: str) -> str | None:
    """A path below a directory, both from the top; None for one not below it. Empty for the directory itself."""
    if not directory:
        return path
    if path == directory:
        return ""
    return path.removeprefix(f"{directory}/") if path.startswith(f"{directory}/") else None


def changed(rows: Mapping[str, Blob | None], directory: str) -> dict[str, Blob | None]:
    """Of paths from the top, those below a directory that are read, by their path there."""
    inside = ((relative(path, directory), blob) for path, blob in rows.items())
    return {path: blob for path, blob in inside if path is not None and is_read(path)}
