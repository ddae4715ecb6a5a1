"""A mutant: one wrong version of the code, and the tests that should fail with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]

SOURCES: Final = ("core", "widgets", "app")
"""The packages that are mutated."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong version of the code.

    Attributes:
        name: the change, on one line.
        group: the group it is counted in: `known`, or a package.
        texts: the content of each changed file, by path.
        rounds: arguments for pytest, one list after the other until a test fails.
    """

    name: str
    group: str
    texts: Mapping[str, str]
    rounds: Sequence[Sequence[str]]


class StaleError(Exception):
    """A listed bug or mutant does not match the present code."""
