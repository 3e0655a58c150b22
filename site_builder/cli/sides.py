"""What is compared in, the catalog and the moment of both sides out: directories, commits, or the working tree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ..audiences import Seen, refuse_unknown, seen
from ..catalog import Internal, Record
from ..checking import Checked, checked, checked_at
from ..problems import Problem
from ..settings import Audience, SiteSettings
from ..site import Side
from ..source import Schema, has_led_here, load_site_settings, moment_at, record_of, site_settings_at
from .progress import progress
from .report import visible

WORKING_TREE = "the working tree"
_NO_PAST = Record()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One side: what it is called, as of which moment it is taken, and what its configuration and `site.yml` say.

    `past` is what led to it, where its audience must not read all of that; `is_earlier`, that today's came of it.
    """

    side: Side
    checked: Checked
    site: SiteSettings
    past: Record = _NO_PAST
    is_earlier: bool = False


def compared(
    base: str,
    head: str | None,
    config: Path,
    now: datetime,
    schemas: Mapping[str, Schema],
    today: SiteSettings,
    audience: Audience,
) -> tuple[Compared, Compared]:
    """The sides of two words: each a directory, else a commit; none the working tree. `today`: what its `site.yml` sets.

    A commit is taken as of its date, everything else as of now; but time does not run backwards, so that what is compared
    with something later is taken as of the later moment. Raises InvalidConfig, for the public also for what is wrong with
    the `site.yml` of a side, which marks what it must not read; and EnvironmentProblem (E707).
    """
    with progress("Checking both configurations"):
        before, after = (_compared(word, config, now, schemas, today, audience) for word in (base, head))
    moment = max(before.side.moment, after.side.moment)
    return before, replace(after, side=replace(after.side, moment=moment))


def _compared(
    word: str | None,
    config: Path,
    now: datetime,
    schemas: Mapping[str, Schema],
    today: SiteSettings,
    audience: Audience,
) -> Compared:
    label = config.as_posix()
    if word is None:
        side = Side(name=WORKING_TREE, moment=now)
        return Compared(side=side, checked=checked(config, schemas, label, found=today.problems), site=today)
    if Path(word).is_dir():
        directory = Path(word)
        site = load_site_settings(directory, schemas, directory.as_posix())
        there = checked(directory, schemas, directory.as_posix(), found=_of_marks(site, audience))
        past = _past(directory, schemas, site) if audience is Audience.PUBLIC else _NO_PAST
        return Compared(side=Side(name=visible(word), moment=now), checked=there, site=site, past=past)
    site = site_settings_at(config, word, schemas, label=label)
    there = checked_at(config, schemas, label, word, found=_of_marks(site, audience))
    side = Side(name=visible(word), moment=moment_at(config, word, label=label))
    if audience is Audience.INTERNAL:
        return Compared(side=side, checked=there, site=site)
    past = _past(config, schemas, site, word)
    is_earlier = config.is_dir() and has_led_here(config, word, label=label)  # else nothing says what today's marks are
    return Compared(side=side, checked=there, site=site, past=past, is_earlier=is_earlier)


def _past(config: Path, schemas: Mapping[str, Schema], site: SiteSettings, ref: str = "") -> Record:
    """What led to a commit, or to a directory, which may be in no repository."""
    label = config.as_posix()
    past = record_of(config, schemas, label=label, ref=ref or "HEAD")
    if ref or past.is_cut_off:
        refuse_unknown(past, label)
    return replace(past, titles=(*past.titles, *site.titles.items()))


def _of_marks(site: SiteSettings, audience: Audience) -> tuple[Problem, ...]:
    return site.problems if audience is Audience.PUBLIC else ()


def as_seen(
    before: Compared,
    after: Compared,
    today: SiteSettings,
    audience: Audience,
    config: Path,
    schemas: Mapping[str, Schema],
) -> tuple[Compared, Compared]:
    """Both sides as an audience sees them: what is internal today, by all its names, or on the later side, is so on both.

    So is what was internal when it was last there. Fields and kinds are left out that are marked today, or by a side that is
    no earlier state: of those, today's marks decide, as they do for the history. Raises InvalidConfig as `seen` does, and
    EnvironmentProblem (E707) where not all of the past is known.
    """
    if audience is Audience.INTERNAL:
        return before, after
    label, past = config.as_posix(), _past(config, schemas, today) if config.is_dir() else _NO_PAST
    site = _with_marks(today, *(side.site for side in (before, after) if not side.is_earlier))
    now = _today(site, past, config, schemas) if config.is_dir() else None
    also, hidden = (now.internal, now.hidden_at(after.past)) if now else (Internal(), frozenset())
    there = seen(after.checked, site, audience, label=label, past=after.past, also=also, hidden=hidden)
    hidden = there.hidden_at(before.past) | there.hidden_of(before.checked.configuration.entities)
    hidden |= now.hidden_at(before.past) if now else frozenset()
    here = seen(before.checked, site, audience, label=label, past=before.past, also=there.internal, hidden=hidden)
    return replace(before, checked=here.checked), replace(after, checked=there.checked)


def _with_marks(today: SiteSettings, *others: SiteSettings) -> SiteSettings:
    every = (today, *others)
    return replace(
        today,
        internal_fields=tuple(field for site in every for field in site.internal_fields),
        internal_kinds=tuple(kind for site in every for kind in site.internal_kinds),
    )


def _today(site: SiteSettings, past: Record, config: Path, schemas: Mapping[str, Schema]) -> Seen:
    label = config.as_posix()
    here = checked(config, schemas, label, found=site.problems)
    return seen(here, site, Audience.PUBLIC, label=label, past=past)
