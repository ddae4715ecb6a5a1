"""One run of the desk, from the first window to the shutdown."""

from __future__ import annotations

import asyncio
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from app.command_line.options import DeskOptions
from app.process.allocator import give_large_blocks_back
from app.process.application import make_application
from app.process.display import take_out_what_cannot_be_painted
from app.process.freed_memory import FreedMemory
from app.process.garbage import GarbageCollection
from app.process.language import Language
from app.process.qt_loop import QtLoop
from app.process.shutdown import Shutdown, end_at_latest
from app.settings.declared import LANGUAGE
from app.settings.store import Settings
from app.settings_window.file_notice import trouble_text
from app.single_instance.lock import InstanceLock
from app.source.choice import SourceChoice
from app.source_selection.selector import SourceActions, SourceSelector
from app.start.diagnostics import Diagnostics
from app.start.embedded import EmbeddedExchange
from app.start.remembered_source import first_source, remember
from app.start.settings_effects import LanguageSetting, LookSettings
from app.trouble.crash_file import CrashFile
from app.trouble.error_hooks import loop_error_handler
from app.window.main_window import MainWindow
from widgets.look.look import Look

logger = logging.getLogger(__name__)

PAINTING: Final = 0.01
"""Seconds for painting the empty window before the panels are loaded, which takes some tenths of a second."""

THREADS: Final = 4
"""Threads for imports, files and name look-ups, which must not block the loop."""


def run_desk(
    options: DeskOptions,
    settings: Settings,
    exchange: EmbeddedExchange,
    crash_file: CrashFile | None,
    lock: InstanceLock | None,
) -> int:
    """Run a desk until quitting is requested.

    Args:
        options: of this run.
        settings: of the user.
        exchange: the embedded exchange, already started if it is that source.
        crash_file: also records stalls; logs are in the same folder. None if no folder is writable.
        lock: of the profile, if this desk has it; later starts find the desk by it.

    Returns:
        The exit status.
    """
    diagnostics = Diagnostics(options.log_level, crash_file)
    if options.is_offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    notices = take_out_what_cannot_be_painted(os.environ)
    give_large_blocks_back()
    app = make_application(settings[LANGUAGE])
    language = app.findChild(Language)
    look = app.findChild(Look)
    assert language is not None
    assert look is not None
    LanguageSetting(settings, language)
    LookSettings(settings, look)
    window = MainWindow(look)
    for notice in (*notices, *filter(None, (trouble_text(settings.troubles),))):
        logger.warning("%s", notice)
        window.notice.show_text(notice)
    shutdown = Shutdown(on_requested=lambda requested: end_at_latest(lambda: requested.status))
    with asyncio.Runner(loop_factory=partial(QtLoop, app)) as runner:
        runner.run(_run(options, settings, exchange, shutdown, diagnostics, lock, window))
    return shutdown.status


async def _run(
    options: DeskOptions,
    settings: Settings,
    exchange: EmbeddedExchange,
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
    choice = SourceChoice(first_source(options, settings))
    remember(choice, settings)
    actions = SourceActions(choice, window)
    window.show_beside_menu(SourceSelector(actions))
    window.show()
    await asyncio.sleep(PAINTING)
    from app.start import candle_keeping, live_desk, source_switch  # noqa: PLC0415 - loads the engine; the window is seen meanwhile

    diagnostics.watch_stalls(window)
    garbage = GarbageCollection(window)
    FreedMemory(window)
    hide = diagnostics.redactor.add
    switch = source_switch.SourceSwitch(options, settings, actions, exchange, window, shutdown, hide)
    if not options.is_unattended:  # a run without hands shares no file with the user's desk
        switch.candles = candle_keeping.CandleKeeping(settings, window)
    try:
        if (parts := await switch.arrive()) is not None:
            await live_desk.live(
                options,
                parts,
                window,
                diagnostics.redactor,
                lock,
                switch,
                has_crashed=diagnostics.has_crashed,
            )
    except Exception:  # whatever ended the run; it is raised again
        shutdown.fault(1)  # if the shutdown hangs, the process is ended with this status
        raise
    finally:
        shutdown.request()  # the run failed, so perhaps nothing has requested it
        exchange.let_go()
        await switch.tear_down()
        if switch.candles is not None:
            await switch.candles.close()
        diagnostics.detach()
        exchange.stop()
        garbage.stop()
        window.deleteLater()
        await asyncio.sleep(0)
