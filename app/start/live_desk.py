"""The desk with its window: panels, markets, script and workspace, from opening to release.

Importing it loads the engine, and opening panels loads those, so the window should be visible before.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from app.automation.first_frame import FirstFrame
from app.automation.player import Player
from app.automation.report import build_report, summary, write_report
from app.automation.screenshot import take_screenshot
from app.automation.unknown_markets import UnknownMarkets
from app.command_line.options import DeskOptions
from app.command_line.script import Action, Step, play
from app.panels.spec import DEFAULT_DESK
from app.process.shutdown import Shutdown
from app.single_instance.handler import Handler
from app.single_instance.lock import InstanceLock
from app.single_instance.messages import source_of
from app.single_instance.server import serve_later_starts
from app.start.market_loading import MarketLoading
from app.start.wiring import Parts
from app.trouble.redaction import Redactor
from app.trouble.standard_streams import print_error, print_result
from app.window.empty_desk import EmptyDesk
from app.window.main_window import MainWindow
from app.window.menus import Menus
from core.errors import InputError
from core.model.subscription import Scope
from core.text import in_english

logger = logging.getLogger(__name__)

FAREWELL: Final = 1.0
"""Seconds the engine and the REST client have to close their connections."""


async def live(
    options: DeskOptions,
    parts: Parts,
    window: MainWindow,
    shutdown: Shutdown,
    redactor: Redactor,
    lock: InstanceLock | None,
    *,
    has_crashed: bool,
) -> None:
    """Run from the opening of the panels until quitting is requested.

    Args:
        options: of this run.
        parts: of the desk.
        window: the window.
        shutdown: the request to quit.
        redactor: masks secrets in the report.
        lock: of the profile, if this desk has it.
        has_crashed: whether the last run crashed.
    """
    first_frame = FirstFrame(parts.clock)
    if options.run_for is not None:
        UnknownMarkets(parts.desk, parts.markets, shutdown)
    start_over = partial(_start_over, parts)
    menus = Menus(window, parts.desk, parts.markets, start_over)
    notice = await _open_panels(options, parts, has_crashed=has_crashed)
    EmptyDesk(window, parts.desk, menus.ask_for_panel, start_over)
    if notice:
        window.notice.show_text(notice)
    loading = MarketLoading(parts.rest, parts.markets, partial(parts.engine.link_status, Scope.PUBLIC))
    parts.tasks.spawn(loading.run(), "market list")
    parts.tasks.spawn(play(options.script, partial(_perform, Player(window, parts.desk), shutdown)), "script")
    if not options.panels:
        parts.tasks.spawn(parts.workspace.keep_saved(), "workspace")
    if options.run_for is not None:
        asyncio.get_running_loop().call_later(options.run_for, shutdown.request)
    handler = Handler(source_of(options), parts.desk, window, shutdown)
    async with serve_later_starts(lock, handler.handle):
        await shutdown.wait()
    if not options.panels:
        parts.workspace.save()
    report = build_report(parts.engine, parts.clock, parts.desk.docks(), first_frame.seconds)
    _write_results(options, report, window, shutdown, redactor)


async def _open_panels(options: DeskOptions, parts: Parts, *, has_crashed: bool) -> str:
    """Open the requested panels, or the saved desk, or the default desk.

    Returns:
        A message about the saved workspace for the user.
    """
    if options.panels:
        parts.desk.open_all(options.panels)
        return ""
    with parts.engine.hold():
        return await parts.workspace.restore(has_crashed=has_crashed)


def _start_over(parts: Parts) -> None:
    """Replace the open panels by the default desk."""
    parts.tasks.spawn(_rebuild(parts), "default desk")


async def _rebuild(parts: Parts) -> None:
    with parts.engine.hold():
        parts.desk.close_all()
        # Qt deletes closed docks one turn later; a new layout over half-deleted docks has crashed it.
        await asyncio.sleep(0)
        parts.desk.open_all(DEFAULT_DESK)


def _perform(player: Player, shutdown: Shutdown, step: Step) -> None:
    if step.action is Action.QUIT:
        shutdown.request()
        return
    try:
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


async def tear_down(parts: Parts) -> None:
    """Release every panel by name: closing a window closes no docks."""
    parts.clock.stop()
    parts.desk.close_all()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(FAREWELL):
            await parts.tasks.cancel()
            await parts.engine.stop()
            await parts.keys.close()
            await parts.rest.close()
