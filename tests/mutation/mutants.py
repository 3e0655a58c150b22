"""The text of a module in, every mutant of it out: the module with one thing in it as it could be by mistake."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from .operators import mistakes

_LONGEST = 80  # characters of a piece that are shown whole
_AROUND = 2  # words that are shown on either side of a mistake in a longer one
_MOST = 10  # words that are shown of it
# What nobody runs: types, and what tells a reader or a type checker something.
_SILENT_FIELDS = frozenset({"annotation", "returns"})
_SILENT = (ast.Assert, ast.Import, ast.ImportFrom)

# The way from a module to a piece: the field, and the place in it where it is a list.
Way = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A module's text, and what is to stand in the place of one piece. `name` says both, whatever other lines do."""

    name: str
    line: int
    text: str
    way: Way
    mistake: ast.AST

    def tree(self) -> ast.Module:
        """The whole module, with the mistake."""
        tree = ast.parse(self.text)
        holder: Any = tree
        for field, place in self.way[:-1]:
            holder = getattr(holder, field) if place is None else getattr(holder, field)[place]
        field, place = self.way[-1]
        if place is None:
            setattr(holder, field, self.mistake)
        else:
            getattr(holder, field)[place] = self.mistake
        return ast.fix_missing_locations(tree)


@dataclass(frozen=True, slots=True)
class _Piece:
    node: ast.AST
    way: Way
    scope: str
    line: int


def mutants(text: str) -> Iterator[Mutant]:
    """Each mutant once, in the order of the text; every mistake is in what runs."""
    times: Counter[str] = Counter()
    for piece in _pieces(ast.parse(text), (), "", 1):
        different = {ast.dump(mistake): mistake for mistake in mistakes(piece.node)}
        different.pop(ast.dump(piece.node), None)
        for mistake in different.values():
            name = f"{piece.scope or 'module'}: {_difference(piece.node, mistake)}"
            times[name] += 1
            which = f" ({times[name]})" if times[name] > 1 else ""
            yield Mutant(name=name + which, line=piece.line, text=text, way=piece.way, mistake=mistake)


def _pieces(node: ast.AST, way: Way, scope: str, line: int) -> Iterator[_Piece]:
    line = getattr(node, "lineno", line)
    yield _Piece(node, way, scope, line)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        scope = f"{scope}.{node.name}".lstrip(".")
    for field, value in ast.iter_fields(node):
        if field not in _SILENT_FIELDS:
            for place, child in enumerate(value) if isinstance(value, list) else ((None, value),):
                if isinstance(child, ast.AST) and not _is_silent(child, scope):
                    yield from _pieces(child, (*way, (field, place)), scope, line)


def _is_silent(node: ast.AST, scope: str) -> bool:
    """Also names for types, and flags among arguments: to leave one out is to turn it."""
    value = getattr(node, "value", None)
    is_text = isinstance(node, ast.Expr) and isinstance(value, ast.Constant)
    is_flag = isinstance(node, ast.keyword) and isinstance(value, ast.Constant) and isinstance(value.value, bool)
    is_type = not scope and isinstance(node, ast.Assign) and isinstance(value, ast.Subscript | ast.BinOp)
    return isinstance(node, _SILENT) or is_text or is_flag or is_type


def _difference(node: ast.AST, mistake: ast.AST) -> str:
    """First lines only, and of long ones the words around the mistake."""
    before, after = ((ast.unparse(it).strip().splitlines() or [""])[0].split(" ") for it in (node, mistake))
    if len(" ".join(before)) > _LONGEST:
        same = _alike(before, after)
        rest = _alike(before[same:][::-1], after[same:][::-1])
        before, after = (_around(words, same, len(words) - rest) for words in (before, after))
    return f"{' '.join(before)} → {' '.join(after)}"


def _alike(some: list[str], others: list[str]) -> int:
    """How many words are the same from the beginning on."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False))))


def _around(words: list[str], first: int, last: int) -> list[str]:
    first, last = max(first - _AROUND, 0), min(max(first, last) + _AROUND, first + _MOST)
    return [*(["…"] if first else []), *words[first:last], *(["…"] if last < len(words) else [])]
