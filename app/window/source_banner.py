"""The amber banner that says quotes are not real: permanent for any source other than Upbit itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Qt

from core.text import Text, composed, translatable
from core.upbit.endpoints import Endpoints
from widgets.paint.label import PlainLabel
from widgets.paint.language import when_language_changes, wording


def is_real(endpoints: Endpoints) -> bool:
    """Return whether quotes from this host are Upbit's own; a replay or simulation has another host."""
    host = urlsplit(endpoints.ws_url).hostname or ""
    return not endpoints.is_simulated and (host == "upbit.com" or host.endswith(".upbit.com"))


def banner_text(is_embedded: bool, where: str) -> Text:
    """Return the text of the banner.

    Args:
        is_embedded: whether the exchange is the embedded one.
        where: the address of the source, shown for any other exchange.
    """
    text = translatable("SourceBanner", "모의 시세 – 실제 시세가 아닙니다")
    if is_embedded:
        return text
    server = translatable("SourceBanner", "모의 또는 재생 서버")
    return composed("{text}  ({server} {where})", text=text, server=server, where=where)


class SourceBanner(PlainLabel):
    """An amber line across the window that no menu can hide."""

    def __init__(self, text: str) -> None:
        super().__init__(wording(text))
        self._text = text
        when_language_changes(self, self._set_text)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setObjectName("sourceBanner")

    def _set_text(self) -> None:
        self.setText(wording(self._text))
