"""Every mistake that is made, in the order of the text, and what is left alone."""

from textwrap import dedent

import pytest

from tests.mutation.mutants import mutants


def named(text: str) -> list[str]:
    return [mutant.name for mutant in mutants(dedent(text))]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a < b", ["a <= b", "a >= b"]),
        ("a <= b", ["a < b", "a > b"]),
        ("a > b", ["a >= b", "a <= b"]),
        ("a >= b", ["a > b", "a < b"]),
        ("a == b != c", ["a != b != c", "a == b == c"]),
        ("a is b", ["a is not b"]),
        ("a not in b", ["a in b"]),
        ("a and b", ["a or b", "b", "a"]),
        ("a or b or c", ["a and b and c", "b or c", "a or c", "a or b"]),
        ("not a", ["a"]),
        ("-a", []),
        ("a + b", ["a - b", "a", "b"]),
        ("a | b", ["a & b", "a", "b"]),
        ("7", ["8"]),
        ("'word'", ["'word?'"]),
        ("True", ["False"]),
        ("None", []),
        ("a if b else c", ["a", "c"]),
        ("(a, b)", ["(b,)", "(a,)"]),
        ("{a: b}", ["{}"]),
        ("f(a)", []),
        ("f(a, b)", ["f(b)", "f(a)"]),
        ("f(a=b)", ["f()", "f(a=None)"]),
        ("f(a=True)", ["f()", "f(a=None)"]),
        ("f(a=None)", ["f()"]),
        ("min(a)", ["max"]),
        ("sorted(a)", ["list(a)", "sorted(a, reverse=True)"]),
        ("lambda a: (a.b, a.c)", ["lambda a: (a.c, a.b)", "(a.c,)", "(a.b,)"]),
        ("[a for a in b if c if d]", ["for a in () if c if d", "for a in b if d", "for a in b if c"]),
    ],
)
def test_each_mistake_is_made_in_what_is_returned(text: str, made: list[str]) -> None:
    found = [name.split(" → ")[1] for name in named(f"def f():\n    return {text}\n")]

    assert found == [*(["return None"] if text != "None" else []), *made]


def test_each_mistake_is_made_in_statements_and_what_they_stand_in() -> None:
    assert named(
        """
        LIMIT = 2

        @dataclass(frozen=True)
        class Case:
            name: str = ""

            @property
            def size(self, *, more=0):
                for each in self.held:
                    if each:
                        raise ValueError
                self.count += 1
                yield each
        """
    ) == [
        "module: LIMIT = 2 → pass",
        "module: 2 → 3",
        "module: @dataclass(frozen=True) → class Case:",
        "Case: name: str = '' → name: str",
        "Case: '' → '?'",
        "Case: @property → def size(self, *, more=0):",
        "Case.size: self, *, more=0 → self, *, more",
        "Case.size: 0 → 1",
        "Case.size: for each in self.held: → for each in ():",
        "Case.size: if each: → if True:",
        "Case.size: if each: → if False:",
        "Case.size: raise ValueError → pass",
        "Case.size: self.count += 1 → pass",
        "Case.size: 1 → 2",
        "Case.size: yield each → pass",
        "Case: dataclass(frozen=True) → dataclass()",
        "Case: dataclass(frozen=True) → dataclass(frozen=None)",
    ]


def test_what_nobody_runs_and_what_only_makes_quicker_is_left_alone() -> None:
    assert (
        named(
            '''
            """A module."""
            from a import b
            Names = tuple[str, ...]
            Bundle = AddOn | LicenseType

            @cache
            def f(a: "A", b: B | C) -> tuple[D, E]:
                """What it gives."""
                assert isinstance(a, A) and b
            '''
        )
        == []
    )


def test_two_that_read_alike_are_told_apart_by_number_and_one_thing_is_not_made_twice() -> None:
    assert named("f(1, 1)\n") == [
        "module: f(1, 1) → pass",
        "module: f(1, 1) → f(1)",
        "module: 1 → 2",
        "module: 1 → 2 (2)",
    ]


def test_of_a_long_piece_the_name_shows_what_is_around_the_mistake() -> None:
    words = ", ".join(f"word_{number}" for number in range(20))

    assert named(f"a = [{words}]\n")[10] == (
        "module: … word_7, word_8, word_9, word_10, word_11, … → … word_7, word_8, word_10, word_11, …"
    )


def test_the_mistake_is_in_the_program_and_nothing_else_is() -> None:
    (only,) = (mutant for mutant in mutants("def f(a, b):\n    return a < b\n") if ">=" in mutant.name)
    scope: dict[str, object] = {}

    exec(compile(only.tree(), "mutant", "exec"), scope)  # noqa: S102  # a program of one line

    assert only.line == 2
    assert [scope["f"](*pair) for pair in ((1, 2), (2, 2), (3, 2))] == [False, True, True]  # type: ignore[operator]
