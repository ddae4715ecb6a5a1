"""One run of the desk, from the first window to the last farewell."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from app.application import make_application
from app.command_line import DeskOptions
from app.error_hooks import install_error_hooks, loop_error_handler
from app.exchange_process import ExchangeFailed, ExchangeProcess
from app.first_frame import FirstFrame
from app.garbage import GarbageCollection
from app.leaving import Leaving, end_at_latest
from app.logging_setup import set_up_logging
from app.loop import QtLoop
from app.main_window import MainWindow
from app.menus import Menus
from app.panel_spec import DEFAULT_DESK
from app.report import build_report, summary, write_report
from app.script import Action, Step, play
from app.unknown_markets import UnknownMarkets
from app.wiring import Parts, wire
from core.backoff import Backoff
from core.errors import HogaError, InputError
from core.upbit.endpoints import Endpoints, endpoints_for

logger = logging.getLogger(__name__)

FAREWELL: Final = 1.0
"""Seconds the engine and REST have to close what they opened."""

THREADS: Final = 4
"""For imports, files and name look-ups that must not stop the loop."""


def run_desk(options: DeskOptions, exchange: ExchangeProcess | None) -> int:
    """Run a desk until somebody wants to leave.

    Args:
        options: what was asked for.
        exchange: the embedded exchange, already started; None when quotes come from somewhere else.

    Returns:
        The exit status.
    """
    set_up_logging(options.log_level)
    install_error_hooks()
    if options.is_offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = make_application()
    leaving = Leaving()
    with asyncio.Runner(loop_factory=partial(QtLoop, app)) as runner:
        runner.run(_run(options, exchange, leaving))
    return leaving.status


async def _run(options: DeskOptions, exchange: ExchangeProcess | None, leaving: Leaving) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="hoga"))
    loop.set_exception_handler(loop_error_handler(lambda _reason: leaving.ask(1)))
    leaving.on_signals(loop)
    window = MainWindow()
    window.closing.connect(leaving.ask)
    window.show()
    garbage = GarbageCollection(window)
    parts: Parts | None = None
    try:
        if (endpoints := await _endpoints(options, exchange, leaving)) is not None:
            parts = wire(options, endpoints, window)
            await _live(options, parts, window, leaving)
    finally:
        end_at_latest(lambda: leaving.status)
        if exchange is not None:
            exchange.let_go()
        if parts is not None:
            await _tear_down(parts)
        if exchange is not None:
            exchange.stop()
        garbage.stop()
        window.deleteLater()
        await asyncio.sleep(0)


async def _endpoints(options: DeskOptions, exchange: ExchangeProcess | None, leaving: Leaving) -> Endpoints | None:
    """Where the exchange is, once that is known; None if the user left first or there is none."""
    if exchange is None:
        return endpoints_for(options.exchange, options.rest_url, options.ws_url)
    port = asyncio.wrap_future(exchange.port)
    left = asyncio.get_running_loop().create_task(leaving.wait(), name="left before the exchange came up")
    await asyncio.wait((port, left), return_when=asyncio.FIRST_COMPLETED)
    left.cancel()
    if not port.done():
        return None
    try:
        return endpoints_for(options.exchange, rest_url=f"http://127.0.0.1:{port.result()}")
    except ExchangeFailed as error:
        _complain(f"{error}; run 'hoga simulate' to see why")
        leaving.fault(1)
        return None


async def _live(options: DeskOptions, parts: Parts, window: MainWindow, leaving: Leaving) -> None:
    """The run itself, from the panels' opening until somebody wants to leave."""
    first_frame = FirstFrame(parts.clock)
    if options.run_for is not None:
        UnknownMarkets(parts.desk, parts.markets, leaving)
    Menus(window, parts.desk, parts.markets, partial(_start_over, parts))
    notice = await _open_panels(options, parts)
    if notice:
        window.statusBar().showMessage(notice)
    parts.tasks.spawn(_load_markets(parts), "market list")
    parts.tasks.spawn(play(options.script, partial(_perform, parts, leaving)), "script")
    if not options.panels:
        parts.tasks.spawn(parts.workspace.keep_saved(), "workspace")
    if options.run_for is not None:
        asyncio.get_running_loop().call_later(options.run_for, leaving.ask)
    await leaving.wait()
    if not options.panels:
        parts.workspace.save()
    _tell(options, parts, window, first_frame, leaving)


async def _open_panels(options: DeskOptions, parts: Parts) -> str:
    """Open what was asked for, or what was left, or the default desk.

    Returns:
        What the user should know about the kept workspace.
    """
    if options.panels:
        parts.desk.open_all(options.panels)
        return ""
    with parts.engine.hold():
        is_restored, notice = await parts.workspace.restore()
    if not is_restored:
        parts.desk.open_all(DEFAULT_DESK)
    return notice


def _start_over(parts: Parts) -> None:
    """Put the default desk in place of what is open."""
    parts.tasks.spawn(_rebuild(parts), "default desk")


async def _rebuild(parts: Parts) -> None:
    with parts.engine.hold():
        parts.desk.close_all()
        # Qt deletes closed docks a turn later; laying out anew over half-dead ones has crashed it.
        await asyncio.sleep(0)
        parts.desk.open_all(DEFAULT_DESK)


async def _load_markets(parts: Parts) -> None:
    """Fill the market directory, however often it takes; nothing waits for it."""
    backoff = Backoff()
    while True:
        try:
            parts.markets.fill(await parts.rest.markets())
        except HogaError as error:
            logger.info("market list: %s", error)
            await asyncio.sleep(backoff.next_delay())
        else:
            return


def _perform(parts: Parts, leaving: Leaving, step: Step) -> None:
    if step.action is Action.QUIT:
        leaving.ask()
        return
    try:
        parts.desk.perform(step)
    except InputError as error:
        _complain(str(error))
        leaving.ask(2)


def _tell(options: DeskOptions, parts: Parts, window: MainWindow, first_frame: FirstFrame, leaving: Leaving) -> None:
    """Write what the run was asked to leave behind."""
    report = build_report(parts.engine, parts.clock, parts.desk.docks(), first_frame.seconds)
    if options.screenshot is not None and not window.grab().save(str(options.screenshot)):
        _complain(f"the screenshot cannot be written to {options.screenshot}")
        leaving.fault(2)
    if options.report is not None:
        try:
            write_report(report, options.report)
        except OSError as error:
            _complain(f"the report cannot be written: {error}")
            leaving.fault(2)
    if options.run_for is not None:
        sys.stdout.write(summary(report) + "\n")


async def _tear_down(parts: Parts) -> None:
    """Release every panel by name: closing a window closes no docks."""
    parts.clock.stop()
    parts.desk.close_all()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(FAREWELL):
            await parts.tasks.cancel()
            await parts.engine.stop()
            await parts.rest.close()


def _complain(message: str) -> None:
    sys.stderr.write(f"hoga: {message}\n")
