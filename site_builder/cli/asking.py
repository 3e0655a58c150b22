"""What a command still needs in, answers of whoever sits at the terminal out; nobody is asked anywhere else.

Every question shows what the schema says of the field, offers what there is to choose from, and checks while one types.
"""

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

import click
import questionary
from questionary import Choice

from ..catalog import Catalog, Field, Kind
from ..source import Schema, Value
from .fields import complaint_of, listed, names_for, told_of
from .report import visible

_WIDEST = 100  # characters of a line of explanation
_SEVERAL = "(space to choose, enter to go on)"


def is_anybody_there() -> bool:
    """Whether somebody sits at both ends: questions can be seen and answered."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Questions:
    """Asks for fields of one kind."""

    def __init__(self, kind: Kind, schema: Schema, catalog: Catalog) -> None:
        self._kind, self._schema, self._catalog = kind, schema, catalog

    def name(self) -> str:
        """The name of an entity that is to be added: one that nothing of its kind has or had."""
        field = next(field for field in self._schema.described if field.name == "name")
        click.echo(_about(field))
        return str(_answer(questionary.text(f"{field.title}:", validate=self._is_free)))

    def _is_free(self, text: str) -> bool | str:
        other = self._catalog.of_kind(self._kind.singular).find_by_name(text.strip())
        if other is not None:
            return f"There is {self._kind.a_noun} '{other.name}' already."
        field = next(field for field in self._schema.described if field.name == "name")
        return self._checked(field, optional=False)(text)

    def missing(self, fields: Iterable[Field]) -> dict[str, Value]:
        """An answer for each field that must be stated."""
        return {field.name: self.value(field, None, optional=False) for field in fields}

    def more(
        self, fields: Sequence[Field], stated: Mapping[str, Value], question: str, *, checks_names: bool = False
    ) -> dict[str, Value]:
        """Answers for those fields that somebody wants to set; empty where a field shall state nothing.

        `checks_names`: fields that name other entities are chosen beforehand.
        """
        if not fields:
            return {}
        choices = [
            Choice(
                field.title,
                value=field,
                description=field.description,
                checked=checks_names and self._names(field) != (),
            )
            for field in fields
        ]
        chosen = _answer(questionary.checkbox(question, choices=choices, instruction=_SEVERAL))
        return {field.name: self.value(field, stated.get(field.name), optional=not field.required) for field in chosen}

    def value(self, field: Field, stated: Value | None, *, optional: bool) -> Value:
        """One answer, as a file can state it. `stated` stands there to be changed."""
        default = stated if stated is not None else self._usual(field)
        click.echo(_about(field))
        if field.is_list:
            return self._several(field, default)
        if field.choices:
            return self._choice(field, default, optional=optional)
        return str(self._text(field, cast(str, default or ""), optional=optional))

    def _usual(self, field: Field) -> Value | None:
        """What more than half of the others of the kind state, where it is chosen and not written."""
        if not field.choices and not (field.is_list and self._names(field)):
            return None
        others = self._catalog.of_kind(self._kind.singular).all
        counted = Counter(getattr(entity, field.name) for entity in others).most_common(1)
        value, count = counted[0] if counted else (None, 0)
        if not value or count * 2 <= len(others):
            return None
        return str(value) if isinstance(value, str) else list(value)

    def _names(self, field: Field) -> Sequence[str]:
        return names_for(field.name, self._kind, self._catalog)

    def _text(self, field: Field, default: str, *, optional: bool = False) -> Any:
        check, names = self._checked(field, optional=optional), list(self._names(field))
        if names:
            return _answer(
                questionary.autocomplete(
                    f"{field.title}:", choices=names, default=default, validate=check, match_middle=True
                )
            )
        return _answer(questionary.text(f"{field.title}:", default=default, validate=check))

    def _several(self, field: Field, default: Value | None) -> list[str]:
        stated = list(default or ())
        choices = self._meanings(field) or [Choice(name, value=name) for name in self._names(field)]
        if not choices:
            check = self._checked(field, optional=True)
            question = questionary.text(f"{field.title}, with commas:", default=", ".join(stated), validate=check)
            return listed([_answer(question)])
        for choice in choices:
            choice.checked = choice.value in stated
        chosen = _answer(questionary.checkbox(f"{field.title}:", choices=choices, instruction=_SEVERAL))
        return [*(name for name in stated if name in chosen), *(name for name in chosen if name not in stated)]

    def _choice(self, field: Field, default: Value | None, *, optional: bool) -> str:
        choices = [*self._meanings(field), *([Choice("not stated", value="")] if optional else [])]
        question = questionary.select(
            f"{field.title}:", choices=choices, default=cast(str, default) or ("" if optional else None)
        )
        return str(_answer(question))

    def _meanings(self, field: Field) -> list[Choice]:
        """What the schema lets one choose from, with what each means; nothing where it lets one write."""
        definition = self._schema.fields[field.name]
        meanings = definition.get("items", definition).get("enumDescriptions", field.choices)
        return [
            Choice(choice, value=choice, description=meaning)
            for choice, meaning in zip(field.choices, meanings, strict=True)
        ]

    def _checked(self, field: Field, *, optional: bool) -> Callable[[str], bool | str]:
        """What is wrong with what has been typed so far, or that nothing is."""

        def check(text: str) -> bool | str:
            if not text.strip():
                return optional or "This must be stated."
            value: Value = listed([text]) if field.is_list else text.strip()
            return complaint_of(field.name, value, self._kind, self._schema, self._catalog) or True

        return check


def choose(question: str, choices: Mapping[str, str]) -> str:
    """One of several ways to go on, in words, each with its value: the value of what was chosen."""
    return str(_answer(questionary.select(question, choices=[Choice(text, value) for text, value in choices.items()])))


def _about(field: Field) -> str:
    """What the schema says of the field, with an example of what is written by rule."""
    ruled = field.format or field.pattern
    example = f" Such as {field.examples[0]}." if ruled and field.examples and not field.is_list else ""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    return click.wrap_text(visible(told_of(field) + example), width, "  ", "  ")


def _answer(question: questionary.Question) -> Any:
    """The answer; Ctrl-C and the end of input interrupt the command."""
    try:
        return question.unsafe_ask()
    except EOFError as error:
        raise KeyboardInterrupt from error
