"""Bytes of a YAML file in, a document out that knows where each of its values stands, or what is wrong with it: E1xx.

Nothing is converted (`16.10` stays the text `16.10`) and no file is touched. Each mistake is told once: where one makes
others look wrong, the others are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from ..problems import Problem, Span, errors_in
from . import reader_refusals as refusals
from .nodes import Document, Mapping, Node, Scalar, split_lines
from .reader_layout import colon_advice
from .reader_text import MAX_BYTES, SourceText, decode
from .reader_tree import Composer, compose

__all__ = ["MAX_BYTES", "read"]

_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})(?: |$)|={7}$")
_REFUSED = frozenset({"E106", "E107", "E108", "E109"})
# Blank lines, comments and directives, up to the first line with something else. What matched is never tried again: the
# expression would remember every line.
_HEADER = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?+(?:\r\n|\n|\r)|%[^\r\n]*+(?:\r\n|\n|\r|$))*+")
_MOST_DIRECTIVES = 1_000  # that are told; more are one mistake, over and over


def read(
    path: str, data: bytes, *, limit: int = MAX_BYTES, composer: type[Composer] = Composer
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document, with warnings at most, or no document and every problem of the file, ordered by place.

    `path` is how problems name the file, `limit` how many bytes it may have. There is an answer for any bytes, never an
    exception.
    """
    source, problems = decode(path, data, limit)
    if source is None:
        return None, tuple(problems)
    if conflicts := tuple(_conflicts(source)):
        return None, conflicts
    source, directives = _without_directives(source)
    root, found = compose(source, composer)
    found = [*directives, *found, *_shape(source, root, found or directives)]
    problems = sorted([*problems, *_without_echoes(source, found)], key=Problem.sort_key)
    document = Document(path, source.text, root) if isinstance(root, Mapping) and not errors_in(problems) else None
    return document, tuple(problems)


def _conflicts(source: SourceText) -> Iterator[Problem]:
    """E118, once per conflict: from `<<<<<<<` to `>>>>>>>`, or what is left of these markers."""
    conflicts: list[list[int]] = []
    is_open = False
    for number, line in enumerate(source.lines, 1):
        if _CONFLICT.match(line):
            if line[0] == "<" or not is_open:
                conflicts.append([])
            conflicts[-1].append(number)
            is_open = line[0] != ">"
    for first, *others in conflicts:
        span = Span(first, 1, len(source.line(first)))
        message = f"merge conflict, up to line {others[-1]}" if others else "marker that is left of a merge conflict"
        suggestion = "keep the lines that are right, and remove the markers" if others else "remove this line"
        yield source.problem("E118", span, message, suggestion=suggestion)


def _without_directives(source: SourceText) -> tuple[SourceText, list[Problem]]:
    """E106, and the text with each directive made a comment of the same length, so that the rest can be read."""
    header = _HEADER.match(source.text)
    if header is None or "%" not in header[0]:
        return source, []
    numbers = range(1, len(split_lines(header[0])) + 1)
    wrong = islice((number for number in numbers if source.line(number).startswith("%")), _MOST_DIRECTIVES)
    found = [refusals.directive(source, number) for number in wrong]
    return replace(source, text=re.sub(r"(^|[\r\n])%", r"\1#", header[0]) + source.text[header.end() :]), found


def _shape(source: SourceText, root: Node | None, found: list[Problem]) -> Iterator[Problem]:
    """E111 and E112: a file is fields, not nothing, a list or a text."""
    if root is None or (isinstance(root, Scalar) and root.plain and not root.text):
        if not found:
            yield refusals.empty_file(source)
    elif isinstance(root, Scalar):
        yield refusals.not_a_mapping(source, root.span, "one text", colon_advice(source.line(root.span.line)))
    elif not isinstance(root, Mapping):
        yield refusals.not_a_mapping(source, root.span, "a list", "")


def _without_echoes(source: SourceText, found: list[Problem]) -> Iterator[Problem]:
    """Leaves out what another mistake makes look wrong: damaged lines, and syntax where a refused part stands."""
    refused = {problem.line for problem in found if problem.code in _REFUSED}
    # A part may be refused and then be what the parser breaks off at: the first of the two knows its field.
    for problem in {(problem.code, problem.line, problem.column): problem for problem in reversed(found)}.values():
        damaged = problem.line in source.damaged or (source.damaged and problem.code in ("E111", "E112"))
        if problem.code == "E103" or not (damaged or (problem.code == "E100" and problem.line in refused)):
            yield problem
