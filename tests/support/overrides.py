"""Finds, by syntax, every method of ours that Qt calls: those named as a method of their Qt base class."""

from __future__ import annotations

import ast
import importlib
import types
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import PySide6.QtWidgets  # noqa: F401 - before pyqtgraph, which uses the binding that is loaded
from shiboken6 import Shiboken

ROOT = Path(__file__).parents[2]
PACKAGES = ("widgets", "app")
GUARDS = {"guarded", "guarded_or", "guarded_paint", "guarded_cell"}
COMPARED = "__lt__"
"""The one operator Qt calls: it sorts items of tables and trees."""


class Override(NamedTuple):
    """A method of `owner` that Qt may call."""

    owner: type
    name: str
    place: str
    guard: str
    """The guard as written, without the `@`; empty if there is none."""
    answers: str
    """The annotation of its return value; empty if it has none."""

    def __str__(self) -> str:
        return f"{self.owner.__module__}.{self.owner.__qualname__}.{self.name}"


def overrides() -> list[Override]:
    """Return the overrides in every module of ours."""
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return [each for path in paths if path.name != "__main__.py" for each in _in_module(path)]


def python_overrides(owner: type) -> dict[str, types.FunctionType]:
    """Return the overrides of Qt methods in other Python packages (pyqtgraph) that `owner` inherits."""
    found: dict[str, types.FunctionType] = {}
    for base in owner.__mro__:
        if base.__module__.split(".")[0] in {*PACKAGES, "PySide6", "Shiboken", "builtins"}:
            continue
        for name, member in vars(base).items():
            if isinstance(member, types.FunctionType) and is_qts(owner, name):
                found.setdefault(name, member)
    return found


def is_qts(owner: type, name: str) -> bool:
    """Return whether a Qt base class of `owner` has a method of this name."""
    if name.startswith("__") and name != COMPARED:
        return False
    below = (base for base in owner.__mro__ if issubclass(base, Shiboken.Object) and _is_qt(base))
    return any(name in vars(base) for base in below)


def _is_qt(base: type) -> bool:
    return base.__module__.split(".")[0] == "PySide6"


def _in_module(path: Path) -> Iterator[Override]:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(name)
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            owner = getattr(module, node.name, None)
            assert isinstance(owner, type), f"{path}:{node.lineno}: a class inside a function cannot be looked at"
            for method in node.body:
                for override in _in_class(owner, method):
                    yield override._replace(place=f"{path.relative_to(ROOT)}:{method.lineno}")


def _in_class(owner: type, node: ast.stmt) -> Iterator[Override]:
    """Yield every method, and every name to which a function is assigned."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        written = [ast.unparse(each) for each in node.decorator_list]
        if not {"property", "classmethod", "staticmethod"} & set(written):
            guards = [each for each in written if each.split("(")[0] in GUARDS]
            answers = ast.unparse(node.returns) if node.returns else ""
            yield from _named(owner, node.name, guards[0] if guards else "", answers)
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            member = vars(owner).get(target.id) if isinstance(target, ast.Name) else None
            if isinstance(member, types.FunctionType):
                called = ast.unparse(node.value)
                guard = called if called.split("(")[0] in GUARDS else ""
                yield from _named(owner, target.id, guard.rpartition("(")[0], "")


def _named(owner: type, name: str, guard: str, answers: str) -> Iterator[Override]:
    users = [owner, *(each for each in _subclasses(owner))]
    if any(is_qts(user, name) for user in users):
        yield Override(owner, name, "", guard, answers)


def _subclasses(owner: type) -> Iterator[type]:
    """A class that is not a Qt class may be mixed into one; what a test made of it is not the product's."""
    for each in type.__subclasses__(owner):
        if each.__module__.split(".")[0] in PACKAGES:
            yield each
            yield from _subclasses(each)
