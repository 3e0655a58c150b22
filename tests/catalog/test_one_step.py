"""What the public is told of as one step: all that happened while nobody said what it may read, or names went round."""

from dataclasses import replace

import pytest

from site_builder.catalog import AddOn, Edit, Entity, Pair
from site_builder.catalog.one_step import Step
from tests.catalog.makers import edit

A, B, C = (AddOn(name=name) for name in "abc")
TOLD, NOT_TOLD = True, False


def hidden(entity: Entity) -> Entity:
    return replace(entity, visibility="internal")


def is_seen(entity: Entity) -> bool:
    return entity.visibility is None


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
            [((A, hidden(A)),), ((hidden(A), A),)],
            id="internal for a time",
        ),
        pytest.param(
            [
                edit("2024-01-02", (A, hidden(B))),
                edit("2024-01-03", (None, C)),
                edit("2024-01-04", (hidden(B), hidden(A))),
                edit("2024-01-05", (hidden(A), B)),
            ],
            [((None, C), (A, hidden(A))), ((hidden(A), B),)],
            id="under another name",
        ),
        pytest.param(
            [edit("2024-01-02", (A, hidden(B))), edit("2024-01-03", (hidden(B), None))],
            [((A, None),)],
            id="gone under another name",
        ),
        pytest.param(
            [
                closed(edit("2024-01-02", (A, B))),
                edit("2024-01-03", (B, hidden(B)), (None, A)),
                edit("2024-01-04", (hidden(B), B)),
            ],
            [((None, A), (A, B))],
            id="under another name since before it was internal",
        ),
        pytest.param(
            [
                closed(edit("2024-01-02", (None, B))),
                edit("2024-01-03", (B, hidden(C))),
                edit("2024-01-04", (hidden(C), C)),
            ],
            [((None, hidden(C)),), ((hidden(C), C),)],
            id="never told of, though there was no mark",
        ),
        pytest.param(
            [
                edit("2024-01-02", (None, hidden(B))),
                edit("2024-01-03", (hidden(B), hidden(C))),
                edit("2024-01-04", (hidden(C), C)),
            ],
            [((None, hidden(B)),), ((hidden(B), hidden(C)),), ((hidden(C), C),)],
            id="never public before",
        ),
    ],
)
def test_what_happened_while_nothing_could_be_told_is_one_step(
    edits: list[Edit], steps: list[tuple[Pair, ...]]
) -> None:
    step = Step((A,), is_seen)
    assert step.go_on(edit("2024-01-01")) is TOLD
    assert step.take() == ((None, A),)

    assert [step.take() for it in edits if step.go_on(it)] == steps


def test_names_that_change_places_are_followed() -> None:
    step = Step((A, B), is_seen)
    step.take()
    old_a, old_b = AddOn(name="b", description="A."), AddOn(name="a", description="B.")

    assert step.go_on(edit("2024-01-02", (A, hidden(old_a)), (B, hidden(old_b)))) is NOT_TOLD
    assert step.go_on(edit("2024-01-03", (hidden(old_a), old_a))) is NOT_TOLD
    assert step.go_on(edit("2024-01-04", (hidden(old_b), old_b))) is TOLD
    assert set(step.take()) == {(A, old_a), (B, old_b)}
