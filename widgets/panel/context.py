"""The context a panel is constructed with: long-lived objects of the desk, passed in by the composition root."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from core.timing.timeline import Timeline
from widgets.look.look import Look
from widgets.markets.alerts import UserAlerts
from widgets.markets.drawings import AllDrawings
from widgets.markets.favourites import FavouriteMarkets
from widgets.panel.data_state.ages import PanelAges
from widgets.panel.private_access import PrivateAccess
from widgets.panel.source_access import SourceAccess

if TYPE_CHECKING:
    from core.engine.websocket_manager import WebSocketManager
    from core.loop.tasks import TaskOwner
    from core.storage.candle_store import SourceCandles
    from core.upbit.rest.faults import FaultControl
    from core.upbit.rest.quotation import RestClient
    from widgets.markets.directory import MarketDirectory
    from widgets.panel.frame_clock import FrameClock
    from widgets.panel.panel import Panel


@dataclass(frozen=True, slots=True)
class PanelContext:
    """The desk's objects that panels use. Each of them lives longer than every panel."""

    engine: WebSocketManager
    clock: FrameClock
    rest: RestClient
    markets: MarketDirectory
    tasks: TaskOwner
    private: PrivateAccess = field(default_factory=PrivateAccess)
    """Access to the user's account. A context with the default has no key."""
    look: Look = field(default_factory=Look)
    """Theme and font size. A context with the default is dark."""
    source: SourceAccess = field(default_factory=SourceAccess)
    """The source of quotes. A context with the default has no name for it, and no other one."""
    favourites: FavouriteMarkets = field(default_factory=FavouriteMarkets)
    """The user's favourite markets. A context with the default keeps them nowhere."""
    drawings: AllDrawings = field(default_factory=AllDrawings)
    """What the user drew on charts. A context with the default keeps it nowhere."""
    alerts: UserAlerts = field(default_factory=UserAlerts)
    """The user's alerts. A context with the default has none, and nothing follows them."""
    faults: FaultControl | None = None
    """None where the exchange is not the embedded one."""
    candles: SourceCandles | None = None
    """What earlier runs kept of this source's candles; None where none are kept."""
    timeline: Timeline = field(default_factory=Timeline)
    """What happened in the last ten minutes. A context with the default has none of it."""
    ages: PanelAges = field(default_factory=PanelAges)
    """Whether panels show how old their data are. A context with the default shows none."""
    panels: WeakValueDictionary[str, Panel] = field(default_factory=WeakValueDictionary)
    """The panels that subscribe, by component id; it keeps none of them."""
    serial: Iterator[int] = field(default_factory=partial(itertools.count, 1))
    """Serial numbers of panels: two panels of the same kind and market are two components."""
