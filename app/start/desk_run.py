"""One run of the desk, from the first window to the shutdown."""

from __future__ import annotations

import asyncio
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from app.command_line.options import DeskOptions
from app.process.application import make_application
from app.process.display import take_out_what_cannot_be_painted
from app.process.exchange_process import ExchangeFailed, ExchangeProcess
from app.process.garbage import GarbageCollection
from app.process.language import Language
from app.process.qt_loop import QtLoop
from app.process.shutdown import Shutdown, end_at_latest
from app.settings.declared import LANGUAGE
from app.settings.store import Settings
from app.single_instance.lock import InstanceLock
from app.start.diagnostics import Diagnostics
from app.start.settings_effects import LanguageSetting, LookSettings
from app.trouble.crash_file import CrashFile
from app.trouble.error_hooks import loop_error_handler
from app.window.main_window import MainWindow
from core.text import in_english
from core.upbit.endpoints import Endpoints, endpoints_for
from widgets.paint.look import Look

logger = logging.getLogger(__name__)

PAINTING: Final = 0.01
"""Seconds for painting the empty window before the panels are loaded, which takes some tenths of a second."""

THREADS: Final = 4
"""Threads for imports, files and name look-ups, which must not block the loop."""


def run_desk(
    options: DeskOptions,
    settings: Settings,
    exchange: ExchangeProcess | None,
    crash_file: CrashFile | None,
    lock: InstanceLock | None,
) -> int:
    """Run a desk until quitting is requested.

    Args:
        options: of this run.
        settings: of the user.
        exchange: the embedded exchange, already started; None with another source.
        crash_file: also records stalls; logs are in the same folder. None if no folder is writable.
        lock: of the profile, if this desk has it; later starts find the desk by it.

    Returns:
        The exit status.
    """
    diagnostics = Diagnostics(options.log_level, crash_file)
    if options.is_offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    notices = take_out_what_cannot_be_painted(os.environ)
    app = make_application(settings[LANGUAGE])
    language = app.findChild(Language)
    look = app.findChild(Look)
    assert language is not None
    assert look is not None
    LanguageSetting(settings, language)
    LookSettings(settings, look)
    window = MainWindow(look)
    for notice in notices:
        logger.warning("%s", notice)
        window.notice.show_text(notice)
    shutdown = Shutdown(on_requested=lambda requested: end_at_latest(lambda: requested.status))
    with asyncio.Runner(loop_factory=partial(QtLoop, app)) as runner:
        runner.run(_run(options, settings, exchange, shutdown, diagnostics, lock, window))
    return shutdown.status


async def _run(
    options: DeskOptions,
    settings: Settings,
    exchange: ExchangeProcess | None,
    shutdown: Shutdown,
    diagnostics: Diagnostics,
    lock: InstanceLock | None,
    window: MainWindow,
) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="hoga"))
    loop.set_exception_handler(loop_error_handler(lambda _reason: shutdown.request(1)))
    shutdown.on_signals(loop)
    window.closing.connect(shutdown.request)
    diagnostics.attach(window)
    window.show()
    await asyncio.sleep(PAINTING)
    from app.start import live_desk, wiring  # noqa: PLC0415 - loads the engine; the window is seen meanwhile

    diagnostics.watch_stalls(window)
    garbage = GarbageCollection(window)
    parts: wiring.Parts | None = None
    try:
        if (endpoints := await _endpoints(options, exchange, shutdown)) is not None:
            parts = wiring.wire(options, settings, endpoints, window, diagnostics.redactor.add)
            await live_desk.live(
                options, parts, window, shutdown, diagnostics.redactor, lock, has_crashed=diagnostics.has_crashed
            )
    except Exception:
        shutdown.fault(1)  # if the shutdown hangs, the process is ended with this status
        raise
    finally:
        shutdown.request()  # the run failed, so perhaps nothing has requested it
        if exchange is not None:
            exchange.let_go()
        if parts is not None:
            await live_desk.tear_down(parts)
        diagnostics.detach()
        if exchange is not None:
            exchange.stop()
        garbage.stop()
        window.deleteLater()
        await asyncio.sleep(0)


async def _endpoints(options: DeskOptions, exchange: ExchangeProcess | None, shutdown: Shutdown) -> Endpoints | None:
    """Return the exchange's addresses once known; None if the user quit first or the exchange failed."""
    if exchange is None:
        return endpoints_for(options.exchange, options.rest_url, options.ws_url)
    port = asyncio.wrap_future(exchange.port)
    left = asyncio.get_running_loop().create_task(shutdown.wait(), name="wait for a request to quit")
    await asyncio.wait((port, left), return_when=asyncio.FIRST_COMPLETED)
    left.cancel()
    if not port.done():
        return None
    try:
        return endpoints_for(options.exchange, rest_url=f"http://127.0.0.1:{port.result()}")
    except ExchangeFailed as error:
        from app.trouble.fatal_message import show_fatal_message  # noqa: PLC0415 - a start in order never says them

        text = in_english("terminal", "{error}; run 'hoga simulate' to see why")
        show_fatal_message(text.format(error=error.user_message))
        shutdown.fault(1)
        return None
