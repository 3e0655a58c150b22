"""Words of a command line in, kinds and entities of the catalog out; who asks for what is not there is told what is."""

from collections.abc import Iterable, Iterator, Sequence

import click

from ..catalog import KIND, KINDS, Catalog, Entity, Kind, SourceFile
from ..suggestions import did_you_mean
from .report import visible

_FEW = 3  # kinds that a message names
KINDS_WITH_FILES = tuple(kind for kind in KINDS if kind.has_files)


def kind_named(text: str) -> Kind:
    """The kind of a singular or plural name, with `-` or `_`. UsageError with what there is."""
    if kind := find_kind(text):
        return kind
    names = [name for kind in KINDS for name in (kind.singular, kind.plural)]
    raise click.UsageError(f"{unknown('kind', text, names)}; there are {kinds_there_are()}")


def find_kind(text: str) -> Kind | None:
    """The same; None where there is no such kind."""
    wanted = text.replace("-", "_").casefold()
    return next((kind for kind in KINDS if wanted in (kind.singular, kind.plural)), None)


def kinds_there_are() -> str:
    """The plural names of all kinds, in the order of the site."""
    return ", ".join(kind.plural for kind in KINDS)


def entity_named(words: Sequence[str], catalog: Catalog, among: Sequence[Kind] = KINDS) -> Entity:
    """The entity of `NAME`, `KIND NAME` or `KIND/NAME`, also by a former name.

    UsageError where none of these kinds has it, or more than one.
    """
    found = entities_named(words, catalog, among)
    if len(found) > 1:
        either = ", ".join(str(entity.ref) for entity in found)
        raise click.UsageError(f"'{visible(words[-1])}' is the name of several: write one of {either}")
    return found[0]


def entities_named(words: Sequence[str], catalog: Catalog, among: Sequence[Kind] = KINDS) -> Sequence[Entity]:
    """All of that name, at least one, in the order of kinds. UsageError where none of these kinds has it."""
    kinds, name = _asked(words, catalog, among)
    found = _found(name, catalog, kinds)
    if allowed := [entity for entity in found if KIND[entity.kind] in among]:
        return allowed
    for entity in found or (_found(name, catalog, KINDS) if kinds is not KINDS and kinds is among else ()):
        nouns = "what has files of its own" if len(among) > _FEW else " and ".join(kind.nouns for kind in among)
        raise click.UsageError(f"'{visible(name)}' is {KIND[entity.kind].a_noun}; this is about {nouns}")
    raise click.UsageError(unknown(_noun(kinds), name, _names(catalog, kinds, with_kind="/" in name)))


def present_name(words: Sequence[str], catalog: Catalog, among: Sequence[Kind] = KINDS) -> Entity:
    """The same by its present name only, for what changes it: a former one may be meant for something else by now."""
    entity = entity_named(words, catalog, among)
    if entity.name != words[-1].rpartition("/")[2] and entity.name != words[-1]:
        raise click.UsageError(f"'{visible(words[-1])}' is a former name of '{entity.name}': write that")
    return entity


def entity_with_file(words: Sequence[str], catalog: Catalog) -> Entity:
    """The entity of these words among those that have files of their own; UsageError as `entity_named`."""
    if len(words) > 2:
        raise click.UsageError(f"one entity at once, its kind before its name; {len(words)} words given")
    entity = present_name(words, catalog, KINDS_WITH_FILES)
    source_of(entity)
    return entity


def source_of(entity: Entity) -> SourceFile:
    """The file that states an entity. UsageError where it has none."""
    if entity.source is None:
        raise click.UsageError(f"{KIND[entity.kind].a_noun} has no file: it arises from the files that name it")
    return entity.source


def _asked(words: Sequence[str], catalog: Catalog, among: Sequence[Kind]) -> tuple[Sequence[Kind], str]:
    """Where to look, and for which name; a name may hold a `/` itself."""
    *kinds, name = words
    if kinds:
        return [kind_named(kinds[0])], name
    before, slash, after = name.partition("/")
    kind = find_kind(before)
    return ([kind], after) if slash and kind and not _found(name, catalog, among) else (among, name)


def _found(name: str, catalog: Catalog, among: Iterable[Kind]) -> list[Entity]:
    return [entity for kind in among if (entity := catalog.of_kind(kind.singular).find_by_name(name))]


def _names(catalog: Catalog, among: Iterable[Kind], *, with_kind: bool) -> Iterator[str]:
    for kind in among:
        for entity in catalog.of_kind(kind.singular):
            yield from (entity.name, *getattr(entity, "alias_names", ()), *([str(entity.ref)] if with_kind else []))


def _noun(among: Sequence[Kind]) -> str:
    return "name" if len(among) > _FEW else " or ".join(kind.noun for kind in among)


def unknown(noun: str, word: str, names: Iterable[str]) -> str:
    """`unknown add-on 'duo_prro' (did you mean 'duo_pro'?)`"""
    return with_hint(f"unknown {noun} '{visible(word)}'", did_you_mean(word, names))


def with_hint(message: str, hint: str) -> str:
    """The message, and what was likely meant, where there is something."""
    return f"{message} ({hint})" if hint else message
