"""What is said of a file that is not YAML: which mistake, where it begins, how to write it (E100)."""

import pytest

from site_builder.problems import Problem
from site_builder.source.reader import read


def problem(text: str) -> Problem:
    document, found = read("x.yml", text.encode())
    assert document is None
    (only,) = found
    return only


FIELD_EXPECTED = "error[E100] expected 'key: value', but there is no colon"

MISTAKES = {
    # Colons
    "name: x\ngroup y\nz: 1\n": f"x.yml:2:1: {FIELD_EXPECTED}",
    "group y\nname: x\n": f"x.yml:1:1: {FIELD_EXPECTED}",
    "name: x\n\n  # comment\ngroup\n": f"x.yml:4:1: {FIELD_EXPECTED}",
    "name: x\ngroup:y\n": "x.yml:2:1: error[E100] expected 'key: value', but there is no colon with a space after it (write a space after the colon: group: y)",
    "name: x\ngroup:y\nz: 1\n": "x.yml:2:1: error[E100] expected 'key: value', but there is no colon with a space after it (write a space after the colon: group: y)",
    "name: x\ngroup = y\n": f"x.yml:2:1: {FIELD_EXPECTED} (write a colon: group: y)",
    "name: x\ngroup\uff1a y\n": f"x.yml:2:1: {FIELD_EXPECTED}"
    " (the colon is U+FF1A (fullwidth colon); write ':' and a space)",
    "name: x\ngroup:\u00a0y\n": "x.yml:2:1: error[E100] expected 'key: value', but there is no colon with a space after it"
    " (the space after the colon is U+00A0 (no-break space); write a plain one)",
    "name: x\n" + "k" * 1025 + ": y\n": "x.yml:2:1: error[E100] a key can have at most 1,024 characters",
    "a: Foo: bar\n": "x.yml:1:4: error[E100] a value with ': ' in it must be in quotes (write 'Foo: bar')",
    "a: it's: so # why\n": "x.yml:1:4: error[E100] a value with ': ' in it must be in quotes (write 'it''s: so')",
    "a:\n  - b: c: d\n": "x.yml:2:8: error[E100] a value with ': ' in it must be in quotes (write 'c: d')",
    "a: \U0001f600: b: c\n": "x.yml:1:4: error[E100] a value with ': ' in it must be in quotes (write '\U0001f600: b: c')",
    "a: " + "b: " * 30 + "c\n": "x.yml:1:4: error[E100] a value with ': ' in it must be in quotes (put it in quotes)",
    "a: foo\n  bar\n  baz: x\n": "x.yml:3:3: error[E100] a value with ': ' in it must be in quotes (write 'baz: x')",
    "a: b:\n": "x.yml:1:4: error[E100] a value that ends with ':' must be in quotes (write 'b:')",
    'a: "b": c\n': "x.yml:1:7: error[E100] unexpected ':' after the closing quote"
    " (put the whole value in one pair of quotes)",
    "name\n x\ngroup: y\n": f"x.yml:1:1: {FIELD_EXPECTED}",
    "---\n# comment\nname\n x\ngroup: y\n": f"x.yml:3:1: {FIELD_EXPECTED}",
    # Indentation
    "name: x\n  group: y\n": "x.yml:2:3: error[E100] this field is indented deeper than the one above it,"
    " which has a value already (begin it in column 1, like line 1)",
    "a:\n  - b: c\n      d: e\n": "x.yml:3:7: error[E100] this field is indented deeper than the one above it,"
    " which has a value already (begin it in column 5, like line 2)",
    "a:\n    b: 1\n  c: 2\n": "x.yml:3:3: error[E100] the line begins in column 3, which fits no line above it"
    " (begin it in column 5 or column 1)",
    " a: b\nc: d\n": "x.yml:2:1: error[E100] the line begins in column 1, which fits no line above it"
    " (begin it in column 2)",
    "a: 'b'\n c: d\n": "x.yml:2:2: error[E100] the line begins in column 2, which fits no line above it"
    " (begin it in column 1)",
    "a: |\n  b\n c\n": "x.yml:3:2: error[E100] the line begins in column 2, which fits no line above it"
    " (begin it in column 3 or column 1)",
    "a:\n\t- b\n": "x.yml:2:1: error[E100] the line is indented with a tab (write spaces)",
    "a:\n  - b\n\t- c\n": "x.yml:3:1: error[E100] the line is indented with a tab (write spaces)",
    "a:\n  b: c\n  \td: e\n": "x.yml:3:3: error[E100] the line is indented with a tab (write spaces)",
    "a: |\n\t\tb\n": "x.yml:2:1: error[E100] the line is indented with a tab (write spaces)",
    "\ta: b\n": "x.yml:1:1: error[E100] the line is indented with a tab (write spaces)",
    "a: b\n\t\nc: d\n": "x.yml:2:1: error[E100] an empty line holds a tab (remove the tab)",
    "a:\n  -\t- b\n": "x.yml:2:4: error[E100] a tab stands where only spaces count (write a space)",
    # Lists
    "a:\n  - b\n - c\n": "x.yml:3:2: error[E100] the line begins in column 2, which fits no line above it"
    " (begin it in column 3 or column 1)",
    "a:\n  - b\n  c: d\n": "x.yml:3:3: error[E100] expected '- ', like the items of this list above"
    " (begin it with '- ', or indent it like the key of the list)",
    "-\nname: x\n": "x.yml:2:1: error[E100] expected '- ', like the items of this list above"
    " (begin it with '- ', or indent it like the key of the list)",
    "a: b\n- c\n": "x.yml:2:1: error[E100] a list item stands among fields"
    " (write it below a key of its own, or remove '- ')",
    "a: - b\n": "x.yml:1:4: error[E100] a list cannot begin on the line of its key (begin it on the next line)",
    # Quotes
    "a: 'b\nc: d\n": "x.yml:1:4: error[E100] the quote ' that opens here is not closed (add the closing ')",
    'a: "b\nc: d\n': 'x.yml:1:4: error[E100] the quote " that opens here is not closed (add the closing ")',
    'a: b\nc: "d': 'x.yml:2:4: error[E100] the quote " that opens here is not closed (add the closing ")',
    "a: 'b\n---\nc: d\n": "x.yml:1:4: error[E100] the quote ' that opens here is not closed before the line '---'"
    " (add the closing ')",
    "a: 'b\nc: 'd'\n": "x.yml:1:4: error[E100] the quote ' that opens here is closed only on line 2, before more text"
    " (add the closing ')",
    "a: 'it's so'\n": "x.yml:1:8: error[E100] text after the closing quote (write 'it''s so')",
    "a: '1'b: c\n": "x.yml:1:7: error[E100] text after the closing quote (begin another field on a line of its own)",
    'a: "say "hi" now"\n': "x.yml:1:10: error[E100] text after the closing quote (write 'say \"hi\" now')",
    'a: "b" and c\n': "x.yml:1:8: error[E100] text after the closing quote (write '\"b\" and c')",
    "a: 'b' and 'c'\n": "x.yml:1:8: error[E100] text after the closing quote (put the whole text in quotes)",
    'a: "\\d+"\n': "x.yml:1:5: error[E100] there is no escape '\\d' within double quotes (write \\\\ for a backslash)",
    'a: "\\x4"\n': "x.yml:1:5: error[E100] the escape '\\x4' is incomplete: '\\x' takes 2 hexadecimal digits"
    " (write \\\\ for a backslash)",
    'a: "C:\\users"\n': "x.yml:1:7: error[E100] the escape '\\u' is incomplete: '\\u' takes 4 hexadecimal digits"
    " (write \\\\ for a backslash)",
    # First characters of a text
    "a: @b\n": "x.yml:1:4: error[E100] text that begins with '@' must be in quotes (write '@b')",
    "a: `b` c # d\n": "x.yml:1:4: error[E100] text that begins with '`' must be in quotes (write '`b` c')",
    "a: %b\n": "x.yml:1:4: error[E100] text that begins with '%' must be in quotes (write '%b')",
    "a: *b* c\n": "x.yml:1:4: error[E100] text that begins with '*' must be in quotes (write '*b* c')",
    "a: & c\n": "x.yml:1:4: error[E100] text that begins with '&' must be in quotes (write '& c')",
    "a: ? b\n": "x.yml:1:4: error[E100] text that begins with '?' must be in quotes (write '? b')",
    "a: ]\n": "x.yml:1:4: error[E100] text that begins with ']' must be in quotes (write ']')",
    "a: , b\n": "x.yml:1:4: error[E100] text that begins with ',' must be in quotes (write ', b')",
    "@a: b\n": "x.yml:1:1: error[E100] text that begins with '@' must be in quotes (put it in quotes)",
    "a: [b, @c]\n": "x.yml:1:8: error[E100] text that begins with '@' must be in quotes (put it in quotes)",
    "a: | b\n": "x.yml:1:6: error[E100] text after '|' must begin on the next line (move it there, and indent it)",
    "a: >b\n": "x.yml:1:5: error[E100] text after '>' must begin on the next line (move it there, and indent it)",
    "```yaml\na: b\n```\n": "x.yml:1:1: error[E100] a Markdown fence is no part of a YAML file (remove the line)",
    # Brackets
    "a: [b, c\n": "x.yml:1:4: error[E100] the '[' that opens here is not closed (add the closing ']')",
    "a: {b: c\n# end": "x.yml:1:4: error[E100] the '{' that opens here is not closed (add the closing '}')",
    "a: [\n": "x.yml:1:4: error[E100] the '[' that opens here is not closed (add the closing ']')",
    "a: [b, [\n  c,\n---\n": "x.yml:1:8: error[E100] the '[' that opens here needs a ',' or ']' before line 3",
    "a: [b,\n  c\nd: e\nf: g\n": "x.yml:1:4: error[E100] the '[' that opens here needs a ',' or ']' before line 3",
    "a: [\n  'b'\n  'c'\n]\n": "x.yml:1:4: error[E100] the '[' that opens here needs a ',' or ']' before line 3",
    "a: ['b' c]\n": "x.yml:1:9: error[E100] expected ',' or ']' before 'c]' in the brackets from column 4 on"
    " (if it is part of a text, put that text in quotes)",
    "a: [b, c}\n": "x.yml:1:9: error[E100] '}' does not close the '[' of line 1, column 4 (write ']')",
    "a: {b: c]\n": "x.yml:1:9: error[E100] ']' does not close the '{' of line 1, column 4 (write '}')",
    "a: [b, }\n": "x.yml:1:8: error[E100] '}' does not close the '[' of line 1, column 4 (write ']')",
    "a: [b]]\n": "x.yml:1:7: error[E100] ']' closes nothing (remove it, or put the text in quotes)",
    "a: b\n}\n": "x.yml:2:1: error[E100] '}' closes nothing (remove it, or put the text in quotes)",
    "a: [b] c\n": "x.yml:1:8: error[E100] text after the closing ']' (remove it)",
    "a: [b,, c]\n": "x.yml:1:7: error[E100] a value is missing before ','",
    "a: [- b]\n": "x.yml:1:5: error[E100] an item with '-' cannot stand in brackets (separate the items with ',')",
}


@pytest.mark.parametrize(("text", "message"), list(MISTAKES.items()))
def test_a_mistake_is_called_by_its_name_where_it_begins(text: str, message: str) -> None:
    assert str(problem(text)) == message


@pytest.mark.parametrize("text", list(MISTAKES))
def test_lines_are_counted_alike_with_every_kind_of_line_end(text: str) -> None:
    assert str(problem(text.replace("\n", "\r\n"))) == str(problem(text))
    assert str(problem(text.replace("\n", "\r"))) == str(problem(text))


@pytest.mark.parametrize("text", list(MISTAKES))
def test_the_place_lies_within_the_line_that_is_shown(text: str) -> None:
    found = problem(text)
    assert found.excerpt is not None
    assert found.line is not None
    assert found.column is not None
    assert found.excerpt == text.splitlines()[found.line - 1]
    assert found.column - 1 + found.width <= len(found.excerpt)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a: Foo: bar # x\n", "Foo: bar"),
        ("a: b\nc d \n", "c d"),
        ("a: `b` # c\n", "`b`"),
        ("a: 'it's so'\n", "s so'"),
        ("a:\n\t\t- b\n", "\t\t"),
        ('a: "\\u12"\n', "\\u12"),
        ("a: b\n   c: d\n", "c: d"),
    ],
)
def test_as_much_is_marked_as_is_meant(text: str, marked: str) -> None:
    found = problem(text)
    assert found.excerpt is not None
    assert found.column is not None
    assert found.excerpt[found.column - 1 :][: found.width] == marked


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("a: b\nc\n", "if this line goes on with the text above it, indent it deeper than the key of that text"),
        ("a: - b\n", "if '-' is part of the text, put the text in quotes"),
        ("a: >b\n", "if '>' is part of the text, put the text in quotes"),
        ('a: "\\d"\n', "within single quotes a backslash is only a backslash"),
        ("a: 'b\n", "if the quote is part of the text, put the whole text in quotes of the other kind"),
        ("a: [b] c\n", "if the whole is one text, put it in quotes"),
    ],
)
def test_what_else_may_have_been_meant_is_said_as_help(text: str, help: str) -> None:
    assert problem(text).help == help


def test_what_was_found_before_the_mistake_is_told_too() -> None:
    _, found = read("x.yml", b"a: &b c\na: d\ne: 'it's'\n")
    assert [str(one) for one in found] == [
        "x.yml:1:4: error[E107] a: anchor '&b' is not allowed (write the value itself in each place)",
        "x.yml:2:1: error[E110] a: duplicate key, first set on line 1, column 1 (keep one of them)",
        "x.yml:3:8: error[E100] text after the closing quote (write 'it''s')",
    ]


def test_a_line_with_a_refused_part_is_not_called_broken_as_well() -> None:
    assert str(problem("a: &b *c\n")) == (
        "x.yml:1:4: error[E107] a: anchor '&b' is not allowed (write the value itself in each place)"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b\n!x - c\n", "x.yml:2:1: error[E108] tag '!x' is not allowed (remove it)"),
        (
            "a: &x - b\n",
            "x.yml:1:4: error[E107] anchor '&x' is not allowed (write the value itself in each place)",
        ),
    ],
)
def test_an_anchor_or_tag_where_none_can_stand_is_told_as_one(text: str, message: str) -> None:
    assert str(problem(text)) == message


def test_what_is_shown_of_a_long_line_is_cut() -> None:
    assert str(problem(f"a: ['b' {'c' * 5000}]\n")) == (
        f"x.yml:1:9: error[E100] expected ',' or ']' before '{'c' * 20}…' in the brackets from column 4 on"
        " (if it is part of a text, put that text in quotes)"
    )
