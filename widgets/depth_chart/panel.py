"""The depth chart panel (누적 호가): one market's cumulative bids and asks over price, live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout

from core.market.order_book import OrderBookView
from core.model.messages import OrderBook, Ticker
from core.model.subscription import StreamType, subscribe
from widgets.depth_chart.view import DepthView
from widgets.guard.guard import guarded_or
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.text.value_table import ValueTable

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.engine.deliver.mailbox import Mail
    from widgets.panel.context import PanelContext


class DepthChartPanel(Panel):
    """Thirty levels a side. The ticker is subscribed too: it has the market's state, such as a suspension."""

    kind: ClassVar[str] = "depth"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._book = OrderBookView()
        self._view = DepthView(context.look, self._book, code)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.setFocusProxy(self._view)
        self.cover(self._view)
        self._watch()

    @property
    def view(self) -> DepthView:
        """The plot."""
        return self._view

    def consume(self, messages: list[Mail]) -> bool:
        """Take the newest book."""
        books = [message for message in messages if isinstance(message, OrderBook)]
        for message in messages:
            if isinstance(message, Ticker):
                self.context.markets.update_from_ticker(message)
        if books:
            self._book.apply_book(books[-1])
            if self._book.is_damaged:
                self.report_damage(books[-1])
        return bool(books)

    def refresh(self) -> None:
        """Draw the newest book."""
        self._view.redraw()

    def market_changed(self) -> None:
        """Restart with an empty book."""
        self._book = OrderBookView()
        self._view.show_view(self._book, self.code)
        self._watch()

    def has_data(self) -> bool:
        """Return whether a book was received."""
        return self._book.has_book

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether the book is fresh; the ticker may be late or missing."""
        return status.has_begun(StreamType.ORDERBOOK)

    def menu_entries(self) -> list[MenuEntry]:
        """Return the entry that shows all levels."""
        return [MenuEntry(self.tr("모든 호가 보기"), self._show_all)]

    def shown_values(self) -> ValueTable:
        """Return the levels as a table."""
        return self._view.shown_values()

    def panel_title(self) -> str:
        """`비트코인 BTC/KRW · 누적 호가`."""
        return self.tr("{market} · 누적 호가").format(market=self.context.markets.titled(self.code))

    def state(self) -> dict[str, Any]:
        """Return the zoom, for the workspace."""
        return {"zoom": self._view.zoom}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore the zoom."""
        zoom = state.get("zoom")
        if isinstance(zoom, int | float) and not isinstance(zoom, bool) and 0 < zoom <= 1:
            self._view.set_zoom(float(zoom))

    def release(self) -> None:
        """Release the panel, and the items of the scene too."""
        if not self._is_released:
            self._view.close()
        super().release()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """A size in which thirty levels a side are easy to see."""
        return QSize(460, 260)

    def _show_all(self) -> None:
        self._view.set_zoom(1.0)

    def _watch(self) -> None:
        if self.code:
            streams = (subscribe(StreamType.ORDERBOOK, self.code), subscribe(StreamType.TICKER, self.code))
            self.subscribe(streams)
