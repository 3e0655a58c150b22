"""What branches marked before they were merged in is internal on the line until then, and nothing else is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from site_builder.catalog import INTERNAL, AddOn, BranchMarks, Edit, Entity, Names, Record, Ref
from site_builder.catalog.branch_marks import with_branch_marks
from tests.catalog.makers import primitive

LARK, OWL, WREN = (AddOn(name=name) for name in ("lark", "owl", "wren"))
LOUD = AddOn(name="lark", description="Sings loud.")
SECRET = AddOn(name="lark", visibility=INTERNAL)
CHAT = primitive("chat")


def edit(number: int, *pairs: tuple[Entity | None, Entity | None], kinds: Names = ()) -> Edit:
    moment = datetime(2024, 1, number + 1, tzinfo=UTC)
    return Edit(id=f"{number:040}", moment=moment, subject="", entities=pairs, internal_kinds=kinds)


def marks(record: Record, certain: Names = ()) -> list[list[str]]:
    """What is internal with each edit."""
    found = with_branch_marks(record, certain)
    there = {it.ref: it for it in found.beginning}
    states = []
    for it in found.edits:
        assert [old for old, _ in it.entities if old and there.get(old.ref) != old] == []
        it.apply_to(there)
        states.append([str(ref) for ref, entity in there.items() if entity.visibility == INTERNAL])
    return states


def of(*edits: Edit, edits_before: int, taken: tuple[AddOn, ...] = (), marked: tuple[AddOn, ...] = (LARK,)) -> Record:
    branch = BranchMarks(
        edits=edits_before, marked=frozenset(it.ref for it in marked), taken=frozenset(it.ref for it in taken)
    )
    return Record(edits=edits, beginning=(LARK, OWL, CHAT), branches=(branch,))


def test_what_a_branch_marked_is_internal_until_the_merge_that_shows_it() -> None:
    others = edit(1, (LARK, LOUD)), edit(2, (None, WREN)), edit(3, (LOUD, LARK), (None, AddOn(name="rook")))
    record = of(edit(0), *others, edit(4, (WREN, None)), edits_before=3)
    untouched = of(edit(0), *others[:2], edit(3, (WREN, None)), edits_before=3)

    assert marks(record) == [["add_on/lark"]] * 3 + [[]] * 2
    assert marks(untouched) == [["add_on/lark"]] * 3 + [[]]
    found = with_branch_marks(untouched, ())
    assert found.edits[3].entities == ((WREN, None), (replace(LOUD, visibility=INTERNAL), LOUD))
    assert [len(it.entities) for it in found.edits[:3]] == [0, 1, 1]
    assert with_branch_marks(record, ("lark",)) == record


def test_it_is_so_until_the_end_where_the_merge_took_it_away_or_changed_nothing() -> None:
    gone = of(edit(0), edit(1, (LARK, None)), edits_before=1)
    unchanged = of(edit(0), edit(1, (OWL, None)), edits_before=2)

    assert (marks(gone), marks(unchanged)) == ([["add_on/lark"], []], [["add_on/lark"], []])
    assert with_branch_marks(gone, ()).edits[1].entities[0][0] == SECRET
    alone = of(edit(0), edits_before=1)
    assert with_branch_marks(alone, ()) == alone


@pytest.mark.parametrize(
    "with_the_merge",
    [
        edit(1, (LARK, SECRET)),
        edit(1, (LARK, AddOn(name="wren", visibility=INTERNAL))),
        edit(1, (OWL, OWL), kinds=("add_ons",)),
    ],
    ids=["marked", "renamed", "its kind"],
)
def test_what_is_internal_with_the_merge_is_told_of_as_the_line_tells(with_the_merge: Edit) -> None:
    assert marks(of(edit(0), with_the_merge, edits_before=1))[0] == []


def test_what_was_called_otherwise_before_is_the_same() -> None:
    record = Record(
        edits=(edit(0), edit(1, (WREN, LARK)), edit(2, (LARK, LOUD))),
        beginning=(WREN, CHAT),
        branches=(BranchMarks(edits=2, marked=frozenset({LARK.ref})),),
    )

    assert marks(record) == [["add_on/wren"], ["add_on/lark"], []]


def test_what_gets_the_name_with_the_merge_is_another() -> None:
    rook = AddOn(name="rook")
    record = Record(
        edits=(edit(0), edit(1, (None, OWL)), edit(2, (LARK, rook), (WREN, LARK))),
        beginning=(LARK, WREN, CHAT),
        branches=(BranchMarks(edits=2, marked=frozenset({LARK.ref})),),
    )

    assert marks(record) == [["add_on/lark"], ["add_on/lark"], []]


def test_what_came_before_the_merge_was_nothing_else() -> None:
    record = Record(
        edits=(edit(0), edit(1, (None, LARK)), edit(2, (LARK, LOUD))),
        beginning=(CHAT,),
        branches=(BranchMarks(edits=2, marked=frozenset({LARK.ref})),),
    )

    assert marks(record) == [[], ["add_on/lark"], []]


@pytest.mark.parametrize(("marked", "hidden"), [((WREN,), ["add_on/lark"]), ((), [])], ids=["of its kind", "nothing"])
def test_what_a_branch_took_away_and_brought_back_may_be_another_beside_a_mark_of_its_kind(
    marked: tuple[AddOn, ...], hidden: list[str]
) -> None:
    back = of(edit(0), edit(1, (LARK, LOUD)), edits_before=1, taken=(LARK,), marked=marked)
    gone = of(edit(0), edit(1, (LARK, None)), edits_before=1, taken=(LARK,), marked=marked)

    assert marks(back) == [hidden, []]
    assert marks(gone) == [[], []]


def test_all_of_a_kind_that_a_branch_hid_is_internal_until_the_merge() -> None:
    record = Record(
        edits=(edit(0), edit(1, (LARK, LOUD))),
        beginning=(LARK, OWL, CHAT),
        branches=(BranchMarks(edits=1, kinds=frozenset({"add_ons"})),),
    )

    assert marks(record) == [["add_on/lark", "add_on/owl"], []]


def test_the_last_of_several_branches_counts_and_a_name_that_nothing_has_says_nothing() -> None:
    branches = (*(BranchMarks(edits=count, marked=frozenset({LARK.ref})) for count in (2, 1)),)
    other = BranchMarks(edits=3, marked=frozenset({Ref(kind="add_on", name="rook"), Ref(kind="service", name="owl")}))
    record = Record(
        edits=(edit(0), edit(1, (LARK, LOUD)), edit(2, (LOUD, LARK)), edit(3, (LARK, LOUD))),
        beginning=(LARK, OWL),
        branches=(*branches, other),
    )

    assert marks(record) == [["add_on/lark"], ["add_on/lark"], [], []]
