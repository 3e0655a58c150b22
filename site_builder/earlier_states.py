"""An earlier state and what is seen of those after it in, what an audience sees of it out.

It lacks what is internal in those, and what was so for a time since: but for that without which it would say something
wrong, which is found by trying.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import reduce

from .audiences import COMMITTED, Seen, seen, words_for
from .catalog import Entity, Fates, Internal, Record, Ref, names_in, naming_texts
from .checking import Checked
from .problems import InvalidConfig, Problem
from .settings import Audience, SiteSettings
from .source import SITE_FILE

_NOTHING = Internal()
_TRIES = 100  # to hide again what may not be missed


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

    And without what was internal for a time since, but for that without which it would say something wrong. Nothing is
    to be known of a state that nothing came after but `also`, and `hidden` of its entities. What git has is called by
    its `ref`. Raises InvalidConfig as `seen` does.
    """
    known = after[0].internal if after else also
    stays = hidden.union(*(it.fates.internal_at(past) for it in after))
    since = frozenset[Ref]().union(*(it.fates.internal_since(past) for it in after)) - stays

    def see(hidden: frozenset[Ref]) -> Seen:
        return seen(checked, site, audience, label=label, past=past, also=known, hidden=stays | hidden)

    try:
        found = _seen_without(see, checked.configuration.entities, since, site)
    except InvalidConfig as error:
        raise (_of_earlier(error, ref) if ref else error) from None
    return replace(found, fates=reduce(Fates.marked_by, (it.fates for it in after), found.fates))


def _seen_without(see: Callable[..., Seen], stated: Iterable[Entity], may_hide: Set[Ref], site: SiteSettings) -> Seen:
    """What is seen with all that hidden which can be, so that nothing wrong is said.

    For each problem that comes what may be missed, and goes again where it is not.
    """
    hidden, came = frozenset(may_hide), frozenset[Ref]()
    while True:
        try:
            return _hidden_again(see, see(hidden=hidden), hidden, came)
        except InvalidConfig as error:
            needed, others = _missed(error.problems, stated, hidden, may_hide - hidden, site)
            if not (needed or others) or any(it.code == "E117" for it in error.problems):
                raise
            hidden -= needed | others
            came |= others - needed


def _hidden_again(see: Callable[..., Seen], found: Seen, hidden: frozenset[Ref], came: Set[Ref]) -> Seen:
    """The same without what came and need not: in halves, and those that did not go again once another did."""
    left, kept = [sorted(came, key=str)] if came else [], list[list[Ref]]()
    for _ in range(_TRIES):
        if not left:
            break
        refs = left.pop()
        try:
            found = see(hidden=hidden.union(refs))
            hidden, left, kept = hidden.union(refs), left + kept, []
        except InvalidConfig:
            if half := len(refs) // 2:
                left += [refs[half:], refs[:half]]
            else:
                kept.append(refs)
    return found


def _missed(
    problems: Iterable[Problem], stated: Iterable[Entity], hidden: Set[Ref], came: Set[Ref], site: SiteSettings
) -> tuple[Set[Ref], Set[Ref]]:
    """Of what is hidden what problems are for: what is needed, and what may be.

    Needed is the only one that an entity which cannot be told rightly names in that field, or a text. What may be is
    one of several, or one that it names in another field, or that these name, or whatever is hidden.
    """
    there = {it.ref: it for it in stated}
    by_path = {f"{it.source.label}/{it.source.path}": it for it in there.values() if it.source}
    named = {ref: words_for(there[ref], site) for ref in hidden & there.keys()}
    needed, others = set[Ref](), set[Ref]()
    for problem in problems:
        owner = by_path.get(problem.path)
        if owner and problem.code == "E412":
            exact = {ref for ref, words in named.items() if any(naming_texts(owner, words))}
        else:
            fields = dict(names_in(owner)) if owner else {}
            exact = {*fields.get(problem.field.partition("[")[0], ())} & named.keys()
        if len(exact) == 1 and not (owner and owner.ref in came):
            needed |= exact
        else:
            others |= {*sorted(exact, key=str)[:1]} or _around(owner, there) & named.keys() or named.keys()
    return needed, others


def _around(owner: Entity | None, there: Mapping[Ref, Entity]) -> Set[Ref]:
    """An entity, all that it names, and all that these name."""
    near = {owner.ref, *(ref for _, refs in names_in(owner) for ref in refs)} if owner else set()
    return near | {ref for it in near & there.keys() for _, refs in names_in(there[it]) for ref in refs}


def _of_earlier(error: InvalidConfig, ref: str) -> InvalidConfig:
    """The same of what git has at `ref`, which nobody can change, with what can be done instead."""
    return InvalidConfig(
        tuple(replace(it, path=f"{ref}:{it.path}", help=_help_of_earlier(it.code)) for it in error.problems)
    )


def _help_of_earlier(code: str) -> str:
    words = f"; words of every day may be listed in public_words of {SITE_FILE}" if code == "E412" else ""
    return f"{COMMITTED}, or mark less as internal today{words}"
