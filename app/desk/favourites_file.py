"""Keeps the favourite markets in a file of their own: they belong to the user, not to a panel or a workspace."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from core.storage.kept_file import KeptFile
from core.text import translatable
from widgets.markets.favourites import FavouriteMarkets

logger = logging.getLogger(__name__)

VERSION: Final = 1
SAVING_DELAY: Final = 0.5
"""Seconds during which changes are collected, such as the steps of a drag."""


class FavouritesFile:
    """Fills the list from the file at the start, and writes it after each change.

    Args:
        file: the file with its good copies.
        favourites: the list.
    """

    def __init__(self, file: KeptFile, favourites: FavouriteMarkets) -> None:
        self._file = file
        self._favourites = favourites
        self._is_in_trouble = False
        loaded = file.load()
        self.notice = loaded.notice
        """For the user, if the file was damaged."""
        codes = (loaded.content or {}).get("codes")
        favourites.set_codes(codes if isinstance(codes, list) else ())
        self._saved = favourites.codes

    async def keep_saved(self) -> None:
        """Write soon after each change, on another thread, until cancelled."""
        changed = asyncio.Event()
        self._favourites.changed.connect(changed.set)
        try:
            while True:
                await changed.wait()
                await asyncio.sleep(SAVING_DELAY)
                changed.clear()
                await asyncio.to_thread(self._write, self._favourites.codes)
        finally:
            self._favourites.changed.disconnect(changed.set)

    def save(self) -> None:
        """Write now, if there is anything to write."""
        self._write(self._favourites.codes)

    def _write(self, codes: tuple[str, ...]) -> None:
        if codes == self._saved:
            return
        try:
            self._file.save({"codes": list(codes)})
        except OSError as error:
            if not self._is_in_trouble:  # reported once; saving is repeated with the next change and at the end
                logger.error(
                    translatable("log", "관심 종목이 저장되지 않습니다: %s (%s)"),
                    error.strerror or error,
                    self._file.path,
                )
            self._is_in_trouble = True
        else:
            self._is_in_trouble = False
            self._saved = codes
