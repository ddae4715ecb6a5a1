"""Reads REST lists row by row if they cannot be decoded as a whole: a bad row loses only itself.

A normal list costs one msgspec decode. A list that it rejects is split and each row decoded alone; unreadable rows are
counted and dropped. This does for REST what `core.upbit.wire.salvage` does for the stream.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

from msgspec import Raw
from msgspec.json import Decoder

from core.model.amount import read_written
from core.upbit.wire.body_limits import MOST_ROWS

logger = logging.getLogger(__name__)

T = TypeVar("T")

UNREADABLE: Final = (ValueError, RecursionError)
"""The errors of msgspec: DecodeError and UnicodeError are ValueErrors; deep nesting is a RecursionError."""

_LONGEST_REASON: Final = 200
"""Maximum number of characters of the reason why a row was dropped."""


class Rows(list[T]):
    """The readable rows of a reply, in its order.

    Args:
        rows: the readable rows.
        spoiled: how many others it had.
    """

    __slots__ = ("spoiled",)

    def __init__(self, rows: Iterable[T] = (), spoiled: int = 0) -> None:
        super().__init__(rows)
        self.spoiled = spoiled

    @property
    def received(self) -> int:
        """How many rows the reply had, readable or not; shows whether a page was full."""
        return len(self) + self.spoiled


class RowsDecoder(Generic[T]):
    """Decodes lists of `row`.

    Args:
        row: a struct.
        rescue: decodes a row that does not fit `row`; raises a ValueError if it cannot either.
    """

    def __init__(self, row: type[T], rescue: Callable[[Raw], T] | None = None) -> None:
        self._name = row.__name__
        self._read_all = Decoder(list[row], dec_hook=read_written).decode  # type: ignore[valid-type] # a type at run time
        self._read_one: Callable[[Raw], T] = Decoder(row, dec_hook=read_written).decode
        self._rescue = rescue
        self._spoiled_replies = 0

    def decode(self, body: bytes) -> Rows[T]:
        """The rows of a reply.

        Raises:
            ValueError: it is not a list, is too long, or has rows but none is readable.
            RecursionError: it is nested too deeply.
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
            self._log(rows.spoiled, len(raw), str(error)[:_LONGEST_REASON])
        if raw and not rows:
            raise ValueError(f"none of {len(raw)} rows can be read: {error}")
        return rows

    def _log(self, spoiled: int, received: int, reason: str) -> None:
        """Log the first such reply, the tenth, the hundredth: some lists are asked for again and again."""
        self._spoiled_replies += 1
        level = logging.WARNING if str(self._spoiled_replies).strip("0") == "1" else logging.DEBUG
        logger.log(
            level,
            "%d of %d %s left out: %s (replies like it so far: %d)",
            spoiled,
            received,
            self._name,
            reason,
            self._spoiled_replies,
        )

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
    """The rows of several replies together."""
    whole: Rows[T] = Rows()
    for part in parts:
        whole += part
        whole.spoiled += part.spoiled
    return whole


def _check_length(count: int) -> None:
    if count > MOST_ROWS:
        raise ValueError(f"{count} rows, {MOST_ROWS} allowed")


_split: Final = Decoder(list[Raw]).decode
