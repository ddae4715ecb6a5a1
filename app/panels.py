"""The widget behind each kind of panel: the one list of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from widgets.assets_panel import AssetsPanel
from widgets.chart_panel import ChartPanel
from widgets.engine_panel import EnginePanel
from widgets.faults_panel import FaultsPanel
from widgets.my_orders_panel import MyOrdersPanel
from widgets.order_book_panel import OrderBookPanel
from widgets.panel import Panel
from widgets.trades_panel import TradesPanel
from widgets.watchlist_panel import WatchlistPanel

PANELS: Final[Mapping[str, type[Panel]]] = {
    panel.kind: panel
    for panel in (
        WatchlistPanel,
        ChartPanel,
        OrderBookPanel,
        TradesPanel,
        AssetsPanel,
        MyOrdersPanel,
        EnginePanel,
        FaultsPanel,
    )
}
