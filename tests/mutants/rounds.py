"""Which tests ought to notice a mutant of a module, the most telling first.

The tests that mirror the module, then the pictures if it is one of `widgets`, then those that import it, then those
of the modules that import it: what no test so near can notice is guarded by accident.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mutant import ROOT

_APART: Final = ("tests/package/", "tests/peers/", "tests/hands/", "tests/resources/", "tests/mutants/")
"""Tests of what is made of the code, tests that last by the minute, and those of this tool."""

REAL_SECONDS: Final = (
    "tests/app/process/test_shutdown.py",
    "tests/app/start/test_desk_run.py",
    "tests/app/process/test_exchange_process.py",
    "tests/matrix/test_process.py",
    "tests/matrix/test_environment.py",
)
"""Tests that need the machine to themselves: only the module they mirror is worth the doubt."""

_PICTURES: Final = "tests/screen/test_pictures.py"
"""They import nothing of what they show: a process of their own does."""


class Suites:
    """The tests there are.

    Args:
        sources: every module's text, by path.
        tests: every test module's text, by path.
    """

    def __init__(self, sources: Mapping[str, str], tests: Mapping[str, str]) -> None:
        self._modules = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in sources}
        self._by_source = {path: self._imported(text) for path, text in sources.items()}
        self._by_test = {path: self._imported(text) for path, text in tests.items()}

    def rounds_of(self, path: str) -> list[list[str]]:
        """The tests of a module; none is named twice."""
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
        """The modules of ours that one imports, by path."""
        names: set[str] = set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
        return {self._modules[name] for name in names & self._modules.keys()}


def stored_suites() -> dict[str, str]:
    """Every test module's text, by path, but those that are apart."""
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return {path: text for path, text in texts.items() if not path.startswith(_APART)}
