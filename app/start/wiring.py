"""The composition root: the only place where the parts of the desk are created and connected."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject

from app.alerts.alert_service import AlertService
from app.alerts.fill_check import Account
from app.command_line.options import DeskOptions
from app.desk.desk import Desk
from app.desk.keys import Keys, keys_of
from app.process.network_watch import NetworkWatch
from app.process.profile import profile_folder
from app.settings.declared import DEBOUNCE_DELAY, DEFAULT_MARKET, DEMO_ACCOUNT, HEARTBEAT_INTERVAL, MAX_WAIT
from app.settings.store import Settings
from app.source.source import EMBEDDED, REAL, Source, default_market
from app.source_selection.names import full_name, short_name_of
from app.start.limits import Limits
from app.start.settings_effects import AgesSetting, EngineTuning
from app.user_files import alerts_file, drawings_file, favourites_file, listings_file
from app.user_files.drawings_file import DrawingsFile
from app.user_files.favourites_file import FavouritesFile
from app.user_files.listings_file import ListingsFile
from app.window.main_window import MainWindow
from app.workspaces import content, shelf
from app.workspaces.shelf import Shelf
from app.workspaces.workspace import Workspace
from core.engine.websocket_manager import WebSocketManager
from core.link.unreachable import no_answer
from core.loop.tasks import TaskOwner
from core.model.subscription import Scope
from core.storage.attempt import Attempt
from core.storage.candle_store import SourceCandles
from core.storage.kept_file import KeptFile
from core.storage.key_store import KeyStore
from core.storage.whole_file import move, stage
from core.timing.timeline import Timeline
from core.upbit.dial import upbit_dial
from core.upbit.endpoints import SIMULATED, Endpoints
from core.upbit.price_steps import PriceSteps
from core.upbit.rest.faults import FaultControl
from core.upbit.rest.quotation import RestClient
from core.upbit.upbit import Upbit
from widgets.markets.directory import MarketDirectory
from widgets.markets.drawings import AllDrawings
from widgets.markets.favourites import FavouriteMarkets
from widgets.panel.context import PanelContext
from widgets.panel.data_state.ages import PanelAges
from widgets.panel.frame_clock import FrameClock
from widgets.panel.private_access import PrivateAccess
from widgets.panel.source_access import SourceAccess
from widgets.text.price_steps import use_steps


@dataclass(frozen=True, slots=True)
class Parts:
    """The objects of a running desk. Clock, desk and what is kept on the disk outlive its source, others do not."""

    source: Source
    engine: WebSocketManager
    rest: RestClient
    clock: FrameClock
    markets: MarketDirectory
    tasks: TaskOwner
    desk: Desk
    workspace: Workspace
    shelf: Shelf
    favourites: FavouriteMarkets
    favourites_file: FavouritesFile
    drawings: AllDrawings
    drawings_file: DrawingsFile
    alerts: AlertService
    keys: Keys
    access: PrivateAccess
    quotes: SourceAccess
    tuning: EngineTuning
    root: QObject
    """The parent of objects that are deleted with the source."""
    timeline: Timeline
    ages: PanelAges
    listings_file: ListingsFile


class Stay(NamedTuple):
    """The time that the window spends at one source, and the objects kept from the sources before it."""

    source: Source
    limits: Limits
    """What the exchange counts by address, over all sources."""
    before: Parts | None = None
    """The parts of the source that was left; what outlives a source is taken from them."""
    pair: MutableMapping[str, str] | None = None
    """Variables with the API keys for this run and this source; the environment if None."""
    candles: SourceCandles | None = None
    """What earlier runs kept of this source's candles; None if none are kept."""


def wire(
    options: DeskOptions,
    settings: Settings,
    endpoints: Endpoints,
    window: MainWindow,
    hide: Callable[[str, str], object],
    stay: Stay | None = None,
) -> Parts:
    """Create the parts of a desk in `window` for the exchange at `endpoints`. Nothing is connected yet.

    Args:
        options: of this run.
        settings: of the user.
        endpoints: the exchange.
        window: the window.
        hide: called with every key before it is used, so that logs and reports mask it.
        stay: the source, and the objects kept from earlier sources; None for the source of the options without any.
    """
    source, limits, before, pair, candles = stay or Stay(options.source or EMBEDDED, limits=Limits(settings[MAX_WAIT]))
    counted = limits.of(endpoints)
    root = QObject(window)
    engine = WebSocketManager(
        exchange=Upbit(),
        dials={Scope.PUBLIC: upbit_dial(endpoints.public_ws)},
        debounce_delay=settings[DEBOUNCE_DELAY],
        max_wait=settings[MAX_WAIT],
        heartbeat_interval=settings[HEARTBEAT_INTERVAL],
        connect_gate=counted.connects,
        no_answer=no_answer(endpoints.public_ws),
    )
    rest = RestClient(endpoints, counted.requests)
    use_steps(PriceSteps(can_group=endpoints.can_group_books))
    clock = before.clock if before is not None else FrameClock(window)
    markets = MarketDirectory(root)
    markets.changed.connect(lambda: engine.set_markets({market.code for market in markets.markets or ()}))
    if not source.is_embedded:  # the embedded exchange is on this machine, whatever its network
        NetworkWatch(engine.network_changed, root)
    tasks = TaskOwner()
    faults = FaultControl(endpoints.rest_url) if source.is_embedded else None
    access = PrivateAccess(root, is_simulated=endpoints.name == SIMULATED)
    store = KeyStore(keys_of(endpoints, is_embedded=source.is_embedded))
    given = os.environ if pair is None else pair
    keys = Keys(access, engine, endpoints, store, given, hide, lifted=rest.lifted, is_embedded=source.is_embedded)
    keys.opens_demo = settings[DEMO_ACCOUNT]
    keys.demo_kept.connect(lambda is_kept: settings.choose(DEMO_ACCOUNT, value=is_kept))
    quotes = SourceAccess(
        root, name=full_name(source), default_market=default_market(endpoints.name), is_real=source in REAL
    )
    favourites = before.favourites if before is not None else FavouriteMarkets(window)
    drawings = before.drawings if before is not None else AllDrawings(window)
    service = before.alerts if before is not None else _alerts(window)
    kept_lists = (favourites, drawings, service.alerts)
    timeline = before.timeline if before is not None else Timeline()
    ages = before.ages if before is not None else PanelAges(window)
    shown = (timeline, ages)
    context = PanelContext(
        engine, clock, rest, markets, tasks, access, window.look, quotes, *kept_lists, faults, candles, *shown
    )
    market = default_market(endpoints.name, settings[DEFAULT_MARKET])
    if before is None:
        AgesSetting(settings, ages)
        desk = Desk(window, context, market)
        path = workspace_path(source)
        others = Shelf(KeptFile(path.with_name("workspaces.json"), shelf.VERSION))
        noted = Attempt(path.with_suffix(".restoring"))
        kept = Workspace(KeptFile(path, content.VERSION), window, desk, noted, others)
        stars = FavouritesFile(KeptFile(path.with_name("favourites.json"), favourites_file.VERSION), favourites)
        drawn = DrawingsFile(KeptFile(path.with_name("drawings.json"), drawings_file.VERSION), drawings)
    else:
        desk, kept, others, stars = before.desk, before.workspace, before.shelf, before.favourites_file
        drawn = before.drawings_file
        desk.move_in(context, market)
    listed = KeptFile(profile_folder() / f"listings-{endpoints.name}.json", listings_file.VERSION)
    late = (*shown, ListingsFile(listed, markets))
    tuning = EngineTuning(settings, engine)
    service.follow(source, markets, Account(engine, access, tasks), rest)
    outliving = (desk, kept, others, favourites, stars, drawings, drawn, service)
    return Parts(source, engine, rest, clock, markets, tasks, *outliving, keys, access, quotes, tuning, root, *late)


def _alerts(window: MainWindow) -> AlertService:
    file = KeptFile(profile_folder() / "alerts.json", alerts_file.VERSION)
    return AlertService(file, window.look, window.windowIcon(), short_name_of, window)


def workspace_path(source: Source) -> Path:
    """Return the file of the desk, which is the same for every source.

    The same panels stay open when the source is switched, so the next start must restore them at any source. Earlier
    versions had one file for each exchange: the first start of this version copies the file of its exchange.
    """
    path = profile_folder() / "workspace.json"
    earlier = path.with_name(f"workspace-{source.exchange}.json")
    if not path.exists():
        with contextlib.suppress(OSError):
            move(stage(path, earlier.read_bytes()), path)  # the owner's alone, as every file of the profile
    return path
