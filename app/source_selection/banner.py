"""The amber banner that says quotes are not real: permanent for any source other than Upbit itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from core.text import Text, composed, joined, translatable
from core.upbit.endpoints import Endpoints
from widgets.controls.label import ElidedLabel
from widgets.controls.untrusted_text import set_tip
from widgets.text.language import when_language_changes, wording


def is_real(endpoints: Endpoints) -> bool:
    """Return whether quotes from this host are Upbit's own; a replay or simulation has another host."""
    host = urlsplit(endpoints.ws_url).hostname or ""
    return not endpoints.is_simulated and (host == "upbit.com" or host.endswith(".upbit.com"))


def banner_text(endpoints: Endpoints, *, is_embedded: bool, is_first_start: bool = False) -> Text | None:
    """Return the text of the banner; None where quotes are real.

    Args:
        endpoints: the addresses of the source; shown for a server that is not embedded.
        is_embedded: whether the exchange is the embedded one.
        is_first_start: whether the user may not know yet how to change the source.
    """
    if is_real(endpoints):
        return None
    text = translatable("SourceBanner", "모의 시세 – 실제 시세가 아닙니다")
    if not is_embedded:
        server = translatable("SourceBanner", "모의 또는 재생 서버")
        return composed("{text}  ({server} {where})", text=text, server=server, where=endpoints.ws_url)
    if not is_first_start:
        return text
    return joined(
        ". ", text, translatable("SourceBanner", "오른쪽 위의 '업비트'를 누르면 언제든지 실제 시세로 바뀝니다")
    )


class SourceBanner(QFrame):
    """An amber line across the window that no menu can hide while quotes are not real.

    Signals:
        real_wanted: the user wants real quotes.
    """

    real_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text: Text | None = None
        self._shorter: Text | None = None
        self._label = ElidedLabel()
        # The bar may be narrower than its text: a label that insists on its width is cut at both ends there.
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        # The first control of a window gets the focus, and Space would press it; the keyboard has the menu.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.real_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.button)
        self.setObjectName("sourceBanner")
        self.hide()
        self._set_texts()
        when_language_changes(self, self._set_texts)

    def text(self) -> str:
        """The whole text, also where there is room for less; empty while the banner is hidden."""
        return "" if self.isHidden() else self._label.text()

    def show_text(self, text: Text | None, shorter: Text | None = None) -> None:
        """Show `text`, or `shorter` where `text` has no room; without a text the banner is hidden."""
        self._text, self._shorter = text, shorter
        self._set_texts()
        self.setVisible(text is not None)

    def _set_texts(self) -> None:
        self._label.setText(wording(self._text or ""))
        self._label.set_shorter(wording(self._shorter or ""))
        set_tip(self._label, self._label.text())
        self.button.setText(self.tr("실시간 업비트에 연결"))
