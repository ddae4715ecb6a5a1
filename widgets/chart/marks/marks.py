"""The marks of one chart: what they say and where they are, after each redraw."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from math import floor
from typing import TYPE_CHECKING, Any, Final

from core.market.alerts.alert import AlertKind
from core.market.chart.marks import MarkedPrice, marked
from core.model.messages import Ticker
from widgets.chart.marks.choice import MarkChoice, restored
from widgets.chart.marks.days import DaysLayer
from widgets.chart.marks.overlay import MarkOverlay
from widgets.chart.marks.own_trades import OwnTrades, Position
from widgets.chart.marks.places import Level, Mark
from widgets.chart.panes.bars import FAR
from widgets.chart.panes.value_scale import LEAST_MARKED
from widgets.chart.part import ChartPart
from widgets.look.theme import Ink, side_ink
from widgets.panel.menu_entry import MenuEntry
from widgets.text import formats, money
from widgets.text.alert_words import condition
from widgets.text.language import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QRect

    from core.market.account.orders import OwnOrder
    from core.market.alerts.alert import Alert
    from widgets.chart.view import ChartView
    from widgets.panel.panel import Panel

_EXACT: Final = 1e-6
"""Pixels: less than this is the error of computing a height."""


class ChartMarks(ChartPart):
    """Shows marks over the prices.

    Args:
        panel: the chart.
        view: its view.
    """

    def __init__(self, panel: Panel, view: ChartView) -> None:
        super().__init__(panel, view)
        look = panel.context.look
        self._choice = MarkChoice()
        self._previous_close: float | None = None
        self._others: list[QRect] = []
        """What marks keep clear of beside the legends, at the last redraw."""
        self.overlay = MarkOverlay(look, view)
        self.overlay.stackUnder(view.crosshair)
        self.days = (DaysLayer(look), DaysLayer(look))
        for layer, pane in zip(self.days, (view.prices, view.volumes), strict=True):
            pane.layers.insert(0, layer)
        self.own = OwnTrades(panel)
        self.own.changed.connect(self.update)
        panel.context.alerts.changed.connect(self.update)
        view.drawn.connect(self.update)
        view.crosshair.legends_changed.connect(self._keep_clear)
        self.show_market(panel.code)

    @property
    def choice(self) -> MarkChoice:
        """Which marks are shown."""
        return self._choice

    def show_market(self, code: str) -> None:
        """Mark another market; what belonged to the one before goes."""
        self._previous_close = None
        self.own.show_market(code, is_wanted=self._choice.own and bool(code))

    def receive(self, messages: Iterable[object]) -> bool:
        """Take the previous close from the market's tickers; return whether it is another one."""
        closes = [
            message.prev_closing_price
            for message in messages
            if isinstance(message, Ticker) and message.code == self.panel.code and message.prev_closing_price
        ]
        if not closes or closes[-1] == self._previous_close:
            return False
        self._previous_close = closes[-1]
        return True

    def forget_previous_close(self) -> bool:
        """Unmark the previous close: only tickers tell the next one, and none come; return whether it was marked."""
        was_marked, self._previous_close = self._previous_close is not None, None
        return was_marked

    def turn(self, name: str) -> None:
        """Show or hide one kind of marks, a field of `MarkChoice`."""
        self._show(self._choice.turned(name))

    def update(self) -> None:
        """Place the marks by what the view shows now."""
        view, area = self.view, self.view.prices.area
        self.overlay.setGeometry(view.viewport().geometry())
        if not len(view.series) or area.isEmpty():
            self.overlay.show_marks(area, (), ())
            self.view.crosshair.lettered = []
            return
        self._others = self._other_areas()
        covered = [*view.crosshair.legend_areas, *self._others]
        is_high = area.height() >= self.panel.context.look.px(LEAST_MARKED)
        marks = self._extremes() if is_high else ()
        self.overlay.show_marks(area, marks, self._levels(), covered)
        self._keep_lines_off()

    def menu_entries(self) -> list[MenuEntry]:
        """Return an entry for each kind of marks."""
        names = {
            "extremes": translate("Chart", "최고가·최저가"),
            "days": translate("Chart", "하루 경계 (오전 9시)"),
            "previous_close": translate("Chart", "전일 종가"),
            "own": translate("Chart", "내 평균단가·미체결 주문"),
            "alerts": translate("Chart", "가격 알림"),
        }
        return [
            MenuEntry(title, partial(self.turn, name), is_checked=getattr(self._choice, name))
            for name, title in names.items()
        ]

    def state(self) -> dict[str, Any]:
        """Return what the workspace keeps: what is not as usual."""
        hidden = self._choice.state()
        return {"marks": hidden} if hidden else {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore what is valid of it."""
        self._show(restored(state.get("marks")))

    def close(self) -> None:
        """Leave the wire."""
        self.own.close()

    def _show(self, choice: MarkChoice) -> None:
        if choice != self._choice:
            self._choice = choice
            for layer in self.days:
                layer.show(is_shown=choice.days)
            self.own.show_market(self.panel.code, is_wanted=choice.own and bool(self.panel.code))
            self.view.redraw()

    def _keep_clear(self) -> None:
        """Keep clear of the legends, which are longer with the values at the crosshair."""
        self.overlay.cover([*self.view.crosshair.legend_areas, *self._others])
        self._keep_lines_off()

    def _keep_lines_off(self) -> None:
        self.view.crosshair.lettered = [*self.overlay.text_areas, *self._others]

    def _other_areas(self) -> list[QRect]:
        """Return where words of layers lie."""
        pane = self.view.prices
        return [area.translated(pane.area.topLeft()) for layer in pane.layers for area in layer.text_areas(pane.scale)]

    def _extremes(self) -> tuple[Mark, ...]:
        view = self.view
        window = view.window_of_time
        found = marked(view.series, window.left, window.right) if self._choice.extremes else None
        if found is None:
            return ()
        return (
            self._mark(found.high, translate("Chart", "최고 {price} ({change})"), Ink.RISE, is_above=True),
            self._mark(found.low, translate("Chart", "최저 {price} ({change})"), Ink.FALL, is_above=False),
        )

    def _mark(self, found: MarkedPrice, words: str, ink: Ink, *, is_above: bool) -> Mark:
        view = self.view
        text = words.format(price=formats.price(view.code, found.price), change=formats.percent(found.to_now))
        x = floor(view.window_of_time.x(found.slot + 0.5))
        return Mark(x, self._y(found.price), text, ink, is_above)

    def _levels(self) -> tuple[Level, ...]:
        levels = []
        if self._choice.own:
            if (position := self.own.position()) is not None:
                levels.append(self._average(position))
            at_prices: dict[tuple[float, bool | None], list[OwnOrder]] = {}
            for order in self.own.orders():
                at_prices.setdefault((float(order.price or 0), order.is_buy), []).append(order)
            levels += [self._orders(price, is_buy, orders) for (price, is_buy), orders in at_prices.items()]
        if self._choice.alerts:
            levels += [self._alert(alert) for alert in self.panel.context.alerts.of(self.view.code, AlertKind.PRICE)]
        if self._choice.previous_close and self._previous_close is not None:
            text = translate("Chart", "전일 종가 {price}").format(
                price=formats.price(self.view.code, self._previous_close)
            )
            levels.append(Level(self._y(self._previous_close), text, Ink.DIM))
        return tuple(levels)

    def _alert(self, alert: Alert) -> Level:
        text = translate("Chart", "알림 {condition}").format(condition=condition(alert))
        return Level(self._y(alert.level), text, Ink.WARNING if alert.is_enabled else Ink.FAINT)

    def _average(self, position: Position) -> Level:
        price = float(position.average_price)
        text = translate("Chart", "평단 {price} · {amount} ({change})").format(
            price=money.average(position.unit, position.average_price),
            amount=money.amount(position.amount),
            change=formats.percent(float(self.view.series.closes[-1]) / price - 1),
        )
        return Level(self._y(price), text, Ink.ACCENT)

    def _orders(self, price: float, is_buy: bool | None, orders: Sequence[OwnOrder]) -> Level:
        """Return the level of all orders of one side at one price."""
        amount = sum((order.remaining or order.volume or Decimal(0) for order in orders), Decimal(0))
        words = {
            True: translate("Chart", "매수 {price} · {amount}"),
            False: translate("Chart", "매도 {price} · {amount}"),
            None: translate("Chart", "주문 {price} · {amount}"),
        }
        text = words[is_buy].format(price=formats.price(self.view.code, price), amount=money.amount(amount or None))
        if len(orders) > 1:
            text += translate("Chart", " ({n}건)").format(n=len(orders))
        return Level(self._y(price), text, side_ink(is_buy))

    def _y(self, price: float) -> int:
        y = min(max(self.view.prices.y(price), -FAR), FAR)
        return floor(y + _EXACT)  # the highest candle lies on a whole pixel, of which the scale may miss 1e-13
