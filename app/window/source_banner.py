"""The amber bar that says quotes are not real: permanent, wherever they do not come from Upbit itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, Qt

from core.upbit.endpoints import Endpoints
from widgets.paint import palette
from widgets.paint.label import PlainLabel


def is_real(endpoints: Endpoints) -> bool:
    """Whether quotes from there are the market's own; a replay or a simulation answers at some other host."""
    host = urlsplit(endpoints.ws_url).hostname or ""
    return not endpoints.is_simulated and (host == "upbit.com" or host.endswith(".upbit.com"))


def banner_text(is_embedded: bool, where: str) -> str:
    """What the bar says.

    Args:
        is_embedded: whether the exchange is this desk's own child.
        where: the address quotes come from, told where it is not our own.
    """
    said = QCoreApplication.translate("SourceBanner", "모의 시세 – 실제 시세가 아닙니다")
    if is_embedded:
        return said
    return f"{said}  ({QCoreApplication.translate('SourceBanner', '모의 또는 재생 서버')} {where})"


class SourceBanner(PlainLabel):
    """One amber line across the window that no menu can take away."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet(
            f"background: {palette.AMBER.name()}; color: {palette.BACKGROUND.name()}; font-weight: bold; padding: 3px;"
        )
