"""Keeps candles on disk without blocking the event loop: one thread reads and writes, and writes come in groups."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from core.storage.candle_series import Series
from core.text import Text

if TYPE_CHECKING:
    from core.market.candles.stored import StoredCandles
    from core.storage.kept_candles import KeptCandles

logger = logging.getLogger(__name__)

T = TypeVar("T")

WRITE_INTERVAL: Final = 1.0
"""Seconds from a change until it is on disk: what a killed process loses."""

READ_TIMEOUT: Final = 1.0
"""Seconds after which a chart does not wait for a slow disk any longer, but requests the candles."""

_FAREWELL: Final = 1.0
_MOST_WAITING: Final = 5_000
"""Parts that wait for a disk that does not answer; more are not kept."""


class _Closed(Exception):
    """The store is closed."""


class CandleStore:
    """The candles of all sources. Use it on one event loop; close it before the loop ends.

    Args:
        path: the file.
        limit: bytes that it may use.
        say: called on the loop with each notice for the user.
    """

    def __init__(self, path: Path, limit: int, say: Callable[[Text], object]) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="candles")
        self._say = say
        self._path = path
        self._limit = limit
        self._kept: KeptCandles | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: list[tuple[Series, StoredCandles]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._is_closed = False

    async def read(self, series: Series, before: int | None, count: int) -> StoredCandles | None:
        """The newest known part of a series that begins before a slot; None if there is none, or the disk is slow.

        Args:
            series: of these candles.
            before: only of slots before this; None for the newest.
            count: how many candles are enough; a few more may come.
        """
        self._begin_to_write()  # so that what was handed over is read
        with contextlib.suppress(TimeoutError, _Closed):
            async with asyncio.timeout(READ_TIMEOUT):
                return await self._run(lambda: self._file().read(series, before, count))
        return None

    def write(self, series: Series, part: StoredCandles) -> None:
        """Keep a part of a series soon; it replaces what was known of its slots."""
        if not self._is_closed and len(self._waiting) < _MOST_WAITING and part.first < part.stop:
            self._waiting.append((series, part))
            self._write_soon()

    def forget(self, series: Series) -> None:
        """Remove a series: its candles are not those that the exchange has now."""
        self._waiting = [each for each in self._waiting if each[0] != series]
        if not self._is_closed:
            self._thread.submit(lambda: self._file().forget(series))

    def set_limit(self, limit: int) -> None:
        """Use no more than `limit` bytes from now on."""
        if not self._is_closed:
            self._thread.submit(lambda: self._file().shrink(limit))

    async def clear(self) -> None:
        """Remove all candles."""
        self._waiting.clear()
        with contextlib.suppress(_Closed):
            await self._run(lambda: self._file().clear())

    async def size(self) -> int | None:
        """Bytes that are used; None if no candles are kept in this run."""
        with contextlib.suppress(_Closed):
            return await self._run(lambda: self._file().size())
        return None

    async def close(self) -> None:
        """Write what waits, and close the file; idempotent."""
        if self._is_closed:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                changes = self._taken()
                await self._run(lambda: self._write_and_close(changes))
        self._is_closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        """Run `work` on the thread.

        Raises:
            _Closed: the store is closed.
        """
        if self._is_closed:
            raise _Closed
        self._loop = asyncio.get_running_loop()
        return await self._loop.run_in_executor(self._thread, work)

    def _file(self) -> KeptCandles:
        """The file, for the thread; loaded there at the first use, because that takes numpy and SQLite."""
        from core.storage.kept_candles import KeptCandles  # noqa: PLC0415

        self._kept = self._kept or KeptCandles(self._path, self._limit, self._say_from_thread)
        return self._kept

    def _write_soon(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self._timer is None:
            self._timer = self._loop.call_later(WRITE_INTERVAL, self._begin_to_write)

    def _begin_to_write(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        changes = self._taken()
        if changes and not self._is_closed:
            self._thread.submit(self._write, changes)

    def _taken(self) -> list[tuple[Series, StoredCandles]]:
        taken, self._waiting = self._waiting, []
        return taken

    def _write(self, changes: list[tuple[Series, StoredCandles]]) -> None:
        if not self._file().write(changes) and self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._put_back, changes)

    def _put_back(self, changes: list[tuple[Series, StoredCandles]]) -> None:
        """Try again what another process prevented."""
        if not self._is_closed:
            self._waiting[:0] = changes
            self._write_soon()

    def _write_and_close(self, changes: list[tuple[Series, StoredCandles]]) -> None:
        if changes or self._kept is not None:  # a run without charts loads no SQLite to end
            self._file().write(changes)
            self._file().close()

    def _say_from_thread(self, text: Text) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._say, text)


class SourceCandles(NamedTuple):
    """The candles of one source in a store; other sources have other candles of the same markets."""

    store: CandleStore
    source: str

    async def read(self, code: str, unit: str, before: int | None, count: int) -> StoredCandles | None:
        """The newest known part of a market's candles that begins before a slot; see `CandleStore.read`."""
        return await self.store.read(Series(self.source, code, unit), before, count)

    def write(self, code: str, unit: str, part: StoredCandles) -> None:
        """Keep a part of a market's candles soon."""
        self.store.write(Series(self.source, code, unit), part)

    def forget(self, code: str, unit: str) -> None:
        """Remove a market's candles of this unit."""
        self.store.forget(Series(self.source, code, unit))
