"""The other processes of a measurement: the feeder, the embedded exchange."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ENOUGH = 0.95
"""Minimum share of its target that a feeder must reach for a valid figure."""


class Flood(NamedTuple):
    """A feeder's report on one connection."""

    sent: int
    rate: float
    is_valid: bool
    requests: list[float]


class Child:
    """A process that writes JSON lines, the first of them `{"port": N}`, and ends when its input is closed."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port: int = self.line()["port"]

    def line(self) -> dict[str, Any]:
        """Wait for the next line and return it."""
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        """End the process, by force if necessary."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(3.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Feeder(Child):
    """See `feeder.py`."""

    def __init__(self, kind: str, form: str, rate: float, seconds: float, markets: int = 1, past: int = 0) -> None:
        self._target = rate
        requested = {"kind": kind, "form": form, "markets": markets, "rate": rate, "seconds": seconds, "past": past}
        super().__init__([sys.executable, str(Path(__file__).parent / "feeder.py"), json.dumps(requested)])

    @property
    def url(self) -> str:
        """The WebSocket base."""
        return f"ws://127.0.0.1:{self.port}"

    def flood(self) -> Flood:
        """Return its report on the connection that was just closed."""
        reported = self.line()
        rate = reported["sent"] / reported["seconds"] if reported["seconds"] else 0.0
        return Flood(reported["sent"], rate, rate >= ENOUGH * self._target, reported["requests"])


@contextmanager
def feeder(*args: Any, **kwargs: Any) -> Iterator[Feeder]:
    """Run a feeder during the block."""
    child = Feeder(*args, **kwargs)
    try:
        yield child
    finally:
        child.end()


@contextmanager
def exchange(*options: str) -> Iterator[str]:
    """Run the embedded exchange during the block; gives its REST base."""
    child = Child([sys.executable, "-m", "app", "simulate", *options])
    try:
        yield f"http://127.0.0.1:{child.port}"
    finally:
        child.end()
