"""What is compared in, the catalog and the moment of both sides out: directories, commits, or the working tree."""

import os
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ..audiences import Seen, addresses_of, marks_of, refuse_elsewhere, refuse_unknown, refuse_unmarked, seen_today
from ..catalog import KIND, Catalog, Entity, Internal, Record, Ref, Words, joined_words, paired_entities
from ..checking import Checked, checked, checked_at
from ..earlier_states import seen_earlier
from ..problems import Problem
from ..settings import Audience, SiteSettings
from ..site import Side, Titles, more_titles, titles_between
from ..source import (
    Schema,
    has_led_here,
    load_site_settings,
    moment_at,
    record_of,
    refuse_name_of_commit,
    site_settings_at,
)
from .progress import progress
from .report import visible

WORKING_TREE = "the working tree"
_PATHS = (".", "/")  # what no name of git begins with
_WHOLE_ID = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One side: what it is called, as of which moment it is taken, and what its configuration and `site.yml` say.

    It is a directory, else what git has at `ref`, else the working tree.
    """

    side: Side
    checked: Checked
    site: SiteSettings
    directory: Path | None = None
    ref: str = ""


def compared(
    base: str,
    head: str | None,
    config: Path,
    now: datetime,
    schemas: Mapping[str, Schema],
    today: SiteSettings,
    audience: Audience,
) -> tuple[Compared, Compared]:
    """The sides of two words: a directory or a commit; none the working tree. `today`: what its `site.yml` sets.

    A commit is taken as of its date, everything else as of now; but time does not run backwards, so that what is
    compared with something later is taken as of the later moment. Raises InvalidConfig, for the public also for what is
    wrong with the `site.yml` of a side, which marks what it must not read; and EnvironmentProblem (E707).
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
    if _is_directory(word, config, label):
        directory = Path(word)
        site = load_site_settings(directory, schemas, directory.as_posix())
        there = checked(directory, schemas, directory.as_posix(), found=_of_marks(site, audience))
        side = Side(name=f"the directory {visible(word)}", moment=now)
        return Compared(side=side, checked=there, site=site, directory=directory)
    site = site_settings_at(config, word, schemas, label=label)
    there = checked_at(config, schemas, label, word, found=_of_marks(site, audience))
    side = Side(name=visible(word), moment=moment_at(config, word, label=label))
    return Compared(side=side, checked=there, site=site, ref=word)


def _is_directory(word: str, config: Path, label: str) -> bool:
    """Whether a word means a directory. HEAD and whole ids never do; E707 for one that may be the name of a commit."""
    if word == "HEAD" or _WHOLE_ID.fullmatch(word) or not os.path.isdir(word):  # noqa: PTH112 never raises
        return False
    if not word.startswith(_PATHS):
        refuse_name_of_commit(config, word, label=label)
    return True


def _of_marks(site: SiteSettings, audience: Audience) -> tuple[Problem, ...]:
    return (*site.problems, *site.unread) if audience is Audience.PUBLIC else ()


def as_seen(
    before: Compared,
    after: Compared,
    today: SiteSettings,
    audience: Audience,
    config: Path,
    schemas: Mapping[str, Schema],
) -> tuple[Compared, Compared, Titles]:
    """Both sides as an audience sees them, and by which titles: what is internal today, by all names, is so on both.

    So is what is internal on the later side, what was so when it was last there, and what a side marks that is no
    earlier state: of those, today's marks decide, as they do for the history. Raises InvalidConfig as `seen` does, and
    EnvironmentProblem (E707) where not all of the past is known, or a commit is not on the line of what is there today.
    """
    if audience is Audience.INTERNAL:
        titles = titles_between(before.site.titles, after.site.titles, before.checked.catalog, after.checked.catalog)
        return before, after, titles
    label = config.as_posix()
    is_there = config.is_dir()
    earlier = [is_there and bool(it.ref) and has_led_here(config, it.ref, label=label) for it in (before, after)]
    asked = tuple(zip((before, after), earlier, strict=True))
    for it in (before, after):
        refuse_unmarked(it.site, _label(it, config), is_committed=bool(it.ref))
    sides = [(it, _past(it, config, schemas, asks_elsewhere=not is_earlier)) for it, is_earlier in asked]
    not_earlier = [side for side, is_earlier in zip(sides, earlier, strict=True) if not is_earlier]
    site = _with_marks(today, *(it.site for it, _ in not_earlier))
    tree = _working_tree(after, site, config, schemas) if is_there else None
    also = _marked(before, after, not_earlier, tree)
    now = _today(tree, site, also, config, schemas) if tree else None
    if now:  # what only something internal is called by tells of no side
        site = replace(site, titles=now.site.titles)
    for it, past in sides:
        if it.ref:
            refuse_elsewhere(now, past, it.ref, config, label)
    told = [
        now.told_until(past) if now and is_earlier else None
        for (_, past), is_earlier in zip(sides, earlier, strict=True)
    ]
    there = _seen(*sides[1], now, (), site, also, label, told[1])
    later = () if earlier[1] else (there,)  # an earlier state adds no marks to today's
    here = _seen(*sides[0], now, later, site, also, label, told[0])
    came = _came(before, told[0], here, now), _came(after, told[1], there, now)
    titles = _titles_of_today(site.titles, came, here.checked.catalog, there.checked.catalog)
    return replace(before, checked=here.checked), replace(after, checked=there.checked), titles


def _working_tree(after: Compared, site: SiteSettings, config: Path, schemas: Mapping[str, Schema]) -> Checked:
    """The working tree, which the later side may be."""
    return (
        after.checked if _is_working_tree(after) else checked(config, schemas, config.as_posix(), found=site.problems)
    )


def _marked(
    before: Compared, after: Compared, others: Iterable[tuple[Compared, Record]], tree: Checked | None
) -> Internal:
    """What sides mark that are no earlier states, and what tells of it: as those leave it out for their own public.

    It is internal on the other side and in the working tree, too, by the name that it has there.
    """
    marking = [(side, past) for side, past in others if not _is_working_tree(side)]
    own = [marks_of(side.checked.configuration.entities, side.site, past) for side, past in marking]
    also: dict[Ref, Entity] = {}
    for (side, _), marks in zip(marking, own, strict=True):
        there = [it.checked for it in (before, after) if it is not side] + ([tree] if tree else [])
        for other in there:
            pairs = paired_entities(side.checked.configuration.entities, other.configuration.entities)
            also |= {called.ref: called for it, called in pairs if it and called and it.ref in marks.refs}
    refs = frozenset(also).union(*(it.refs for it in own))
    stated_there = Words(addresses=addresses_of(also.values()))
    return Internal(refs=refs, words=joined_words((*(it.words for it in own), stated_there)))


def _today(tree: Checked, site: SiteSettings, also: Internal, config: Path, schemas: Mapping[str, Schema]) -> Seen:
    """The working tree as the public sees it."""
    label = config.as_posix()
    past = record_of(config, schemas, label=label, stays=True, asks_elsewhere=True)
    if past.is_incomplete:
        refuse_unknown(past, label)
    return seen_today(tree, site, Audience.PUBLIC, config, schemas, label=label, past=past, also=also, hidden=also.refs)


def _seen(
    side: Compared,
    past: Record,
    now: Seen | None,
    later: tuple[Seen, ...],
    site: SiteSettings,
    also: Internal,
    label: str,
    told: Record | None,
) -> Seen:
    """A side as the public sees it: without what is internal now, or on the later side, by its names here.

    `told`: what the history tells as far as an earlier state.
    """
    if now and _is_working_tree(side):
        return now
    marking = (*later, *((now,) if now and not told else ()))  # of an earlier state the history tells
    past = replace(past, titles=(*past.titles, *side.site.titles.items()))
    return seen_earlier(
        side.checked,
        site,
        Audience.PUBLIC,
        label=label,
        past=past,
        after=(*later, *((now,) if now else ())),
        ref=side.ref,
        also=also,
        hidden=also.refs.union(*(it.hidden_of(side.checked.configuration.entities) for it in marking)),
        told=told,
        is_site=False,
    )


def _titles_of_today(today: Mapping[str, str], came: Sequence[Container[str]], here: Catalog, there: Catalog) -> Titles:
    """By today's titles, but for names by which something else came: what a side has by them has no title.

    `came`: these names, for either side.
    """
    before, after = ([entity for entity in side if KIND[entity.kind].is_titled] for side in (here, there))
    names = {entity.name for entity in after}
    gone = [entity for entity in before if entity.name not in names]
    given: dict[str, str] = {}
    for entities, others in zip((gone, after), came, strict=True):
        own = {entity.name for entity in entities}
        known = ((name, title) for name, title in today.items() if name in own and name not in others)
        given |= more_titles({}, known, entities)
    return titles_between({}, {name: given[name] for name in today if name in given}, here, there)


def _came(side: Compared, told: Record | None, seen: Seen, now: Seen | None) -> frozenset[str]:
    """The names of what has titles by which something came between a side and today, whichever is the later.

    `told`: what the public may know as far as the side, where that is an earlier state.
    """
    if now is None or _is_working_tree(side):
        return frozenset()
    entities = now.checked.configuration.entities
    pairs = paired_entities(entities, seen.checked.configuration.entities)
    if told:
        past = now.told_past(())
        since = (pair for edit in past.edits[len(told.edits) :] for pair in edit.entities)
        pairs = (*since, *paired_entities(past.entities.values(), entities))
    came = (after for before, after in pairs if after and (before is None or before.ref != after.ref))
    return frozenset(entity.name for entity in came if KIND[entity.kind].is_titled)


def _is_working_tree(side: Compared) -> bool:
    return not side.ref and side.directory is None


def _label(side: Compared, config: Path) -> str:
    """What messages call its config directory."""
    label = (side.directory or config).as_posix()
    return f"{visible(side.ref)}:{label}" if side.ref else label


def _past(side: Compared, config: Path, schemas: Mapping[str, Schema], *, asks_elsewhere: bool) -> Record:
    """What led to a commit, of which all must be known, or to a directory, which may be in no repository."""
    if _is_working_tree(side):
        return Record()
    directory = side.directory or config
    label = directory.as_posix()
    past = record_of(
        directory,
        schemas,
        label=label,
        ref=side.ref or "HEAD",
        may_be_new=not side.ref,
        stays=True,
        asks_elsewhere=asks_elsewhere,
    )
    if side.ref or past.is_incomplete:
        refuse_unknown(past, label)
    return past


def _with_marks(today: SiteSettings, *others: SiteSettings) -> SiteSettings:
    every = (today, *others)
    return replace(
        today,
        internal_fields=tuple(field for site in every for field in site.internal_fields),
        internal_kinds=tuple(kind for site in every for kind in site.internal_kinds),
    )
