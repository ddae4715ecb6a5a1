"""The entries of the palette that were chosen last, by their ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

KEPT: Final = 8


class Recent:
    """A short list of ids, the last one first."""

    def __init__(self) -> None:
        self._ids: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def add(self, name: str) -> None:
        """Put an id in front; an empty one is no id."""
        if name:
            self._ids = [name, *(each for each in self._ids if each != name)][:KEPT]
