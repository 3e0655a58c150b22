"""Parts of YAML that a configuration does without, each as the problem it makes: E104 to E112.

The place and what stands there in, a problem out. So every value stands where it is read, and means what it says.
"""

from ..characters import quotable
from ..problems import Problem, Span
from .reader_text import SourceText


def too_deep(source: SourceText, span: Span, field: str, most: int) -> Problem:
    return source.problem("E104", span, f"nested deeper than {most} levels", field=field)


def second_document(source: SourceText, span: Span) -> Problem:
    rest = [source.line(span.line).removeprefix("---"), *source.lines[span.line :]]
    empty = all(not line.strip() or line.lstrip().startswith("#") for line in rest)
    suggestion = "remove this line" if empty else "move it to a file of its own"
    marker = rest[0] != source.line(span.line)
    span = Span(span.line, span.column, 3 if marker else len(rest[0].rstrip()))
    return source.problem("E105", span, "a second document begins here, and a file holds one", suggestion=suggestion)


def directive(source: SourceText, line: int) -> Problem:
    text = source.line(line).rstrip()
    help = "if this line belongs to a text, put the text in quotes"
    message = f"directive '{quotable(text)}' is not allowed"
    return source.problem("E106", Span(line, 1, len(text)), message, suggestion="remove this line", help=help)


def anchor_or_tag(source: SourceText, span: Span, field: str, text: str) -> Problem:
    """For what stands before a value: `&name` or `!name`."""
    help = f"if '{text[:1]}' is part of the text, put the text in quotes"
    if text.startswith("&"):
        message, suggestion = f"anchor '{quotable(text)}' is not allowed", "write the value itself in each place"
        return source.problem("E107", span, message, suggestion=suggestion, help=help, field=field)
    message = f"tag '{quotable(text)}' is not allowed"
    return source.problem("E108", span, message, suggestion="remove it", help=help, field=field)


def alias(source: SourceText, span: Span, field: str, name: str) -> Problem:
    message, suggestion = f"alias '*{quotable(name)}' is not allowed", "write the value itself here"
    help = "if '*' is part of the text, put the text in quotes"
    return source.problem("E107", span, message, suggestion=suggestion, help=help, field=field)


def merge_key(source: SourceText, span: Span, field: str) -> Problem:
    message, suggestion = "merge key '<<' is not allowed", "write the fields themselves here"
    return source.problem("E107", span, message, suggestion=suggestion, field=field)


def key_missing(source: SourceText, span: Span, field: str = "") -> Problem:
    return source.problem("E109", span, "a key is missing before ':'", suggestion="write key: value", field=field)


def key_not_text(source: SourceText, span: Span, field: str, what: str) -> Problem:
    """For a key that is a list or a mapping."""
    message, suggestion = f"a key must be plain text, and this one is a {what}", "write key: value"
    help = "if the brackets are part of a text, put the whole text in quotes"
    return source.problem("E109", span, message, suggestion=suggestion, help=help, field=field)


def key_with_question_mark(source: SourceText, span: Span, field: str) -> Problem:
    message, suggestion = "a key must stand without '?' before it", "write key: value"
    return source.problem("E109", span, message, suggestion=suggestion, field=field)


def duplicate_key(source: SourceText, span: Span, field: str, first: Span) -> Problem:
    message = f"duplicate key, first set on line {first.line}, column {first.column}"
    return source.problem("E110", span, message, suggestion="keep one of them", field=field)


def empty_file(source: SourceText) -> Problem:
    comments = any(line.lstrip().startswith("#") for line in source.lines)
    message = "the file holds nothing but comments" if comments else "the file is empty"
    return Problem(path=source.path, code="E111", message=message)


def not_a_mapping(source: SourceText, span: Span, what: str, suggestion: str) -> Problem:
    message = f"the file is {what}, not fields of the form 'key: value'"
    return source.problem("E112", span, message, suggestion=suggestion)
