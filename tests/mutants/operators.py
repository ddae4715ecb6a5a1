"""Small mutations of a module, found by syntax: each changes one thing that a test should notice.

Pure: a module's text in, mutated texts out. Code whose change no test can notice is left out: annotations,
docstrings, log lines, module-level constants, and what only type checkers run.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}

_ARITHMETIC: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}

_PAIRS: Final = (
    ("ask", "bid"),
    ("asks", "bids"),
    ("ASK", "BID"),
    ("high", "low"),
    ("highs", "lows"),
    ("buy", "sell"),
    ("left", "right"),
    ("top", "bottom"),
    ("width", "height"),
    ("x", "y"),
    ("up", "down"),
    ("UP", "DOWN"),
    ("RISE", "FALL"),
    ("RISING", "FALLING"),
    ("first", "last"),
    ("open", "close"),
    ("price", "size"),
    ("min", "max"),
    ("floor", "ceil"),
    ("append", "appendleft"),
    ("Key_Left", "Key_Right"),
    ("Key_Up", "Key_Down"),
    ("Key_Plus", "Key_Minus"),
    ("AlignLeft", "AlignRight"),
    ("AscendingOrder", "DescendingOrder"),
    ("AND", "OR"),
)

SWAPPED: Final = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
"""Pairs of names with opposite meanings, which are easily confused in code about asks and bids."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One mutation of one module.

    Attributes:
        where: the qualified name of the function it is in.
        what: `old -> new`, as code.
        text: the whole module with the mutation.
    """

    where: str
    what: str
    text: str


def mutations(source: str) -> Iterator[Mutation]:
    """Yield every mutation of a module, in order of its text. Equal mutations in different places get a number."""
    tree = ast.parse(source)
    seen: dict[tuple[str, str], int] = {}
    for where, node in _nodes(tree):
        for new in _changes(node):
            what = f"{_said(node)} -> {_said(new)}"
            count = seen[where, what] = seen.get((where, what), 0) + 1
            yield Mutation(where, what if count == 1 else f"{what} #{count}", _replaced(source, node, new))


def _nodes(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every node inside a function, with the function's qualified name."""

    def walk(node: ast.AST, where: str, is_inside: bool) -> Iterator[tuple[str, ast.AST]]:
        for child in _children(node):
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                inner = f"{where}.{child.name}".lstrip(".")
                yield from walk(child, inner, is_inside or not isinstance(child, ast.ClassDef))
                continue
            if is_inside:
                yield where, child
            yield from walk(child, where, is_inside)

    yield from walk(tree, "", is_inside=False)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that may be mutated: no annotations, decorators or defaults."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list") or isinstance(value, ast.arguments):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_exempt(child):
                yield child


def _is_exempt(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        value = node.value
        if isinstance(value, ast.Constant):
            return True  # a docstring
        return isinstance(value, ast.Call) and ast.unparse(value.func).startswith(("logger.", "logging.", "assert_"))
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    return isinstance(node, ast.Assert | ast.Raise | ast.Import | ast.ImportFrom | ast.JoinedStr)


def _changes(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901, PLR0912 - one case per kind of node
    match node:
        case ast.Compare(ops=[op], comparators=[_]) if type(op) in _COMPARISONS:
            yield _with(node, ops=[_COMPARISONS[type(op)]()])
        case ast.Compare(ops=ops) if type(ops[0]) in _COMPARISONS:
            yield _with(node, ops=[_COMPARISONS[type(ops[0])](), *ops[1:]])
        case ast.BinOp(op=op) if type(op) in _ARITHMETIC and not _is_text(node):
            yield _with(node, op=_ARITHMETIC[type(op)]())
        case ast.AugAssign(op=ast.Add() | ast.Sub() as op):
            yield _with(node, op=_ARITHMETIC[type(op)]())
        case ast.BoolOp(op=ast.And(), values=values):
            yield _with(node, op=ast.Or())
            yield values[-1]
        case ast.BoolOp(op=ast.Or()):
            yield _with(node, op=ast.And())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.UnaryOp(op=ast.USub(), operand=operand) if not isinstance(operand, ast.Constant):
            yield operand
        case ast.If(test=test) | ast.While(test=test) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.IfExp(body=body, orelse=orelse):
            yield _with(node, body=orelse, orelse=body)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value) if -2 <= value <= 3:
            yield ast.Constant(value + 1)
        case ast.Attribute(attr=attr) if attr in SWAPPED:
            yield _with(node, attr=SWAPPED[attr])
        case ast.Name(id=name, ctx=ast.Load()) if name in SWAPPED:
            yield _with(node, id=SWAPPED[name])
        case ast.Expr(value=ast.Call()) | ast.Expr(value=ast.Await(value=ast.Call())):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield _with(node, value=ast.Constant(None))


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )


def _said(node: ast.AST) -> str:
    """A node as code, on one line."""
    if isinstance(node, ast.If | ast.While):
        word = "if" if isinstance(node, ast.If) else "while"
        return f"{word} {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())


def _replaced(source: str, node: ast.AST, new: ast.AST) -> str:
    """Return the module with `new` in place of `node`; the rest is unchanged."""
    if isinstance(node, ast.If | ast.While):
        assert isinstance(new, ast.If | ast.While)
        node, new = node.test, new.test
    assert isinstance(node, ast.stmt | ast.expr)
    lines = source.encode().split(b"\n")
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    before = b"\n".join([*lines[: node.lineno - 1], lines[node.lineno - 1][: node.col_offset]])
    after = b"\n".join([lines[node.end_lineno - 1][node.end_col_offset :], *lines[node.end_lineno :]])
    code = ast.unparse(ast.fix_missing_locations(new))
    return (before + (f"({code})" if isinstance(node, ast.expr) else code).encode() + after).decode()
