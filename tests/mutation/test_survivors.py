"""The list of those that may survive: whole, and true."""

import ast

from tests.mutation.mutants import Mutant
from tests.mutation.survivors import contradictions


def mutant(name: str, line: int) -> Mutant:
    return Mutant(name=name, line=line, text="", way=(), mistake=ast.Pass())


CAUGHT, SURVIVOR = mutant("f: a → b", 3), mutant("f: c → d", 5)
TRIED = (CAUGHT, SURVIVOR)


def test_what_is_explained_may_survive() -> None:
    assert list(contradictions(TRIED, (SURVIVOR,), {"f: c → d": "Why."}, all_tried=True)) == []


def test_a_survivor_that_nobody_has_explained_is_told() -> None:
    assert list(contradictions(TRIED, TRIED, {"f: c → d": "Why."}, all_tried=True)) == [
        "line 3: survives, and nobody has said why: f: a → b"
    ]


def test_an_explanation_of_what_does_not_survive_is_told() -> None:
    assert list(contradictions(TRIED, (), {"f: c → d": "Why."}, all_tried=False)) == [
        "line 5: is said to survive, but a test notices it: f: c → d"
    ]


def test_an_explanation_of_what_is_no_mutant_is_told_where_all_were_tried() -> None:
    assert list(contradictions((CAUGHT,), (), {"f: c → d": "Why."}, all_tried=True)) == [
        "is said to survive, but there is none: f: c → d"
    ]
    assert list(contradictions((CAUGHT,), (), {"f: c → d": "Why."}, all_tried=False)) == []
