"""Known bugs, reintroduced one at a time. Each is a file `known/NN-name.txt`:

    Bug: the bug
    Guard: arguments for pytest: the tests that must fail; there may be several lines

    In: PendingTask.ensure
    - if self.task is not None:
    -     return False
    + the replacement, or nothing

`In:` names a module, class or function by the end of its dotted name, as much of it as makes it the only one. The `-`
lines are found in it by syntax, so comments, line breaks and the file it lives in do not matter; they may be several
statements in a row, or one expression, and must be there exactly once. More changes follow, each after an empty line.
"""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mutant import HERE, ROOT, SOURCES, Mutant, StaleError

GROUP: Final = "known"
FOLDER: Final = HERE / "known"

_Scope = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Change:
    """A replacement of code within one scope."""

    scope: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Bug:
    """The content of a known bug's file."""

    name: str
    what: str
    guards: tuple[str, ...]
    changes: tuple[Change, ...]


def bugs() -> list[Bug]:
    """Return all known bugs, in order."""
    return [parsed(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))]


def parsed(name: str, text: str) -> Bug:
    """Parse the text of a file."""
    header, *parts = re.split(r"\n\n+", text.strip())
    fields = [tuple(line.split(": ", 1)) for line in header.splitlines()]
    changes, scope = [], ""
    for part in parts:
        lines = part.splitlines()
        if lines[0].startswith("In: "):
            scope = lines.pop(0).removeprefix("In: ")
        if odd := [line for line in lines if line[:2] not in ("- ", "+ ", "-", "+")]:
            raise ValueError(f"{name}: {odd[0]!r} begins with neither '- ' nor '+ '")
        old, new = ("\n".join(line[2:] for line in lines if line[0] == sign) for sign in "-+")
        changes.append(Change(scope, old, new))
    guards = tuple(value for field, value in fields if field == "Guard")
    return Bug(name, next(value for field, value in fields if field == "Bug"), guards, tuple(changes))


def mutant_of(bug: Bug, sources: Mapping[str, str]) -> Mutant:
    """Return the code with the bug.

    Raises:
        StaleError: the code it changes no longer exists.
    """
    texts: dict[str, str] = {}
    for change in bug.changes:
        path, text = changed({**sources, **texts}, change)
        texts[path] = text
    return Mutant(f"{bug.name}: {bug.what}", GROUP, texts, rounds_of(bug))


def rounds_of(bug: Bug) -> list[list[str]]:
    """Return its guards; those with the same options share a round."""
    by_options: dict[tuple[str, ...], list[str]] = {}
    for guard in bug.guards:
        where, *options = shlex.split(guard)
        by_options.setdefault(tuple(options), []).append(where)
    return [[*places, *options] for options, places in by_options.items()]


def sources_of(root: Path = ROOT) -> dict[str, str]:
    """Return the text of every module, by path."""
    paths = [path for package in SOURCES for path in sorted((root / package).rglob("*.py"))]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def changed(sources: Mapping[str, str], change: Change) -> tuple[str, str]:
    """Return the path and the new text of the module with the change.

    Raises:
        StaleError: its scope or the old code is missing, or exists more than once.
    """
    last = change.scope.rpartition(".")[2]
    found = []
    for path, text in sources.items():
        if f"class {last}" not in text and f"def {last}" not in text and last not in path:
            continue  # parsing is slow
        tree = ast.parse(text)
        module = path.removesuffix(".py").replace("/", ".")
        found += [(path, tree, node) for name, node in _scopes(tree, module) if f".{name}".endswith(f".{change.scope}")]
    if len(found) != 1:
        where = ", ".join(path for path, _, _ in found)
        raise StaleError(f"In: {change.scope}: {f'there are {len(found)}: {where}' if found else 'there is none'}")
    path, tree, scope = found[0]
    _replace(scope, change)
    return path, ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _scopes(node: ast.AST, name: str) -> Iterator[tuple[str, _Scope]]:
    """Yield the name and node of everything below a node that `In:` can name."""
    if isinstance(node, _Scope):
        yield name, node
    for child in ast.iter_child_nodes(node):
        inner = f"{name}.{child.name}" if isinstance(child, _Scope) and not isinstance(child, ast.Module) else name
        if isinstance(child, _Scope):
            yield from _scopes(child, inner)
        else:
            yield from (each for each in _scopes(child, name))


def _replace(scope: _Scope, change: Change) -> None:
    old, new = ast.parse(change.old).body, ast.parse(change.new).body
    match old, new:
        case [ast.Expr(value=before)], [ast.Expr(value=after)]:
            places = [place for place in _expressions(scope) if _same([place[2]], [before])]
        case _:
            after = new or [ast.Pass()]
            places = list(_runs(scope, old))
    if len(places) != 1:
        raise StaleError(f"In: {change.scope}: found {len(places)} times, not once:\n{change.old}")
    parent, field, _ = places[0]
    _put(parent, field, after)


_Field = tuple[str, slice | int | None]
"""The name of a field, and the index if it is a list."""


def _put(parent: ast.AST, field: _Field, new: object) -> None:
    name, part = field
    if part is None:
        setattr(parent, name, new)
    else:
        getattr(parent, name)[part] = new


def _expressions(scope: ast.AST) -> Iterator[tuple[ast.AST, _Field, ast.AST]]:
    """Yield every expression below a node, and its place."""
    for parent in ast.walk(scope):
        for name, value in ast.iter_fields(parent):
            if isinstance(value, ast.expr):
                yield parent, (name, None), value
            elif isinstance(value, list):
                yield from ((parent, (name, n), each) for n, each in enumerate(value) if isinstance(each, ast.expr))


def _runs(scope: ast.AST, old: Sequence[ast.stmt]) -> Iterator[tuple[ast.AST, _Field, None]]:
    """Return the places of these statements in a row."""
    for parent in ast.walk(scope):
        for name, value in ast.iter_fields(parent):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                for n in range(len(value) - len(old) + 1):
                    if _same(value[n : n + len(old)], old):
                        yield parent, (name, slice(n, n + len(old))), None


def _same(nodes: Sequence[ast.AST], others: Sequence[ast.AST]) -> bool:
    return [ast.unparse(each) for each in nodes] == [ast.unparse(each) for each in others]
