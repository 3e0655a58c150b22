"""A checked configuration, the settings of its site and its past in, what an audience sees of each out.

A step between link and plan, so that no later stage learns what is internal. The public sees none of what nobody can
tell the parts of: texts of files, findings, messages of commits, and links to the repository.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from .catalog import (
    INTERNAL,
    KIND,
    Entity,
    Fates,
    Internal,
    Record,
    Ref,
    Words,
    arising,
    fates_of,
    left_out,
    link,
    naming,
    own_fields,
    paired_entities,
    public,
    public_form,
    public_problems,
    public_record,
    said_by,
    telling_addresses,
    telling_facts,
    telling_words,
    versions_of,
)
from .checking import Checked
from .problems import EnvironmentProblem, InvalidConfig, Problem, printable, visible
from .settings import Audience, SiteSettings
from .source import SITE_FILE, Schema, is_on_line, record_of

_NOTHING, _NO_PAST = Internal(), Record()
_MOST_NAMED = 3
COMMITTED = "what is committed stays as it is: name another release or commit"
_WRITE_ONE = "bring it back, or write one: 'internal_fields: []' in it says that the public may read every field"
_BETWEEN_WORDS = str.maketrans(dict.fromkeys("_-+./", " "))  # in the name of a tag, beside a word as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A configuration as an audience sees it, how the site is set for it, and what it does not see.

    `fates` are those of its past, and `entities` all that it states; the latter for the public only.
    """

    checked: Checked
    site: SiteSettings
    audience: Audience
    fates: Fates
    internal: Internal = _NOTHING
    entities: tuple[Entity, ...] = ()

    def doubt(self, label: str) -> Problem | None:
        """E707 where it may name what was internal, since not all of the past is known. Never for who reads all."""
        past = self.fates.record
        return _unknown(past, label) if self.audience is Audience.PUBLIC and past.is_incomplete else None

    def told_past(self, releases: Iterable[str]) -> Record:
        """The past as the audience may know it, with these releases."""
        record = self.fates.record
        if self.audience is Audience.INTERNAL:
            return record
        if record.is_incomplete:
            return Record(missing="what the public must not read of it is not known", is_incomplete=True)
        return public_record(record, self.internal, _recorded(releases))

    def told_until(self, then: Record, releases: Iterable[str] = ()) -> Record | None:
        """The same for the public as far as an earlier record of the same line goes; None of any other."""
        record, last = self.fates.record, then.edits[-1].id if then.edits else ""
        if self.audience is Audience.INTERNAL or all(edit.id != last for edit in record.edits):
            return None
        # A tag of a later commit is none of it, also where all between is internal.
        held = _recorded(releases).intersection(release.name for release in then.releases)
        return public_record(record, self.internal, held, last)

    def hidden_of(self, former: Iterable[Entity]) -> frozenset[Ref]:
        """What the audience must not read of these, of which the configuration came.

        Whatever it is called since; and what says what something internal says now.
        """
        former, is_secret = tuple(former), self.internal.is_secret
        pairs = paired_entities(former, self.entities)
        hidden = frozenset(before.ref for before, after in pairs if before and after and is_secret(after))
        said = said_by(filter(is_secret, self.entities), (it for it in self.entities if not is_secret(it)))
        return hidden | {it.ref for it in former if said & telling_facts(it)}


def seen(
    checked: Checked,
    site: SiteSettings,
    audience: Audience,
    *,
    label: str,
    past: Record = _NO_PAST,
    also: Internal = _NOTHING,
    hidden: frozenset[Ref] = frozenset(),
    told: frozenset[Ref] | None = None,
    is_site: bool = True,
) -> Seen:
    """What an audience sees. `also`, and `hidden` of these entities, are internal beside what they and their past mark.

    Of others only those are told that are in `told`, where that is given. `is_site`: pages are made of it. Raises
    InvalidConfig (E117, E411, E412) where what is left for the public would be nothing, wrong, or internal.
    """
    if audience is Audience.INTERNAL:
        return Seen(checked=checked, site=site, audience=audience, fates=Fates(record=past))
    entities = _marked(checked.configuration.entities, hidden, site.internal_kinds)
    found = fates_of(past, entities)
    internal = _internal(entities, site, found, also, told, is_site=is_site)
    shown = public(entities, internal)
    site = _site(site, internal, entities, shown)
    wrong = public_problems(entities, internal, is_site=is_site)
    if problems := (*wrong, *_of_the_site(shown, site, label, internal)):
        raise InvalidConfig(problems)
    configuration = replace(checked.configuration, entities=shown, warnings=(), content_hash=_hash(shown))
    return Seen(
        checked=Checked(configuration=configuration, catalog=link(shown, internal.left_out), problems=()),
        site=site,
        audience=audience,
        fates=found,
        internal=internal,
        entities=entities,
    )


def seen_today(
    checked: Checked,
    site: SiteSettings,
    audience: Audience,
    config: Path,
    schemas: Mapping[str, Schema],
    *,
    label: str,
    past: Record | None = None,
    also: Internal = _NOTHING,
    hidden: frozenset[Ref] = frozenset(),
) -> Seen:
    """What an audience sees of a config directory as it is. For the public its past is read where none is given.

    `also` and `hidden` as in `seen`. Raises InvalidConfig as `seen` and, for the public, `refuse_unmarked` do.
    """
    if audience is Audience.PUBLIC:
        refuse_unmarked(site, label)
        past = past or record_of(config, schemas, label=label, stays=True, asks_elsewhere=True)
    return seen(checked, site, audience, label=label, past=past or _NO_PAST, also=also, hidden=hidden)


def marks_of(entities: Collection[Entity], site: SiteSettings, past: Record) -> Internal:
    """What a configuration and its past mark as internal, and the words and addresses that tell of it."""
    return _internal(entities, site, fates_of(past, entities), _NOTHING, None, is_site=False)


def _recorded(releases: Iterable[str]) -> frozenset[str]:
    """Tags as a record calls them."""
    return frozenset(map(printable, releases))


def _unknown(past: Record, label: str) -> Problem:
    """E707: what is missing of a past, by which nobody knows all that was internal in the end."""
    message = f"what the public must not read is not known: {past.missing}"
    return Problem(path=label, code="E707", message=message, help=past.help)


def refuse_unmarked(site: SiteSettings, label: str, *, is_committed: bool = False) -> None:
    """Raises InvalidConfig (E119) of a configuration that is for the public without a `site.yml` that is read.

    It may be left out, by a sparse checkout or a copy, or may have stayed where the directory was. What `is_committed`
    nobody can change.
    """
    if site.is_there:
        return
    message = f"there is no {SITE_FILE}, which says what the public must not read"
    problem = Problem(
        path=label,
        code="E119",
        message=message,
        help=f"{COMMITTED}, one that has a {SITE_FILE}" if is_committed else _WRITE_ONE,
    )
    raise InvalidConfig(site.unread or (problem,))


def naming_tags(tags: Iterable[str], today: Seen) -> Iterator[Problem]:
    """E412: the name of a tag, by which pages and addresses call an earlier release, names what is internal.

    Never for who reads all.
    """
    words = today.internal.words
    for tag in tags:
        readings = (tag, tag.replace("_", " "), tag.translate(_BETWEEN_WORDS))  # a title may have a mark in itself
        if found := next(filter(None, (naming(words, it) for it in readings)), ""):
            message = f"names '{found}', which {words.state(found)}"
            help = words.ways(found, "make another tag of that commit, as git tag NEW TAG^{} does, and name that")
            yield Problem(path=f"tags/{tag}", code="E412", message=message, help=help)


def refuse_unknown(past: Record, label: str) -> None:
    """Raises EnvironmentProblem (E707) where not all is known of a past."""
    if past.missing:
        raise EnvironmentProblem(_unknown(past, label))


def refuse_elsewhere(today: Seen | None, past: Record, ref: str, config: Path, label: str) -> None:
    """Raises EnvironmentProblem (E707) of a commit whose past neither led to what is there today nor came of it.

    What both have in common may have other names there, so that nobody knows what of it is internal today.
    """
    if today and today.fates.is_of_line(past) and is_on_line(config, ref, label=label):
        return
    reason = "it is not on the line of what is there today" if today else "there is no such directory today"
    message = f"what the public must not read of '{visible(ref.removeprefix('tags/'))}' is not known: {reason}"
    help = "name a commit or a tag of this branch itself, such as a merge or the one where it began"
    raise EnvironmentProblem(Problem(path=label, code="E707", message=message, help=help))


def _internal(
    entities: Collection[Entity],
    site: SiteSettings,
    found: Fates,
    also: Internal,
    told: Set[Ref] | None,
    *,
    is_site: bool,
) -> Internal:
    marked = left_out(site.internal_fields, site.internal_kinds)
    internal = Internal(left_out=marked, refs=found.refs | also.refs)
    if told is None:
        return replace(internal, words=_words(entities, site, found, also, internal))
    untold = frozenset(it.ref for it in entities if it.ref not in told and not internal.is_secret(it))
    kinds = (*site.internal_kinds, *_kinds_of_all_at_once(untold)) if is_site else site.internal_kinds
    return replace(internal, left_out=left_out(site.internal_fields, kinds), words=also.words, untold=untold)


def _words(entities: Collection[Entity], site: SiteSettings, found: Fates, also: Internal, internal: Internal) -> Words:
    """What tells of something internal, which nothing that is shown goes by."""
    secret = _secret_words(site, found, also, internal)
    called = _called(filter(internal.is_secret, entities), site) | {*also.words.present}
    shown = public(entities, internal)
    names = {
        name for entity in (*shown, *arising(shown)) for name in (entity.name, entity.name.removeprefix("group::"))
    }
    titles_shown = (site.titles[name] for name in _titled(shown) & site.titles.keys())
    words = telling_words(secret, names, (*titles_shown, *site.public_words), past=secret - called)
    versions = (*entities, *versions_of(found.record))
    public_forms = (public_form(it, (), internal.left_out) for it in versions if not internal.is_secret(it))
    addresses = addresses_of((*versions, *found.record.elsewhere.by_themselves)) | also.words.addresses
    return replace(words, addresses=telling_addresses(addresses, addresses_of(public_forms)))


def _secret_words(site: SiteSettings, found: Fates, also: Internal, internal: Internal) -> frozenset[str]:
    """What is internal goes by these. `saas` and `premium` are words of every text: none of kinds that nobody sees."""
    elsewhere, kinds = found.record.elsewhere, internal.left_out.kinds
    names = {ref.name for ref in internal.refs | elsewhere.with_kind if ref.kind not in kinds}
    names |= {ref.name for ref in found.by_themselves if ref.kind in kinds}
    names |= _names(elsewhere.by_themselves) | {*also.words.internal}
    titles = (*site.titles.items(), *found.record.titles)
    return frozenset(names | {title for name, title in titles if name in names})


def _kinds_of_all_at_once(untold: Collection[Ref]) -> Iterator[str]:
    """The kinds of which pages would say something else of then where anything is not told."""
    if untold:
        yield "services"
    if any(ref.kind == "backend_service" for ref in untold):
        yield "backend_services"


def _marked(entities: Iterable[Entity], refs: Set[Ref], kinds: Collection[str]) -> tuple[Entity, ...]:
    """With a mark of their own for these; not for what is internal with its kind, of which names are no words."""
    return tuple(
        replace(it, visibility=INTERNAL) if it.ref in refs and KIND[it.kind].plural not in kinds else it
        for it in entities
    )


def _called(entities: Iterable[Entity], site: SiteSettings) -> frozenset[str]:
    """What they go by today."""
    names = _names(entities)
    return frozenset(names | {title for name, title in site.titles.items() if name in names})


def _names(entities: Iterable[Entity]) -> set[str]:
    return {name for entity in entities for name in (entity.name, *getattr(entity, "alias_names", ()))}


def _titled(shown: Iterable[Entity]) -> frozenset[str]:
    """The names of what is shown that pages call by a title."""
    return frozenset(entity.name for entity in shown if KIND[entity.kind].is_titled)


def addresses_of(entities: Iterable[Entity]) -> frozenset[str]:
    """Addresses that are a value of their own."""
    values = (
        getattr(entity, field) for entity in entities for field in own_fields(entity.kind) if field.endswith("_url")
    )
    return frozenset(value for value in values if value)


def _site(site: SiteSettings, internal: Internal, entities: Iterable[Entity], shown: Iterable[Entity]) -> SiteSettings:
    """Whoever may not see the files has no use for their repository. A title tells of what it is for."""
    hidden = (*internal.refs, *(entity.ref for entity in entities if internal.hides(entity)))
    gone = {ref.name for ref in hidden} - _titled(shown)
    titles = {name: title for name, title in site.titles.items() if name not in gone}
    return replace(site, titles=titles, repository_url=None)


def _of_the_site(shown: tuple[Entity, ...], site: SiteSettings, label: str, internal: Internal) -> Iterator[Problem]:
    """E117: nothing is left. E412: what `site.yml` says on pages names what is internal."""
    if not any(entity.kind == "unit_primitive" for entity in shown):
        why, help = "all unit primitives are internal", ""
        if internal.untold:
            why, help = "today's history tells of no unit primitive of that time", COMMITTED
        message = f"{why}, so that the public has nothing to read"
        yield Problem(path=f"{label}/unit_primitives", code="E117", message=message, help=help)
    texts = {name: getattr(site, name) or "" for name in ("title", "description", "notice", "about", "config_path")}
    titles = {f"titles.{name}": title for name, title in site.titles.items()}
    for field, text in (texts | titles).items():
        if found := naming(internal.words, text):
            message = f"names '{found}', which {internal.words.state(found)}"
            help = internal.words.ways(found, "say it in other words")
            yield Problem(path=f"{label}/{SITE_FILE}", code="E412", field=field, message=message, help=help)


def _hash(shown: Iterable[Entity]) -> str:
    """Tells one state from another, as the hash of all files does, by what the public sees."""
    return hashlib.sha256(repr(tuple(shown)).encode("utf-8")).hexdigest()
