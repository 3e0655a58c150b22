"""The library's front door for programs: a config directory in, a catalog out, and what is wrong with it as values.

`catalog` answers questions (`evaluate`, `compare`); here is only what needs files.
"""

from os import PathLike
from pathlib import Path

from .catalog import Catalog, link, lint, name_problems
from .installed import own_files
from .problems import InvalidConfig, Problem, Severity
from .source import InvalidFiles, Override, load, load_schemas


def load_catalog(config: str | PathLike[str] = "config", *, override: Override | None = None) -> Catalog:
    """The catalog that a config directory states, linked both ways.

    `override` is merged over the files, field by field, and checked as if it stood in them: for each plural kind and name
    the fields to set, with None to leave one out; None for all fields leaves the entity out. Files stay as they are.

    Raises InvalidConfig with every error that was found, EnvironmentProblem where there is no such directory.
    """
    catalog, problems = _checked(Path(config), override or {})
    if catalog is None:
        raise InvalidConfig(problem for problem in problems if problem.severity is Severity.ERROR)
    return catalog


def find_problems(config: str | PathLike[str] = "config", *, override: Override | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with a configuration, errors and warnings, in the order of a report.

    Raises EnvironmentProblem where there is no such directory.
    """
    return _checked(Path(config), override or {})[1]


def _checked(config: Path, override: Override) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """The catalog, where there are no errors, and all problems."""
    warnings: tuple[Problem, ...] = ()
    try:
        configuration = load(config, load_schemas(own_files("schemas")), config.as_posix(), override)
        warnings = configuration.warnings
        catalog = link(configuration.entities)
    except InvalidFiles as error:
        return None, _sorted((*error.problems, *name_problems(error.entities, error.unread)))
    except InvalidConfig as error:
        return None, _sorted((*warnings, *error.problems))
    problems = _sorted((*warnings, *lint(catalog)))
    has_errors = any(problem.severity is Severity.ERROR for problem in problems)
    return None if has_errors else catalog, problems


def _sorted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=Problem.sort_key))
