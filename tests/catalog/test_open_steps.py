"""What the public is told of as one step: all that happened while nobody said what it may read."""

from dataclasses import replace

import pytest

from site_builder.catalog import AddOn, Edit, Entity, Pair, Passed, Record
from site_builder.catalog.open_steps import open_steps
from tests.catalog.makers import edit

A, B, C = (AddOn(name=name) for name in "abc")


def hidden(entity: Entity) -> Entity:
    return replace(entity, visibility="internal")


def closed(made: Edit) -> Edit:
    return replace(made, is_open=False)


@pytest.mark.parametrize(
    ("edits", "steps"),
    [
        pytest.param([edit("2024-01-02", (A, None), (None, B))], [((A, None), (None, B))], id="each edit is one"),
        pytest.param(
            [closed(edit("2024-01-02", (A, B))), edit("2024-01-03", (B, C), (None, A))],
            [((A, C), (None, A))],
            id="nobody said what may be read",
        ),
        pytest.param(
            [closed(edit("2024-01-02", (None, B))), edit("2024-01-03", (B, None))],
            [()],
            id="what came and went meanwhile",
        ),
        pytest.param(
            [edit("2024-01-02", (A, hidden(A))), edit("2024-01-03", (hidden(A), A))],
            [((hidden(A), hidden(A)),), ((hidden(A), A),)],
            id="internal for a time",
        ),
        pytest.param(
            [
                closed(edit("2024-01-02", (A, hidden(B)))),
                closed(edit("2024-01-03", (B, B))),
                edit("2024-01-04", (B, C)),
            ],
            [((hidden(A), C),)],
            id="internal for a time in which nobody said what may be read",
        ),
        pytest.param(
            [
                closed(edit("2024-01-02", (A, hidden(A)))),
                closed(edit("2024-01-03", (A, A))),
                edit("2024-01-04", (A, None)),
            ],
            [((hidden(A), None),)],
            id="gone after such a time",
        ),
        pytest.param(
            [edit("2024-01-02", (A, hidden(B))), edit("2024-01-03", (B, None))],
            [((hidden(A), hidden(B)),), ((hidden(B), None),)],
            id="what it was has its mark",
        ),
        pytest.param(
            [edit("2024-01-02", (A, B)), closed(edit("2024-01-03", (B, None)))],
            [((A, B),)],
            id="what nobody said of in the end",
        ),
    ],
)
def test_what_happened_while_nothing_could_be_told_is_one_step(
    edits: list[Edit], steps: list[tuple[Pair, ...]]
) -> None:
    record = Record(beginning=(A,), edits=(edit("2024-01-01"), *edits))

    assert open_steps(record)[0] == (((None, A),), *steps)


def test_what_was_internal_in_the_end_is_told_beside_as_it_was_called() -> None:
    edits = (edit("2024-01-02", (None, B)), closed(edit("2024-01-03", (A, hidden(C)))), closed(edit("2024-01-04")))
    record = Record(beginning=(A,), edits=(edit("2024-01-01"), *edits), passed=Passed(internal=frozenset({B.ref})))

    assert open_steps(record) == ((((None, A),), ((None, B),)), {A.ref, B.ref})
