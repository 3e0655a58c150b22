"""A config directory in, its catalog out: load, link and lint, with everything that is wrong told at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from . import source
from .catalog import Catalog, link, lint, name_problems
from .problems import InvalidConfig, Problem, errors_in
from .source import Configuration, InvalidFiles, Override, Schema, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A configuration that has no errors, linked, with its warnings."""

    configuration: Configuration
    catalog: Catalog
    problems: tuple[Problem, ...]


def checked(
    config: Path,
    schemas: Mapping[str, Schema],
    label: str,
    *,
    override: Override | None = None,
    edits: Mapping[str, bytes | None] | None = None,
    found: Iterable[Problem] = (),
) -> Checked:
    """The configuration of a directory that messages call `label`. `found`: problems of what stands beside it.

    `override` and `edits`: what to take in the place of what files hold, as `load` has it.

    Raises InvalidConfig when anything found is an error, with all that was found by then; EnvironmentProblem where
    there is no such directory.
    """
    return _checked(lambda: load(config, schemas, label, override, edits), found)


def checked_at(
    config: Path, schemas: Mapping[str, Schema], label: str, ref: str, *, found: Iterable[Problem] = ()
) -> Checked:
    """The same for what the directory stated in the commit that a branch, a tag or an id names.

    Raises as `checked` does, with `REF:` before the places, and EnvironmentProblem (E707) where git has no such commit,
    or no such directory in it.
    """
    try:
        return _checked(lambda: source.configuration_at(config, ref, schemas, label=label), found)
    except InvalidConfig as error:
        raise InvalidConfig(replace(problem, path=f"{ref}:{problem.path}") for problem in error.problems) from None


def _checked(configured: Callable[[], Configuration], found: Iterable[Problem]) -> Checked:
    problems = tuple(found)
    try:
        configuration = configured()
        problems += configuration.warnings
        catalog = link(configuration.entities)
    except InvalidFiles as error:
        raise InvalidConfig((*problems, *error.problems, *name_problems(error.entities, error.unread))) from None
    except InvalidConfig as error:
        raise InvalidConfig((*problems, *error.problems)) from None
    problems = tuple(sorted((*problems, *lint(catalog)), key=Problem.sort_key))
    if errors_in(problems):
        raise InvalidConfig(problems)
    return Checked(configuration=configuration, catalog=catalog, problems=problems)
