"""Why the parser gave up in, a problem in plain words out: E100, or the code of what the author meant to write.

The parser tells what it expected, in the words of its trade. Which mistake made it say so is read off the text around
the place: here for characters, quotes and brackets, in `reader_layout` for colons, lists and indentation.
"""

import re

from ..characters import character_name, quotable
from ..problems import Problem, Span
from . import reader_layout as layout
from . import reader_refusals as refusals
from .reader_failure import Failure, Rule, broken, in_quotes, value_at
from .reader_text import SourceText

_WORD = re.compile(r"\S+")
_ESCAPE = re.compile(r"\\[xuU]?[0-9A-Fa-f]*")


def explain(source: SourceText, failure: Failure) -> Problem:
    """The one problem that made the parser give up."""
    for words, rule in _RULES:
        if words in failure.said:
            return rule(source, failure)
    return layout.out_of_place(source, failure)


def _directive(source: SourceText, failure: Failure) -> Problem:
    """The first of those that stand together: a second one is what the parser may give up at."""
    number = failure.begin.line
    while source.line(number - 1).startswith("%"):
        number -= 1
    return refusals.directive(source, number)


def _tag(source: SourceText, failure: Failure) -> Problem:
    word = _WORD.match(source.line(failure.begin.line), failure.begin.column - 1)
    text = word[0] if word else "!"
    span = Span(failure.begin.line, failure.begin.column, len(text))
    return refusals.anchor_or_tag(source, span, "", text)


def _tab(source: SourceText, failure: Failure) -> Problem:
    at, line = failure.at, source.line(failure.at.line)
    width = len(line[at.column - 1 :]) - len(line[at.column - 1 :].lstrip("\t"))
    span = Span(at.line, at.column, max(width, 1))
    if not line.strip():
        return broken(source, span, "an empty line holds a tab", suggestion="remove the tab")
    if line[: at.column - 1].strip():
        return broken(source, span, "a tab stands where only spaces count", suggestion="write a space")
    return broken(source, span, "the line is indented with a tab", suggestion="write spaces")


def _start_of_value(source: SourceText, failure: Failure) -> Problem:
    line, at = source.line(failure.at.line), failure.at
    if source.char(at) == "\t":
        return _tab(source, failure)
    if line.startswith("```"):
        span = Span(at.line, 1, len(line))
        return broken(source, span, "a Markdown fence is no part of a YAML file", suggestion="remove the line")
    return _needs_quotes(source, failure.at, in_brackets=failure.bracket is not None)


def _name_expected(source: SourceText, failure: Failure) -> Problem:
    return _needs_quotes(source, failure.begin, in_brackets=failure.bracket is not None)


def _needs_quotes(source: SourceText, at: Span, *, in_brackets: bool) -> Problem:
    value = value_at(source, at)
    whole = not in_brackets and ": " not in value
    span = Span(at.line, at.column, len(value) if whole else 1)
    message = f"text that begins with '{quotable(value[:1])}' must be in quotes"
    return broken(source, span, message, suggestion=in_quotes(value if whole else ""))


def _after_block_sign(source: SourceText, failure: Failure) -> Problem:
    begin, at = failure.begin, failure.at
    sign = source.char(begin)
    width = len(value_at(source, at)) or 1
    help = f"if '{sign}' is part of the text, put the text in quotes"
    message = f"text after '{sign}' must begin on the next line"
    suggestion = "move it there, and indent it"
    return broken(source, Span(at.line, at.column, width), message, suggestion=suggestion, help=help)


def _open_quote(source: SourceText, failure: Failure) -> Problem:
    begin = failure.begin
    quote = source.char(begin)
    help = "if the quote is part of the text, put the whole text in quotes of the other kind"
    until = f" before the line '{source.line(failure.at.line)[:3]}'" if "document indicator" in failure.said else ""
    message = f"the quote {quote} that opens here is not closed{until}"
    return broken(source, begin, message, suggestion=f"add the closing {quote}", help=help)


def _escape(source: SourceText, failure: Failure) -> Problem:
    line, at = source.line(failure.at.line), failure.at
    start = line.rfind("\\", 0, at.column)
    found = _ESCAPE.match(line, start) if start >= 0 else None
    text = found[0] if found and len(found[0]) > 1 else line[max(start, 0) : start + 2]
    span = Span(at.line, max(start, 0) + 1, len(text) or 1)
    help = "within single quotes a backslash is only a backslash"
    if "invalid Unicode" in failure.said:
        return _escaped_surrogate(source, span, text)
    if "hexdecimal" in failure.said:
        digits = {"x": 2, "u": 4, "U": 8}.get(text[1:2], 2)
        message = f"the escape '{quotable(text)}' is incomplete: '{text[:2]}' takes {digits} hexadecimal digits"
        return broken(source, span, message, suggestion=r"write \\ for a backslash", help=help)
    message = f"there is no escape '{quotable(text)}' within double quotes"
    return broken(source, span, message, suggestion=r"write \\ for a backslash", help=help)


def _escaped_surrogate(source: SourceText, span: Span, text: str) -> Problem:
    code = int(text[2:10], 16)
    if code < 0x110000:
        message = f"the escape {text} stands for the character {character_name(chr(code))}, which is not allowed"
    else:
        message = f"the escape {text} stands for no character"
    return source.problem("E103", span, message, suggestion="write the character itself")


def _bracket(source: SourceText, failure: Failure) -> Problem:
    """A list or mapping in brackets goes on with something else than a comma or its end."""
    begin, at = failure.begin, failure.at
    if at.line != begin.line:
        return _open_bracket(source, begin, at)
    if source.char(at) in ("]", "}"):
        return _wrong_bracket(source, begin, at)
    found, closing = quotable(value_at(source, at), 20), _closing(source, begin)
    message = f"expected ',' or '{closing}' before '{found}' in the brackets from column {begin.column} on"
    return broken(source, at, message, suggestion="if it is part of a text, put that text in quotes")


def _wrong_bracket(source: SourceText, opening: Span, at: Span) -> Problem:
    where = f"line {opening.line}, column {opening.column}"
    message = f"'{source.char(at)}' does not close the '{source.char(opening)}' of {where}"
    return broken(source, at, message, suggestion=f"write '{_closing(source, opening)}'")


def _open_bracket(source: SourceText, begin: Span, at: Span) -> Problem:
    opening, closing = source.char(begin), _closing(source, begin)
    if at.line >= len(source.lines) and not source.line(at.line):
        return broken(
            source, begin, f"the '{opening}' that opens here is not closed", suggestion=f"add the closing '{closing}'"
        )
    message = f"the '{opening}' that opens here needs a ',' or '{closing}' before line {at.line}"
    return broken(source, begin, message)


def _closing(source: SourceText, opening: Span) -> str:
    return "]" if source.char(opening) == "[" else "}"


def _no_value(source: SourceText, failure: Failure) -> Problem:
    at, found, bracket = failure.at, source.char(failure.at), failure.bracket
    if bracket is None and found in (",", "]", "}"):
        return _start_of_value(source, failure)
    if bracket is None:
        return refusals.empty_file(source) if found == "." else layout.out_of_place(source, failure)
    if not found or source.line(at.line)[:3] in ("---", "..."):
        return _open_bracket(source, bracket, at)
    if found == ":":
        return refusals.key_missing(source, at, "")
    if found == "-":
        return broken(source, at, "an item with '-' cannot stand in brackets", suggestion="separate the items with ','")
    if found in "]}" and found != _closing(source, bracket):
        return _wrong_bracket(source, bracket, at)
    return broken(source, at, f"a value is missing before '{quotable(found)}'")


# What the parser says, and what that is a sign of; the first that fits counts.
_RULES: tuple[tuple[str, Rule], ...] = (
    (" directive", _directive),
    (" %", _directive),
    ("incompatible YAML document", _directive),
    (" tag", _tag),
    ("a tab character", _tab),
    ("cannot start any token", _start_of_value),
    ("scanning an anchor", _name_expected),
    ("scanning an alias", _name_expected),
    ("mapping keys are not allowed", _start_of_value),
    ("scanning a block scalar", _after_block_sign),
    ("found unexpected", _open_quote),
    ("escape", _escape),
    ("hexdecimal", _escape),
    ("expected ',' or", _bracket),
    ("node content", _no_value),
    ("could not find expected ':'", layout.colon_missing),
    ("mapping values are not allowed", layout.colon_too_many),
    ("block sequence entries are not allowed", layout.item_beside_key),
)
