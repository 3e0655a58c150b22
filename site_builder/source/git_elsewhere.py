"""A repository in, what was ever marked as internal in it out, in whatever directory that stood.

The line of a config directory follows renames, and takes a merge for one edit: it does not know what was internal where
files came from another way, as from a directory that was put in the place of this one. This asks for no way at all.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Set

from ..catalog import KIND_BY_PLURAL, Elsewhere, Ref
from .files import SITE_FILE, SUFFIX, File
from .git import Repository
from .git_changes import FIRST_PARENT, below, made_by
from .git_files import plain_contents, read_files, standing
from .git_trees import refuse_too_many
from .history_replay import marked_in
from .reader import MAX_BYTES
from .schemas import Schema
from .settings_file import marks_of


def marked_elsewhere(
    repository: Repository, tip: str, schemas: Mapping[str, Schema]
) -> tuple[Elsewhere, frozenset[tuple[str, str]]]:
    """What any commit that led here marked, but for configurations that stand beside this one today.

    And every title that these gave, with the name that it is for. Raises EnvironmentProblem.
    """
    commits = repository.told("rev-list", tip).decode("ascii").split()
    refuse_too_many(repository, commits, *FIRST_PARENT)
    made = {(it.directory, it.path, it.blob) for of in made_by(repository, commits, FIRST_PARENT).values() for it in of}
    beside = _beside(repository, tip, {(directory, path) for directory, path, _ in made})
    ours = sorted(it for it in made if it[0] not in beside)
    wanted = dict.fromkeys((path, blob) for _, path, blob in ours if path != SITE_FILE)
    files = (file for _, _, file in read_files(repository, wanted) if isinstance(file, File))
    by_themselves = frozenset(ref for file in files if (ref := marked_in(file, schemas, repository.label)))
    site_files = [(directory, blob) for directory, path, blob in ours if path == SITE_FILE]
    contents = plain_contents(repository, (blob for _, blob in site_files), MAX_BYTES + 1)
    marks = {id: marks_of(data, schemas, repository.label) for id, data in contents.items()}
    kinds: dict[str, set[str]] = defaultdict(set)
    for directory, blob in site_files:
        if blob.id in marks:
            kinds[directory].update(marks[blob.id].kinds)
    with_kind = frozenset(
        _ref(path) for directory, path, _ in ours if path.partition("/")[0] in kinds.get(directory, ())
    )
    titles = frozenset(title for it in marks.values() for title in it.titles)
    return Elsewhere(by_themselves=by_themselves, with_kind=with_kind), titles


def _beside(repository: Repository, tip: str, ever: Set[tuple[str, str]]) -> Set[str]:
    """The other directories that have today at least half of all files that they ever had: the rest did not move."""
    there = standing(repository, ((tip, below(*it)) for it in sorted(ever)))
    today = Counter(directory for directory, path in ever if (tip, below(directory, path)) in there)
    files = Counter(directory for directory, _ in ever)
    return {directory for directory in files if 2 * today[directory] >= files[directory]} - {repository.path}


def _ref(path: str) -> Ref:
    plural, _, name = path.partition("/")
    return Ref(kind=KIND_BY_PLURAL[plural].singular, name=name.removesuffix(SUFFIX))
