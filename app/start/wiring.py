"""The composition root: the only place where the parts of the desk are created and connected."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.command_line.options import DeskOptions
from app.desk import workspace
from app.desk.desk import Desk
from app.desk.keys import Keys, keys_of
from app.desk.workspace import Workspace
from app.process.network_watch import NetworkWatch
from app.process.profile import profile_folder
from app.settings.declared import DEBOUNCE_DELAY, HEARTBEAT_INTERVAL, MAX_WAIT
from app.settings.store import Settings
from app.window.link_indicator import LinkIndicator
from app.window.main_window import MainWindow
from app.window.source_banner import banner_text, is_real
from core.engine.websocket_manager import WebSocketManager
from core.loop.tasks import TaskOwner
from core.model.subscription import Scope
from core.storage.attempt import Attempt
from core.storage.kept_file import KeptFile
from core.storage.key_store import KeyStore
from core.upbit.dial import upbit_dial
from core.upbit.endpoints import SIMULATED, Endpoints
from core.upbit.rest.faults import FaultControl
from core.upbit.rest.quotation import RestClient
from core.upbit.upbit import Upbit
from widgets.panel.context import PanelContext
from widgets.panel.frame_clock import FrameClock
from widgets.panel.market_directory import MarketDirectory
from widgets.panel.private_access import PrivateAccess

_DEFAULT_MARKETS: Final = {"upbit-sg": "SGD-BTC", "upbit-id": "IDR-BTC", "upbit-th": "THB-BTC"}
DEFAULT_MARKET: Final = "KRW-BTC"


@dataclass(frozen=True, slots=True)
class Parts:
    """The long-lived objects of a running desk."""

    engine: WebSocketManager
    rest: RestClient
    clock: FrameClock
    markets: MarketDirectory
    tasks: TaskOwner
    desk: Desk
    workspace: Workspace
    keys: Keys


def wire(
    options: DeskOptions,
    settings: Settings,
    endpoints: Endpoints,
    window: MainWindow,
    hide: Callable[[str, str], object],
) -> Parts:
    """Create the parts of a desk in `window` for the exchange at `endpoints`. Nothing is connected yet.

    Args:
        options: of this run.
        settings: of the user.
        endpoints: the exchange.
        window: the window.
        hide: called with every key before it is used, so that logs and reports mask it.
    """
    engine = WebSocketManager(
        exchange=Upbit(),
        dials={Scope.PUBLIC: upbit_dial(endpoints.public_ws)},
        debounce_delay=settings[DEBOUNCE_DELAY],
        max_wait=settings[MAX_WAIT],
        heartbeat_interval=settings[HEARTBEAT_INTERVAL],
    )
    rest = RestClient(endpoints)
    clock = FrameClock(window)
    markets = MarketDirectory(window)
    markets.changed.connect(lambda: engine.set_markets({market.code for market in markets.markets or ()}))
    if not options.embeds_exchange:  # the embedded exchange is on this machine, whatever its network
        NetworkWatch(engine.network_changed, window)
    tasks = TaskOwner()
    faults = FaultControl(endpoints.rest_url) if options.embeds_exchange else None
    access = PrivateAccess(window, is_simulated=endpoints.name == SIMULATED)
    store = KeyStore(keys_of(endpoints, is_embedded=options.embeds_exchange))
    keys = Keys(access, engine, endpoints, store, os.environ, hide, is_embedded=options.embeds_exchange)
    context = PanelContext(engine, clock, rest, markets, tasks, access, window.look, faults=faults)
    desk = Desk(window, context, _DEFAULT_MARKETS.get(options.exchange, DEFAULT_MARKET))
    if not is_real(endpoints):
        window.show_banner(banner_text(options.embeds_exchange, endpoints.ws_url))
    window.statusBar().addPermanentWidget(LinkIndicator(engine))
    path = workspace_path(options.exchange)
    kept = Workspace(KeptFile(path, workspace.VERSION), window, desk, Attempt(path.with_suffix(".restoring")))
    return Parts(engine, rest, clock, markets, tasks, desk, kept, keys)


def workspace_path(exchange: str) -> Path:
    """Return the file of an exchange's desk; each exchange has its own markets."""
    return profile_folder() / f"workspace-{exchange}.json"
