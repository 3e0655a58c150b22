"""What somebody has typed of a word in, words that could stand there out, with what each of them is.

Whatever is wrong with the configuration: completion offers what can be read, and never complains.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from ..catalog import KIND, KINDS, Entity, Kind, arising, ends
from ..installed import own_files
from ..problems import EnvironmentProblem
from ..source import InvalidFiles, load, load_schemas
from .entities import KINDS_WITH_FILES, find_kind
from .report import visible

Completed = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_WORD = re.compile(r"[\w:/=,.-]+")  # bash puts a word where it is run, without quotes
_LONGEST = 60  # characters of a description


def complete_kind(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Plural names of kinds."""
    return _fitting(((kind.plural, kind.question) for kind in KINDS), typed)


def complete_entity(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Kinds, then names; after a kind its names only."""
    words = list(context.params.get(parameter.name or "") or ())
    kind = next((kind for word in words if (kind := find_kind(word))), None)
    found = [
        (entity.name, _about(entity))
        for entity in _entities(context)
        if (KIND[entity.kind].has_files if kind is None else entity.kind == kind.singular)
    ]
    return _fitting([*found, *(((it.singular, "a kind") for it in KINDS_WITH_FILES) if not words else ())], typed)


def complete_name(*kinds: str, more: Iterable[tuple[str, str]] = ()) -> Completed:
    """Names of some kinds, and words that may stand in their place."""
    words = tuple(more)

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        return _fitting([*((it.name, _about(it)) for it in _entities(context) if it.kind in kinds), *words], typed)

    return complete


def complete_words(words: Iterable[tuple[str, str]]) -> Completed:
    """Words that are known beforehand, each with what it is."""
    known = tuple(words)
    return lambda context, parameter, typed: _fitting(known, typed)


def complete_field_value(kind: Kind, field: str) -> Completed:
    """What a field of the kind may name; of several with commas, the last."""

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        return _values(context, kind, field, typed)

    return complete


def complete_assignment(kind: Kind, fields: Iterable[tuple[str, str]]) -> Completed:
    """`FIELD=`, and behind it what the field may name."""
    known = tuple(fields)

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        field, equals, value = typed.partition("=")
        if not equals:
            return _fitting(((f"{name}=", title) for name, title in known), typed)
        found = _values(context, kind, field, value)
        return [CompletionItem(f"{field}={item.value}", help=item.help) for item in found]

    return complete


def _values(context: click.Context, kind: Kind, field: str, typed: str) -> list[CompletionItem]:
    others = [end.other for end in ends(kind.singular) if end.stated_here and end.field == field]
    before, comma, last = typed.rpartition(",")
    listed = before.split(",")
    names = ((it.name, _about(it)) for it in _entities(context) if it.kind in others and it.name not in listed)
    return [CompletionItem(f"{before}{comma}{item.value}", help=item.help) for item in _fitting(names, last)]


def _entities(context: click.Context) -> Iterator[Entity]:
    """Everything in the configuration of this command line, as far as it can be read."""
    config = context.params.get("config") or Path("config")
    try:
        entities = load(Path(config), load_schemas(own_files("schemas"))).entities
    except InvalidFiles as error:
        entities = error.entities
    except (EnvironmentProblem, OSError):
        return
    yield from entities
    yield from arising(entities)


def _fitting(words: Iterable[tuple[str, str]], typed: str) -> list[CompletionItem]:
    """Words that fit; those that a shell might obey or divide are none."""
    return [
        CompletionItem(word, help=visible(" ".join(about.split())))
        for word, about in words
        if word.startswith(typed) and _WORD.fullmatch(word)
    ]


def _about(entity: Entity) -> str:
    text = entity.description or ""
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return f"{KIND[entity.kind].noun}: {shown}" if shown else KIND[entity.kind].noun
