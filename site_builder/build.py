"""The program: check (load, link, lint), plan, render, write, top to bottom."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from .audiences import Seen, naming_tags, refuse_elsewhere, refuse_unknown, refuse_unmarked, seen_today
from .built import Built
from .catalog import Afterwards, Chronicle, Record, Words, chronicle_from
from .checking import Checked, checked
from .counting import clauses, number
from .earlier_states import seen_earlier
from .output import FRONT_PAGE, Artifact, Layouter, publish, render
from .problems import InvalidConfig
from .releasing import Released, earlier_releases, titles_of_release
from .settings import Audience, Settings
from .site import EarlierRelease, Material, plan_with_earlier, public_material, titles_of_gone
from .source import (
    TaggedState,
    load_schemas,
    load_site_settings,
    origins,
    provenance_bytes,
    read_unmixed,
    record_of,
)

_NO_WORDS = Words()


def build(settings: Settings, *, strict: bool = False, tell: Callable[[str], None] = lambda _: None) -> Built:
    """Builds the site and puts it in the place of the old one, at once. `strict`: a warning stops it as an error does.

    `tell` is called with what is being done, for whoever waits.

    Raises InvalidConfig for the author of the configuration, EnvironmentProblem for whoever keeps the machine.
    """
    read = partial(_with_all_its_past, settings, strict=strict, tell=tell)
    made, past = read_unmixed(read, settings.config)
    tell("Planning the pages")
    site = plan_with_earlier(made)
    layouter = Layouter(settings.cache, required=settings.requires_graphviz or strict)
    with render(site, settings.templates, layouter, processes=settings.processes) as artifacts:
        published = publish(_told(artifacts, tell), settings.output, protected=settings.sources, always=FRONT_PAGE)
    return Built(
        published=published,
        problems=made.problems,
        pages=site.all_pages,
        releases=len(site.earlier),
        missing=_missing(past, made.chronicle),
        plain=layouter.warning,
    )


def _with_all_its_past(settings: Settings, *, strict: bool, tell: Callable[[str], None]) -> tuple[Material, Record]:
    """What pages are made from, and what git tells of the past."""
    settings = with_site_file(settings)
    checked = check(settings)
    if strict and checked.problems:
        raise InvalidConfig(checked.problems)
    tell("Reading the history")
    past = past_of(settings)
    here = _seen(checked, settings, past)
    today = _with_past(here, settings, here.told_past(settings.releases).until(settings.as_of))
    earlier = tuple(_release(release, today) for release in seen_releases(settings, here))
    return replace(today, earlier=earlier), past


def _missing(past: Record, told: Chronicle) -> str:
    """What the pages say, and what whoever builds may know beside it: the reason, also untold, and the help."""
    if not past.is_incomplete:
        return ""
    return clauses(": ".join(dict.fromkeys((told.missing, past.missing))), past.help)


def _told(artifacts: Iterable[Artifact], tell: Callable[[str], None]) -> Iterator[Artifact]:
    for count, artifact in enumerate(artifacts, 1):
        tell(f"Writing the site: {number(count, 'file')}")
        yield artifact


def with_site_file(settings: Settings) -> Settings:
    """The same with what `site.yml` sets, which wins over what surrounds the build, and with what is wrong in it."""
    site, around = load_site_settings(settings.config, load_schemas(settings.schemas), settings.label), settings.site
    base_url, repository_url = site.base_url or around.base_url, site.repository_url or around.repository_url
    site = replace(site, base_url=None if settings.is_served else base_url, repository_url=repository_url)
    return replace(settings, site=site)


def check(settings: Settings) -> Checked:
    """The configuration that would be built. Raises InvalidConfig when anything found is an error, with all of it."""
    schemas = load_schemas(settings.schemas)
    return checked(settings.config, schemas, settings.label, found=settings.site.problems)


def material(settings: Settings) -> tuple[Material, Seen]:
    """What files without a past are made from, and the configuration as its audience sees it, of which that was made.

    Raises InvalidConfig when anything found is an error.
    """
    return read_unmixed(partial(_without_past, settings), settings.config)


def _without_past(settings: Settings) -> tuple[Material, Seen]:
    settings = with_site_file(settings)
    here = _seen(check(settings), settings)
    return material_from(here.checked, replace(settings, site=here.site), words=here.internal.words), here


def past_of(settings: Settings, ref: str = "HEAD") -> Record:
    """What git tells of the configuration on the branch that leads to `ref`."""
    is_public = settings.audience is Audience.PUBLIC
    return record_of(
        settings.config,
        load_schemas(settings.schemas),
        label=settings.label,
        ref=ref,
        stays=is_public,
        asks_elsewhere=is_public and ref == "HEAD",  # what is today decides for releases
    )


def _seen(checked: Checked, settings: Settings, past: Record | None = None) -> Seen:
    schemas = load_schemas(settings.schemas)
    return seen_today(
        checked, settings.site, settings.audience, settings.config, schemas, label=settings.label, past=past
    )


def _with_past(here: Seen, settings: Settings, known: Record, provenance: bytes | None = None) -> Material:
    """What pages are made from, with what is known of the past at the moment of the build."""
    ever = known.right_titles if settings.audience is Audience.INTERNAL else ()
    made = material_from(here.checked, replace(settings, site=here.site), provenance, here.internal.words)
    return replace(
        made,
        chronicle=chronicle_from(known, made.catalog, settings.as_of),
        former_titles=titles_of_gone(here.site.titles, known, here.checked.catalog, ever),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRelease:
    """An earlier release as its audience sees it, how its site is built, and what that tells of the past."""

    state: TaggedState
    settings: Settings
    seen: Seen
    past: Record


def seen_releases(settings: Settings, today: Seen) -> tuple[SeenRelease, ...]:
    """The releases that are set, the newest first, as the audience sees them that sees `today` of the configuration.

    Raises what stops a build with them: InvalidConfig with the problems of all of them and of their names, or
    EnvironmentProblem (E707) where there is no such tag, or the public may not be told of it.
    """
    if not settings.releases:
        return ()
    releases, wrong = earlier_releases(settings)
    if settings.audience is Audience.PUBLIC:
        refuse_unknown(today.fates.record, settings.label)
    found: list[SeenRelease] = []
    problems = [*wrong, *naming_tags(dict.fromkeys(settings.releases), today)]
    for released in releases:
        try:
            found.append(_seen_release(released, today, settings.releases))
        except InvalidConfig as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidConfig(problems)
    return tuple(found)


def _seen_release(released: Released, today: Seen, releases: tuple[str, ...]) -> SeenRelease:
    state, settings = released.state, released.set_as_then(today.site)
    past = past_of(settings, state.ref)
    if settings.audience is Audience.PUBLIC:
        refuse_unknown(past, f"{state.ref}:{settings.label}")
        refuse_elsewhere(today, past, state.ref, settings.config, settings.label)
        refuse_unmarked(released.site, f"{state.ref}:{settings.label}", is_committed=True)
    told = today.told_until(past, releases)
    here = seen_earlier(
        released.checked,
        settings.site,
        settings.audience,
        label=settings.label,
        past=past,
        after=(today,),
        ref=state.ref,
        told=told,
    )
    return SeenRelease(state=state, settings=settings, seen=here, past=told or here.told_past(releases))


def _release(release: SeenRelease, today: Material) -> EarlierRelease:
    """What the pages of an earlier release are made from: with the origins that it had then."""
    known = release.past.held_by(release.settings.as_of)
    since = Afterwards.of(today.chronicle, today.catalog, release.state.name)
    site = release.seen.site
    titles = titles_of_release(site.titles, today.site.titles, release.seen.checked.catalog, since)
    here = replace(release.seen, site=replace(site, titles=titles))
    made = _with_past(here, release.settings, known, release.state.provenance)
    # What its pages leave out was committed: none may say that it shows what nobody has committed.
    chronicle = replace(made.chronicle, untold=frozenset())
    return EarlierRelease(name=release.state.name, material=replace(made, chronicle=chronicle))


def material_from(
    checked: Checked, settings: Settings, provenance: bytes | None = None, words: Words = _NO_WORDS
) -> Material:
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
