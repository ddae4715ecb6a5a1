"""The file of candles, whatever befalls it: candles are only kept to save time, so nothing here is an error.

A damaged file and another program's are set aside, and a new one begun. A file that is a later version's, locked or not
writable is left alone, and candles are not kept in this run. Whatever happens is said once.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from core.market.candles.stored import StoredCandles
from core.storage.aside import put_aside
from core.storage.candle_blob import BrokenBlob
from core.storage.candle_file import CandleFile
from core.storage.candle_series import Series
from core.storage.sqlite_file import ForeignFile, NewerFile
from core.text import Text, translatable

logger = logging.getLogger(__name__)

T = TypeVar("T")

LOCKED_WRITES: Final = 10
"""Writes in a row that another process prevented, until no more are tried."""

_KEPT_ASIDE: Final = 3
"""How many files are kept that could not be used: one may be another program's, and each may be large."""

_NEW_FILE: Final = translatable("core", "저장해 둔 봉을 읽을 수 없어({reason}) 새로 받습니다. 보관한 파일: {path}")
_NOT_KEPT: Final = translatable("core", "이번에는 봉을 디스크에 저장하지 않습니다: {reason} ({path})")
_DAMAGED: Final = translatable("core", "파일 손상")
_FOREIGN: Final = translatable("core", "Hoga의 파일이 아님")
_NEWER: Final = translatable("core", "더 새로운 Hoga가 만든 파일")
_LOCKED: Final = translatable("core", "다른 프로그램이 쓰는 중")
_FULL: Final = translatable("core", "디스크가 가득 참")
_NOT_WRITABLE: Final = translatable("core", "쓸 수 없는 폴더나 파일")

_LOCKED_CODES: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_WHY: Final = dict.fromkeys(_LOCKED_CODES, _LOCKED) | {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: _NOT_WRITABLE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_IOERR: _NOT_WRITABLE,
    sqlite3.SQLITE_NOLFS: _NOT_WRITABLE,
    sqlite3.SQLITE_AUTH: _NOT_WRITABLE,
}
"""SQLite's codes of errors that are not the file's fault; after all others it counts as damaged."""


class KeptCandles:
    """Opens the file at the first use. Every method blocks, and none raises.

    Args:
        path: the file.
        limit: bytes that it may use.
        say: called with each notice for the user, on the thread that calls.
    """

    def __init__(self, path: Path, limit: int, say: Callable[[Text], object]) -> None:
        self._path = path
        self._limit = limit
        self._say = say
        self._file: CandleFile | None = None
        self._is_given_up = False
        self._is_only_read = False
        self._locked_writes = 0

    def read(self, series: Series, before: int | None, count: int) -> StoredCandles | None:
        """The newest known part that begins before a slot; None if there is none, or it cannot be read now."""

        def work(file: CandleFile) -> StoredCandles | None:
            found = file.read(series, before, count)
            if found is not None and not self._is_only_read:
                with contextlib.suppress(sqlite3.OperationalError):  # another process is writing
                    file.use(series)
            return found

        return self._do(work)

    def write(self, changes: Sequence[tuple[Series, StoredCandles]]) -> bool:
        """Keep these parts; returns False if another process prevents it, and it is worth another try."""
        if self._is_only_read or not changes or not self._limit:
            return True

        def work(file: CandleFile) -> bool:
            file.write(changes)
            file.shrink(self._limit)
            return True

        is_done = self._do(work, is_write=True)
        return bool(is_done) or self._is_given_up or self._is_only_read

    def forget(self, series: Series) -> None:
        """Remove a series."""
        self._do(lambda file: file.forget(series), is_write=True)

    def clear(self) -> None:
        """Remove all candles."""
        self._do(CandleFile.clear, is_write=True)

    def shrink(self, limit: int) -> None:
        """Use no more than `limit` bytes from now on."""
        self._limit = limit
        self._do(lambda file: file.shrink(limit), is_write=True)

    def size(self) -> int | None:
        """Bytes that are used; None if no candles are kept in this run."""
        return self._do(lambda file: file.size)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            with contextlib.suppress(sqlite3.Error):
                self._file.close()
            self._file = None

    def _do(self, work: Callable[[CandleFile], T], *, is_write: bool = False) -> T | None:
        for _ in range(2):  # again with the new file, once a damaged one is set aside
            if self._is_given_up:
                break
            try:
                self._file = self._file or self._open()
                done = work(self._file)
            except (BrokenBlob, ForeignFile, NewerFile, OSError, sqlite3.Error) as error:
                if not self._recover(error, is_write=is_write):
                    break
            else:
                self._locked_writes = 0 if is_write else self._locked_writes
                return done
        return None

    def _open(self) -> CandleFile:
        if self._path.exists() and not self._path.is_file():
            raise OSError("not a regular file")
        return CandleFile(self._path)

    def _recover(self, error: Exception, *, is_write: bool) -> bool:
        """Do what `error` requires; returns whether there is a file to try again with."""
        logger.warning("the file of candles %s: %s: %s", self._path, type(error).__name__, error)
        if isinstance(error, NewerFile):
            return self._give_up(_NEWER)
        if isinstance(error, OSError):
            return self._give_up(_NOT_WRITABLE)
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if isinstance(error, BrokenBlob | ForeignFile) or code not in _WHY:
            return self._set_aside(_FOREIGN if isinstance(error, ForeignFile) else _DAMAGED)
        if code in _LOCKED_CODES and self._file is not None:
            self._locked_writes += is_write
            if self._locked_writes < LOCKED_WRITES:
                return False
        if self._file is not None:  # it could be opened, so it can be read
            self._is_only_read = True
            self._say(_NOT_KEPT.format(reason=_WHY[code], path=self._path))
            return False
        return self._give_up(_WHY[code])

    def _give_up(self, reason: Text) -> bool:
        self.close()
        self._is_given_up = True
        self._say(_NOT_KEPT.format(reason=reason, path=self._path))
        return False

    def _set_aside(self, reason: Text) -> bool:
        self.close()
        if (aside := put_aside(self._path, most=_KEPT_ASIDE)) is None:
            return self._give_up(reason)
        try:
            for ending in ("-wal", "-shm"):  # they belong to the file that was moved
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
        except OSError:
            return self._give_up(reason)
        self._say(_NEW_FILE.format(reason=reason, path=aside))
        return True
