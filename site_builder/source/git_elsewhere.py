"""A repository in, what was ever marked as internal in it out, in whatever directory that stood.

The line of a config directory follows renames, and takes a merge for one edit: it does not know what was internal where
files came from another way, as from a directory that was put in the place of this one. This asks for no way at all.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import accumulate

from ..catalog import KIND_BY_PLURAL, Elsewhere, Entity, Ref
from .files import SITE_FILE, SUFFIX, File
from .git import Repository
from .git_changes import FIRST_PARENT, below, of_a_submodule, places, rows_of
from .git_command import refused
from .git_files import plain_contents, read_files, standing
from .git_trees import SUBMODULE, Blob, refuse_too_many
from .history_replay import marked_in
from .reader import MAX_BYTES
from .schemas import Schema
from .settings_file import marks_of

_MOST_VERSIONS = 1_000_000
_OF_AN_IMPORT = 2_000_000  # files that one commit may bring, anywhere
_OF_OTHERS = ("services", SITE_FILE)  # what many programs call their own

_Version = tuple[str, str, Blob]  # a config directory, from the top, a path in it, and what stood there


def marked_elsewhere(
    repository: Repository, tip: str, schemas: Mapping[str, Schema], line: Set[str], known: Set[Ref]
) -> tuple[Elsewhere, frozenset[tuple[str, str]]]:
    """What any commit that led here marked, but for what configurations that stand beside this one today did.

    And every title that was given, with the name that it is for. `line` are the directories in which this one stood:
    of what was there, what is `known` is not looked for.

    Raises EnvironmentProblem where there is too much, and where any of them was in a submodule.
    """
    commits = repository.told("rev-list", tip).decode("ascii").split()
    refuse_too_many(repository, commits, *FIRST_PARENT, more=_OF_AN_IMPORT)
    versions = _versions(repository, commits, line)
    beside = _beside(repository, tip, {(directory, path) for directory, path, _ in versions}) - line
    here, titles = _marks(repository, [it for it in versions if it[0] in line], schemas)
    gone, more_titles = _marks(repository, [it for it in versions if it[0] not in line | beside], schemas)
    theirs = {it.ref for it in _marked(repository, (it for it in versions if it[0] in beside), schemas)}
    theirs -= {it.ref for it in here.by_themselves}
    found = Elsewhere(
        by_themselves=(
            *(it for it in here.by_themselves if it.ref not in known),
            *(it for it in gone.by_themselves if it.ref not in theirs),
        ),
        with_kind=(here.with_kind - known) | (gone.with_kind - theirs),
    )
    return found, titles | more_titles


def _marks(
    repository: Repository, versions: Sequence[_Version], schemas: Mapping[str, Schema]
) -> tuple[Elsewhere, frozenset[tuple[str, str]]]:
    """What these versions mark, themselves or by the `site.yml` beside them, and the titles that this gives."""
    site_files = [(directory, blob) for directory, path, blob in versions if path == SITE_FILE]
    contents = plain_contents(repository, (blob for _, blob in site_files), MAX_BYTES + 1)
    marks = {id: marks_of(data, schemas, repository.label) for id, data in contents.items()}
    kinds: dict[str, set[str]] = defaultdict(set)
    for directory, blob in site_files:
        if blob.id in marks:
            kinds[directory].update(marks[blob.id].kinds)
    with_kind = (_ref(path) for directory, path, _ in versions if path.partition("/")[0] in kinds.get(directory, ()))
    found = Elsewhere(by_themselves=tuple(_marked(repository, versions, schemas)), with_kind=frozenset(with_kind))
    return found, frozenset(title for it in marks.values() for title in it.titles)


def _marked(repository: Repository, versions: Iterable[_Version], schemas: Mapping[str, Schema]) -> Collection[Entity]:
    """What these versions mark, each once."""
    wanted = dict.fromkeys((path, blob) for _, path, blob in versions if path != SITE_FILE)
    files = (file for _, _, file in read_files(repository, wanted) if isinstance(file, File))
    marked = filter(None, (marked_in(file, schemas, repository.label) for file in files))
    return dict.fromkeys(replace(entity, source=None) for entity in marked)


def _versions(repository: Repository, commits: Collection[str], line: Set[str]) -> list[_Version]:
    """Every version of every file of a configuration, wherever it stood.

    Raises EnvironmentProblem where this one was in a submodule once: its past is in another repository.
    """
    above = {path for directory in line for path in accumulate(directory.split("/"), "{}/{}".format)}
    same: dict[str, str] = {}  # of very many rows little is told apart
    made: dict[_Version, None] = {}
    for id, it in rows_of(repository, commits, *FIRST_PARENT, more=_OF_AN_IMPORT):
        if it.name in above and it.new and it.new.mode == SUBMODULE:
            raise refused(repository.label, of_a_submodule(it.name, id))
        for directory, path in places(it.name):
            if blob := it.new or it.old:
                made[same.setdefault(directory, directory), same.setdefault(path, path), blob] = None
        if len(made) > _MOST_VERSIONS:
            raise repository.too_many(_MOST_VERSIONS)
    configurations = {directory for directory, path, _ in made if path.partition("/")[0] not in _OF_OTHERS}
    return sorted(it for it in made if it[0] in configurations)


def _beside(repository: Repository, tip: str, ever: Set[tuple[str, str]]) -> Set[str]:
    """The directories that have today at least half of all files that they ever had: the rest did not move."""
    there = standing(repository, ((tip, below(*it)) for it in sorted(ever)))
    today = Counter(directory for directory, path in ever if (tip, below(directory, path)) in there)
    files = Counter(directory for directory, _ in ever)
    return {directory for directory in files if 2 * today[directory] >= files[directory]}


def _ref(path: str) -> Ref:
    plural, _, name = path.partition("/")
    return Ref(kind=KIND_BY_PLURAL[plural].singular, name=name.removesuffix(SUFFIX))
