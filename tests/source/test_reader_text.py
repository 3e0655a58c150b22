"""What is said about the bytes and the characters of a file: E101, E102, W103, E103."""

import pytest

from site_builder.source.reader import MAX_BYTES, read

MARK = b"\xef\xbb\xbf"


def problems(data: bytes | str) -> list[str]:
    return [str(problem) for problem in read("x.yml", data.encode() if isinstance(data, str) else data)[1]]


def test_a_file_may_be_just_as_large_as_allowed() -> None:
    document, found = read("x.yml", b"a: b\n#".ljust(MAX_BYTES, b"-"))
    assert document is not None
    assert found == ()


def test_a_file_that_is_too_large_is_not_looked_into() -> None:
    assert problems(b"\xff".ljust(MAX_BYTES + 1, b"-")) == [
        "x.yml: error[E101] the file is larger than 256 KiB (262,144 bytes) (split it, or remove what does not belong in it)"
    ]


def test_bytes_that_are_not_utf_8_have_an_offset_and_a_place() -> None:
    assert problems("a: é\nb: caf".encode() + b"\xe9\n") == [
        "x.yml:2:7: error[E102] the file is not UTF-8: byte 0xE9 at offset 12 (save it as UTF-8)"
    ]


def test_the_likely_letter_of_an_old_encoding_is_named() -> None:
    (problem,) = read("x.yml", b"a: caf\xe9\n")[1]
    assert problem.help == "the same byte is 'é' in Windows-1252, which older editors write"
    assert problem.excerpt == "a: caf\ufffd"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a: \xed\xa0\x80\n", "1:4: error[E102] the file is not UTF-8: byte 0xED at offset 3"),
        (b"a: \xc0\xaf\n", "1:4: error[E102] the file is not UTF-8: byte 0xC0 at offset 3"),
        (b"a: b\r\nc\xe2\x82", "2:2: error[E102] the file is not UTF-8: byte 0xE2 at offset 7"),
        (MARK + b"a: \xff", "1:4: error[E102] the file is not UTF-8: byte 0xFF at offset 6"),
    ],
)
def test_surrogates_overlong_forms_and_cut_off_characters_are_not_utf_8(data: bytes, place: str) -> None:
    assert f"x.yml:{place} (save it as UTF-8)" in problems(data)


def test_other_mistakes_in_a_file_that_is_not_utf_8_are_told_too_but_not_what_the_byte_breaks() -> None:
    assert problems(b"a: caf\xe9\nb\xe9: 'it's'\nc: &x d\nc: e\n") == [
        "x.yml:1:7: error[E102] the file is not UTF-8: byte 0xE9 at offset 6 (save it as UTF-8)",
    ]
    assert problems(b"a: caf\xe9\nb: &x d\nb: e\n") == [
        "x.yml:1:7: error[E102] the file is not UTF-8: byte 0xE9 at offset 6 (save it as UTF-8)",
        "x.yml:2:4: error[E107] b: anchor '&x' is not allowed (write the value itself in each place)",
        "x.yml:3:1: error[E110] b: duplicate key, first set on line 2, column 1 (keep one of them)",
    ]


def test_characters_that_are_not_allowed_are_told_beside_bytes_that_are_not_utf_8() -> None:
    assert problems(b"a: caf\xe9\nb: \x1b\n") == [
        "x.yml:1:7: error[E102] the file is not UTF-8: byte 0xE9 at offset 6 (save it as UTF-8)",
        "x.yml:2:4: error[E103] the character U+001B (escape) is not allowed (remove it)",
    ]


def test_a_file_that_is_no_text_gets_one_problem() -> None:
    assert problems(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") == [
        "x.yml:1:1: error[E102] the file is not UTF-8: byte 0x89 at offset 0 (is this a text file?)"
    ]


@pytest.mark.parametrize(
    ("encoding", "first", "name"),
    [
        ("utf-16-le", "\ufeff", "0xFF) on it looks like UTF-16"),
        ("utf-16-be", "\ufeff", "0xFE) on it looks like UTF-16"),
        ("utf-16-le", "", "0x6E) on it looks like UTF-16"),
        ("utf-16-be", "", "0x00) on it looks like UTF-16"),
        ("utf-32-le", "\ufeff", "0xFF) on it looks like UTF-32"),
        ("utf-32-be", "\ufeff", "0x00) on it looks like UTF-32"),
        ("utf-32-le", "", "0x6E) on it looks like UTF-32"),
        ("utf-32-be", "", "0x00) on it looks like UTF-32"),
    ],
)
def test_utf_16_and_utf_32_are_called_by_their_names(encoding: str, first: str, name: str) -> None:
    data = f"{first}name: duo_chat\ngroup: x\n".encode(encoding)
    assert problems(data) == [
        f"x.yml:1:1: error[E102] the file is not UTF-8: from its first byte ({name} (save it as UTF-8 without byte order mark)"
    ]
    assert read("x.yml", data)[1][0].excerpt == "name: duo_chat"


def test_a_byte_order_mark_is_a_warning_and_moves_no_place() -> None:
    document, found = read("x.yml", MARK + b"a: b\n")
    assert [str(problem) for problem in found] == [
        "x.yml:1:1: warning[W103] the file begins with a byte order mark, U+FEFF (save it as UTF-8 without byte order mark)"
    ]
    plain, _ = read("x.yml", b"a: b\n")
    assert document == plain
    assert document is not None
    assert document.text == "a: b\n"


def test_a_byte_order_mark_is_told_of_beside_errors() -> None:
    assert problems(MARK + MARK + b"a: b\n") == [
        "x.yml:1:1: error[E103] the character U+FEFF (zero width no-break space) is not allowed (remove it)",
        "x.yml:1:1: warning[W103] the file begins with a byte order mark, U+FEFF (save it as UTF-8 without byte order mark)",
    ]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000 (NUL)"),
        ("\x01", "U+0001 (control character)"),
        ("\x0c", "U+000C (form feed)"),
        ("\x1b", "U+001B (escape)"),
        ("\x7f", "U+007F (delete)"),
        ("\x9b", "U+009B (control character)"),
        ("\u00ad", "U+00AD (soft hyphen)"),
        ("\u061c", "U+061C (arabic letter mark)"),
        ("\u200b", "U+200B (zero width space)"),
        ("\u200d", "U+200D (zero width joiner)"),
        ("\u200f", "U+200F (right-to-left mark)"),
        ("\u202e", "U+202E (right-to-left override)"),
        ("\u2060", "U+2060 (word joiner)"),
        ("\u2066", "U+2066 (left-to-right isolate)"),
        ("\u3164", "U+3164 (hangul filler)"),
        ("\ufdd0", "U+FDD0 (noncharacter)"),
        ("\ufeff", "U+FEFF (zero width no-break space)"),
        ("\uffff", "U+FFFF (noncharacter)"),
        ("\U0001fffe", "U+1FFFE (noncharacter)"),
        ("\U0010ffff", "U+10FFFF (noncharacter)"),
        ("\U000e0041", "U+E0041 (tag latin capital letter a)"),
    ],
)
def test_characters_that_nobody_sees_are_not_allowed_anywhere(character: str, name: str) -> None:
    message = f"error[E103] the character {name} is not allowed (remove it)"
    assert problems(f"a: x{character}y\n") == [f"x.yml:1:5: {message}"]
    assert problems(f"a: b # x{character}\n") == [f"x.yml:1:9: {message}"]
    assert problems(f"a{character}: b\n") == [f"x.yml:1:2: {message}"]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x85", "U+0085 (next line)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\u2029", "U+2029 (paragraph separator)"),
    ],
)
def test_line_ends_that_only_some_programs_know_are_not_allowed_and_count_no_line(character: str, name: str) -> None:
    assert problems(f"a: x{character}y\nc: &d e\n") == [
        f"x.yml:1:5: error[E103] the character {name} is not allowed (write a plain line break)",
        "x.yml:2:4: error[E107] c: anchor '&d' is not allowed (write the value itself in each place)",
    ]


def test_what_turns_the_direction_of_text_says_so() -> None:
    (problem,) = read("x.yml", "a: x\u202ey\n".encode())[1]
    assert problem.help == "it changes the order in which the text around it is shown"


def test_what_is_shown_of_a_line_never_holds_such_a_character() -> None:
    (problem,) = read("x.yml", "a: x\u202ey\x1b\n".encode())[1][:1]
    assert problem.excerpt == "a: x\ufffdy\ufffd"


def test_a_run_of_one_character_is_one_problem() -> None:
    (problem,) = read("x.yml", b"a: " + b"\0" * 2000)[1]
    assert str(problem) == "x.yml:1:4: error[E103] 2,000 characters U+0000 (NUL) are not allowed (remove them)"
    assert problem.width == 2000


def test_a_file_full_of_such_characters_is_not_told_of_every_one() -> None:
    found = problems("a: " + "\x01\x02" * 100)
    assert len(found) == 21
    assert found[-1] == (
        "x.yml:1:24: error[E103] 180 more characters that are not allowed begin here (is this a text file?)"
    )


@pytest.mark.parametrize(
    ("escape", "name", "advice"),
    [
        (r"\0", "U+0000 (NUL)", "remove it"),
        (r"\x00", "U+0000 (NUL)", "remove it"),
        (r"\e", "U+001B (escape)", "remove it"),
        (r"\x7F", "U+007F (delete)", "remove it"),
        (r"\u202E", "U+202E (right-to-left override)", "remove it"),
        (r"\u200b", "U+200B (zero width space)", "remove it"),
        (r"\U0001FFFF", "U+1FFFF (noncharacter)", "remove it"),
        (r"\uD800", "U+D800 (half of a surrogate pair)", "write the character itself"),
        (r"\N", "U+0085 (next line)", r"write \n"),
        (r"\L", "U+2028 (line separator)", r"write \n"),
        (r"\r", "U+000D (carriage return)", r"write \n"),
    ],
)
def test_such_characters_are_not_allowed_by_escape_either(escape: str, name: str, advice: str) -> None:
    problem = f"error[E103] the escape {escape} stands for the character {name}, which is not allowed ({advice})"
    assert problems(f'a:\n  - "x {escape}y"\n') == [f"x.yml:2:8: {problem}"]
    assert problems(f'"{escape}y": b\n') == [f"x.yml:1:2: {problem}"]


def test_an_escape_beyond_the_last_character_is_not_allowed() -> None:
    assert problems('a: "\\UFFFFFFFF"\n') == [
        "x.yml:1:5: error[E103] the escape \\UFFFFFFFF stands for no character (write the character itself)"
    ]


def test_a_backslash_that_is_escaped_or_within_single_quotes_is_only_a_backslash() -> None:
    assert problems("a: \"\\\\0\"\nb: '\\0'\nc: \\0\n") == []


def test_several_escapes_in_one_value_are_all_told() -> None:
    assert problems('a: "\\0\\u202e"\n') == [
        "x.yml:1:5: error[E103] the escape \\0 stands for the character U+0000 (NUL), which is not allowed (remove it)",
        (
            "x.yml:1:7: error[E103] the escape \\u202e stands for the character U+202E (right-to-left override),"
            " which is not allowed (remove it)"
        ),
    ]


def test_other_mistakes_of_the_file_are_told_beside_a_character_but_not_those_of_its_line() -> None:
    assert problems("a: x\x01: y: z\nb: 1\nb: 2\n") == [
        "x.yml:1:5: error[E103] the character U+0001 (control character) is not allowed (remove it)",
    ]
    assert problems("a: x\x01\nb: 1\nb: 2\nc: 'it's'\n") == [
        "x.yml:1:5: error[E103] the character U+0001 (control character) is not allowed (remove it)",
        "x.yml:3:1: error[E110] b: duplicate key, first set on line 2, column 1 (keep one of them)",
        "x.yml:4:8: error[E100] text after the closing quote (write 'it''s')",
    ]


def test_keys_that_only_look_alike_are_no_duplicates() -> None:
    assert problems("a\u200b: 1\na\u200c: 2\n") == [
        "x.yml:1:2: error[E103] the character U+200B (zero width space) is not allowed (remove it)",
        "x.yml:2:2: error[E103] the character U+200C (zero width non-joiner) is not allowed (remove it)",
    ]


def test_a_joiner_between_letters_is_not_allowed_as_it_is_between_emoji() -> None:
    assert problems("a: \U0001f469\u200d\U0001f4bb\nb: x\u200dy\n") == [
        "x.yml:2:5: error[E103] the character U+200D (zero width joiner) is not allowed (remove it)"
    ]


def test_spaces_that_do_not_count_as_indentation_are_told_apart() -> None:
    assert problems("a:\n\u00a0\u00a0- b\n  - \u00a0c\n") == [
        (
            "x.yml:2:1: error[E103] the line is indented with U+00A0 (no-break space), where only plain spaces count"
            " (write plain spaces)"
        )
    ]


def test_many_lines_that_are_indented_so_are_one_problem() -> None:
    assert problems("a:\n" + "\u00a0 \u00a0- b\n" * 20_000) == [
        (
            "x.yml:2:1: error[E103] the line and 19,999 more are indented with U+00A0 (no-break space),"
            " where only plain spaces count (write plain spaces)"
        )
    ]


def test_spaces_of_other_kinds_within_a_text_are_allowed() -> None:
    assert problems("a: 10\u00a0000\u202f€\n") == []
