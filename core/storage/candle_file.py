"""The file of candles: SQLite, one blob for each block of 1 024 slots, and the parts of a history that are known.

All candles of a market and unit from one source are a series. For each series the file knows *parts*: ranges of slots
of which it has every candle. What is between two parts nobody has asked for yet. Two parts become one only if they have
slots in common and agree there; a part that contradicts the series takes the place of all of it, because candles of two
markets must never stand in one chart.

Each call is one transaction, so a process that is killed leaves what was written before, whole. Calls block: the
thread of `core.storage.candle_store` makes them. The file itself, its version and its transactions are the base's.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from core.market.candles.batch import CandleBatch
from core.market.candles.stored import StoredCandles, are_of_one_market
from core.storage.candle_blob import SLOTS, BrokenBlob, pack, unpack
from core.storage.candle_series import Series
from core.storage.sqlite_file import SqliteFile

_VERSION: Final = 1
"""Of the tables."""
_FAR: Final = 2**40
"""A slot after all others: the seconds of the year 9000 need 38 bits."""
_KEPT_WHEN_FULL: Final = 0.9
"""The share of the limit that is left after the oldest candles were removed."""
_TABLES: Final = """
CREATE TABLE series (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, code TEXT NOT NULL, unit TEXT NOT NULL, used INTEGER NOT NULL,
    UNIQUE (source, code, unit)
);
CREATE TABLE parts (series INTEGER NOT NULL, first INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (series, first))
    WITHOUT ROWID;
CREATE TABLE blocks (series INTEGER NOT NULL, block INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE (series, block));
"""


class CandleFile(SqliteFile):
    """The open file.

    Args:
        path: the file; it and its folder are made if missing.

    Raises:
        ForeignFile: another program's.
        NewerFile: a later version's.
        sqlite3.Error: it cannot be opened, or is damaged.
        OSError: its folder cannot be made.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, _TABLES, _VERSION)

    def read(self, series: Series, before: int | None, count: int) -> StoredCandles | None:
        """The newest part that begins before a slot, or its end.

        Args:
            series: of these candles.
            before: only of slots before this; None for the newest.
            count: how many candles are enough; a few more may come.

        Returns:
            None if nothing is known there.

        Raises:
            BrokenBlob: a block is damaged.
            sqlite3.Error: the file is.
        """
        number = self._id(series)
        if number is None:
            return None
        query = "SELECT first, stop FROM parts WHERE series = ? AND first < ? ORDER BY first DESC LIMIT 1"
        row = self._sql.execute(query, (number, _FAR if before is None else before)).fetchone()
        if row is None:
            return None
        first, stop = _bounds(row)
        return self._part(number, first, stop if before is None else min(stop, before), count)

    def write(self, changes: Iterable[tuple[Series, StoredCandles]]) -> None:
        """Keep these parts; each replaces what was known of its slots.

        Raises:
            BrokenBlob: a block that is to be changed is damaged.
            sqlite3.Error: the disk is full or not writable, or the file is damaged; nothing is changed then.
        """
        with self._transaction():
            for series, part in changes:
                self._write(self._id_made(series), part)

    def use(self, series: Series) -> None:
        """Note that a series was used now: the candles that were used least recently are removed first."""
        self._sql.execute("UPDATE series SET used = ? WHERE source = ? AND code = ? AND unit = ?", (_now(), *series))

    def forget(self, series: Series) -> None:
        """Remove a series."""
        number = self._id(series)
        if number is not None:
            with self._transaction():
                self._remove(number)

    def shrink(self, limit: int) -> None:
        """Remove the series used least recently until no more than `limit` bytes are used; of the last its oldest half.

        A file within the limit is not changed.
        """
        if self.size <= limit:
            return
        with self._transaction():
            while self.size > limit * _KEPT_WHEN_FULL:
                numbers = [row[0] for row in self._sql.execute("SELECT id FROM series ORDER BY used, id")]
                if len(numbers) > 1:
                    self._remove(numbers[0])
                elif not numbers or not self._halve(numbers[0]):
                    break
        self._give_back()

    def clear(self) -> None:
        """Remove everything."""
        with self._transaction():
            for table in ("blocks", "parts", "series"):
                self._sql.execute(f"DELETE FROM {table}")  # noqa: S608 - one of three words
        self._give_back()

    def _part(self, number: int, first: int, stop: int, count: int) -> StoredCandles:
        """The end of a part, from the block in which `count` candles are reached."""
        query = "SELECT block, data FROM blocks WHERE series = ? AND block BETWEEN ? AND ? ORDER BY block DESC"
        found: list[CandleBatch] = []
        for block, data in self._sql.execute(query, (number, first // SLOTS, (stop - 1) // SLOTS)):
            batch = unpack(_bytes(data), block)
            if block * SLOTS < first or (block + 1) * SLOTS > stop:
                batch = batch.taken((batch.slots >= first) & (batch.slots < stop))
            found.append(batch)
            count -= len(found[-1].slots)
            if count <= 0:
                first = max(first, block * SLOTS)
                break
        return StoredCandles(_one(found[::-1]), first, stop)

    def _write(self, number: int, part: StoredCandles) -> None:
        if not self._agrees(number, part):
            self._empty(number)
        first, last = part.first // SLOTS, (part.stop - 1) // SLOTS
        known = {}
        for block in {first, last}:  # only at its ends a block may have candles that this part does not replace
            query = "SELECT data FROM blocks WHERE series = ? AND block = ?"
            for (data,) in self._sql.execute(query, (number, block)):
                old = unpack(_bytes(data), block)
                known[block] = old.taken((old.slots < part.first) | (old.slots >= part.stop))
        self._sql.execute("DELETE FROM blocks WHERE series = ? AND block BETWEEN ? AND ?", (number, first, last))
        for block in sorted({*np.unique(part.batch.slots // SLOTS).tolist(), *known}):
            start, end = np.searchsorted(part.batch.slots, (block * SLOTS, (block + 1) * SLOTS))
            new = part.batch.taken(slice(start, end))
            whole = new.joined(known[block]) if block in known else new
            if len(whole.slots):
                row = (number, block, pack(whole, block))
                self._sql.execute("INSERT INTO blocks (series, block, data) VALUES (?, ?, ?)", row)
        self._join_parts(number, part.first, part.stop)

    def _agrees(self, number: int, part: StoredCandles) -> bool:
        """Whether what is known of the slots of `part` is of the same market."""
        return all(
            are_of_one_market(self._part(number, max(first, part.first), min(stop, part.stop), _FAR), part)
            for first, stop in self._overlapping(number, part.first, part.stop)
        )

    def _overlapping(self, number: int, first: int, stop: int) -> list[tuple[int, int]]:
        query = "SELECT first, stop FROM parts WHERE series = ? AND first < ? AND stop > ?"
        return [_bounds(row) for row in self._sql.execute(query, (number, stop, first)).fetchall()]

    def _join_parts(self, number: int, first: int, stop: int) -> None:
        overlapping = self._overlapping(number, first, stop)
        for each in overlapping:
            self._sql.execute("DELETE FROM parts WHERE series = ? AND first = ?", (number, each[0]))
        first, stop = min([first, *(each[0] for each in overlapping)]), max([stop, *(each[1] for each in overlapping)])
        self._sql.execute("INSERT INTO parts VALUES (?, ?, ?)", (number, first, stop))

    def _halve(self, number: int) -> bool:
        """Remove the older half of a series; returns whether anything was left to remove."""
        blocks = [
            row[0] for row in self._sql.execute("SELECT block FROM blocks WHERE series = ? ORDER BY 1", (number,))
        ]
        if not blocks:
            return False
        middle = blocks[len(blocks) // 2] if len(blocks) > 1 else blocks[0] + 1
        self._sql.execute("DELETE FROM blocks WHERE series = ? AND block < ?", (number, middle))
        self._sql.execute("DELETE FROM parts WHERE series = ? AND stop <= ?", (number, middle * SLOTS))
        query = "UPDATE parts SET first = ? WHERE series = ? AND first < ?"
        self._sql.execute(query, (middle * SLOTS, number, middle * SLOTS))
        return True

    def _remove(self, number: int) -> None:
        self._empty(number)
        self._sql.execute("DELETE FROM series WHERE id = ?", (number,))

    def _empty(self, number: int) -> None:
        self._sql.execute("DELETE FROM blocks WHERE series = ?", (number,))
        self._sql.execute("DELETE FROM parts WHERE series = ?", (number,))

    def _id(self, series: Series) -> int | None:
        query = "SELECT id FROM series WHERE source = ? AND code = ? AND unit = ?"
        found = self._sql.execute(query, series).fetchone()
        return found[0] if found is not None else None

    def _id_made(self, series: Series) -> int:
        query = "INSERT INTO series (source, code, unit, used) VALUES (?, ?, ?, ?) "
        query += "ON CONFLICT (source, code, unit) DO UPDATE SET used = excluded.used RETURNING id"
        return int(self._sql.execute(query, (*series, _now())).fetchone()[0])


def _one(batches: list[CandleBatch]) -> CandleBatch:
    if len(batches) == 1:
        return batches[0]
    if not batches:
        return CandleBatch(np.zeros(0, np.int64), np.zeros((6, 0)), np.zeros(0, np.int64))
    slots = np.concatenate([each.slots for each in batches])
    figures = np.concatenate([each.figures for each in batches], axis=1)
    return CandleBatch(slots, figures, np.zeros(len(slots), np.int64))


def _bounds(row: tuple[object, object]) -> tuple[int, int]:
    """The bounds of a part; a damaged file may have anything in their places."""
    first, stop = row
    if not isinstance(first, int) or not isinstance(stop, int) or not -_FAR <= first < stop <= _FAR:
        raise BrokenBlob("a part without bounds")
    return first, stop


def _bytes(data: object) -> bytes:
    if not isinstance(data, bytes):
        raise BrokenBlob("not bytes")
    return data


def _now() -> int:
    return time.time_ns()
