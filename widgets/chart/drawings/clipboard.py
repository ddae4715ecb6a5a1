"""A drawing on the clipboard, as a line of text, for another chart or another market."""

from __future__ import annotations

import json
from typing import Final

from PySide6.QtGui import QGuiApplication

from core.market.drawings.drawing import Drawing
from core.market.drawings.record import read, to_record

_NAME: Final = "hoga-drawing"
_LONGEST: Final = 4096
"""Letters; no drawing needs more."""


def copy(drawing: Drawing) -> None:
    """Put a drawing on the clipboard."""
    QGuiApplication.clipboard().setText(json.dumps({_NAME: to_record(drawing)}, ensure_ascii=False))


def copied() -> Drawing | None:
    """Return the drawing on the clipboard; None if there is something else. Any program may have put it there."""
    text = QGuiApplication.clipboard().text()
    if len(text) > _LONGEST or _NAME not in text:
        return None
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return next(iter(read([content.get(_NAME)]).drawings), None) if isinstance(content, dict) else None
