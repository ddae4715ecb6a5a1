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
"""The share of its target a feeder must reach for a figure to mean anything."""


class Flood(NamedTuple):
    """What a feeder says of one connection."""

    sent: int
    rate: float
    is_valid: bool
    requests: list[float]


class Child:
    """A process that speaks JSON lines, the first of them `{"port": N}`, and ends with its input."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port: int = self.line()["port"]

    def line(self) -> dict[str, Any]:
        """The next line; waits for it."""
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        """End it, or make it end."""
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
        asked = {"kind": kind, "form": form, "markets": markets, "rate": rate, "seconds": seconds, "past": past}
        super().__init__([sys.executable, str(Path(__file__).parent / "feeder.py"), json.dumps(asked)])

    @property
    def url(self) -> str:
        """The WebSocket base."""
        return f"ws://127.0.0.1:{self.port}"

    def flood(self) -> Flood:
        """What it says of the connection that has just been closed."""
        told = self.line()
        rate = told["sent"] / told["seconds"] if told["seconds"] else 0.0
        return Flood(told["sent"], rate, rate >= ENOUGH * self._target, told["requests"])


@contextmanager
def feeder(*args: Any, **kwargs: Any) -> Iterator[Feeder]:
    """A feeder for the length of a block."""
    child = Feeder(*args, **kwargs)
    try:
        yield child
    finally:
        child.end()


@contextmanager
def exchange(*options: str) -> Iterator[str]:
    """The embedded exchange for the length of a block; its REST base."""
    child = Child([sys.executable, "-m", "app", "simulate", *options])
    try:
        yield f"http://127.0.0.1:{child.port}"
    finally:
        child.end()
