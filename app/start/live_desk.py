"""The desk with its window: panels, markets, script and workspace, from opening to release.

Importing it loads the engine, and opening panels loads those, so the window should be visible before.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication

from app.automation.first_frame import FirstFrame
from app.automation.player import Player
from app.automation.report import build_report, summary, write_report
from app.automation.screenshot import take_screenshot
from app.automation.unknown_markets import UnknownMarkets
from app.command_line.options import DeskOptions
from app.command_line.script import Action, Step, play
from app.palette.recent import RECENT_FILE, Recent, load_recent, save_recent
from app.process.profile import profile_folder
from app.process.shutdown import Shutdown
from app.settings.declared import BEEP_ON_DISCONNECT, DESK_AT_START, SHOW_TOUR
from app.settings.store import Settings
from app.single_instance.handler import Handler
from app.single_instance.lock import InstanceLock
from app.single_instance.server import serve_later_starts
from app.source.source import Source
from app.source_selection.names import short_name
from app.source_selection.selector import SourceActions
from app.start.market_loading import MarketLoading
from app.start.price_steps_loading import PriceStepsLoading
from app.start.quote_check import QuoteCheck
from app.start.settings_effects import SettingsSaver
from app.start.source_switch import SourceSwitch
from app.start.wiring import Parts
from app.status_bar.bar import StatusBar
from app.status_bar.notice_room import NoticeRoom
from app.trouble.redaction import Redactor
from app.trouble.standard_streams import print_error, print_result
from app.window.alert_popup import AlertPopup
from app.window.dialogs import Dialogs
from app.window.empty_desk import EmptyDesk
from app.window.main_window import MainWindow
from app.window.menus import Menus
from app.workspaces.workspace import Workspace
from app.workspaces.workspaces import Workspaces
from core.errors import InputError
from core.loop.tasks import TaskOwner
from core.market.alerts.quiet_hours import minute_at
from core.model.subscription import Scope
from core.text import in_english, joined
from widgets.look.look import Look
from widgets.markets.alerts import UserAlerts
from widgets.text.price_steps import present_steps

logger = logging.getLogger(__name__)


async def live(
    options: DeskOptions,
    parts: Parts,
    window: MainWindow,
    redactor: Redactor,
    lock: InstanceLock | None,
    switch: SourceSwitch,
    *,
    has_crashed: bool,
) -> None:
    """Run from the opening of the panels until quitting is requested, whatever sources the user chooses meanwhile.

    Args:
        options: of this run.
        parts: of the desk, at the source of the start.
        window: the window.
        redactor: masks secrets in the report.
        lock: of the profile, if this desk has it.
        switch: moves to other sources, and knows when to quit.
        has_crashed: whether the last run crashed.
    """
    settings, shutdown, tasks = switch.settings, switch.shutdown, TaskOwner()
    changing = asyncio.Lock()
    first_frame = FirstFrame(parts.clock)
    bar = _status_bar(window, parts)
    desk, kept = parts.desk, parts.workspace
    workspaces = Workspaces(kept, parts.shelf, desk, tasks, changing)
    menus = Menus(window, desk, settings, workspaces.reset, switch.actions, workspaces=workspaces)
    bar.pressed.connect(menus.commands["engine-monitor"].trigger)
    _prepare(window, menus.dialogs, switch, parts)
    bar.link_lost.connect(partial(_beep, settings, parts.alerts.alerts, window.look))
    async with changing:
        notice = await _open_panels(options, settings, parts, has_crashed=has_crashed)
        notice = joined(" ", notice, await _begin_with(options, workspaces, shutdown))
    workspaces.changed.emit()  # the name of the one that was opened
    parts.desk.take_keyboard()
    EmptyDesk(window, parts.desk, menus.commands)
    if notice := joined(" ", notice, parts.favourites_file.notice, parts.drawings_file.notice, parts.alerts.notice):
        window.notice.show_text(notice)
    _begin(options, parts, shutdown, window.look)
    switch.show_panels()
    perform = partial(_perform, Player(window, desk), switch.actions, workspaces, shutdown)
    tasks.spawn(play(options.script, perform, switch.settled.wait), "script")
    if not options.panels:
        tasks.spawn(kept.keep_saved(), "workspace")
    saver = SettingsSaver(settings)
    _begin_for_the_run(parts, saver, tasks)
    if settings[SHOW_TOUR] and not options.is_unattended and not options.panels:
        menus.dialogs.show_tour()
    if options.run_for is not None:
        asyncio.get_running_loop().call_later(options.run_for, shutdown.request)
    try:
        async with serve_later_starts(lock, Handler(lambda: str(switch.source), desk, window, shutdown).handle):
            while await switch.is_wanted_elsewhere():
                bar.leave()
                async with changing:
                    if (arrived := await _move(switch, kept)) is None:
                        break
                    parts = arrived
                    bar.watch(parts.engine, short_name(parts.source))
                    _begin(options, parts, shutdown, window.look)
        _keep(options, kept, menus.dialogs.recent)
        for file in (parts.favourites_file, parts.drawings_file, parts.listings_file, parts.alerts, saver):
            file.save()
        report = build_report(parts.engine, parts.clock, desk.docks(), first_frame.seconds)
        _write_results(options, report, window, shutdown, redactor)
    finally:
        bar.leave()
        await tasks.cancel()


def _status_bar(window: MainWindow, parts: Parts) -> StatusBar:
    bar = StatusBar(window.look, parts.clock, parts.timeline, parts.alerts.alerts)
    bar.watch(parts.engine, short_name(parts.source))
    window.statusBar().addPermanentWidget(bar)
    NoticeRoom(window.statusBar(), window.notice, bar)
    return bar


def _prepare(window: MainWindow, dialogs: Dialogs, switch: SourceSwitch, parts: Parts) -> None:
    """Give the dialogs what they show, and show alerts in the window."""
    service = parts.alerts
    AlertPopup(service.alerts, service.market_names, window)
    service.alerts.asked.connect(dialogs.show_alert)
    service.teller.failed.connect(window.notice.show_text)
    dialogs.recent = load_recent(profile_folder() / RECENT_FILE)
    if switch.candles is not None:
        dialogs.candles = switch.candles.for_settings


def _keep(options: DeskOptions, kept: Workspace, recent: Recent) -> None:
    """Keep the desk and what was chosen last, unless this run shows other panels."""
    if not options.panels:
        kept.save()
        save_recent(recent, profile_folder() / RECENT_FILE)


def _beep(settings: Settings, alerts: UserAlerts, look: Look) -> None:
    """Tell of a lost connection by the system's sound, if the user wants it and these are no quiet hours."""
    now = minute_at(round(time.time() * 1000), look.zone)
    if settings[BEEP_ON_DISCONNECT] and not alerts.quiet.contain(now):
        QApplication.beep()


async def _move(switch: SourceSwitch, kept: Workspace) -> Parts | None:
    """Move the window with its panels to the wanted source.

    Returns:
        The parts there; None if the run is to end.
    """
    await switch.depart()
    if (parts := await switch.arrive()) is None:
        return None
    with parts.engine.hold():
        await kept.put_back()
    switch.show_panels()
    parts.desk.open_soon(())
    parts.desk.take_keyboard()
    return parts


def _begin_for_the_run(parts: Parts, saver: SettingsSaver, tasks: TaskOwner) -> None:
    """Start what runs as long as the desk: the files of the user's, and the alerts."""
    tasks.spawn(saver.run(), "settings")
    for each, name in ((parts.favourites_file, "favourites"), (parts.drawings_file, "drawings")):
        tasks.spawn(each.keep_saved(), name)
    parts.alerts.begin(tasks)


def _begin(options: DeskOptions, parts: Parts, shutdown: Shutdown, look: Look) -> None:
    """Start what runs as long as this source: the loading of its markets and grids, and the checks."""
    if options.run_for is not None:
        UnknownMarkets(parts.desk, parts.markets, shutdown)
    link = partial(parts.engine.link_status, Scope.PUBLIC)
    steps = PriceStepsLoading(parts.rest, parts.markets, present_steps())
    parts.tasks.spawn(steps.run(), "price grids")
    loading = MarketLoading(parts.rest, parts.markets, link, look)
    parts.tasks.spawn(loading.run(), "market list")
    parts.tasks.spawn(QuoteCheck(parts.rest, parts.engine, parts.markets).run(), "quote check")
    parts.tasks.spawn(parts.listings_file.keep_saved(), "listings")


async def _open_panels(options: DeskOptions, settings: Settings, parts: Parts, *, has_crashed: bool) -> str:
    """Open the requested panels, or the saved desk, or the default desk.

    Returns:
        A message about the saved workspace for the user.
    """
    if options.panels:
        parts.desk.open_all(options.panels)
        return parts.shelf.load()
    with parts.engine.hold():
        if settings[DESK_AT_START] == "default":
            return parts.workspace.start_over()
        return await parts.workspace.restore(has_crashed=has_crashed)


async def _begin_with(options: DeskOptions, workspaces: Workspaces, shutdown: Shutdown) -> str:
    """Show the workspace of the options, if they name one.

    Returns:
        A message for the user if there is none.
    """
    if not options.workspace:
        return ""
    try:
        await workspaces.begin_with(options.workspace)
    except InputError as error:
        print_error(error.user_message)
        if options.is_unattended:
            shutdown.request(2)
        return error.user_message
    return ""


def _perform(player: Player, actions: SourceActions, workspaces: Workspaces, shutdown: Shutdown, step: Step) -> None:
    if step.action is Action.QUIT:
        shutdown.request()
        return
    if step.source:
        actions.choice.choose(Source(step.source))
        return
    try:
        if step.workspace:
            workspaces.switch_to(workspaces.find(step.workspace))
            return
        player.perform(step)
    except InputError as error:
        print_error(error.user_message)
        shutdown.request(2)


def _write_results(
    options: DeskOptions, report: Mapping[str, Any], window: MainWindow, shutdown: Shutdown, redactor: Redactor
) -> None:
    """Write the requested screenshot and report, and print the summary."""
    if options.screenshot is not None:
        try:
            take_screenshot(window, options.screenshot)
        except OSError as error:
            print_error(in_english("terminal", "the screenshot cannot be written: {error}").format(error=error))
            shutdown.fault(2)
    if options.report is not None:
        try:
            write_report(report, options.report, redactor)
        except OSError as error:
            print_error(in_english("terminal", "the report cannot be written: {error}").format(error=error))
            shutdown.fault(2)
    if options.run_for is not None and not print_result(summary(report)):
        print_error(in_english("terminal", "the summary cannot be written"))
        shutdown.fault(2)
