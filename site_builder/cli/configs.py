"""A config directory in, what commands that build no site need of it out: checked, with `site.yml`, for an audience."""

from pathlib import Path
from typing import TYPE_CHECKING

from ..checking import Checked, checked
from ..counting import clauses
from ..installed import own_files
from ..problems import InvalidConfig, Problem, visible
from ..settings import Audience, SiteSettings
from ..source import load_schemas, load_site_settings, read_unmixed
from .options import settings_from
from .progress import progress
from .report import echo_aside

if TYPE_CHECKING:
    from ..audiences import Seen


def checked_config(config: Path) -> tuple[Checked, SiteSettings]:
    """The checked configuration with what its `site.yml` sets, for commands that build no site.

    Raises InvalidConfig with all that is wrong in both, EnvironmentProblem where there is no such directory.
    """
    with progress("Checking the configuration"):
        schemas, label = load_schemas(own_files("schemas")), config.as_posix()
        site = load_site_settings(config, schemas, label)
        return checked(config, schemas, label, found=site.problems), site


def config_for(audience: str, config: Path) -> "Seen":
    """The same as an audience sees it; whoever asks is told where that is in doubt.

    Raises InvalidConfig also where the public would read something wrong.
    """
    found = read_unmixed(lambda: _seen(audience, config, *checked_config(config)), config)
    tell_doubt(found, config)
    return found


def tell_doubt(found: "Seen", config: Path) -> None:
    """Tells whoever asked where it is not known that all is right of what an audience sees."""
    if doubt := found.doubt(config.as_posix()):
        echo_aside(f"{doubt.code}: {visible(clauses(doubt.message, doubt.help))}")


def problems_of(
    config: Path, audience: str = Audience.INTERNAL, releases: tuple[str, ...] = ()
) -> tuple[tuple[Problem, ...], bool]:
    """What is wrong with a configuration, also with what the public would read, and whether an error is among it.

    For the public missing commits are an error as well: what was internal in them is not known. Where there is none,
    what stops the `releases` is told too. Raises EnvironmentProblem where git has no such release, or not all that is
    to be known of it; and E610 where something has changed each time that all was read.
    """
    return read_unmixed(lambda: _problems_of(config, audience, releases), config)


def _problems_of(config: Path, audience: str, releases: tuple[str, ...]) -> tuple[tuple[Problem, ...], bool]:
    found: tuple[Problem, ...] = ()
    try:
        checked, site = checked_config(config)
        found = checked.problems
        if audience == Audience.PUBLIC or releases:
            today = _seen(audience, config, checked, site)
            if doubt := today.doubt(config.as_posix()):
                return (*found, doubt), True
            _check_releases(config, today, releases)
    except InvalidConfig as error:
        return (*found, *error.problems), True
    return found, False


def _check_releases(config: Path, today: "Seen", releases: tuple[str, ...]) -> None:
    if not releases:
        return
    from ..build import seen_releases  # here: it loads what builds a site

    settings = settings_from(
        config=config, output=Path("public"), as_of=None, audience=today.audience, releases=releases
    )
    with progress("Checking the earlier releases"):
        seen_releases(settings, today)


def _seen(audience: str, config: Path, checked: Checked, site: SiteSettings) -> "Seen":
    from ..audiences import seen_today  # here: it loads what tells of the past, which few commands do

    schemas = load_schemas(own_files("schemas"))
    return seen_today(checked, site, Audience(audience), config, schemas, label=config.as_posix())
