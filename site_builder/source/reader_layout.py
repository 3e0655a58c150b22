"""Colons, lists and indentation that the parser gave up at in, a problem in plain words out: E100, and E105, E109."""

import re

from ..characters import character_name, quotable
from ..problems import Problem, Span
from . import reader_refusals as refusals
from .reader_failure import Failure, broken, in_quotes, value_at
from .reader_text import SourceText

_NO_SPACE = re.compile(r"\s*(?:- +)?([A-Za-z_][\w.-]*):(?!//|:)([^ \t].*)")
_EQUALS = re.compile(r"\s*(?:- +)?([A-Za-z_][\w.-]*) *=(?![=>]) *(\S.*)")
_FIELD = re.compile(r"\s*(?:- +)*+[^\s#][^#]*?:(?:\s|$)")
# The parser looks no further for the colon.
_LONGEST_KEY = 1024
_FULL_WIDTH_COLON = "\uff1a"
_NO_BREAK_SPACE = "\u00a0"


def colon_missing(source: SourceText, failure: Failure) -> Problem:
    """A line among fields that is none."""
    return _no_field(source, failure.begin.line)


def colon_advice(line: str) -> str:
    """What to change so that the line becomes a field; empty where it does not look like one."""
    if _FULL_WIDTH_COLON in line:
        return f"the colon is {character_name(_FULL_WIDTH_COLON)}; write ':' and a space"
    if close := _NO_SPACE.match(line):
        if close[2].startswith(_NO_BREAK_SPACE):
            return f"the space after the colon is {character_name(_NO_BREAK_SPACE)}; write a plain one"
        return f"write a space after the colon: {quotable(close[1])}: {quotable(close[2].rstrip())}"
    if equals := _EQUALS.match(line):
        return f"write a colon: {quotable(equals[1])}: {quotable(equals[2].rstrip())}"
    if re.match(r"\s*-[^\s-]", line):
        return "write a space after '-'"
    return ""


def _no_field(source: SourceText, number: int) -> Problem:
    line = source.line(number)
    text = line.strip()
    span = Span(number, len(line) - len(line.lstrip()) + 1, len(text) or 1)
    advice = colon_advice(line)
    if re.search(r":(?:\s|$)", text[_LONGEST_KEY:]):
        return broken(source, span, f"a key can have at most {_LONGEST_KEY:,} characters")
    help = "if this line goes on with the text above it, indent it deeper than the key of that text"
    missing = "no colon with a space after it" if ":" in text else "no colon"
    message = f"expected 'key: value', but there is {missing}"
    return broken(source, span, message, suggestion=advice, help=help if _line_above(source, number) else "")


def colon_too_many(source: SourceText, failure: Failure) -> Problem:
    """A colon with a space after it where no key can end: in a value, or below a field that has its value."""
    at = failure.at
    before = source.line(at.line)[: at.column - 1]
    first = re.search(r":\s+", before)
    if first:
        return _colon_in_value(source, Span(at.line, first.end() + 1), at)
    above = _line_above(source, at.line)
    if above and _FIELD.match(source.line(above)):
        return _too_deep(source, at.line, above)
    if _indent(before) > 0:
        return _colon_in_value(source, Span(at.line, _indent(before) + 1), at)
    # Text that goes on in a line that is not indented is no field's value: it began as the file did.
    return _no_field(source, _first_line(source))


def _colon_in_value(source: SourceText, value: Span, colon: Span) -> Problem:
    text = value_at(source, value)
    span = Span(value.line, value.column, len(text) or 1)
    if text.startswith(("'", '"')):
        message = "unexpected ':' after the closing quote"
        return broken(source, colon, message, suggestion="put the whole value in one pair of quotes")
    ending = text.endswith(":") and ": " not in text
    message = "a value that ends with ':' must be in quotes" if ending else "a value with ': ' in it must be in quotes"
    return broken(source, span, message, suggestion=in_quotes(text))


def _too_deep(source: SourceText, number: int, above: int) -> Problem:
    line, column = source.line(number), _column_of_key(source.line(above))
    span = Span(number, _indent(line) + 1, len(line.strip()))
    message = "this field is indented deeper than the one above it, which has a value already"
    return broken(source, span, message, suggestion=f"begin it in column {column}, like line {above}")


def item_beside_key(source: SourceText, failure: Failure) -> Problem:
    """`key: - item`."""
    at = failure.at
    if not source.line(at.line)[: at.column - 1].rstrip().endswith((":", "-", "?")):
        return out_of_place(source, failure)
    span = Span(at.line, at.column, len(value_at(source, at)) or 1)
    help = "if '-' is part of the text, put the text in quotes"
    message = "a list cannot begin on the line of its key"
    return broken(source, span, message, suggestion="begin it on the next line", help=help)


def out_of_place(source: SourceText, failure: Failure) -> Problem:
    """Something that fits nothing around it: text after a value's end, or a line whose indentation fits no other."""
    at = failure.at
    before = source.line(at.line)[: at.column - 1].strip()
    found = source.char(at)
    if found == ":":
        return refusals.key_missing(source, at, "")
    if found in ("]", "}"):
        return broken(source, at, f"'{found}' closes nothing", suggestion="remove it, or put the text in quotes")
    if before.endswith(("'", '"')):
        return _after_quote(source, at, failure.quote)
    if before and before != "-":
        return _after_property(source, at, before) or _after_value(source, at, before)
    if "document start" in failure.said:
        above = _line_above(source, at.line)
        if source.line(above).startswith("%"):
            return refusals.directive(source, above)
        if source.line(above).startswith("..."):
            return refusals.second_document(source, at)
    return _indentation(source, failure)


def _after_quote(source: SourceText, at: Span, quote: Span | None) -> Problem:
    if quote and quote.line < at.line:
        mark = source.char(quote)
        message = f"the quote {mark} that opens here is closed only on line {at.line}, before more text"
        return broken(source, quote, message, suggestion=f"add the closing {mark}")
    rest = value_at(source, at)
    suggestion = _one_pair_of_quotes(source, at, quote) if quote else ""
    if ": " in rest:
        suggestion = "begin another field on a line of its own"
    elif rest in (",", ";"):
        suggestion = f"remove the '{rest}'"
    span = Span(at.line, at.column, len(rest) or 1)
    return broken(source, span, "text after the closing quote", suggestion=suggestion or "put the whole text in quotes")


def _one_pair_of_quotes(source: SourceText, at: Span, quote: Span) -> str:
    """The value from its first quote on, written right: `'it's'` as `'it''s'`, `"one" two` as `'"one" two'`."""
    value, mark = value_at(source, quote), source.char(quote)
    apart = source.char(Span(at.line, at.column - 1)) in (" ", "\t")
    if "\\" in value or (apart and mark == "'"):
        return ""
    return in_quotes(value if apart else value[1:].removesuffix(mark).replace(mark * 2, mark))


def _after_property(source: SourceText, at: Span, before: str) -> Problem | None:
    """An anchor or a tag before something that can have none."""
    word = before.split()[-1]
    if not word.startswith(("&", "!")):
        return None
    column = source.line(at.line).rfind(word, 0, at.column - 1) + 1
    return refusals.anchor_or_tag(source, Span(at.line, column, len(word)), "", word)


def _after_value(source: SourceText, at: Span, before: str) -> Problem:
    rest = value_at(source, at)
    closed = before.endswith(("]", "}"))
    message = f"text after the closing '{before[-1]}'" if closed else f"'{quotable(rest, 20)}' does not belong here"
    help = "if the whole is one text, put it in quotes"
    return broken(source, Span(at.line, at.column, len(rest) or 1), message, suggestion="remove it", help=help)


def _indentation(source: SourceText, failure: Failure) -> Problem:
    at, begin, line = failure.at, failure.begin, source.line(failure.at.line)
    span = Span(at.line, at.column, len(line.strip()) or 1)
    item = re.match(r"-(?:\s|$)", line[at.column - 1 :]) is not None
    above = _line_above(source, at.line)
    column = _column_of_item(source.line(above)) if item else _column_of_key(source.line(above))
    if item and at.column == begin.column and "block mapping" in failure.said:
        message = "a list item stands among fields"
        return broken(source, span, message, suggestion="write it below a key of its own, or remove '- '")
    if at.column == begin.column and re.search("block (collection|node)", failure.said):
        message = "expected '- ', like the items of this list above"
        return broken(source, span, message, suggestion="begin it with '- ', or indent it like the key of the list")
    columns = sorted({column, begin.column} - {at.column}, reverse=True)
    where = " or ".join(f"column {one}" for one in columns)
    message = f"the line begins in column {at.column}, which fits no line above it"
    return broken(source, span, message, suggestion=f"begin it in {where}" if columns else "")


def _line_above(source: SourceText, number: int) -> int:
    """The number of the nearest line before it that holds more than a comment; 0 when there is none."""
    for above in range(min(number - 1, len(source.lines)), 0, -1):
        text = source.line(above).strip()
        if text and not text.startswith("#"):
            return above
    return 0


def _first_line(source: SourceText) -> int:
    """The number of the first line that holds more than a comment or the mark before a document."""
    contents = (line.partition("#")[0].strip() for line in source.lines)
    return next((number for number, text in enumerate(contents, 1) if text not in ("", "---")), 1)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _column_of_item(line: str) -> int:
    """Where the `-` of an item stands; elsewhere where the key does."""
    return _indent(line) + 1 if line.lstrip().startswith("- ") else _column_of_key(line)


def _column_of_key(line: str) -> int:
    """Where the key of a line begins, behind the `-` of an item."""
    return len(line) - len(re.sub(r"^\s*(?:- +)*", "", line)) + 1
