"""A piece of a program in, what it could be by mistake out: a row for each kind of piece, each mistake a piece itself.

A mistake that Python itself refuses to compile is none, and one that can only be seen in how fast the program is
neither.
"""

import ast
from collections.abc import Callable, Iterator
from copy import copy
from itertools import chain
from typing import Any, TypeVar

Mistakes = Iterator[ast.AST]
N = TypeVar("N", bound=ast.AST)

_OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OTHER_CALCULATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_OTHER_NAMES = {
    "all": "any",
    "any": "all",
    "difference": "intersection",
    "intersection": "union",
    "union": "intersection",
    "isdisjoint": "issuperset",
    "issubset": "issuperset",
    "issuperset": "issubset",
    "max": "min",
    "min": "max",
    "combinations": "permutations",
}
_ONLY_FOR_SPEED = frozenset({"cache", "cached_property"})


def mistakes(node: ast.AST) -> Mistakes:
    """Everything that could stand in the place of a piece; the piece itself is left as it is."""
    return chain.from_iterable(find(node) for find in _OF.get(type(node), ()))


def _comparison(node: ast.Compare) -> Mistakes:
    for place, operator in enumerate(node.ops):
        for other in _OTHER_COMPARISONS[type(operator)]:
            yield _with(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])


def _either_or_both(node: ast.BoolOp) -> Mistakes:
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for values in _one_less(node.values):
        yield values[0] if len(values) == 1 else _with(node, values=values)


def _opposite(node: ast.UnaryOp) -> Mistakes:
    if isinstance(node.op, ast.Not):
        yield node.operand


def _calculation(node: ast.BinOp) -> Mistakes:
    yield _with(node, op=_OTHER_CALCULATIONS[type(node.op)]())
    yield from (node.left, node.right)


def _constant(node: ast.Constant) -> Mistakes:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str):
        yield ast.Constant(f"{node.value}?" if node.value else "?")


def _one_way_only(node: ast.IfExp) -> Mistakes:
    yield from (node.body, node.orelse)


def _whatever_holds(node: ast.If | ast.While) -> Mistakes:
    for answer in (True, False) if isinstance(node, ast.If) else (False,):
        yield _with(node, test=ast.Constant(answer))


def _for_nobody(node: ast.For | ast.comprehension) -> Mistakes:
    yield _with(node, iter=ast.Tuple([], ast.Load()))


def _unfiltered(node: ast.comprehension) -> Mistakes:
    for conditions in _one_less(node.ifs):
        yield _with(node, ifs=conditions)


def _returns_nothing(node: ast.Return) -> Mistakes:
    if node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield ast.Return(ast.Constant(None))


def _left_out(node: ast.stmt) -> Mistakes:
    yield ast.Pass()


def _one_piece_less(node: ast.Tuple | ast.List | ast.Set) -> Mistakes:
    if isinstance(getattr(node, "ctx", None), ast.Store):
        return
    for pieces in _one_less(node.elts):
        yield _with(node, elts=pieces)


def _one_row_less(node: ast.Dict) -> Mistakes:
    for keys, values in zip(_one_less(node.keys), _one_less(node.values), strict=True):
        yield _with(node, keys=keys, values=values)


def _one_argument_less(node: ast.Call) -> Mistakes:
    for place, keyword in enumerate(node.keywords):
        before, after = node.keywords[:place], node.keywords[place + 1 :]
        yield _with(node, keywords=[*before, *after])
        if keyword.arg:
            yield _with(node, keywords=[*before, ast.keyword(keyword.arg, ast.Constant(None)), *after])
    if len(node.args) > 1:
        for args in _one_less(node.args):
            yield _with(node, args=args)


def _another_function(node: ast.Name | ast.Attribute) -> Mistakes:
    named = "id" if isinstance(node, ast.Name) else "attr"
    other = _OTHER_NAMES.get(getattr(node, named))
    if other:
        yield _with(node, **{named: other})


def _another_order(node: ast.Call) -> Mistakes:
    if isinstance(node.func, ast.Name) and node.func.id == "sorted":
        yield _with(node, func=ast.Name("list", ast.Load()), keywords=[])
        yield _with(node, keywords=[*node.keywords, ast.keyword("reverse", ast.Constant(True))])


def _other_keys_first(node: ast.Lambda) -> Mistakes:
    if isinstance(node.body, ast.Tuple):
        yield _with(node, body=_with(node.body, elts=node.body.elts[::-1]))


def _must_be_stated(node: ast.AnnAssign) -> Mistakes:
    if node.value:
        yield _with(node, value=None)


def _must_be_given(node: ast.arguments) -> Mistakes:
    """Without its default, an argument takes those before it along; those that go by name do not."""
    if node.defaults:
        yield _with(node, defaults=node.defaults[1:])
    for place, default in enumerate(node.kw_defaults):
        if default:
            yield _with(node, kw_defaults=[*node.kw_defaults[:place], None, *node.kw_defaults[place + 1 :]])


def _undecorated(node: ast.FunctionDef | ast.ClassDef) -> Mistakes:
    for place, decorator in enumerate(node.decorator_list):
        if not (isinstance(decorator, ast.Name) and decorator.id in _ONLY_FOR_SPEED):
            yield _with(node, decorator_list=[*node.decorator_list[:place], *node.decorator_list[place + 1 :]])


def _with(node: N, **changed: Any) -> N:
    other = copy(node)
    for field, value in changed.items():
        setattr(other, field, value)
    return other


def _one_less(pieces: list[Any]) -> Iterator[list[Any]]:
    return (pieces[:place] + pieces[place + 1 :] for place in range(len(pieces)))


_OF: dict[type[ast.AST], tuple[Callable[[Any], Mistakes], ...]] = {
    ast.AnnAssign: (_must_be_stated,),
    ast.Assign: (_left_out,),
    ast.Attribute: (_another_function,),
    ast.AugAssign: (_left_out,),
    ast.BinOp: (_calculation,),
    ast.BoolOp: (_either_or_both,),
    ast.Break: (_left_out,),
    ast.Call: (_one_argument_less, _another_order),
    ast.ClassDef: (_undecorated,),
    ast.Compare: (_comparison,),
    ast.Constant: (_constant,),
    ast.Continue: (_left_out,),
    ast.Dict: (_one_row_less,),
    ast.Expr: (_left_out,),
    ast.For: (_for_nobody,),
    ast.FunctionDef: (_undecorated,),
    ast.If: (_whatever_holds,),
    ast.IfExp: (_one_way_only,),
    ast.Lambda: (_other_keys_first,),
    ast.List: (_one_piece_less,),
    ast.Name: (_another_function,),
    ast.Raise: (_left_out,),
    ast.Return: (_returns_nothing,),
    ast.Set: (_one_piece_less,),
    ast.Tuple: (_one_piece_less,),
    ast.UnaryOp: (_opposite,),
    ast.While: (_whatever_holds,),
    ast.arguments: (_must_be_given,),
    ast.comprehension: (_for_nobody, _unfiltered),
}
