"""Chooses the tests that should notice a mutant of a module, the most likely first.

The tests that mirror the module, then the pictures if it is in `widgets`, then the tests that import it, then the tests
of modules that import it: any farther test would notice it only by accident.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from mutant import ROOT

_APART: Final = ("tests/package/", "tests/peers/", "tests/hands/", "tests/resources/", "tests/mutants/")
"""Tests that do not import the code, tests that take minutes, and those of this tool."""

REAL_SECONDS: Final = tuple((ROOT / "tests/alone.txt").read_text("utf-8").split())
"""Tests that need an idle machine: they are used only for the module they mirror. The Makefile reads the same file."""

_PICTURES: Final = "tests/screen/test_pictures.py"
"""They run in a separate process, so they do not import the widgets they show."""


class Suites:
    """All tests.

    Args:
        sources: every module's text, by path.
        tests: every test module's text, by path.
    """

    def __init__(self, sources: Mapping[str, str], tests: Mapping[str, str]) -> None:
        self._modules = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in sources}
        self._by_source = {path: self._imported(text) for path, text in sources.items()}
        self._by_test = {path: self._imported(text) for path, text in tests.items()}

    def rounds_of(self, path: str) -> list[list[str]]:
        """Return the tests of a module, each once."""
        mirror = [self.mirror_of(path)] if self.mirror_of(path) in self._by_test else []
        pictures = [_PICTURES] if path.startswith("widgets/") and _PICTURES in self._by_test else []
        second = self._importing(path) - {*mirror, *pictures}
        users = [source for source, imported in self._by_source.items() if path in imported]
        third = {test for user in users for test in (self.mirror_of(user), *self._importing(user))}
        third &= self._by_test.keys() - {*mirror, *pictures, *second, *REAL_SECONDS}
        kin = Path(path).stem.partition("_")[0]
        return [
            sorted(each, key=lambda test: (kin not in test, test))  # a panel's own tests first
            for each in (mirror, pictures, second, third)
            if each
        ]

    @staticmethod
    def mirror_of(path: str) -> str:
        """`core/link/link.py` -> `tests/core/link/test_link.py`; `app/__main__.py` -> `tests/app/test_main.py`."""
        return f"tests/{Path(path).parent.as_posix()}/test_{Path(path).stem.strip('_')}.py"

    def _importing(self, path: str) -> set[str]:
        return {test for test, imported in self._by_test.items() if path in imported and test not in REAL_SECONDS}

    def _imported(self, text: str) -> set[str]:
        """Return the paths of our modules that a module imports."""
        return {self._modules[name] for name in _imported_names(text) & self._modules.keys()}


@cache
def _imported_names(text: str) -> frozenset[str]:
    """All names that a module imports: parsed once, for all tests take seconds."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return frozenset(names)


def stored_suites() -> dict[str, str]:
    """Return the text of every test module except those that are left out, by path."""
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return {path: text for path, text in texts.items() if not path.startswith(_APART)}
