"""All values of a range that repeats one path of the code, or the few of them that guard it in every run.

`make soak` finds the files by their line `from thorough import ...`, and runs each with all its values.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def thorough(every: Iterable[T], usual: Iterable[T]) -> list[T]:
    """Return `usual`, or `every` value in `make soak`. `usual` has the ends of the range and a value in between.

    Not for values that each have code of their own, nor for the range of a cured fault: those stay whole in each run.
    """
    every, usual = list(every), list(usual)
    if foreign := [value for value in usual if value not in every]:
        raise ValueError(f"make soak would leave out {foreign}")
    return every if "HOGA_THOROUGH" in os.environ else usual


def examples(every: int) -> int:
    """Return how many random examples a test takes: a third of `every`, and all in `make soak`."""
    return every if "HOGA_THOROUGH" in os.environ else every // 3
