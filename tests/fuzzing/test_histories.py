"""The short run over histories: a fixed number, the same every time. `python -m tests.fuzzing histories` goes on."""

from collections.abc import Sequence

from hypothesis import example, given, settings

from tests.fuzzing.histories import Move, Step, histories, public_promised


def steps(*moves: tuple[str, str]) -> tuple[Step, ...]:
    return tuple(Step((), Move(action, name, name, "config")) for action, name in moves)


@settings(max_examples=60)
@given(histories())
@example(steps(("remove", "lark"), ("say the first hidden", "owl")))
@example(steps(("write", "lark"), ("say the first hidden", "owl")))
@example(steps(("lose the marks", "lark"), ("write", "lark"), ("write", "lark")))
@example(steps(("write hidden", "lark"), ("write", "lark")))
def test_of_no_text_is_the_public_told_that_it_must_not_be_told_of(history: Sequence[Step]) -> None:
    public_promised(history)
