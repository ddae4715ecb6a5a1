"""Runs the product and records when the desk and its exchange first reached each step of their start.

    timeline.py FILE STARTED [argument of hoga ...]

Every process writes one line of JSON to FILE when it ends its own start: its name, and for each step the milliseconds
since STARTED (seconds on the monotonic clock, read just before the start) and those of CPU spent so far.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from functools import wraps
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

DESK = {
    "app.process.exchange_process": {"ExchangeProcess.start": "exchange started"},
    "app.start.desk_run": {"make_application": "Qt loaded"},
    "app.window.main_window": {"MainWindow.show": "window shown"},
    "app.start.wiring": {"wire": "parts loaded, exchange listening"},
    "app.start.market_loading": {"MarketLoading.run": "panels open"},
    "core.link.websocket_dial": {"WebSocket.send": "request sent"},
    "core.engine.deliver.intake": {"Intake.receive": "frame received"},
    "widgets.panel.frame_clock": {"FrameClock._on_painted": "live frame painted"},
}
EXCHANGE = {
    "core.simulator.serve.child": {"run": "exchange loaded", "_write_port": "listening"},
    "core.simulator.streams.session": {"Session.receive": "request received", "Session.say": "frame sent"},
}
LAST = ("live frame painted", "frame sent")


class Timeline(MetaPathFinder, Loader):
    """Records the first call of certain functions, as their modules are loaded.

    Args:
        file: receives the record.
        started: when the desk was started.
        name: of this process.
        steps: by module, the function whose call marks a step.
    """

    def __init__(self, file: Path, started: float, name: str, steps: dict[str, dict[str, str]]) -> None:
        self._file = file
        self._started = started
        self._name = name
        self._steps = steps
        self._reached: dict[str, tuple[float, float]] = {}
        self._loaders: dict[str, Loader] = {}
        self.reach("python is up")

    def reach(self, step: str) -> None:
        """Record that a step was reached."""
        if step in self._reached:
            return
        self._reached[step] = ((time.monotonic() - self._started) * 1000, time.process_time() * 1000)
        if step in LAST:
            with self._file.open("a") as file:
                file.write(json.dumps([self._name, self._reached]) + "\n")

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        """Load a module in the usual way, then wrap its functions."""
        spec = PathFinder.find_spec(name, path, target) if name in self._steps else None
        if spec is not None and spec.loader is not None:
            self._loaders[name], spec.loader = spec.loader, self
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Wrap each function so that its call is recorded."""
        self._loaders[module.__name__].exec_module(module)
        for path, step in self._steps[module.__name__].items():
            *owners, name = path.split(".")
            owner: Any = module
            for each in owners:
                owner = getattr(owner, each)
            setattr(owner, name, self._noted(getattr(owner, name), step))

    def _noted(self, function: Callable[..., Any], step: str) -> Callable[..., Any]:
        @wraps(function)
        def noted(*args: Any, **kwargs: Any) -> Any:
            self.reach(step)
            return function(*args, **kwargs)

        return noted


def main() -> int:
    """Run the product's command line; its exchange is started through this module too."""
    file, started, *words = sys.argv[1:]
    sys.path[0] = str(ROOT)
    is_exchange = words[:1] == ["simulate"]
    name, steps = ("exchange", EXCHANGE) if is_exchange else ("desk", DESK)
    sys.meta_path.insert(0, Timeline(Path(file), float(started), name, steps))
    if not is_exchange:
        processes = importlib.import_module("app.process.exchange_process")
        command = processes.exchange_command
        own = [sys.executable, __file__, file, started]
        processes.exchange_command = lambda port: own + command(port)[command(port).index("simulate") :]
    return importlib.import_module("app.__main__").main(words)


if __name__ == "__main__":
    sys.exit(main())
