"""The assets panel (자산): the user's balances, their present value, and the profit over their cost."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QSize

from core.market.account.balances import Balances, Total, Valued, decimal
from core.model.link_status import ConnectionState
from core.model.messages import MyAsset, Ticker
from core.model.subscription import ALL, Scope, StreamKey, StreamType, subscribe
from widgets.account.private_panel import PrivatePanel
from widgets.guard.guard import guarded_or
from widgets.look.theme import Ink, change_ink
from widgets.paint.row_table import Heading, Line, RowTable
from widgets.paint.summary_bar import Figure, SummaryBar
from widgets.panel.account.rest_loads import load_balances
from widgets.text import formats
from widgets.text.delays import long_time
from widgets.text.language import translate
from widgets.text.money import amount, average, market_price, money, percent
from widgets.text.value_table import ValueTable

if TYPE_CHECKING:
    from core.engine.deliver.mailbox import Mail
    from core.market.account.untold import Untold
    from core.model.subscription import Subscription
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.context import PanelContext


class AssetsPanel(PrivatePanel):
    """One row per currency below the totals; prices come from the live tickers of the currencies held."""

    kind: ClassVar[str] = "assets"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._balances = Balances()
        self._prices: dict[str, Decimal] = {}
        self._summary = SummaryBar(context.look)
        self._table = RowTable(context.look, self._headings(), self._empty())
        self._table.pointed.connect(self.market_pointed)
        self._table.opened.connect(self.chart_wanted)
        self.lay_out(self._summary, self._table)
        self.begin()

    async def load(self, rest: PrivateRest) -> int:
        """Load all balances."""
        missing = await load_balances(self._balances, rest)
        if self._balances.needs_load:
            self.load_soon()
        return missing

    def untold_changes(self) -> Mapping[StreamType, Untold]:
        """Return what loads showed and the stream has not told."""
        return {StreamType.MY_ASSET: self._balances.untold}

    def expect_another_account(self) -> None:
        """Believe the next list whatever it lacks."""
        self._balances.expect_another()

    def streams(self) -> tuple[Subscription, ...]:
        """Return the stream of balances and the tickers of the currencies held."""
        listed = self._listed_codes()
        tickers = (subscribe(StreamType.TICKER, *listed),) if listed else ()
        return (subscribe(StreamType.MY_ASSET, ALL), *tickers)

    def forget_data(self) -> None:
        """Drop all balances."""
        self._balances.forget()

    def consume(self, messages: list[Mail]) -> bool:
        """Process prices and changes of balances."""
        is_changed = False
        for message in messages:
            if isinstance(message, Ticker):
                self.context.markets.update_from_ticker(message)
            if isinstance(message, Ticker) and message.trade_price is not None:
                self._prices[message.code] = decimal(message.trade_price)
                is_changed = True
            elif isinstance(message, MyAsset):
                if self._balances.apply(message):
                    is_changed = True
                    self.watch()
                if self._balances.needs_load:
                    self.load_soon()
        return is_changed

    def refresh(self) -> None:
        """Compute all values and show those that changed."""
        valued = self._balances.valued(self._prices)
        self._table.say_empty(self._empty())
        self._table.show_lines([self._line(each) for each in valued])
        self._summary.show_figures(self._figures(self._balances.total(valued)) if self.has_data() else ())

    def has_data(self) -> bool:
        """Return whether the balances were loaded."""
        return self._balances.is_loaded

    def trouble(self) -> str:
        """Return the problem of the prices: they come over the public connection, balances over the private one."""
        if not self._prices.keys().isdisjoint(self._listed_codes()) and (what := self._price_trouble()):
            return self.tr("{what} · 평가금액은 마지막 시세 기준입니다").format(what=what)
        return super().trouble()

    def markets_changed(self) -> None:
        """Subscribe to the tickers again: a currency without a listed market has no price. Show the new badges."""
        self.watch()
        self.refresh()

    def market_at(self, place: QPoint | None) -> str:
        """Return the market of a row."""
        return self._table.name_under(place, self)

    def shown_values(self) -> ValueTable | None:
        """Return the balances as a table, with the totals as its summary."""
        if not self.has_data():
            return None
        return self._table.shown_values()._replace(summary=self._summary.shown_values().summary)

    def panel_title(self) -> str:
        """`자산`."""
        return self.tr("자산")

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for eight columns and twelve rows."""
        return QSize(640, 320)

    def language_changed(self) -> None:
        """Title the columns again."""
        super().language_changed()
        self._table.set_texts(self._headings(), self._empty())

    def _headings(self) -> tuple[Heading, ...]:
        return (
            Heading(translate("AssetsHeadings", "자산"), 8, is_left=True, stays=True),
            Heading(self.tr("사용 가능"), 5),
            Heading(self.tr("주문 중"), 2),
            Heading(self.tr("평균 매수가"), 1),
            Heading(self.tr("현재가"), 4),
            Heading(self.tr("평가금액"), 7, stays=True),
            Heading(self.tr("평가손익"), 3),
            Heading(self.tr("수익률"), 6, stays=True),
        )

    def _empty(self) -> str:
        return self.tr("보유한 자산이 없습니다") if self.has_data() else ""

    def _listed_codes(self) -> list[str]:
        """Return the listed markets of the currencies held."""
        markets = self.context.markets
        codes = {holding.code for holding in self._balances.holdings() if holding.code}
        return [code for code in codes if not markets.is_unknown(code) and not markets.is_gone(code)]

    def _price_trouble(self) -> str:
        """Return why prices are not current; empty if they are."""
        engine = self.context.engine
        match engine.link_status(Scope.PUBLIC).state:
            case ConnectionState.RECONNECTING | ConnectionState.STOPPED:
                return self.tr("시세 연결 끊김")
            case ConnectionState.IDLE | ConnectionState.CONNECTING:
                return self.tr("시세 연결 중")
            case ConnectionState.STALE:
                return self.tr("시세 응답 지연")
        unheard, doubted = set[StreamKey](), frozenset[StreamKey]()
        if self._feed is not None:
            status = self._feed.status()
            unheard = {key for key in status.unheard if key.type is StreamType.TICKER and key.code in self._prices}
            doubted = status.doubted
        flow = engine.flow_status(Scope.PUBLIC)
        if flow.is_silent:
            text = self.tr("시세가 멈춤")
        elif flow.is_losing_messages:
            text = self.tr("시세 누락")
        elif not unheard.isdisjoint(doubted):
            text = self.tr("시세 응답 없음")
        elif unheard:
            text = self.tr("시세 다시 불러오는 중")
        elif flow.late_ms:
            text = self.tr("시세가 {time} 늦음").format(time=long_time(flow.late_ms / 1000))
        else:
            text = ""
        return text

    def _line(self, valued: Valued) -> Line:
        holding, unit = valued.holding, valued.holding.unit
        profit = change_ink(None if valued.profit is None else float(valued.profit))
        rate = _rate_ink(valued.profit_rate)
        name = self.context.markets.display_name(holding.code) if holding.code else holding.currency
        if name == holding.code:
            name = holding.currency
        quantity = money if holding.currency == "KRW" else lambda _unit, value: amount(value)
        return Line(
            holding.code,
            (
                name,
                quantity(unit, holding.available),
                quantity(unit, holding.locked) if holding.locked else "",
                average(unit, holding.average_price) if holding.code else "",
                market_price(holding.code, valued.price) if holding.code else "",
                money(unit, valued.value),
                money(unit, valued.profit, is_signed=True) if holding.code else "",
                percent(valued.profit_rate) if holding.code else "",
            ),
            (
                Ink.TEXT,
                Ink.TEXT,
                Ink.WARNING,
                Ink.DIM,
                Ink.TEXT,
                Ink.TEXT,
                profit,
                rate,
            ),
            self.context.markets.badges(holding.code) if holding.code else (),
        )

    def _figures(self, total: Total) -> tuple[Figure, ...]:
        unit, ink = self._balances.unit, change_ink(float(total.profit))
        value = self.tr("총 보유자산")
        if self.missing:
            value = self.tr("총 보유자산 (읽지 못한 {count}건 제외)").format(count=self.missing)
        elif total.unpriced:
            value = self.tr("총 보유자산 (시세 없는 {count}종 제외)").format(count=total.unpriced)
        profit = self.tr("평가손익")
        if total.uncosted:
            profit = self.tr("평가손익 (매수가 없는 {count}종 제외)").format(count=total.uncosted)
        return (
            Figure(value, f"{money(unit, total.value)} {unit}"),
            Figure(profit, money(unit, total.profit, is_signed=True), ink),
            Figure(self.tr("수익률"), percent(total.profit_rate), _rate_ink(total.profit_rate)),
            Figure(self.tr("총 매수"), money(unit, total.cost)),
        )


def _rate_ink(rate: Decimal | None) -> Ink:
    return change_ink(formats.as_written(None if rate is None else float(rate)))
