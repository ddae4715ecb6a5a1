"""The program: `hoga`, `hoga simulate`, `python -m app`.

What is imported here decides how fast the desk opens: the command line is read and the embedded exchange is started
before Qt is loaded, so that both start at the same time, and the exchange itself never loads Qt.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from types import FrameType

from app import process_figures  # noqa: F401 - first of all: it may have to note the time
from app.command_line import DeskOptions, SimulateOptions, parse
from app.crash_file import CrashFile
from app.display import can_load, missing_display, missing_libraries
from app.exchange_process import ExchangeProcess


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        argv: the words after the program's name; those of the process if None.

    Returns:
        The exit status.
    """
    options = parse(sys.argv[1:] if argv is None else list(argv))
    if isinstance(options, SimulateOptions):
        return _simulate(options)
    return _open_desk(options)


def _open_desk(options: DeskOptions) -> int:
    if not options.is_offscreen and (reason := _no_window()):
        sys.stderr.write(f"hoga: {reason}\n")
        return 2
    # Loading makes a million objects and no garbage; from here on only the GUI thread collects.
    gc.disable()
    exchange = ExchangeProcess() if options.embeds_exchange else None
    _leave_on_signals(exchange)
    if exchange is not None:
        exchange.start()
    crash_file = _crash_file()
    from app.desk_run import run_desk  # noqa: PLC0415 - loads Qt

    return run_desk(options, exchange, crash_file)


def _no_window() -> str:
    """Why no window can open, if so."""
    return missing_display(sys.platform, os.environ) or missing_libraries(sys.platform, os.environ, can_load)


def _crash_file() -> CrashFile | None:
    """Opened before anything that could crash is loaded; None where there is no place for it."""
    from app.log_folder import log_folder  # noqa: PLC0415 - loads while the exchange is starting

    try:
        return CrashFile(log_folder())
    except OSError as error:
        sys.stderr.write(f"hoga: no log is kept: {error}\n")
        return None


def _leave_on_signals(exchange: ExchangeProcess | None) -> None:
    """Until the loop takes signals over: leave at once, past an interpreter that is in the middle of loading Qt."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        if exchange is not None:
            exchange.stop()
        os._exit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)


def _simulate(options: SimulateOptions) -> int:
    from core.simulator.child import ExchangeOptions, run  # noqa: PLC0415 - the desk has no use for it

    return run(ExchangeOptions(**asdict(options)))


if __name__ == "__main__":
    sys.exit(main())
