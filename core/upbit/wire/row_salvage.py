"""Lists of REST, read row by row where they cannot be read at a stroke: a bad row costs itself and nothing else.

The usual list costs one msgspec decode. One that it refuses is split, and each row read by itself; what cannot be read
is counted and left out. This is to REST what `core.upbit.wire.salvage` is to the stream.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

from msgspec import Raw
from msgspec.json import Decoder

from core.upbit.wire.body_limits import MOST_ROWS

logger = logging.getLogger(__name__)

T = TypeVar("T")

UNREADABLE: Final = (ValueError, RecursionError)
"""What msgspec raises: DecodeError and UnicodeError are ValueErrors; deep nesting is a RecursionError."""

_TOLD: Final = 200
"""Characters told of why a row was left out."""


class Rows(list[T]):
    """The rows of a reply that could be read, in its order.

    Args:
        rows: they.
        spoiled: how many others it had.
    """

    __slots__ = ("spoiled",)

    def __init__(self, rows: Iterable[T] = (), spoiled: int = 0) -> None:
        super().__init__(rows)
        self.spoiled = spoiled

    @property
    def told(self) -> int:
        """How many rows the reply had, readable or not: what tells whether a page was full."""
        return len(self) + self.spoiled


class RowsDecoder(Generic[T]):
    """Reads lists of `row`.

    Args:
        row: a struct.
        rescue: reads a row that does not fit `row` all the same; raises a ValueError where it cannot either.
    """

    def __init__(self, row: type[T], rescue: Callable[[Raw], T] | None = None) -> None:
        self._name = row.__name__
        self._read_all = Decoder(list[row]).decode  # type: ignore[valid-type] # a type at run time
        self._read_one: Callable[[Raw], T] = Decoder(row).decode
        self._rescue = rescue

    def decode(self, body: bytes) -> Rows[T]:
        """The rows of a reply.

        Raises:
            ValueError: it is no list, or too long a one, or has rows and not one that can be read.
            RecursionError: it is nested past all reason.
        """
        try:
            rows = Rows(self._read_all(body))
        except UNREADABLE as error:
            rows = self._salvage(_split(body), error)
        _check_length(len(rows))
        return rows

    def _salvage(self, raw: list[Raw], error: Exception) -> Rows[T]:
        _check_length(len(raw))
        rows = Rows(row for each in raw if (row := self._read(each)) is not None)
        rows.spoiled = len(raw) - len(rows)
        if rows.spoiled:
            logger.warning("%d of %d %s left out: %s", rows.spoiled, len(raw), self._name, str(error)[:_TOLD])
        if raw and not rows:
            raise ValueError(f"none of {len(raw)} rows can be read: {error}")
        return rows

    def _read(self, raw: Raw) -> T | None:
        try:
            return self._read_one(raw)
        except UNREADABLE:
            if self._rescue is None:
                return None
        try:
            return self._rescue(raw)
        except UNREADABLE:
            return None


def joined(parts: Iterable[Rows[T]]) -> Rows[T]:
    """Several replies as one."""
    whole: Rows[T] = Rows()
    for part in parts:
        whole += part
        whole.spoiled += part.spoiled
    return whole


def _check_length(count: int) -> None:
    if count > MOST_ROWS:
        raise ValueError(f"{count} rows, {MOST_ROWS} allowed")


_split: Final = Decoder(list[Raw]).decode
