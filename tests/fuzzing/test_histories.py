"""The short run over histories: a fixed number, the same every time. `python -m tests.fuzzing histories` goes on."""

from collections.abc import Sequence

from hypothesis import given, settings

from tests.fuzzing.histories import Step, histories, public_promised


@settings(max_examples=60)
@given(histories())
def test_of_no_text_is_the_public_told_that_it_must_not_be_told_of(history: Sequence[Step]) -> None:
    public_promised(history)
