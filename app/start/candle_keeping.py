"""Keeps the candles of this run on disk, one file for all sources, within the size that the user allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app import VERSION
from app.process.profile import CANDLES_FILE, state_folder
from app.settings.declared import STORED_CANDLES
from app.settings_window.stored_candles import StoredCandles
from core.loop.tasks import TaskOwner
from core.storage.candle_store import CandleStore, SourceCandles

if TYPE_CHECKING:
    from pathlib import Path

    from app.settings.store import Settings
    from app.source.source import Source
    from app.window.main_window import MainWindow
    from core.upbit.endpoints import Endpoints

_MEGABYTE: Final = 1_000_000


class CandleKeeping(QObject):
    """The store of candles for one run of the desk.

    Args:
        settings: how much may be kept.
        window: shows what befalls the file.
        path: the file; that of this user by default.
    """

    def __init__(self, settings: Settings, window: MainWindow, path: Path | None = None) -> None:
        super().__init__(window)
        self._settings = settings
        self._tasks = TaskOwner()
        self._store = CandleStore(path or state_folder() / CANDLES_FILE, self._limit, window.notice.show_text)
        self.for_settings = StoredCandles(self)
        """What the settings window asks of the candles."""
        self.for_settings.size_wanted.connect(self._tell_size)
        self.for_settings.clear_wanted.connect(self._clear)
        settings.follow(STORED_CANDLES, self._on_limit_changed)

    def of(self, source: Source, endpoints: Endpoints) -> SourceCandles | None:
        """Return the kept candles of a source; None if none are kept of it, or the user wants none."""
        name = name_of(source, endpoints)
        return SourceCandles(self._store, name) if name and self._limit else None

    async def close(self) -> None:
        """Write what waits, and close the file."""
        self._settings.unfollow(self._on_limit_changed)
        await self._tasks.cancel()
        await self._store.close()

    @property
    def _limit(self) -> int:
        return round(self._settings[STORED_CANDLES] * _MEGABYTE)

    def _on_limit_changed(self) -> None:
        self._store.set_limit(self._limit)

    def _tell_size(self) -> None:
        self._tasks.spawn(self._measure(), "size of the candles")

    def _clear(self) -> None:
        self._tasks.spawn(self._clear_and_measure(), "removal of the candles")

    async def _measure(self) -> None:
        self.for_settings.size_known.emit(await self._store.size())

    async def _clear_and_measure(self) -> None:
        await self._store.clear()
        await self._measure()


def name_of(source: Source, endpoints: Endpoints) -> str:
    """Return the name of a source in the file; empty if its candles are not kept.

    The embedded exchange has the same candles at every start of the same version. A server on this machine may serve
    another market each time.
    """
    if source.is_embedded:
        return f"{endpoints.name} {VERSION}"
    return "" if endpoints.is_simulated else endpoints.rest_url
