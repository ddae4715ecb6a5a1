"""Where the panels of a desk are, as a user sees it: for tests of what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.layout.arranging import arrangement_of_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from app.arrangement.arrangement import Arrangement
    from app.desk.desk import Desk

TWENTY = (
    "watchlist", "chart:KRW-BTC:1m", "chart:KRW-ETH:5m", "chart:KRW-XRP:60m", "chart:KRW-BTC:day",
    "orderbook:KRW-BTC", "orderbook:KRW-ETH:5", "orderbook:KRW-XRP:15", "trades:KRW-BTC", "trades:KRW-ETH",
    "trades:KRW-XRP", "assets", "my-orders", "engine", "chart:KRW-ETH:1s", "chart:KRW-XRP:week",
    "trades:KRW-BTC", "orderbook:KRW-BTC:30", "watchlist", "faults",
)  # fmt: skip


def arranged(window: QMainWindow, desk: Desk) -> Arrangement:
    """Return the arrangement of the open panels, by the names of their docks."""
    found = arrangement_of_window(window, {dock.objectName(): dock for dock in desk.docks()})
    assert found is not None
    return found


def places(desk: Desk) -> dict[str, tuple[int, ...]]:
    """Return the geometry of each panel in sight, by the name of its dock."""
    docks = [dock for dock in desk.docks() if dock.isFloating() or (dock.x() >= 0 and not dock.isHidden())]
    return {dock.objectName(): dock.geometry().getRect() for dock in docks}
