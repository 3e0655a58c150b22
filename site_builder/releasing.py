"""Settings in, the earlier releases that they name out: each a configuration of its own, checked as today's is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from .catalog import KIND, Afterwards, Entity
from .checking import Checked, checked_at
from .problems import InvalidConfig, Problem
from .settings import Audience, Settings, SiteSettings
from .site import more_titles
from .source import Schema, TaggedState, load_schemas, site_settings_of, tagged_states


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The configuration at a tag, what its `site.yml` set, and how it is built: as of the moment of the tag."""

    state: TaggedState
    checked: Checked
    site: SiteSettings
    settings: Settings

    def set_as_then(self, today: SiteSettings) -> Settings:
        """How its site is built, by the titles of then. `today`: what today's site sets, as its reader may know it.

        Nobody edits what a tag marks, so no link leads to the repository. What was internal then, or is today, is
        internal.
        """
        site = replace(
            today,
            titles=self.site.titles,
            repository_url=None,
            internal_fields=(*today.internal_fields, *self.site.internal_fields),
            internal_kinds=(*today.internal_kinds, *self.site.internal_kinds),
        )
        return replace(self.settings, site=site)


def earlier_releases(settings: Settings) -> tuple[tuple[Released, ...], tuple[Problem, ...]]:
    """The releases whose tags are set, the newest first; and all that is wrong in the others.

    Each problem has its tag before the place. Raises EnvironmentProblem (E707) where there is no such tag.
    """
    if not settings.releases:
        return (), ()
    schemas = load_schemas(settings.schemas)
    released: list[Released] = []
    problems: list[Problem] = []
    for state in tagged_states(settings.config, settings.releases, label=settings.label):
        try:
            released.append(_released(state, settings, schemas))
        except InvalidConfig as error:
            problems.extend(error.problems)
    return tuple(released), tuple(problems)


def _released(state: TaggedState, settings: Settings, schemas: Mapping[str, Schema]) -> Released:
    then = site_settings_of(state.site_file, schemas, settings.label)
    marks = state.unread if settings.audience is Audience.PUBLIC else ()
    found = checked_at(settings.config, schemas, settings.label, state.ref, found=(*then.problems, *marks))
    return Released(
        state=state,
        checked=found,
        site=then,
        settings=replace(settings, as_of=state.moment, commit=state.commit, releases=()),
    )


def titles_of_release(
    then: Mapping[str, str], today: Mapping[str, str], there: Iterable[Entity], since: Afterwards
) -> dict[str, str]:
    """The titles of then; and those of today, in their order, for what is the same and had none.

    None is what something else was called then, by its title or its name; what is there today goes before what is gone.
    `there`: what the release holds, as its reader may know it.
    """
    there, places = tuple(_titled(there)), {name: place for place, name in enumerate(today)}
    known = sorted((it for it in _named_today(there, since) if it.now in places), key=lambda it: places[it.now])
    there_first = sorted(known, key=lambda it: not it.is_there)
    given = more_titles(then, ((it.name, today[it.now]) for it in there_first), there)
    return {**then, **{it.name: given[it.name] for it in known if it.name in given}}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Named:
    """A name of then, the one by which its title is found today, and whether what had it is there.

    `now` is empty where nobody knows.
    """

    name: str
    now: str
    is_there: bool


def _named_today(there: Iterable[Entity], since: Afterwards) -> Iterator[_Named]:
    """For each name of then what it is today; none where several things had it and parted since.

    What is gone has the title that is still there for it, if nothing else has its name; where no history tells, names
    are all there is.
    """
    taken = {entity.name for entity in _titled(since.catalog)} if since.step is not None else set()
    found: dict[str, set[_Named]] = defaultdict(set)
    for entity in there:
        now, is_same = since.became(entity.ref)
        if now and is_same:
            found[entity.name].add(_Named(name=entity.name, now=now.name, is_there=True))
        else:
            found[entity.name].add(
                _Named(name=entity.name, now="" if entity.name in taken else entity.name, is_there=False)
            )
    for ends in found.values():
        if len({it.now for it in ends}) == 1:
            yield max(ends)


def _titled(entities: Iterable[Entity]) -> Iterator[Entity]:
    return (entity for entity in entities if KIND[entity.kind].is_titled)
