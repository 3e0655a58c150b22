"""Explanations in, texts out: for a terminal, as Markdown, and as JSON."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from .explanation import Explanation, Part

_WIDTH = 80
_INDENT = "    "


def as_text(explanation: Explanation) -> str:
    """What somebody at a terminal reads."""
    return "\n".join(
        [
            f"{explanation.severity}[{explanation.code}]: {explanation.title}",
            "",
            _wrapped(explanation.meaning),
            _wrapped(f"Why it matters: {explanation.harm}"),
            *_blocks("For example", explanation.wrong),
            *_blocks("Repaired", explanation.right),
            _wrapped(f"What to do: {explanation.fix}").rstrip("\n"),
        ]
    )


def as_markdown(explanation: Explanation) -> str:
    """The same for a wiki, or a comment."""
    return "\n".join(
        [
            f"## {explanation.code}: {explanation.title}",
            "",
            f"{explanation.meaning}\n",
            f"**Why it matters.** {explanation.harm}\n",
            *_fences("For example", explanation.wrong),
            *_fences("Repaired", explanation.right),
            f"**What to do.** {explanation.fix}",
        ]
    )


def as_json(explanation: Explanation) -> str:
    """The same for programs."""
    return json.dumps({"schema_version": 1, **_values(explanation)}, ensure_ascii=False, indent=1)


def list_as_text(explanations: Iterable[Explanation]) -> str:
    """A line for each."""
    return "\n".join(f"{explanation.code}  {explanation.title}" for explanation in explanations)


def list_as_markdown(explanations: Iterable[Explanation]) -> str:
    """The same as a table."""
    rows = (f"| {explanation.code} | {explanation.title} |" for explanation in explanations)
    return "\n".join(["| code | when |", "| --- | --- |", *rows])


def list_as_json(explanations: Iterable[Explanation]) -> str:
    """Every explanation, whole."""
    found = [_values(explanation) for explanation in explanations]
    return json.dumps({"schema_version": 1, "explanations": found}, ensure_ascii=False, indent=1)


def caption(part: Part) -> str:
    """What a part is: the path of a file, or that these are commands."""
    return part.path or "in a terminal"


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)) + "\n"


def _blocks(title: str, parts: Iterable[Part]) -> Iterator[str]:
    for word, part in zip(_words(title), parts, strict=False):
        yield f"{word}, {caption(part)}:\n"
        yield textwrap.indent(part.shown, _INDENT)


def _fences(title: str, parts: Iterable[Part]) -> Iterator[str]:
    for word, part in zip(_words(title), parts, strict=False):
        yield f"**{word}**, {f'`{part.path}`' if part.path else caption(part)}:\n"
        yield f"```{'yaml' if part.path else 'sh'}\n{part.shown}```\n"


def _words(title: str) -> Iterator[str]:
    yield title
    while True:
        yield "and"


def _values(explanation: Explanation) -> dict[str, Any]:
    return {
        "code": explanation.code,
        "severity": explanation.severity,
        "title": explanation.title,
        "meaning": explanation.meaning,
        "harm": explanation.harm,
        "example": _parts(explanation.wrong),
        "repaired": _parts(explanation.right),
        "fix": explanation.fix,
    }


def _parts(parts: Iterable[Part]) -> list[dict[str, str]]:
    return [{"path": part.path, "text": part.shown} for part in parts]
