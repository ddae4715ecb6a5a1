"""The order book panel: one market's asks and bids on the grid of its prices, live."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from core.market.alerts.alert import AlertKind
from core.market.order_book import OrderBookView
from core.model.messages import OrderBook, Ticker, Trade
from core.model.subscription import ORDERBOOK_DEPTHS, StreamType, subscribe
from widgets.guard.guard import guarded
from widgets.order_book.canvas import OrderBookCanvas
from widgets.order_book.choices import BookChoices
from widgets.order_book.controls import BookControls
from widgets.order_book.own_marks import own_marks
from widgets.order_book.words import depth_text, level_text, worded
from widgets.panel.account.followed import BALANCES_AND_ORDERS, FollowedAccount
from widgets.panel.entry_menu import EntryMenu
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.text import formats
from widgets.text.price_steps import book_levels, stated_tick
from widgets.text.value_table import ValueTable

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.engine.deliver.mailbox import Mail
    from widgets.panel.context import PanelContext

DEFAULT_DEPTH: Final = ORDERBOOK_DEPTHS[-1]
_ROUND: Final = ORDERBOOK_DEPTHS[1:]
"""The depths that the button goes through; the best level alone is offered by the menu and the keys."""


class OrderBookPanel(Panel):
    """Asks above, bids below. The option is the depth: 1, 5, 15 or 30 levels per side.

    The ticker is subscribed too: it has the prices of the day and the last price. Trades mark the prices at which they
    happen, and with a key the user's own prices are marked. What either tells is shown only while it comes: the book
    goes on without them.
    """

    kind: ClassVar[str] = "orderbook"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._choices = BookChoices()
        self._level = 0.0
        self._tick: float | None = None
        self._view = OrderBookView(_depth(option))
        self._canvas = OrderBookCanvas(context.look, self._view, code)
        self._controls = BookControls(5)
        self._own = FollowedAccount(self, "own-prices", BALANCES_AND_ORDERS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._controls)
        layout.addWidget(self._canvas, 1)
        self.setFocusProxy(self._canvas)
        self.cover(self._canvas)
        self._controls.pressed.connect(self._on_pressed)
        self._controls.more_wanted.connect(self._open_menu)
        self._canvas.spread_left.connect(self._show_controls)
        context.markets.steps_changed.connect(self._on_steps_changed)
        self._own.changed.connect(self._mark_own)
        self.market_changed()
        self._own.follow()

    @property
    def choices(self) -> BookChoices:
        """What the user chose."""
        return self._choices

    @property
    def level(self) -> float:
        """The grouping of the book shown; 0 for none."""
        return self._level

    def consume(self, messages: list[Mail]) -> bool:
        """Take the newest book, ticker and trade, and mark the prices of trades."""
        is_changed, trades = False, []
        for message in messages:
            match message:
                case OrderBook():
                    self._view.apply_book(message)
                    if self._view.is_damaged:
                        self.report_damage(message)
                    is_changed = True
                case Ticker():
                    is_changed |= self._view.apply_ticker(message)
                    self.context.markets.update_from_ticker(message)
                case Trade():
                    trades.append(message)
                case _:
                    pass
        if trades:
            is_changed |= self._view.apply_trade(trades[-1])
            if self.isVisible():
                self._canvas.flash(trades)
                is_changed = True
        return is_changed

    def refresh(self) -> None:
        """Repaint the rows that changed."""
        self._canvas.book_changed()

    def market_changed(self) -> None:
        """Restart with an empty book."""
        self._level = self._choices.level(self.code, book_levels(self.code))
        self._tick = stated_tick(self.code)
        self._view = OrderBookView(self._view.depth)
        self._canvas.show_view(self._view, self.code, self._level)
        self._mark_own()
        self._show_controls()
        self._watch()

    def has_data(self) -> bool:
        """Return whether a book was received."""
        return self._view.has_book

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether the book is fresh; ticker and trades may be late or missing."""
        return status.has_begun(StreamType.ORDERBOOK)

    def status_changed(self, status: FeedStatus) -> None:
        """Drop what a ticker or trades told that do not come any more."""
        is_changed = status.lacks(StreamType.TICKER) and self._view.forget_ticker()
        is_changed |= status.lacks(StreamType.TRADE) and self._view.forget_trade()
        if is_changed:
            self._canvas.book_changed()

    def language_changed(self) -> None:
        """Title the buttons and word the marks again."""
        self._show_controls()
        self._mark_own()

    def menu_entries(self) -> list[MenuEntry]:
        """Return the way back to the spread, and all choices."""
        depths = [
            MenuEntry(depth_text(depth), partial(self.set_option, str(depth)), is_checked=depth == self._view.depth)
            for depth in ORDERBOOK_DEPTHS
        ]
        levels = [
            MenuEntry(level_text(self.code, level), partial(self.set_level, level), is_checked=level == self._level)
            for level in (0.0, *book_levels(self.code))
        ]
        entries = [
            MenuEntry(self.tr("가운데로"), self._canvas.to_spread),
            MenuEntry(self.tr("호가 수"), entries=depths),
            MenuEntry(self.tr("금액으로 보기"), self.switch_amount, is_checked=self._choices.is_amount),
            MenuEntry(self.tr("매도 왼쪽, 매수 오른쪽"), self.switch_layout, is_checked=self._choices.is_two_sided),
        ]
        if (price := self._canvas.price_at_pointer) is not None:
            title = self.tr("{price}에 알림…").format(price=formats.price(self.code, price))
            entries.append(MenuEntry(title, partial(self.context.alerts.ask, AlertKind.PRICE, self.code, price)))
        if len(levels) > 1:
            entries.insert(1, MenuEntry(self.tr("모아보기"), entries=levels))
        return entries

    def _open_menu(self) -> None:
        """Open the entries of this book below the button for what has no room."""
        button = self._controls.more
        EntryMenu(self, self.menu_entries()).popup(button.mapToGlobal(QPoint(0, button.height())))

    def shown_values(self) -> ValueTable:
        """Return what is painted, as a table."""
        return self._canvas.shown_values()

    def panel_title(self) -> str:
        """`비트코인 BTC/KRW · 호가`."""
        return self.tr("{market} · 호가").format(market=self.context.markets.titled(self.code))

    def state(self) -> dict[str, Any]:
        """Return the choices, for the workspace."""
        return self._choices.state()

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore the choices."""
        self._choose(BookChoices.restored(state))

    def release(self) -> None:
        """Release the panel, and what watches the user's own prices."""
        if isValid(self._own):
            self._own.stop()
        super().release()

    # Choices

    def set_option(self, option: str) -> None:
        """Show another number of levels per side."""
        self.option = option
        self._view.set_depth(_depth(option))
        self._canvas.to_spread()
        self._show_controls()
        self._watch()

    def set_level(self, level: float) -> None:
        """Group the book by another step of the exchange; 0 for none."""
        self._choose(self._choices.with_level(self.code, level))

    def switch_amount(self) -> None:
        """Show amounts instead of sizes, or back."""
        self._choose(replace(self._choices, is_amount=not self._choices.is_amount))

    def switch_layout(self) -> None:
        """Show asks at the left and bids at the right of the prices, or back."""
        self._choose(replace(self._choices, is_two_sided=not self._choices.is_two_sided))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus group, brackets change the depth, `*` the figures and `/` the layout."""
        match event.text():
            case "+" | "=":
                self._step_level(1)
            case "-":
                self._step_level(-1)
            case "]":
                self._step_depth(1)
            case "[":
                self._step_depth(-1)
            case "*":
                self.switch_amount()
            case "/":
                self.switch_layout()
            case _:
                super().keyPressEvent(event)

    def _on_pressed(self, number: int) -> None:
        levels = (0.0, *book_levels(self.code))
        match number:
            case 0:
                self._canvas.to_spread()
            case 1:
                self.set_level(levels[(levels.index(self._level) + 1) % len(levels)] if self._level in levels else 0.0)
            case 2:
                self.switch_amount()
            case 3:
                self.switch_layout()
            case 4:
                at = _ROUND.index(self._view.depth) + 1 if self._view.depth in _ROUND else 0
                self.set_option(str(_ROUND[at % len(_ROUND)]))
            case _:
                pass
        self._show_controls()

    def _step_level(self, step: int) -> None:
        levels = (0.0, *book_levels(self.code))
        at = levels.index(self._level) + step if self._level in levels else 0
        self.set_level(levels[min(max(at, 0), len(levels) - 1)])

    def _step_depth(self, step: int) -> None:
        at = ORDERBOOK_DEPTHS.index(self._view.depth) + step
        self.set_option(str(ORDERBOOK_DEPTHS[min(max(at, 0), len(ORDERBOOK_DEPTHS) - 1)]))

    def _choose(self, choices: BookChoices) -> None:
        self._choices = choices
        self._canvas.show_choices(choices)
        if choices.level(self.code, book_levels(self.code)) != self._level:
            self._regroup()
        self._show_controls()

    def _regroup(self) -> None:
        """Show the book by its present grouping: an empty one until the exchange sends it."""
        before = self._view
        self.market_changed()
        self._view.take_day(before)
        self._update_status()

    def _on_steps_changed(self) -> None:
        if not self._is_alive:
            return
        if self._choices.level(self.code, book_levels(self.code)) != self._level:
            self._regroup()
            return
        if self._tick != stated_tick(self.code):
            # Prices of other markets are no reason to move the rows under the pointer.
            self._tick = stated_tick(self.code)
            self._canvas.show_view(self._view, self.code, self._level)
            self._canvas.book_changed()
        self._show_controls()

    def _show_controls(self) -> None:
        levels = book_levels(self.code)
        grouping = level_text(self.code, self._level) if levels else ""
        way = self._canvas.rows.way_to_spread
        self._controls.show_controls(worded(self._choices, grouping, self._view.depth, way))

    # What is subscribed

    def _watch(self) -> None:
        if self.code:
            book = subscribe(StreamType.ORDERBOOK, self.code, depth=self._view.depth, level=self._level)
            others = (subscribe(stream, self.code) for stream in (StreamType.TICKER, StreamType.TRADE))
            self.subscribe((book, *others))

    def _mark_own(self) -> None:
        if self._is_alive:
            self._canvas.show_own_marks(own_marks(self._own, self.code))


def _depth(option: str) -> int:
    depth = int(option) if option.isdecimal() else DEFAULT_DEPTH
    return depth if depth in ORDERBOOK_DEPTHS else DEFAULT_DEPTH
