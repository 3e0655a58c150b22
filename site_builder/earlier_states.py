"""An earlier state and what is seen of those after it in, what an audience sees of it out.

It lacks what is internal in those, what was so for a time since, and what cannot be told without that: so it says the
same of then as the history does.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import reduce

from .audiences import COMMITTED, Seen, seen
from .catalog import Entity, Fates, Internal, Record, Ref, names_in
from .checking import Checked
from .problems import InvalidConfig, Problem
from .settings import Audience, SiteSettings
from .source import SITE_FILE

_NOTHING = Internal()


def seen_earlier(
    checked: Checked,
    site: SiteSettings,
    audience: Audience,
    *,
    label: str,
    past: Record,
    after: Sequence[Seen],
    ref: str = "",
    also: Internal = _NOTHING,
    hidden: frozenset[Ref] = frozenset(),
) -> Seen:
    """What an audience sees of an earlier state: without what is internal in those after it, by its names here.

    And without what was internal for a time since, nor what cannot be told without that, as in the history. Nothing is
    to be known of a state that nothing came after but `also`, and `hidden` of its entities. What git has is called by
    its `ref`. Raises InvalidConfig as `seen` does.
    """
    known = after[0].internal if after else also
    stays = hidden.union(*(it.fates.internal_at(past) for it in after))
    passing = frozenset[Ref]().union(*(it.fates.internal_since(past) for it in after)) - stays
    stated = {it.ref: it for it in checked.configuration.entities}
    while True:
        try:
            found = seen(checked, site, audience, label=label, past=past, also=known, hidden=stays, passing=passing)
        except InvalidConfig as error:
            wrong = _wrong_without(passing, error.problems, stated) - passing
            if not wrong or any(it.code == "E117" for it in error.problems):
                raise (_of_earlier(error, ref) if ref else error) from None
            passing |= wrong
        else:
            return replace(found, fates=reduce(Fates.marked_by, (it.fates for it in after), found.fates))


def _wrong_without(refs: Set[Ref], problems: Iterable[Problem], stated: Mapping[Ref, Entity]) -> frozenset[Ref]:
    """What cannot be told rightly (E411) and names any of these, or what names them."""
    by_path = {f"{it.source.label}/{it.source.path}": it for it in stated.values() if it.source}
    owners = (by_path.get(it.path) for it in problems if it.code == "E411")
    return frozenset(it.ref for it in owners if it and not refs.isdisjoint(_near(it, stated)))


def _near(entity: Entity, stated: Mapping[Ref, Entity]) -> Set[Ref]:
    """All that an entity names, and all that these name."""
    near = {ref for _, refs in names_in(entity) for ref in refs}
    return near | {ref for it in near & stated.keys() for _, refs in names_in(stated[it]) for ref in refs}


def _of_earlier(error: InvalidConfig, ref: str) -> InvalidConfig:
    """The same of what git has at `ref`, which nobody can change, with what can be done instead."""
    return InvalidConfig(
        tuple(replace(it, path=f"{ref}:{it.path}", help=_help_of_earlier(it.code)) for it in error.problems)
    )


def _help_of_earlier(code: str) -> str:
    words = f"; words of every day may be listed in public_words of {SITE_FILE}" if code == "E412" else ""
    return f"{COMMITTED}, or mark less as internal today{words}"
