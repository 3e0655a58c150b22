"""What somebody has typed of a word in, words that could stand there out, with what each of them is.

Whatever is wrong with the configuration: completion offers what can be read, and never complains.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from ..catalog import KIND, KINDS, Entity, Kind, ends
from ..installed import own_files
from ..problems import EnvironmentProblem
from ..source import InvalidFiles, load, load_schemas
from .entities import KINDS_WITH_FILES

Completed = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

VARIABLE = "_SITE_BUILDER_COMPLETE"  # how a shell asks what could be typed
_LONGEST = 60  # characters of a description


def complete_kind(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Plural names of kinds."""
    return _fitting(((kind.plural, kind.question) for kind in KINDS), typed)


def complete_entity(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Kinds, then names; after a kind its names only."""
    words = list(context.params.get(parameter.name or "") or ())
    kind = next((kind for kind in KINDS for word in words if word in (kind.singular, kind.plural)), None)
    found = [
        (entity.name, _about(entity)) for entity in _entities(context) if kind is None or entity.kind == kind.singular
    ]
    return _fitting([*found, *(((it.singular, "a kind") for it in KINDS_WITH_FILES) if not words else ())], typed)


def complete_name(kind: str) -> Completed:
    """Names of one kind."""

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        return _fitting(((it.name, _about(it)) for it in _entities(context) if it.kind == kind), typed)

    return complete


def complete_words(words: Iterable[tuple[str, str]]) -> Completed:
    """Words that are known beforehand, each with what it is."""
    known = tuple(words)
    return lambda context, parameter, typed: _fitting(known, typed)


def complete_field_value(kind: Kind, field: str) -> Completed:
    """What a field of the kind may name; of several with commas, the last."""
    others = [end.other for end in ends(kind.singular) if end.stated_here and end.field == field]

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        before, comma, last = typed.rpartition(",")
        listed = before.split(",")
        names = ((it.name, _about(it)) for it in _entities(context) if it.kind in others and it.name not in listed)
        found = _fitting(names, last)
        return [CompletionItem(f"{before}{comma}{item.value}", help=item.help) for item in found]

    return complete


def _entities(context: click.Context) -> Iterator[Entity]:
    """Everything that has a file in the configuration of this command line, as far as it can be read."""
    config = context.params.get("config") or Path("config")
    try:
        yield from load(Path(config), load_schemas(own_files("schemas"))).entities
    except InvalidFiles as error:
        yield from error.entities
    except (EnvironmentProblem, OSError):
        return


def _fitting(words: Iterable[tuple[str, str]], typed: str) -> list[CompletionItem]:
    return [CompletionItem(word, help=about) for word, about in words if word.startswith(typed)]


def _about(entity: Entity) -> str:
    text = entity.description or ""
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return f"{KIND[entity.kind].noun}: {shown}" if shown else KIND[entity.kind].noun
