"""The open orders panel (미체결): the user's orders that are not completed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QSize

from core.market.account.orders import OwnOrder, OwnOrders
from core.model.messages import MyOrder
from core.model.subscription import ALL, StreamType, subscribe
from widgets.account.private_panel import PrivatePanel
from widgets.guard.guard import guarded_or
from widgets.look.theme import Ink, side_ink
from widgets.paint.row_table import Heading, Line, RowTable
from widgets.panel.account.rest_loads import load_orders
from widgets.text import formats
from widgets.text.money import amount, market_price, percent
from widgets.text.value_table import ValueTable

if TYPE_CHECKING:
    from datetime import tzinfo

    from core.engine.deliver.mailbox import Mail
    from core.market.account.untold import Untold
    from core.model.subscription import Subscription
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.context import PanelContext


class MyOrdersPanel(PrivatePanel):
    """One row per open order of every market, the newest first."""

    kind: ClassVar[str] = "my-orders"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._orders = OwnOrders()
        self._titled = ""
        self._set_words()
        self._table = RowTable(context.look, self._headings(), self._empty())
        self._table.pointed.connect(self.market_pointed)
        self._table.opened.connect(self.chart_wanted)
        self.lay_out(self._table)
        self.begin()

    async def load(self, rest: PrivateRest) -> int:
        """Load all open orders."""
        return await load_orders(self._orders, rest)

    def untold_changes(self) -> Mapping[StreamType, Untold]:
        """Return what loads showed and the stream has not told."""
        return {StreamType.MY_ORDER: self._orders.untold}

    def expect_another_account(self) -> None:
        """Believe the next list whatever it lacks."""
        self._orders.expect_another()

    def streams(self) -> tuple[Subscription, ...]:
        """Return the stream of the orders of all markets."""
        return (subscribe(StreamType.MY_ORDER, ALL),)

    def forget_data(self) -> None:
        """Drop all orders."""
        self._orders.forget()

    def consume(self, messages: list[Mail]) -> bool:
        """Process changes of orders."""
        is_changed = False
        for message in messages:
            if isinstance(message, MyOrder):
                is_changed |= self._orders.apply(message)
                if self._orders.needs_load:
                    self.load_soon()
        return is_changed

    def refresh(self) -> None:
        """Show the orders that changed, and their number."""
        self._table.say_empty(self._empty())
        self._table.show_lines([self._line(order) for order in self._orders.orders()])
        if (title := self.panel_title()) != self._titled:
            self._titled = title
            self.title_changed.emit(title)

    def markets_changed(self) -> None:
        """Show the names of the markets, which are known now."""
        self.refresh()

    def has_data(self) -> bool:
        """Return whether the orders were loaded."""
        return self._orders.is_loaded

    def market_at(self, place: QPoint | None) -> str:
        """Return the market of a row."""
        return self._table.name_under(place, self)

    def shown_values(self) -> ValueTable | None:
        """Return the orders as a table."""
        return self._table.shown_values() if self.has_data() else None

    def panel_title(self) -> str:
        """Return `미체결`, with the number of orders once known."""
        count = len(self._orders.orders()) if self.has_data() else 0
        return self.tr("미체결 ({count})").format(count=count) if count else self.tr("미체결")

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for nine columns and a few rows."""
        return QSize(640, 260)

    def language_changed(self) -> None:
        """Title the columns again."""
        super().language_changed()
        self._set_words()
        self._table.set_texts(self._headings(), self._empty())

    def _set_words(self) -> None:
        self._types = {
            "limit": self.tr("지정가"),
            "price": self.tr("시장가"),
            "market": self.tr("시장가"),
            "best": self.tr("최유리"),
        }
        self._states = {
            "wait": self.tr("대기"),
            "watch": self.tr("예약"),
            "trade": self.tr("체결 중"),
            "prevented": self.tr("자전거래 방지"),
        }

    def _headings(self) -> tuple[Heading, ...]:
        return (
            Heading(self.tr("종목"), 8, is_left=True, stays=True),
            Heading(self.tr("구분"), 6, is_left=True, stays=True),
            Heading(self.tr("유형"), 1, is_left=True),
            Heading(self.tr("가격"), 7, stays=True),
            Heading(self.tr("수량"), 5, stays=True),
            Heading(self.tr("체결량"), 2),
            Heading(self.tr("체결률"), 3),
            Heading(self.tr("상태"), 4, stays=True),
            Heading(self.tr("주문 시각"), 0),
        )

    def _empty(self) -> str:
        return self.tr("미체결 주문이 없습니다") if self.has_data() else ""

    def _line(self, order: OwnOrder) -> Line:
        side = side_ink(order.is_buy)
        executed = Ink.TEXT if order.executed else Ink.FAINT
        return Line(
            order.code,
            (
                self.context.markets.display_name(order.code),
                {True: self.tr("매수"), False: self.tr("매도"), None: formats.UNKNOWN}[order.is_buy],
                self._types.get(order.type, order.type),
                market_price(order.code, order.price) if order.type == "limit" else amount(order.price),
                amount(order.volume),
                amount(order.executed),
                percent(order.filled).lstrip("+"),
                self._states.get(order.state, order.state),
                _short_time(order.created_ms, self.context.look.zone),
            ),
            (
                Ink.TEXT,
                side,
                Ink.DIM,
                side,
                Ink.TEXT,
                executed,
                executed,
                Ink.DIM,
                Ink.DIM,
            ),
            self.context.markets.badges(order.code),
        )


def _short_time(timestamp_ms: int, zone: tzinfo | None) -> str:
    """Format as `11-22 14:03:22`: orders live for days, not years."""
    return formats.date_time(timestamp_ms, zone)[5:] if timestamp_ms else formats.UNKNOWN
