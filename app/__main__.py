"""The program: `hoga`, `hoga simulate`, `python -m app`.

Modules imported here are loaded twice at each start, by the desk and by its exchange, and delay both.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from app.command_line.parser import parse
from app.process import figures as process_figures  # noqa: F401 - first of all: it may have to note the time
from app.process.environment import mend_environment, mend_streams
from app.process.profile import SETTINGS_FILE, profile_folder
from app.trouble.terminal_language import language_of, speak
from core.simulator.serve.options import ExchangeOptions


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        argv: the words after the program's name; those of the process if None.

    Returns:
        The exit status.
    """
    # Loading creates a million objects and no garbage. The exchange enables collection after loading; the desk collects
    # on one thread.
    gc.disable()
    mend_streams()
    mend_environment(os.environ, is_frozen=getattr(sys, "frozen", False))
    # numpy starts one thread per processor for matrix products, in a quarter of its loading time; we use none.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = sys.argv[1:] if argv is None else list(argv)
    speak(language_of(arguments, os.environ, profile_folder() / SETTINGS_FILE))
    options = parse(arguments)
    if isinstance(options, ExchangeOptions):
        return _simulate(options)
    from app.start.desk_start import open_desk  # noqa: PLC0415 - the exchange has no use for it

    return open_desk(options)


def _simulate(options: ExchangeOptions) -> int:
    from core.simulator.serve.child import run  # noqa: PLC0415 - the desk has no use for it

    gc.freeze()
    gc.enable()
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
