"""The kinds of panel: one entry holds all facts about a kind.

Menus, dialogs, command line, scripts, workspaces and the placement of docks read this table. Only `PanelKind.load`
imports widgets: the desk imports only the panels it shows; the chart, whose import takes as long as all others
together, loads while the exchange is dialled; and a wrong word on the command line is rejected before Qt is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING, Final

from core.model.subscription import ORDERBOOK_DEPTHS
from core.text import Text, translatable

if TYPE_CHECKING:
    from widgets.panel.panel import Panel

CHART_UNITS: Final = ("1s", "1m", "3m", "5m", "10m", "15m", "30m", "60m", "240m", "day", "week", "month")

MARKET_GROUPS: Final = tuple("ABCDEF")
"""Groups of panels that show the same market."""
UNIT_GROUPS: Final = tuple("123456")
"""Groups of charts that show the same candle unit."""


class Column(IntEnum):
    """The column of the desk in which panels of a kind are placed, from left to right."""

    MARKETS = 0
    CHARTS = 1
    TRADING = 2


@dataclass(frozen=True, slots=True)
class PanelKind:
    """One kind of panel."""

    title: Text
    """Its name on the screen."""
    about: Text
    """One line about what it shows, for who looks for a panel."""
    widget: str
    """`module:class` of its widget."""
    column: Column
    height: int
    """Its share of the column, in pixels of a window of 1600 x 900."""
    has_market: bool = False
    follows_market: bool = False
    """Whether the first panel of this kind is linked to the watchlist from the start."""
    chooses_market: bool = False
    """Whether a market is chosen in it for the panels linked to it."""
    has_unit: bool = False
    """Whether its option is a candle unit."""
    is_strip: bool = False
    """Whether it is one row of figures: it stands above the other panels of its column, no higher than it needs."""
    is_main: bool = False
    """Whether panels of this kind keep most of their column, whatever else is opened there."""
    words: str = ""
    """Other words that find it, separated by spaces: synonyms, and its English names for who types these in Korean."""
    options: tuple[str, ...] = ()
    """The accepted values of the option; without one the panel uses its default."""

    def load(self) -> type[Panel]:
        """Return the class of the widget; the first call imports its module."""
        module, _, name = self.widget.partition(":")
        panel: type[Panel] = getattr(import_module(module), name)
        return panel


KINDS: Final = {
    "watchlist": PanelKind(
        translatable("kinds", "관심종목"),
        translatable("kinds", "모든 종목의 현재가와 등락, 거래대금. 고르면 연결된 패널이 따라옵니다."),
        "widgets.watchlist.panel:WatchlistPanel",
        Column.MARKETS,
        840,
        is_main=True,
        chooses_market=True,
        words="시세 종목 목록 watchlist markets favourites",
    ),
    "market-header": PanelKind(
        translatable("kinds", "현재가"),
        translatable("kinds", "한 종목의 현재가, 등락, 고가와 저가, 거래량을 한 줄로 봅니다."),
        "widgets.market_header.panel:MarketHeaderPanel",
        Column.CHARTS,
        74,
        has_market=True,
        follows_market=True,
        is_strip=True,
        words="시세 요약 quote price ticker summary",
    ),
    "chart": PanelKind(
        translatable("kinds", "차트"),
        translatable("kinds", "1초부터 1개월까지의 캔들과 거래량."),
        "widgets.chart.panel:ChartPanel",
        Column.CHARTS,
        580,
        is_main=True,
        has_market=True,
        follows_market=True,
        has_unit=True,
        options=CHART_UNITS,
        words="캔들 봉 그래프 chart candles graph",
    ),
    "orderbook": PanelKind(
        translatable("kinds", "호가"),
        translatable("kinds", "매도와 매수 호가의 잔량과 누적, 모아보기, 내 주문 표시."),
        "widgets.order_book.panel:OrderBookPanel",
        Column.TRADING,
        560,
        is_main=True,
        has_market=True,
        follows_market=True,
        options=tuple(map(str, ORDERBOOK_DEPTHS)),
        words="잔량 매도 매수 order book asks bids",
    ),
    "depth": PanelKind(
        translatable("kinds", "누적 호가"),
        translatable("kinds", "가격마다 쌓인 매도와 매수를 그래프로 봅니다."),
        "widgets.depth_chart.panel:DepthChartPanel",
        Column.TRADING,
        260,
        has_market=True,
        follows_market=True,
        words="깊이 depth chart cumulative",
    ),
    "trades": PanelKind(
        translatable("kinds", "체결"),
        translatable("kinds", "체결되는 대로 시각, 가격, 수량."),
        "widgets.trades.panel:TradesPanel",
        Column.TRADING,
        280,
        has_market=True,
        follows_market=True,
        words="매매 시간대별 trades tape time and sales",
    ),
    "assets": PanelKind(
        translatable("kinds", "자산"),
        translatable("kinds", "보유 자산과 평가손익. API 키를 여기서 입력합니다."),
        "widgets.account.assets_panel:AssetsPanel",
        Column.CHARTS,
        260,
        chooses_market=True,
        words="잔고 보유 계좌 지갑 balances holdings account wallet portfolio",
    ),
    "my-orders": PanelKind(
        translatable("kinds", "미체결"),
        translatable("kinds", "기다리는 내 주문과 남은 수량."),
        "widgets.account.my_orders_panel:MyOrdersPanel",
        Column.CHARTS,
        220,
        chooses_market=True,
        words="주문 open orders pending",
    ),
    "alerts": PanelKind(
        translatable("kinds", "알림"),
        translatable("kinds", "가격, 급등락, 거래대금, 체결, 신규 상장을 지켜보고 알립니다."),
        "widgets.alerts.panel:AlertsPanel",
        Column.CHARTS,
        240,
        chooses_market=True,
        words="알람 alerts alarms price",
    ),
    "engine": PanelKind(
        translatable("kinds", "엔진 모니터"),
        translatable("kinds", "어떤 패널이 무엇을 구독하고 무엇이 오는지."),
        "widgets.engine_monitor.panel:EnginePanel",
        Column.CHARTS,
        260,
        words="연결 구독 지연 engine monitor connection latency",
    ),
    "faults": PanelKind(
        translatable("kinds", "장애 주입"),
        translatable("kinds", "내장 거래소를 일부러 고장 내어 화면이 어떻게 되는지 봅니다."),
        "widgets.faults.panel:FaultsPanel",
        Column.TRADING,
        420,
        words="오류 시험 fault injection errors test",
    ),
}
"""All kinds by their name in command line, scripts and workspaces, in the order of the menu."""
