"""The short run over histories: a fixed number, the same every time. `python -m tests.fuzzing histories` goes on."""

from collections.abc import Sequence

from hypothesis import example, given, settings

from tests.fuzzing.histories import Move, Step, histories, public_promised

AGAIN = (("remove", "lark"), ("write", "lark"))


def steps(*moves: tuple[str, str]) -> tuple[Step, ...]:
    """Each of an add-on; `lark > crow` also names what it is called then."""
    named = ((action, *name.split(" > ")) for action, name in moves)
    return tuple(Step((), Move(action, names[0], names[-1], "config")) for action, *names in named)


@settings(max_examples=60)
@given(histories())
@example(steps(("remove", "lark"), ("say the first hidden", "owl")))
@example(steps(("write", "lark"), ("say the first hidden", "owl")))
@example(steps(("lose the marks", "lark"), ("write", "lark"), ("write", "lark")))
@example(steps(("write hidden", "lark"), ("write", "lark")))
@example(
    steps(
        ("write", "owl"), ("hide or open", "lark"), ("break", "owl"), *AGAIN, ("rename", "lark > crow"), ("mend", "owl")
    )
)
def test_of_no_text_is_the_public_told_that_it_must_not_be_told_of(history: Sequence[Step]) -> None:
    public_promised(history)
