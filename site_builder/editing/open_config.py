"""A directory in, its valid configuration open for edits out; edits in, written files out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from ..catalog import Entity, SourceFile
from ..checking import Checked, checked
from ..installed import own_files
from ..problems import InvalidConfig, Problem
from ..source import (
    PROVENANCE_FILE,
    SITE_FILE,
    FileEdit,
    Schema,
    Value,
    changed_meanwhile,
    load_schemas,
    load_site_settings,
    locked,
    plain_file,
    provenance_bytes,
    save,
    site_settings_of,
    split_lines,
    values_of,
)
from .restrictions import opened_to_everybody

Beside: TypeAlias = Mapping[str, bytes]  # files beside the directories of the kinds, by path


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConfig:
    """A valid configuration that is to be edited. `label` is what messages call the directory.

    `titles`: those that `site.yml` gives to names. `beside`: what that and the table of origins held when
    it was opened.
    """

    directory: Path
    label: str
    schemas: Mapping[str, Schema]
    checked: Checked
    titles: Mapping[str, str]
    beside: Beside
    undone: int = 0  # files of an edit that was killed half way, and is undone

    def order(self, kind: str) -> tuple[str, ...]:
        """The fields of a kind, in the order in which authors should write them."""
        return tuple(self.schemas[kind].fields)

    def stated(self, entity: Entity) -> Mapping[str, Value]:
        """What an entity's file states, as it is written there."""
        return values_of(self.text_of(entity.source)) if entity.source else {}

    def text_of(self, file: SourceFile) -> str:
        """What an entity's file holds. Raises EnvironmentProblem (E610) where that is not what was checked any more."""
        text = self.text(file.path)
        if split_lines(text.removeprefix("\ufeff")) != file.lines:
            raise changed_meanwhile(file.path, self.label)
        return text

    def text(self, path: str) -> str:
        """What a file holds. InvalidConfig where it is none that can be read."""
        data = plain_file(self.directory / path, f"{self.label}/{path}")
        if isinstance(data, Problem):
            raise InvalidConfig([data])
        return data.decode("utf-8", "replace")  # only what came after the check is no text


def open_config(directory: Path, *, undoes: bool = True) -> OpenConfig:
    """The configuration of a directory, as no other edit is changing it. What a killed edit left half done is undone.

    `undoes`: without it, that is an error (E116), and nothing is written. Raises InvalidConfig where the configuration
    or its `site.yml` has errors: they come first.
    """
    schemas, label = load_schemas(own_files("schemas")), directory.as_posix()
    with settled(directory, label, undoes=undoes) as undone:
        beside = read_beside(directory)
        site = load_site_settings(directory, schemas, label)
        found = checked(directory, schemas, label, found=site.problems)
        _refuse_others(directory, beside, label)
    return OpenConfig(
        directory=directory,
        label=label,
        schemas=schemas,
        checked=found,
        titles=site.titles,
        beside=beside,
        undone=undone,
    )


def read_beside(directory: Path) -> Beside:
    """What `site.yml` and the table of origins hold: nothing where there is none that can be read."""
    site = plain_file(directory / SITE_FILE, SITE_FILE)
    return {SITE_FILE: site if isinstance(site, bytes) else b"", PROVENANCE_FILE: provenance_bytes(directory)}


def settled(directory: Path, label: str, *, undoes: bool) -> AbstractContextManager[int]:
    """As `locked`, where a killed edit is to be undone; else no edit is kept out, and nothing may be written."""
    return locked(directory, label) if undoes else nullcontext(0)


def apply(config: OpenConfig, edits: Sequence[FileEdit]) -> tuple[Problem, ...]:
    """Writes the edits, all or none, and gives the warnings that they bring.

    Raises InvalidConfig where the configuration would not be valid afterwards, EnvironmentProblem where files cannot be
    written or have changed meanwhile. Then every file is as it was.
    """
    with locked(config.directory, config.label):
        warnings = rehearse(config, edits)
        _save(config.directory, edits, config.beside, config.label)
    return warnings


def write(directory: Path, edits: Sequence[FileEdit], beside: Beside) -> None:
    """Writes the edits, all or none, of a configuration that need not be valid. EnvironmentProblem as `apply`."""
    label = directory.as_posix()
    with locked(directory, label):
        _save(directory, edits, beside, label)


def _save(directory: Path, edits: Sequence[FileEdit], beside: Beside, label: str) -> None:
    _refuse_others(directory, beside, label)
    save(directory, edits, label)


def _refuse_others(directory: Path, beside: Beside, label: str) -> None:
    """EnvironmentProblem (E610) where what stands beside the kinds is not what was read: other edits may be right."""
    if other := [name for name, data in read_beside(directory).items() if data != beside[name]]:
        raise changed_meanwhile(other[0], label)


def rehearse(config: OpenConfig, edits: Sequence[FileEdit]) -> tuple[Problem, ...]:
    """The warnings that the edits would bring. InvalidConfig where the configuration would not be valid afterwards."""
    replaced = {edit.path: edit.after for edit in edits}
    after = checked_with(config.directory, config.schemas, config.label, replaced)
    moved = {f"{config.label}/{edit.moved_from}": f"{config.label}/{edit.path}" for edit in edits if edit.moved_from}
    known = [replace(problem, path=moved.get(problem.path, problem.path)) for problem in config.checked.problems]
    brought = _added(known, after.problems)
    opened = opened_to_everybody(config.checked.catalog, after.catalog)
    return tuple(sorted((*brought, *opened), key=Problem.sort_key))


def _added(known: Sequence[Problem], found: Sequence[Problem]) -> Iterator[Problem]:
    """Those that were not there, where there are more of their sort; others only call something by another name."""
    before, counts = {it.identity for it in known}, Counter(map(_sort, known))
    more = Counter(map(_sort, found)) - counts
    return (it for it in found if it.identity not in before and more[_sort(it)])


def _sort(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.code, problem.field


def checked_with(
    directory: Path, schemas: Mapping[str, Schema], label: str, edits: Mapping[str, bytes | None]
) -> Checked:
    """The configuration with new contents of its files, by path, and of `site.yml` beside it. Raises as `checked`."""
    data = edits.get(SITE_FILE)
    site = load_site_settings(directory, schemas, label) if data is None else site_settings_of(data, schemas, label)
    return checked(directory, schemas, label, edits=edits, found=site.problems)
