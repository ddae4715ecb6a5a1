"""The widget behind each kind of panel: the one list of them.

A kind's module is loaded when the kind is first opened: the desk starts with what it shows, and the chart, which takes
as long as all others together, loads while the exchange is dialled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from widgets.panel.panel import Panel


class _Panels(Mapping[str, "type[Panel]"]):
    """Reads like the dictionary it stands for, and loads what is taken out of it.

    Args:
        places: kind -> `module:class`.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places

    def __getitem__(self, kind: str) -> type[Panel]:
        module, _, name = self._places[kind].partition(":")
        panel: type[Panel] = getattr(import_module(module), name)
        return panel

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


PANELS: Final[Mapping[str, type[Panel]]] = _Panels(
    {
        "watchlist": "widgets.watchlist.panel:WatchlistPanel",
        "chart": "widgets.chart.panel:ChartPanel",
        "orderbook": "widgets.order_book.panel:OrderBookPanel",
        "trades": "widgets.trades.panel:TradesPanel",
        "assets": "widgets.account.assets_panel:AssetsPanel",
        "my-orders": "widgets.account.my_orders_panel:MyOrdersPanel",
        "engine": "widgets.engine_monitor.panel:EnginePanel",
        "faults": "widgets.faults.panel:FaultsPanel",
    }
)
