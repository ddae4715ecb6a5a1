"""What is tried: one wrong version of the code, and the tests that ought to notice it."""

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
        name: what is wrong, on one line.
        group: what it is counted with: `known`, or a package.
        texts: what each file it changes holds, by path.
        rounds: arguments for pytest, one list after the other until a test fails.
    """

    name: str
    group: str
    texts: Mapping[str, str]
    rounds: Sequence[Sequence[str]]


class StaleError(Exception):
    """What is written down about the code does not fit it any more."""
