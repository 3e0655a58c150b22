"""The program: check (load, link, lint), plan, render, write, top to bottom."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .audiences import Seen, seen
from .catalog import Internal, Names, Record, chronicle_from
from .checking import Checked, checked
from .fingerprint import fingerprint
from .output import Artifact, Layouter, Published, Standing, as_it_stands, check_output, publish, render
from .problems import EnvironmentProblem, InvalidConfig, Problem
from .releasing import Released, earlier_releases
from .remembering import Remembered, remember, remembered
from .settings import Audience, Settings
from .site import EarlierRelease, Material, plan_with_earlier, public_material
from .source import load_schemas, origins, provenance_bytes, record_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: the published site, and the warnings beside it."""

    published: Published
    problems: tuple[Problem, ...]
    pages: int
    releases: int = 0  # whose sites stand below it, with their pages
    missing: str = ""  # why the history on the pages is not whole, where this clone lacks commits
    plain: Problem | None = None  # why diagrams are drawn plainly (W701)


def build(settings: Settings, *, strict: bool = False, tell: Callable[[str], None] = lambda _: None) -> Built:
    """Builds the site and puts it in the place of the old one, at once. `strict`: a warning stops it as an error does.

    `tell` is called with what is being done, for whoever waits. Where the site stands there already, made from the very
    same and whole to the byte, nothing is done.

    Raises InvalidConfig for the author of the configuration, EnvironmentProblem for whoever keeps the machine.
    """
    protected = (settings.config, settings.templates, settings.schemas)
    standing = check_output(settings.output, protected=protected)
    _check_cache(settings)
    made_from = fingerprint(settings) if settings.cache else None
    if made_from and (built := _built_before(made_from, standing, settings, strict=strict)):
        return built
    built = _build(settings, protected, strict=strict, tell=tell)
    if made_from and made_from == fingerprint(settings):  # nothing has changed meanwhile
        _remember(built, made_from, settings)
    return built


def _build(settings: Settings, protected: tuple[Path, ...], *, strict: bool, tell: Callable[[str], None]) -> Built:
    checked, releases = check(settings), earlier_releases(settings)
    if strict and checked.problems:
        raise InvalidConfig(checked.problems)
    tell("Reading the history")
    past = past_of(settings)
    here = seen(checked, settings.site, settings.audience, label=settings.label, past=past)
    earlier = tuple(_release(released, here.internal, settings.releases) for released in releases)
    made = replace(_with_past(here, past, settings, settings.releases), earlier=earlier)
    tell("Planning the pages")
    site = plan_with_earlier(made)
    layouter = Layouter(settings.cache, required=settings.requires_graphviz or strict)
    artifacts = render(site, settings.templates, layouter)
    published = publish(_told(artifacts, tell), settings.output, protected=protected)
    return Built(
        published=published,
        problems=made.problems,
        pages=site.all_pages,
        releases=len(site.earlier),
        missing=_missing(made),
        plain=layouter.warning,
    )


def _built_before(made_from: str, standing: Standing, settings: Settings, *, strict: bool) -> Built | None:
    """What the last build did, where it was made from the same and its site stands there as it left it."""
    last = remembered(settings.cache) if settings.cache else None
    if last is None or (last.fingerprint, last.manifest) != (made_from, standing.whole) or (strict and last.problems):
        return None
    return Built(
        published=as_it_stands(standing, settings.output),
        problems=last.problems,
        pages=last.pages,
        releases=last.releases,
        missing=last.missing,
    )


def _remember(built: Built, made_from: str, settings: Settings) -> None:
    last = Remembered(
        fingerprint=made_from,
        manifest=built.published.manifest,
        problems=built.problems,
        pages=built.pages,
        releases=built.releases,
        missing=built.missing,
    )
    if settings.cache and not built.plain:
        remember(last, settings.cache)


def _missing(made: Material) -> str:
    return made.chronicle.missing if made.chronicle.is_cut_off else ""


def _told(artifacts: Iterable[Artifact], tell: Callable[[str], None]) -> Iterator[Artifact]:
    for number, artifact in enumerate(artifacts, 1):
        tell(f"Writing the site: {number:,} files")
        yield artifact


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
    """The configuration that would be built. Raises InvalidConfig when anything found is an error, with all of it."""
    schemas = load_schemas(settings.schemas)
    return checked(settings.config, schemas, settings.label, found=settings.site.problems)


def material(settings: Settings) -> Material:
    """What the pages and files of the site are made from. Raises InvalidConfig when anything found is an error."""
    here = seen(check(settings), settings.site, settings.audience, label=settings.label)
    return material_from(here.checked, replace(settings, site=here.site), words=here.internal.words)


def past_of(settings: Settings, ref: str = "HEAD") -> Record:
    """What git tells of the configuration on the branch that leads to `ref`."""
    return record_of(settings.config, load_schemas(settings.schemas), label=settings.label, ref=ref)


def _with_past(
    here: Seen, past: Record, settings: Settings, releases: tuple[str, ...], provenance: bytes | None = None
) -> Material:
    """What pages are made from, with what became of the configuration until the moment of the build."""
    made = material_from(here.checked, replace(settings, site=here.site), provenance, here.internal.words)
    return replace(made, chronicle=chronicle_from(here.past(past, releases), made.catalog, settings.as_of))


def _release(released: Released, internal: Internal, releases: tuple[str, ...]) -> EarlierRelease:
    """What the pages of an earlier release are made from: with the origins and the history that it had then."""
    state, settings = released.state, released.settings
    past = past_of(settings, state.ref)
    try:
        here = seen(released.checked, settings.site, settings.audience, label=settings.label, past=past, also=internal)
    except InvalidConfig as error:
        raise InvalidConfig(replace(it, path=f"{state.ref}:{it.path}") for it in error.problems) from None
    made = _with_past(here, past, settings, releases, state.provenance)
    return EarlierRelease(name=state.name, material=made)


def material_from(checked: Checked, settings: Settings, provenance: bytes | None = None, words: Names = ()) -> Material:
    """What the pages and files of the site are made from, for a configuration as its audience sees it.

    `provenance`: the table of origins, where it is not the one beside the configuration. `words`: what names something
    internal.
    """
    schemas = {name: schema for name, schema in load_schemas(settings.schemas).items() if name != "site"}
    table = provenance_bytes(settings.config) if provenance is None else provenance
    made = Material(
        catalog=checked.catalog,
        problems=checked.problems,
        label=settings.label,
        fields={name: schema.described for name, schema in schemas.items()},
        schemas={name: (settings.schemas / f"{name}.json").read_bytes() for name in schemas},
        provenance=origins(table),
        provenance_csv=table,
        site=settings.site,
        as_of=settings.as_of,
        content_hash=checked.configuration.content_hash,
        commit=settings.commit,
    )
    return made if settings.audience is Audience.INTERNAL else public_material(made, words)
