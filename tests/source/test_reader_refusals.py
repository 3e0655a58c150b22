"""Parts of YAML that a configuration does without, and files that are none: E104 to E112, E118."""

import pytest

from site_builder.source.reader import read


def problems(text: str) -> list[str]:
    document, found = read("x.yml", text.encode())
    assert document is None
    return [str(problem) for problem in found]


def test_a_ninth_level_is_too_deep() -> None:
    assert problems("a: {b: {c: {d: {e: {f: {g: {h: {i: j}}}}}}}}\n") == [
        "x.yml:1:32: error[E104] a.b.c.d.e.f.g.h: nested deeper than 8 levels"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[" * 200_000, "1:9: error[E104] [0][0][0][0][0][0][0][0]: nested deeper than 8 levels"),
        ("{" * 200_000, "1:9: error[E104] nested deeper than 8 levels"),
        ("- " * 100_000, "1:17: error[E104] [0][0][0][0][0][0][0][0]: nested deeper than 8 levels"),
        ("? " * 100_000, "1:17: error[E104] nested deeper than 8 levels"),
        ("[\n" * 100_000, "9:1: error[E104] [0][0][0][0][0][0][0][0]: nested deeper than 8 levels"),
    ],
)
def test_nesting_without_end_is_one_problem(text: str, problem: str) -> None:
    assert problems(text) == [f"x.yml:{problem}"]


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("a: b\n---\nc: d\n", "2:1", "move it to a file of its own"),
        ("a: b\n--- c\n", "2:1", "move it to a file of its own"),
        ("a: b\n...\nc: d\n", "3:1", "move it to a file of its own"),
        ("a: b\n...\n%YAML 1.2\n---\nc: d\n", "3:1", "move it to a file of its own"),
        ("a: b\n---\n", "2:1", "remove this line"),
        ("a: b\n--- # end\n\n# end\n", "2:1", "remove this line"),
    ],
)
def test_a_second_document_is_told_where_it_begins(text: str, place: str, advice: str) -> None:
    message = "a second document begins here, and a file holds one"
    assert problems(text) == [f"x.yml:{place}: error[E105] {message} ({advice})"]


def test_every_directive_is_told_and_the_rest_is_read() -> None:
    assert problems("# x\n%YAML 1.2\n%TAG !e! tag:example.com,2000:\n%FOO\n---\na: &b c\n") == [
        "x.yml:2:1: error[E106] directive '%YAML 1.2' is not allowed (remove this line)",
        "x.yml:3:1: error[E106] directive '%TAG !e! tag:example.com,2000:' is not allowed (remove this line)",
        "x.yml:4:1: error[E106] directive '%FOO' is not allowed (remove this line)",
        "x.yml:6:4: error[E107] a: anchor '&b' is not allowed (write the value itself in each place)",
    ]


def test_a_directive_after_the_first_field_is_told_too() -> None:
    assert problems("a: b\n%c: d\n") == ["x.yml:2:1: error[E106] directive '%c: d' is not allowed (remove this line)"]


def test_a_file_of_directives_is_not_called_empty_as_well() -> None:
    assert problems("%YAML 1.2\n") == ["x.yml:1:1: error[E106] directive '%YAML 1.2' is not allowed (remove this line)"]


def test_anchors_and_aliases_are_told_each_in_its_place() -> None:
    assert problems("a: &x [b, &y c]\nd:\n  - *x\n  - *y\n&k e: &l\n  f: g\n") == [
        "x.yml:1:4: error[E107] a: anchor '&x' is not allowed (write the value itself in each place)",
        "x.yml:1:11: error[E107] a[1]: anchor '&y' is not allowed (write the value itself in each place)",
        "x.yml:3:5: error[E107] d[0]: alias '*x' is not allowed (write the value itself here)",
        "x.yml:4:5: error[E107] d[1]: alias '*y' is not allowed (write the value itself here)",
        "x.yml:5:1: error[E107] anchor '&k' is not allowed (write the value itself in each place)",
        "x.yml:5:7: error[E107] e: anchor '&l' is not allowed (write the value itself in each place)",
    ]


def test_an_anchor_that_was_meant_as_text_is_helped_with() -> None:
    (problem,) = read("x.yml", b"a: &more below\n")[1]
    assert problem.help == "if '&' is part of the text, put the text in quotes"
    assert (problem.excerpt, problem.width) == ("a: &more below", 5)


def test_a_merge_key_is_one_problem_with_what_it_merges() -> None:
    assert problems("a: b\n<<: *x\nc:\n  <<: [*x, *y]\n") == [
        "x.yml:2:1: error[E107] merge key '<<' is not allowed (write the fields themselves here)",
        "x.yml:4:3: error[E107] c: merge key '<<' is not allowed (write the fields themselves here)",
    ]


def test_aliases_that_would_fill_the_memory_are_only_counted() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    assert len(problems("\n".join(lines))) == 60 + 2 * 59


@pytest.mark.parametrize(
    "tag", ["!", "!x", "!!str", "!!python/object:os.system", "!<tag:x,2000:y>", "!e!x", "!<x", "!%zz"]
)
def test_a_tag_is_not_allowed(tag: str) -> None:
    (problem,) = problems(f"a: {tag} b\n")
    assert problem.removeprefix("x.yml:1:4: error[E108] ").removeprefix("a: ") == (
        f"tag '{tag}' is not allowed (remove it)"
    )


def test_a_tag_whose_escapes_are_no_text_is_told_as_any_other() -> None:
    assert problems("a:\n  - !%ED%A0%80 b\n") == [
        "x.yml:2:5: error[E108] a[0]: tag '!%ED%A0%80' is not allowed (remove it)"
    ]


def test_an_anchor_and_a_tag_before_one_value_are_two_problems() -> None:
    assert problems("a: !x &y b\n") == [
        "x.yml:1:4: error[E108] a: tag '!x' is not allowed (remove it)",
        "x.yml:1:7: error[E107] a: anchor '&y' is not allowed (write the value itself in each place)",
    ]


@pytest.mark.parametrize("text", [": b\n", "? \n: b\n", "{: b}\n", "'': b\n", "a:\n  : b\n", "{a: , : b}"])
def test_a_key_is_never_empty(text: str) -> None:
    (problem,) = problems(text)
    assert problem.endswith(" a key is missing before ':' (write key: value)")
    assert "error[E109]" in problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("? a\n: b\n", "1:3: error[E109] a key must stand without '?' before it"),
        ("? |\n  a\n: b\n", "1:3: error[E109] a key must stand without '?' before it"),
        ("?\n|\n  a\n: b\n", "2:1: error[E109] a key must stand without '?' before it"),
        ("a: {? b : c}\n", "1:7: error[E109] a: a key must stand without '?' before it"),
        ("a: [? b : c]\n", "1:7: error[E109] a[0]: a key must stand without '?' before it"),
        ("[a, b]: c\n", "1:1: error[E109] a key must be plain text, and this one is a list"),
        ("{a: b}: c\n", "1:1: error[E109] a key must be plain text, and this one is a mapping"),
        ("? - a\n: b\n", "1:3: error[E109] a key must be plain text, and this one is a list"),
        ("? a: b\n", "1:3: error[E109] a key must be plain text, and this one is a mapping"),
    ],
)
def test_a_key_is_plain_text_and_nothing_else(text: str, problem: str) -> None:
    assert problems(text) == [f"x.yml:{problem} (write key: value)"]


def test_an_alias_as_a_key_is_told_as_an_alias() -> None:
    assert problems("*a : b\n") == ["x.yml:1:1: error[E107] alias '*a' is not allowed (write the value itself here)"]


def test_every_duplicate_key_names_the_first() -> None:
    assert problems("a: 1\nb:\n  - c: 2\n    'c': 3\na: 4\n\"a\": 5\nd: {e: 6, e: 7}\n") == [
        "x.yml:4:5: error[E110] b[0].c: duplicate key, first set on line 3, column 5 (keep one of them)",
        "x.yml:5:1: error[E110] a: duplicate key, first set on line 1, column 1 (keep one of them)",
        "x.yml:6:1: error[E110] a: duplicate key, first set on line 1, column 1 (keep one of them)",
        "x.yml:7:11: error[E110] d.e: duplicate key, first set on line 7, column 5 (keep one of them)",
    ]


def test_the_same_key_in_two_mappings_is_no_duplicate() -> None:
    assert read("x.yml", b"a:\n  - b: 1\n  - b: 2\nb: 3\n")[1] == ()


@pytest.mark.parametrize("text", ["", "\n", "  \r\n", "---\n", "---\n...\n", "...\n", "--- \n\n"])
def test_an_empty_file_is_called_empty(text: str) -> None:
    assert problems(text) == ["x.yml: error[E111] the file is empty"]


@pytest.mark.parametrize("text", ["# a: b\n", "---\n# a: b", "\n  # a\n"])
def test_a_file_of_comments_is_called_so(text: str) -> None:
    assert problems(text) == ["x.yml: error[E111] the file holds nothing but comments"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n- b\n", "1:1: error[E112] the file is a list, not fields of the form 'key: value'"),
        ("---\n[a]\n", "2:1: error[E112] the file is a list, not fields of the form 'key: value'"),
        ("null\n", "1:1: error[E112] the file is one text, not fields of the form 'key: value'"),
        ("''\n", "1:1: error[E112] the file is one text, not fields of the form 'key: value'"),
        ("<html>\n</html>\n", "1:1: error[E112] the file is one text, not fields of the form 'key: value'"),
        (
            "name:duo_chat\ngroup:x\n",
            (
                "1:1: error[E112] the file is one text, not fields of the form 'key: value'"
                " (write a space after the colon: name: duo_chat)"
            ),
        ),
        (
            "name = duo_chat\n",
            (
                "1:1: error[E112] the file is one text, not fields of the form 'key: value'"
                " (write a colon: name: duo_chat)"
            ),
        ),
    ],
)
def test_a_file_that_is_no_mapping_is_told_what_it_is(text: str, problem: str) -> None:
    assert problems(text) == [f"x.yml:{problem}"]


def test_a_file_that_is_no_mapping_is_looked_through_all_the_same() -> None:
    assert problems("- &a b\n- *a\n") == [
        "x.yml:1:1: error[E112] the file is a list, not fields of the form 'key: value'",
        "x.yml:1:3: error[E107] [0]: anchor '&a' is not allowed (write the value itself in each place)",
        "x.yml:2:3: error[E107] [1]: alias '*a' is not allowed (write the value itself here)",
    ]


def test_a_merge_conflict_is_told_once_and_nothing_else() -> None:
    text = (
        "<<<<<<< HEAD\na: &b c\n=======\na: d: e\n>>>>>>> main\nf: g\n<<<<<<< HEAD\n||||||| base\n=======\n>>>>>>> x\n"
    )
    advice = "(keep the lines that are right, and remove the markers)"
    assert problems(text) == [
        f"x.yml:1:1: error[E118] merge conflict, up to line 5 {advice}",
        f"x.yml:7:1: error[E118] merge conflict, up to line 10 {advice}",
    ]
    assert problems(text.replace("\n", "\r\n")) == problems(text)


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> main", "<<<<<<<"])
def test_a_marker_that_is_left_of_a_merge_conflict_is_told(marker: str) -> None:
    assert problems(f"a: b\n{marker}\nc: d\n") == [
        "x.yml:2:1: error[E118] marker that is left of a merge conflict (remove this line)"
    ]


def test_what_only_looks_like_a_conflict_is_text() -> None:
    text = "a: <<<<<<< HEAD\nb: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n# =======\nc: d\n"
    assert read("x.yml", text.encode())[1] == ()
