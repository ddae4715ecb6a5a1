"""Names of workspaces: what can be one, and the next free one."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from typing import Final

from core.model.one_line import one_line

LONGEST_NAME: Final = 40
"""Characters."""

MOST: Final = 100
"""How many workspaces there can be."""


def clean_name(name: object) -> str:
    """Return `name` as the name of a workspace, on one line and not too long; empty if it cannot be one."""
    return " ".join(one_line(name, LONGEST_NAME).split()) if isinstance(name, str) else ""


def free_name(name: str, taken: Collection[str]) -> str:
    """Return `name`, or with the first number that makes it a new one: 이름, 이름 2, 이름 3."""
    if name not in taken:
        return name
    head, _, tail = name.rpartition(" ")
    stem = head if head and tail.isascii() and tail.isdigit() else name
    numbered = (f"{stem[: LONGEST_NAME - 1 - len(str(number))].rstrip()} {number}" for number in itertools.count(2))
    return next(each for each in numbered if each not in taken)
