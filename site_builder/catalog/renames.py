"""The entities of a kind before and after in, which of the new ones are old ones under another name out.

An alias says so; where there is none, two entities that state nearly the same do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .catalog import Entities
from .entities import Entity
from .facts import facts

_ALIKE = 0.75  # of all facts that either states, how many must be the same
# Facts that hardly two entities share: one of them must be the same.
_TELLING = frozenset({"description", "introduced_by_url", "unit_primitive_issue_url", "project_url", "jwt_aud"})
_MOST_COMPARED = 50  # entities that share such a fact: more say that it tells nothing


def renames(old: Entities[Entity], new: Entities[Entity]) -> Mapping[str, str]:
    """New name -> old name. No name stands twice on either side."""
    added = [entity for entity in new if entity.name not in old]
    gone = {entity.name: entity for entity in old if entity.name not in new}
    found = {entity.name: alias for entity in added for alias in getattr(entity, "alias_names", ()) if alias in gone}
    left = [entity for entity in added if entity.name not in found]
    for _, name, former in sorted(_likenesses(left, gone.values())):
        if name not in found and former not in found.values():
            found[name] = former
    return found


def _likenesses(added: Iterable[Entity], gone: Iterable[Entity]) -> Iterator[tuple[float, str, str]]:
    """How unlike each pair is that could be one entity, with the new and the old name."""
    by_fact: dict[tuple[str, object], list[Entity]] = defaultdict(list)
    for entity in gone:
        for fact in facts(entity):
            if fact[0] in _TELLING:
                by_fact[fact].append(entity)
    for entity in added:
        own = facts(entity)
        near = [by_fact[fact] for fact in own if len(by_fact.get(fact, ())) <= _MOST_COMPARED]
        candidates = {other.name: other for others in near for other in others}
        for name, other in candidates.items():
            stated = {field for field, _ in own | facts(other)}
            share = len(own & facts(other)) / len(stated)
            if share >= _ALIKE:
                yield 1 - share, entity.name, name
