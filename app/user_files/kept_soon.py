"""Keeps something that belongs to the user in a file: read at the start, written soon after each change."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import SignalInstance

from core.storage.file_trouble import reason_of
from core.storage.kept_file import KeptFile
from core.text import Text, joined

logger = logging.getLogger(__name__)

SAVING_DELAY: Final = 0.5
"""Seconds during which changes are collected, such as the steps of a drag."""


class KeptSoon:
    """Reads the file once, and writes `content()` to it whenever that has changed.

    Args:
        file: the file with its good copies.
        read: takes what the file contains, values of any kind; nothing if there is no file that can be read.
        changed: emitted when the content may be another one.
        content: returns values that JSON knows.
        trouble: logged once if it cannot be written; with places for the reason and the file.
        level: of that record; an error is shown to the user.
        interval: seconds after which the content is looked at without a signal; None for never.
    """

    def __init__(
        self,
        file: KeptFile,
        read: Callable[[Mapping[str, Any]], object],
        changed: Sequence[SignalInstance],
        content: Callable[[], Mapping[str, Any]],
        trouble: Text,
        level: int = logging.ERROR,
        interval: float | None = None,
    ) -> None:
        self._file = file
        self._changed = changed
        self._content = content
        self._trouble = trouble
        self._level = level
        self._interval = interval
        self._is_in_trouble = False
        self.notice = ""
        """For the user, if the file or a part of it could not be read."""
        self._load(read)
        self._saved = content()

    def _load(self, read: Callable[[Mapping[str, Any]], object]) -> None:
        """Let `read` take the file, or else its newest copy that can be taken."""
        refused: set[str] = set()
        while True:
            loaded = self._file.load(refused)
            self.notice = joined(" ", self.notice, loaded.notice)
            try:
                read(loaded.content or {})
            except Exception:  # the edge: a content that raises would end every start
                if not loaded.key:
                    raise
                logger.exception("%s could not be taken", self._file.path)
                refused.add(loaded.key)
            else:
                return

    async def keep_saved(self) -> None:
        """Write soon after each change, on another thread, until cancelled."""
        changed = asyncio.Event()
        for signal in self._changed:
            signal.connect(changed.set)
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._interval):
                        await changed.wait()
                        await asyncio.sleep(SAVING_DELAY)
                changed.clear()
                await asyncio.to_thread(self._write, self._content())
        finally:
            for signal in self._changed:
                signal.disconnect(changed.set)

    def save(self) -> None:
        """Write now, if there is anything to write."""
        self._write(self._content())

    def _write(self, content: Mapping[str, Any]) -> None:
        if content == self._saved:
            return
        try:
            self._file.save(content)
        except OSError as error:
            if not self._is_in_trouble:  # reported once; saving is repeated with the next change and at the end
                logger.log(self._level, self._trouble, reason_of(error), self._file.path)
            self._is_in_trouble = True
        else:
            self._is_in_trouble = False
            self._saved = content
