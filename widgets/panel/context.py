"""What a panel is built with: the few long-lived parts of the desk, handed over by the composition root."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from widgets.panel.private_access import PrivateAccess

if TYPE_CHECKING:
    from core.engine.websocket_manager import WebSocketManager
    from core.loop.tasks import TaskOwner
    from core.upbit.rest.faults import FaultControl
    from core.upbit.rest.quotation import RestClient
    from widgets.panel.frame_clock import FrameClock
    from widgets.panel.market_directory import MarketDirectory


@dataclass(frozen=True, slots=True)
class PanelContext:
    """The desk as a panel sees it; every part of it outlives every panel."""

    engine: WebSocketManager
    clock: FrameClock
    rest: RestClient
    markets: MarketDirectory
    tasks: TaskOwner
    private: PrivateAccess = field(default_factory=PrivateAccess)
    """The user's account; there is never a key in one of its own."""
    faults: FaultControl | None = None
    """None where the exchange is not this desk's own."""
    serial: Iterator[int] = field(default_factory=partial(itertools.count, 1))
    """Numbers the panels, so that two of one kind and market are two components."""
