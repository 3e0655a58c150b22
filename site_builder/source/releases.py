"""Names of tags in, what each marks out: a commit, its moment, and the files beside the configuration then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..problems import EnvironmentProblem, Problem, printable
from ..suggestions import did_you_mean
from .files import PROVENANCE_FILE, SITE_FILE
from .git import Repository, open_repository
from .git_files import files_beside, unread_marks_at
from .git_log import Tag, all_tags, tags
from .git_places import seen_at
from .provenance import LARGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedState:
    """A tag with its commit and its moment, UTC: that of an annotated tag, or of the commit.

    `ref` is how git knows it, whatever branch has the same name. `site_file` is None, and `provenance` is empty, where
    there was none; a problem where there was something else. `unread` tells of files that may have been meant to be
    `site.yml`.
    """

    name: str
    ref: str
    moment: datetime
    commit: str
    site_file: bytes | Problem | None
    unread: tuple[Problem, ...]
    provenance: bytes


def tagged_states(config: Path, names: Iterable[str], *, label: str = "config") -> tuple[TaggedState, ...]:
    """What these tags mark, the newest first, each once. Messages call the config directory `label`.

    Raises EnvironmentProblem (E707) where there is no repository, no such tag, or no such directory in its commit.
    """
    wanted = tuple(dict.fromkeys(names))
    if not wanted:
        return ()
    repository = open_repository(config, label)
    known = {tag.name: tag for tag in tags(repository)}
    found = [_state(repository, _known(name, known, repository)) for name in wanted]
    return tuple(sorted(found, key=lambda state: (state.moment, state.name), reverse=True))


def _known(name: str, known: Mapping[str, Tag], repository: Repository) -> Tag:
    if name not in known:
        shown = printable(name)
        if name in all_tags(repository):
            help = "a release is a commit: tag one, or name another tag"
            raise EnvironmentProblem(repository.problem(f"tag '{shown}' marks no commit", help=help))
        help = "name a tag of this repository: git tag lists them"
        problem = repository.problem(f"git knows no tag '{shown}'", did_you_mean(shown, map(printable, known)), help)
        raise EnvironmentProblem(problem)
    return known[name]


def _state(repository: Repository, tag: Tag) -> TaggedState:
    ref = f"tags/{tag.name}"
    repository = seen_at(repository, tag.commit)
    beside = files_beside(repository, tag.commit, ref, (SITE_FILE, PROVENANCE_FILE), LARGEST + 1)
    provenance = beside.get(PROVENANCE_FILE, b"")
    provenance = provenance if isinstance(provenance, bytes) else b""
    return TaggedState(
        name=printable(tag.name),
        ref=ref,
        moment=tag.moment,
        commit=tag.commit,
        site_file=beside.get(SITE_FILE),
        unread=unread_marks_at(repository, tag.commit, ref),
        provenance=provenance if len(provenance) <= LARGEST else b"",
    )
