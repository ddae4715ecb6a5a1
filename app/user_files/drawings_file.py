"""Keeps what the user drew on charts in a file of its own: it belongs to the markets, not to a panel or a workspace."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from app.user_files.kept_soon import KeptSoon
from core.storage.kept_file import KeptFile
from core.text import joined, translatable
from widgets.markets.drawings import AllDrawings

logger = logging.getLogger(__name__)

VERSION: Final = 1


class DrawingsFile(KeptSoon):
    """Fills the drawings from the file at the start, and writes them after each change.

    Args:
        file: the file with its good copies.
        drawings: of all markets.
    """

    def __init__(self, file: KeptFile, drawings: AllDrawings) -> None:
        self._drawings = drawings
        super().__init__(
            file,
            self._read,
            (drawings.changed,),
            drawings.content,
            translatable("log", "차트에 그린 것이 저장되지 않습니다: %s (%s)"),
        )

    def _read(self, content: Mapping[str, Any]) -> None:
        if dropped := self._drawings.fill(content):
            text = translatable("Drawings", "차트에 그린 것 가운데 {count:,}개는 읽을 수 없어 뺐습니다.")
            self.notice = joined(" ", self.notice, text.format(count=dropped))
            logger.warning("%s: %d drawings could not be read", self._file.path, dropped)
