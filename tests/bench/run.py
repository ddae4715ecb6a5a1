"""Prints the product's figures: name, measured value, goal, verdict.

Each subject runs in a separate process, so that the memory and caches of one do not affect another.

    run.py [name ...] [--seconds N]
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from figures import Figure, as_line, as_row, heading

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]

SUBJECTS: Final = {
    "hot_path": "receive + decode + route + deliver, CPU a message",
    "packets": "100 to 10 000 frames a second, one a packet: CPU a frame and delay, with and without pauses in reading",
    "peers": "messages per CPU second, beside ccxt.pro and the official SDK (install the extra `bench`)",
    "registrations": "1, 5, 10, 100 concurrent registrations, beside one task a change",
    "one_more": "one more component beside 10 and beside 10 000",
    "market_search": "a keystroke of the search among 855 markets",
    "alerts": "a message compared with a thousand alerts",
    "painting": "a frame of chart, order book and watchlist",
    "watchlist": "a second of the watchlist: 855 markets, each with a new price",
    "charts": "a chart with indicators and drawings: frames, opening, closing; beside other charts",
    "stored_candles": "candles from disk, a second start, and a trade that moves the forming candle",
    "indicators": "ten indicators of a chart: opened, and kept current",
    "panels": "1 000 panels opened and closed",
    "workspaces": "a workspace of many panels put on the screen",
    "idle": "the default desk in a silent market",
    "start": "start to the first live frame",
    "flood": "855 markets x ticker, trade, order book at 10 000 messages a second",
}

DEFAULT_SECONDS: Final = 10.0


def main() -> int:
    """Run the named subjects, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*", help=", ".join(SUBJECTS), metavar="name")
    parser.add_argument("--seconds", type=float, default=DEFAULT_SECONDS, help="how long a measurement lasts")
    parser.add_argument("--alone", choices=SUBJECTS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        return _run_here(given.alone, given.seconds)
    if unknown := [name for name in given.name if name not in SUBJECTS]:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(SUBJECTS)}")
    failed = [name for name in given.name or SUBJECTS if not _run_apart(name, given.seconds)]
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


def _run_here(name: str, seconds: float) -> int:
    sys.path.append(str(ROOT / "tests" / "support"))
    for figure in importlib.import_module(name).measure(seconds):
        print(as_line(figure), flush=True)
    # Interpreter and Qt shut down after the measurement, and a crash there would hide the figures.
    sys.stdout.flush()
    os._exit(0)


def _run_apart(name: str, seconds: float) -> bool:
    print(f"\n{name}: {SUBJECTS[name]}\n{heading()}", flush=True)
    with tempfile.TemporaryDirectory() as settings:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_LOGGING_RULES": "*.warning=false",
            "XDG_CONFIG_HOME": settings,
        }
        command = [sys.executable, __file__, "--alone", name, "--seconds", f"{seconds:g}"]
        with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for line in child.stdout:
                figure = Figure.read(line)
                print(as_row(figure) if figure else line.rstrip(), flush=True)
    return child.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
