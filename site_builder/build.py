"""The program: load, link, lint, plan, render, write, top to bottom."""

from dataclasses import dataclass

from .catalog import Catalog, link, lint, name_problems
from .installed import own_files
from .output import Layouter, Published, check_output, publish, render
from .problems import EnvironmentProblem, InvalidConfig, Problem, Severity
from .settings import Settings
from .site import Material, plan
from .source import Configuration, InvalidFiles, load, load_schemas, origins, provenance_bytes

__all__ = ["Built", "Checked", "build", "check", "own_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: the published site, and the warnings beside it."""

    published: Published
    problems: tuple[Problem, ...]
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A configuration that has no errors, linked, with its warnings."""

    configuration: Configuration
    catalog: Catalog
    problems: tuple[Problem, ...]


def build(settings: Settings, *, strict: bool = False) -> Built:
    """Builds the site and puts it in the place of the old one, at once. `strict`: a warning stops it as an error does.

    Raises InvalidConfig for the author of the configuration, EnvironmentProblem for whoever keeps the machine.
    """
    protected = (settings.config, settings.templates, settings.schemas)
    _check_cache(settings)
    check_output(settings.output, protected=protected)
    checked = check(settings)
    if strict and checked.problems:
        raise InvalidConfig(checked.problems)
    site = plan(_material(checked, settings))
    artifacts = render(site, settings.templates, Layouter(settings.cache))
    published = publish(artifacts, settings.output, protected=protected)
    return Built(published=published, problems=checked.problems, pages=len(site.pages))


def _check_cache(settings: Settings) -> None:
    """E602: a cache inside the published site or the configuration would be taken for a part of it."""
    if settings.cache is None:
        return
    cache = settings.cache.resolve()
    for directory in (settings.output, settings.config):
        if cache.is_relative_to(directory.resolve()):
            message = f"the cache would stand inside {directory.as_posix()}"
            path = settings.cache.as_posix()
            raise EnvironmentProblem(Problem(path=path, code="E602", message=message, help="name another with --cache"))


def check(settings: Settings) -> Checked:
    """Loads, links and lints. Raises InvalidConfig when anything found is an error, with all that was found by then."""
    found = settings.site.problems
    try:
        configuration = load(settings.config, load_schemas(settings.schemas), settings.label)
        found = (*found, *configuration.warnings)
        catalog = link(configuration.entities)
    except InvalidFiles as error:
        raise InvalidConfig((*found, *error.problems, *name_problems(error.entities, error.unread))) from None
    except InvalidConfig as error:
        raise InvalidConfig((*found, *error.problems)) from None
    problems = tuple(sorted((*found, *lint(catalog)), key=Problem.sort_key))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise InvalidConfig(problems)
    return Checked(configuration=configuration, catalog=catalog, problems=problems)


def _material(checked: Checked, settings: Settings) -> Material:
    schemas = {name: schema for name, schema in load_schemas(settings.schemas).items() if name != "site"}
    provenance = provenance_bytes(settings.config)
    return Material(
        catalog=checked.catalog,
        problems=checked.problems,
        label=settings.label,
        fields={name: schema.described for name, schema in schemas.items()},
        schemas={name: (settings.schemas / f"{name}.json").read_bytes() for name in schemas},
        provenance=origins(provenance),
        provenance_csv=provenance,
        site=settings.site,
        as_of=settings.as_of,
        content_hash=checked.configuration.content_hash,
        commit=settings.commit,
    )
