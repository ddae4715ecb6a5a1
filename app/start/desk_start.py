"""Start of a desk: take the lock, start the embedded exchange, then import everything that loads Qt.

The exchange is started first, so that both load at the same time.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from types import FrameType

from app.command_line.options import DeskOptions
from app.process.display import can_load, missing_display, why_qt_is_not_loaded
from app.process.profile import SETTINGS_FILE, profile_folder
from app.settings.declared import BY_NAME
from app.settings.store import Settings
from app.single_instance.start import SecondStart, first_or_second
from app.start.embedded import EmbeddedExchange
from app.start.remembered_source import first_source
from app.trouble.crash_file import CrashFile
from app.trouble.standard_streams import print_error
from core.text import in_english


def open_desk(options: DeskOptions) -> int:
    """Start the embedded exchange if needed, then the desk, and run it.

    Returns:
        The exit status.
    """
    if not options.is_offscreen and (reason := missing_display(sys.platform, os.environ)):
        return _give_up(reason)
    exchange = EmbeddedExchange()
    _leave_on_signals(exchange)
    start = first_or_second(options, profile_folder(), os.environ)
    if isinstance(start, SecondStart):
        return start.finish()
    settings = settings_of(options)
    if first_source(options, settings).is_embedded:
        exchange.start()
    crash_file = _crash_file()
    try:
        from app.process.source_reading import spare_source_reading  # noqa: PLC0415 - loads Qt

        spare_source_reading()
        from app.start.desk_run import run_desk  # noqa: PLC0415 - loads the rest

        return run_desk(options, settings, exchange, crash_file, start)
    except Exception as error:  # the top edge: without a console a traceback would be invisible
        return _give_up_on(error)
    finally:
        if crash_file is not None:
            crash_file.close()
        if start is not None:
            start.release()


def settings_of(options: DeskOptions) -> Settings:
    """Read the settings file; values of the command line hold for this run."""
    settings = Settings(profile_folder() / SETTINGS_FILE)
    for name, value in options.settings.items():
        settings.use_for_this_run(BY_NAME[name], value)
    return settings


def _give_up_on(error: Exception) -> int:
    """End a desk that cannot continue.

    Returns:
        The exit status.
    """
    if isinstance(error, ImportError) and (error.path or "").endswith((".so", ".pyd")):
        return _give_up(why_qt_is_not_loaded(error.msg, can_load))
    from app.trouble.log_folder import log_path  # noqa: PLC0415 - a desk in order never gets here

    logging.getLogger("app").critical("the desk ended by an error", exc_info=error)
    text = in_english("terminal", "ended by an error, {error}; the log in {path} tells more")
    return _give_up(text.format(error=type(error).__name__, path=log_path()), status=1)


def _give_up(reason: str, status: int = 2) -> int:
    """Show why no window opens.

    Returns:
        The exit status.
    """
    from app.trouble.fatal_message import show_fatal_message  # noqa: PLC0415 - a start in order never says them

    show_fatal_message(reason)
    return status


def _crash_file() -> CrashFile | None:
    """Open the crash file before modules that may crash are loaded; None if no folder is writable."""
    from app.trouble.log_folder import log_folder  # noqa: PLC0415 - loads while the exchange is starting

    try:
        return CrashFile(log_folder())
    except OSError as error:
        print_error(in_english("terminal", "no log is kept: {error}").format(error=error))
        return None


def _leave_on_signals(exchange: EmbeddedExchange) -> None:
    """Until the loop handles signals: end at once, even in the middle of loading Qt."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        exchange.stop()
        os._exit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
