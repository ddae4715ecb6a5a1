"""The workspaces that come with the program: the panels for a trader, a scalper and an observer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.arrangement.arrangement import Arrangement, Node, Split, Tabs
from app.arrangement.record import record_of
from app.dock.dock import LINKS
from app.panels.links import FIRST_GROUP, Links
from app.panels.spec import DEFAULT_DESK
from core.text import Text, translatable

TRADER: Final = translatable("workspaces", "트레이더")
SCALPER: Final = translatable("workspaces", "스캘퍼")
WATCHER: Final = translatable("workspaces", "관찰")


def shown_name(name: str) -> str:
    """Return the name of a workspace as a text: those everyone has are in the language of the user."""
    return _NAMES.get(name, name)


NARROW: Final = 1100
"""Pixels of a window, at the usual font size, below which charts beside each other become tabs."""


PRESET: Final = "preset"
"""What the content of a workspace calls the preset it began with, whatever its name has become since."""


def preset_of(content: Mapping[str, Any], name: str) -> str:
    """Return the preset that a workspace began with; one of an earlier version does not say so: by its name.

    Args:
        content: of a file; anything.
        name: of the workspace.
    """
    kept = content.get(PRESET)
    known = [each for each in (kept, name) if isinstance(each, str) and each in _PRESETS]
    return str(known[0]) if known else str(TRADER)


def preset(name: str, market: str, width: int = 1600) -> dict[str, Any]:
    """Return the content that a workspace has at first, and after it was reset.

    Args:
        name: of the preset; any other workspace is like that of a trader.
        market: the usual one, such as `KRW-BTC`.
        width: of the window, in pixels at the usual font size.
    """
    return {PRESET: preset_of({}, name), **_PRESETS.get(name, _trader)(market, width < NARROW)}


def _trader(_market: str, _is_narrow: bool) -> dict[str, Any]:
    """Markets, a chart, order book and trades: the desk of the first start, in the sizes that suit the window."""
    return {"panels": [{"panel": str(spec)} for spec in DEFAULT_DESK]}


def _scalper(market: str, is_narrow: bool) -> dict[str, Any]:
    """One market at its quickest: seconds and minutes, a deep order book, every trade, and the own orders."""
    panels = {
        "seconds": f"chart:{market}:1s",
        "minutes": f"chart:{market}:1m",
        "book": f"orderbook:{market}:30",
        "trades": f"trades:{market}",
        "orders": "my-orders",
    }
    if is_narrow:
        charts = _rows((_tabs("minutes", "seconds"), 50), ("orders", 50))
        return _content(market, panels, _columns((charts, 48), ("book", 28), ("trades", 24)))
    charts = _rows(("seconds", 50), ("minutes", 50))
    return _content(market, panels, _columns((charts, 46), ("book", 28), (_rows(("trades", 66), ("orders", 34)), 26)))


def _watcher(market: str, is_narrow: bool) -> dict[str, Any]:
    """Many markets at a glance: the list, and charts of the largest by hour and day."""
    quote = market.partition("-")[0]
    panels = {
        "markets": "watchlist",
        "hours": f"chart:{market}:60m",
        "days": f"chart:{market}:day",
        "second": f"chart:{quote}-ETH:60m",
        "third": f"chart:{quote}-XRP:60m",
    }
    if is_narrow:
        charts = _rows((_tabs("hours", "days"), 50), (_tabs("second", "third"), 50))
        return _content(market, panels, _columns(("markets", 40), (charts, 60)))
    charts = _rows((_columns(("hours", 50), ("days", 50)), 50), (_columns(("second", 50), ("third", 50)), 50))
    return _content(market, panels, _columns(("markets", 27), (charts, 73)))


_PRESETS: Final[Mapping[str, Callable[[str, bool], dict[str, Any]]]] = {
    TRADER: _trader,
    SCALPER: _scalper,
    WATCHER: _watcher,
}
_NAMES: Final[Mapping[str, Text]] = {name: name for name in (TRADER, SCALPER, WATCHER)}

PRESET_NAMES: Final = tuple(map(str, _PRESETS))
"""In the order of the menu."""


def _content(market: str, panels: Mapping[str, str], docked: Node) -> dict[str, Any]:
    return {
        "panels": [_panel(market, name, panel) for name, panel in panels.items()],
        "arrangement": record_of(Arrangement(docked)),
    }


def _panel(market: str, name: str, panel: str) -> dict[str, Any]:
    """Return the record of a panel; every chart of `market` follows the watchlist, not only the first one."""
    record: dict[str, Any] = {"name": name, "panel": panel}
    if panel.startswith(f"chart:{market}:"):
        record["state"] = {LINKS: Links(FIRST_GROUP).kept()}
    return record


def _columns(*parts: tuple[Node | str, int]) -> Split:
    return _split(True, parts)


def _rows(*parts: tuple[Node | str, int]) -> Split:
    return _split(False, parts)


def _tabs(*names: str) -> Tabs:
    return Tabs(names, names[0])


def _split(is_columns: bool, parts: tuple[tuple[Node | str, int], ...]) -> Split:
    nodes = tuple(Tabs((part,), part) if isinstance(part, str) else part for part, _ in parts)
    return Split(is_columns, nodes, tuple(size for _, size in parts))
