"""The library's front door for programs: a config directory in, a catalog out, and what is wrong with it as values.

`catalog` answers questions (`evaluate`, `compare`); here is only what needs files.
"""

from os import PathLike
from pathlib import Path

from .catalog import Catalog
from .checking import Checked, checked
from .installed import own_files
from .problems import InvalidConfig, Problem, errors_in
from .source import Override, load_schemas, load_site_settings


def load_catalog(config: str | PathLike[str] = "config", *, override: Override | None = None) -> Catalog:
    """The catalog that a config directory states, linked both ways.

    `override` is merged over the files, field by field, and checked as if it stood in them: for each plural kind and
    name the fields to set, with None to leave one out; None for all fields leaves the entity out. Files stay as they
    are.

    Raises InvalidConfig with every error that was found, EnvironmentProblem where there is no such directory, and
    TypeError where `override` is no mapping of kinds to names to fields.
    """
    try:
        return _checked(config, override).catalog
    except InvalidConfig as error:
        raise InvalidConfig(errors_in(error.problems)) from None


def find_problems(config: str | PathLike[str] = "config", *, override: Override | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with a configuration and its `site.yml`, errors and warnings, in the order of a report.

    Raises EnvironmentProblem where there is no such directory, and TypeError as `load_catalog` does.
    """
    try:
        return _checked(config, override, with_site=True).problems
    except InvalidConfig as error:
        return error.problems


def _checked(config: str | PathLike[str], override: Override | None, *, with_site: bool = False) -> Checked:
    directory, schemas = Path(config), load_schemas(own_files("schemas"))
    label = directory.as_posix()
    site = load_site_settings(directory, schemas, label).problems if with_site else ()
    return checked(directory, schemas, label, override=override, found=site)
