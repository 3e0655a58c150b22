"""What the reader keeps for every input: always an answer, every place true, and nothing hidden reported."""

import re
from collections.abc import Iterator

import yaml

from site_builder.characters import forbidden_runs
from site_builder.problems import Problem, Severity
from site_builder.source.nodes import Document, Mapping, Node, Scalar
from site_builder.source.reader import read

_JARGON = re.compile(
    r"scalar|token|node|\bflow\b|simple key|document start|stream|block (mapping|collection)|yaml\.|None"
)


def check(data: bytes) -> Document | None:
    """What is read. AssertionError, or what else is raised, where a file with these bytes breaks the promise."""
    document, problems = read("x.yml", data)
    assert (document is None) == any(problem.severity is Severity.ERROR for problem in problems)
    assert list(problems) == sorted(problems, key=Problem.sort_key)
    for problem in problems:
        check_problem(problem)
        assert not _JARGON.search(problem.message)
    if document is not None:
        _check_document(document)
    return document


def check_problem(problem: Problem) -> None:
    """AssertionError where a problem says what nobody could read, or names a place that is not there."""
    shown = "\n".join([problem.message, problem.suggestion, problem.help, problem.field, problem.excerpt or ""])
    assert list(forbidden_runs(shown)) == []
    assert "\n" not in problem.message + problem.suggestion + problem.help
    assert problem.message[0] == problem.message[0].lower()
    assert not problem.message.endswith(".")
    assert problem.width >= 1
    if problem.line is not None:
        assert problem.excerpt is not None
        assert problem.column is not None
        assert 1 <= problem.column <= len(problem.excerpt) + 1


def _check_document(document: Document) -> None:
    assert _plain_values(document.root) == yaml.load(document.text, Loader=yaml.CBaseLoader)
    assert list(forbidden_runs(document.text)) == []
    for scalar in _places(document.root):
        span = scalar.span
        there = document.line(span.line)[span.column - 1 :][: span.width]
        if scalar.plain and scalar.text:
            goes_on_below = span.width == 1 and scalar.text.startswith(there)
            assert there == scalar.text or goes_on_below
        elif not scalar.plain:
            assert there[0] in "'\"|>"
    for entry in document.root.entries:
        span = entry.key_span
        there = document.line(span.line)[span.column - 1 :][: span.width]
        assert there == entry.key or (len(there) > 2 and there[0] == there[-1] and there[0] in "'\"")


def _places(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for child in [entry.value for entry in node.entries] if isinstance(node, Mapping) else node.items:
            yield from _places(child)


def _plain_values(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {entry.key: _plain_values(entry.value) for entry in node.entries}
    return [_plain_values(item) for item in node.items]
