"""The trades panel (체결): one market's trades as they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollBar

from core.mailbox import Loss
from core.market.trade_tape import TradeTape
from core.subscription import StreamType, subscribe
from core.upbit.messages import Trade
from widgets.panel import Panel
from widgets.trades_canvas import TradesCanvas

if TYPE_CHECKING:
    from core.mailbox import Mail
    from widgets.panel_context import PanelContext


class TradesPanel(Panel):
    """Newest on top, coloured by the taker's side; a bar says where trades were lost."""

    kind: ClassVar[str] = "trades"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._tape = TradeTape()
        self._canvas = TradesCanvas(self._tape, code)
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._canvas)
        layout.addWidget(self._bar)
        self._canvas.scrolled.connect(self._on_scrolled)
        self._bar.valueChanged.connect(self._canvas.scroll_to)
        self.setFocusProxy(self._canvas)
        self.cover(self)
        self._watch()

    def consume(self, messages: list[Mail]) -> bool:
        """Put the trades and the losses on the tape."""
        return self._tape.extend(message for message in messages if isinstance(message, Trade | Loss))

    def refresh(self) -> None:
        """Repaint the tape where it stands now."""
        self._canvas.tape_changed()

    def market_changed(self) -> None:
        """Start over with an empty tape."""
        self._tape = TradeTape()
        self._canvas.show_tape(self._tape, self.code)
        self._watch()

    def has_data(self) -> bool:
        """Whether a trade has come."""
        return len(self._tape) > 0

    def panel_title(self) -> str:
        """`비트코인 BTC/KRW · 체결`."""
        return self.tr("{market} · 체결").format(market=self.context.markets.pair_name(self.code))

    def _watch(self) -> None:
        if self.code:
            self.subscribe((subscribe(StreamType.TRADE, self.code),))

    def _on_scrolled(self) -> None:
        # The bar follows the picture here; its own signal would scroll the picture to where it already is.
        self._bar.blockSignals(True)
        self._bar.setPageStep(self._canvas.page_rows)
        self._bar.setRange(0, max(self._canvas.last_first_row, self._canvas.first_row))
        self._bar.setValue(self._canvas.first_row)
        self._bar.blockSignals(False)
