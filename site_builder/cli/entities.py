"""Words of a command line in, kinds and entities of the catalog out; whoever asks for what is not there is told what is."""

from collections.abc import Iterable, Sequence

import click

from ..catalog import KINDS, Catalog, Entity, Kind
from ..suggestions import did_you_mean
from .report import visible


def kind_named(text: str) -> Kind:
    """The kind of a singular or plural name, with `-` or `_`. UsageError with what there is."""
    wanted = text.replace("-", "_").casefold()
    for kind in KINDS:
        if wanted in (kind.singular, kind.plural):
            return kind
    known = ", ".join(kind.plural for kind in KINDS)
    names = [name for kind in KINDS for name in (kind.singular, kind.plural)]
    raise click.UsageError(f"{unknown('kind', text, names)}; there are {known}")


def entity_named(words: Sequence[str], catalog: Catalog) -> Entity:
    """The entity of `NAME`, `KIND NAME` or `KIND/NAME`. UsageError where there is none, or more than one."""
    *kinds, name = words if len(words) > 1 else words[0].split("/", 1)
    among = [kind_named(kinds[0])] if kinds else list(KINDS)
    found = [entity for kind in among if (entity := catalog.of_kind(kind.singular).find_by_name(name))]
    if len(found) == 1:
        return found[0]
    if found:
        either = ", ".join(str(entity.ref) for entity in found)
        raise click.UsageError(f"'{visible(name)}' is the name of several: write one of {either}")
    names = [known for kind in among for known in catalog.of_kind(kind.singular).names]
    raise click.UsageError(unknown(among[0].noun if kinds else "name", name, names))


def unknown(noun: str, word: str, names: Iterable[str]) -> str:
    """`unknown add-on 'duo_prro' (did you mean 'duo_pro'?)`"""
    return with_hint(f"unknown {noun} '{visible(word)}'", did_you_mean(word, names))


def with_hint(message: str, hint: str) -> str:
    """The message, and what was likely meant, where there is something."""
    return f"{message} ({hint})" if hint else message
