"""What is compared in, the catalog and the moment of both sides out: directories, commits, or the working tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ..audiences import seen, seen_today
from ..catalog import Internal
from ..checking import Checked, checked, checked_at
from ..problems import Problem
from ..settings import Audience, SiteSettings
from ..site import Side
from ..source import Schema, moment_at
from .progress import progress
from .report import visible

WORKING_TREE = "the working tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One side: what it is called, as of which moment it is taken, and what its configuration says."""

    side: Side
    checked: Checked


def compared(
    base: str,
    head: str | None,
    config: Path,
    now: datetime,
    schemas: Mapping[str, Schema],
    found: Iterable[Problem],
) -> tuple[Compared, Compared]:
    """The sides of two words: each a directory, else a commit; none the working tree. `found`: problems of its `site.yml`.

    A commit is taken as of its date, everything else as of now; but time does not run backwards, so that what is compared
    with something later is taken as of the later moment. Raises InvalidConfig, and EnvironmentProblem (E707).
    """
    with progress("Checking both configurations"):
        before, after = (_compared(word, config, now, schemas, found) for word in (base, head))
    moment = max(before.side.moment, after.side.moment)
    return before, replace(after, side=replace(after.side, moment=moment))


def _compared(
    word: str | None, config: Path, now: datetime, schemas: Mapping[str, Schema], found: Iterable[Problem]
) -> Compared:
    label = config.as_posix()
    if word is None:
        side = Side(name=WORKING_TREE, moment=now)
        return Compared(side=side, checked=checked(config, schemas, label, found=found))
    if Path(word).is_dir():
        directory = Path(word)
        return Compared(
            side=Side(name=visible(word), moment=now), checked=checked(directory, schemas, directory.as_posix())
        )
    there = checked_at(config, schemas, label, word)
    return Compared(side=Side(name=visible(word), moment=moment_at(config, word, label=label)), checked=there)


def as_seen(
    before: Compared, after: Compared, site: SiteSettings, audience: str, config: Path, schemas: Mapping[str, Schema]
) -> tuple[Compared, Compared]:
    """Both sides as an audience sees them: what is internal today, by all its names, or on the later side, is so on both."""
    reader, label = Audience(audience), config.as_posix()
    today = _internal_today(site, config, schemas) if reader is Audience.PUBLIC and config.is_dir() else Internal()
    there = seen(after.checked, site, reader, label=label, also=today)
    here = seen(before.checked, site, reader, label=label, also=there.internal)
    return replace(before, checked=here.checked), replace(after, checked=there.checked)


def _internal_today(site: SiteSettings, config: Path, schemas: Mapping[str, Schema]) -> Internal:
    label = config.as_posix()
    return seen_today(checked(config, schemas, label), site, Audience.PUBLIC, config, schemas, label=label).internal
