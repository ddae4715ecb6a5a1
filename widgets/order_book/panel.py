"""The order book panel: one market's asks and bids, live."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QVBoxLayout

from core.market.order_book import OrderBookView
from core.model.messages import OrderBook, Ticker
from core.model.subscription import ORDERBOOK_DEPTHS, StreamType, subscribe
from widgets.order_book.canvas import OrderBookCanvas
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.text.value_table import ValueTable

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.engine.deliver.mailbox import Mail
    from widgets.panel.context import PanelContext

DEFAULT_DEPTH: Final = ORDERBOOK_DEPTHS[-1]


class OrderBookPanel(Panel):
    """Asks above, bids below. The option is the depth: 1, 5, 15 or 30 rows per side.

    The ticker is subscribed too: its previous close sets the colour of prices, and it has the last price.
    """

    kind: ClassVar[str] = "orderbook"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._view = OrderBookView(_depth(option))
        self._canvas = OrderBookCanvas(context.look, self._view, code)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)
        self.setFocusProxy(self._canvas)
        self.cover(self)
        self._watch()

    def consume(self, messages: list[Mail]) -> bool:
        """Take the newest book and the newest ticker."""
        is_changed = False
        for message in messages:
            match message:
                case OrderBook():
                    self._view.apply_book(message)
                    is_changed = True
                case Ticker():
                    is_changed |= self._view.apply_ticker(message)
                    self.context.markets.update_from_ticker(message)
                case _:
                    pass
        return is_changed

    def refresh(self) -> None:
        """Repaint the book."""
        self._canvas.book_changed()

    def market_changed(self) -> None:
        """Restart with an empty book."""
        self._view = OrderBookView(self._view.depth)
        self._canvas.show_view(self._view, self.code)
        self._watch()

    def has_data(self) -> bool:
        """Return whether a book was received."""
        return self._view.has_book

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether the book is fresh; the ticker may be late or missing."""
        return not any(key.type is StreamType.ORDERBOOK for key in status.unheard)

    def menu_entries(self) -> list[MenuEntry]:
        """Back to the spread."""
        return [MenuEntry(self.tr("가운데로"), self._canvas.to_spread)]

    def shown_values(self) -> ValueTable:
        """Return what is painted, as a table."""
        return self._canvas.shown_values()

    def panel_title(self) -> str:
        """`비트코인 BTC/KRW · 호가`."""
        return self.tr("{market} · 호가").format(market=self.context.markets.titled(self.code))

    def _watch(self) -> None:
        if self.code:
            book = subscribe(StreamType.ORDERBOOK, self.code, depth=self._view.depth)
            self.subscribe((book, subscribe(StreamType.TICKER, self.code)))


def _depth(option: str) -> int:
    depth = int(option) if option.isdecimal() else DEFAULT_DEPTH
    return depth if depth in ORDERBOOK_DEPTHS else DEFAULT_DEPTH
