"""A config directory in, its catalog out: load, link and lint, with everything that is wrong told at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .catalog import Catalog, link, lint, name_problems
from .problems import InvalidConfig, Problem, Severity
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

    Raises InvalidConfig when anything found is an error, with all that was found by then; EnvironmentProblem where there
    is no such directory.
    """
    problems = tuple(found)
    try:
        configuration = load(config, schemas, label, override, edits)
        problems += configuration.warnings
        catalog = link(configuration.entities)
    except InvalidFiles as error:
        raise InvalidConfig((*problems, *error.problems, *name_problems(error.entities, error.unread))) from None
    except InvalidConfig as error:
        raise InvalidConfig((*problems, *error.problems)) from None
    problems = tuple(sorted((*problems, *lint(catalog)), key=Problem.sort_key))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise InvalidConfig(problems)
    return Checked(configuration=configuration, catalog=catalog, problems=problems)
