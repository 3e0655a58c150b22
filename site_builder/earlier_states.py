"""An earlier state and what is seen of those after it in, what an audience sees of it out.

It lacks what is internal in those, and what the history does not tell of then: so both say the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from .audiences import COMMITTED, Seen, seen
from .catalog import Fates, Internal, Record, Ref
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
    told: Record | None = None,
    is_site: bool = True,
) -> Seen:
    """What an audience sees of an earlier state: without what is internal in those after it, by its names here.

    Nothing is to be known of a state that nothing came after but `also`, and `hidden` of its entities. `told`: what the
    history tells as far as this state. What git has is called by its `ref`. `is_site` as in `seen`, which also raises.
    """
    stays = hidden.union(*(it.fates.internal_at(past) for it in after))
    known = after[0].internal if after else also
    if told:
        known = replace(known, words=after[-1].internal.words)  # by which the history leaves texts out
    try:
        found = seen(
            checked,
            site,
            audience,
            label=label,
            past=past,
            also=known,
            hidden=stays,
            told=frozenset(told.entities) if told else None,
            is_site=is_site,
        )
    except InvalidConfig as error:
        raise (_of_earlier(error, ref) if ref else error) from None
    return replace(found, fates=reduce(Fates.marked_by, (it.fates for it in after), found.fates))


def _of_earlier(error: InvalidConfig, ref: str) -> InvalidConfig:
    """The same of what git has at `ref`, which nobody can change, with what can be done instead."""
    return InvalidConfig(
        tuple(replace(it, path=f"{ref}:{it.path}", help=_help_of_earlier(it)) for it in error.problems)
    )


def _help_of_earlier(problem: Problem) -> str:
    if problem.help == COMMITTED:  # nothing that is internal today is in the way
        return COMMITTED
    words = f"; words of every day may be listed in public_words of {SITE_FILE}" if problem.code == "E412" else ""
    return f"{COMMITTED}, or mark less as internal today{words}"
