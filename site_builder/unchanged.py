"""Settings in, the built site out; where it stands there already, made from the very same and whole, nothing is built.

`site.yml` is read only by a build, since its bytes are compared as those of all files are.
"""

from collections.abc import Callable

from .built import Built, remember, remembered
from .disk import holds, refusal
from .fingerprint import fingerprint, touched
from .output import FRONT_PAGE, Standing, as_it_stands, check_output, published_around, refused_cache, site_made_here
from .problems import EnvironmentProblem, Problem
from .settings import Settings


def build_if_changed(
    settings: Settings, *, strict: bool = False, tell: Callable[[str], None] = lambda _: None
) -> Built:
    """Does what `build` does, or finds that nothing is left to do.

    What publishing would refuse is told before any work. Raises as `build` does, and E602 for a cache that would stand
    where the site or the configuration is.
    """
    standing = check_output(settings.output, protected=settings.sources, always=FRONT_PAGE)
    _check_cache(settings)
    made_from = fingerprint(settings) if settings.cache else None
    if made_from and (built := _built_before(made_from, standing, settings, strict=strict)):
        return built
    from .build import build  # here: loading it takes as long as finding out that nothing has changed

    before = touched(settings) if made_from else None
    built = build(settings, strict=strict, tell=tell)
    is_whole = not built.plain and not built.missing  # else it may be better next time, and is said again
    # The same by now, and no other in between: what is asked last would show it.
    is_same = is_whole and before and (made_from, before) == (fingerprint(settings), touched(settings))
    if settings.cache and made_from and is_same:
        remember(built, made_from, settings.cache)
    return built


def _built_before(made_from: str, standing: Standing, settings: Settings, *, strict: bool) -> Built | None:
    """What the last build did, where it was made from the same and its site stands there as it left it."""
    whole = standing.whole
    last = remembered(settings.cache) if settings.cache and whole else None
    if last is None or (strict and last.problems):
        return None
    if (last.fingerprint, last.manifest, last.made_here) != (made_from, whole, site_made_here(settings.output)):
        return None
    return Built(
        published=as_it_stands(standing, settings.output),
        problems=last.problems,
        pages=last.pages,
        releases=last.releases,
    )


def _check_cache(settings: Settings) -> None:
    """E602: a cache in the published site or the configuration, or around the site, would take one for the other."""
    if settings.cache is None:
        return
    place, help = settings.cache.as_posix(), "name another with --cache"
    for directory in (settings.output, settings.config, published_around(settings.cache.absolute())):
        if directory and holds(directory, settings.cache):
            message = f"the cache would stand inside {directory.as_posix()}"
            raise EnvironmentProblem(Problem(path=place, code="E602", message=message, help=help))
    if holds(settings.cache, settings.output):
        message, help = f"would stand inside the cache {place}", "name a directory outside"
        raise EnvironmentProblem(Problem(path=settings.output.as_posix(), code="E602", message=message, help=help))
    try:
        refused = refused_cache(settings.cache)
    except OSError as error:
        raise refusal(error, place, what="the cache", make_room=help, help=help) from error
    if refused:
        raise EnvironmentProblem(Problem(path=place, code="E602", message=refused, help=f"{help}, or remove this one"))
