"""The active faults of the exchange and their effects.

Pure: time is an argument, in seconds on any clock that runs evenly, and randomness comes from a seed. While no fault is
on, `is_calm` is true and no other question is necessary.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from core.simulator.faults.fault_parameters import Fault, Value
from core.simulator.faults.fault_table import fault_of
from core.simulator.faults.garbage import garbage


class Switch:
    """A fault with its settings.

    Args:
        fault: the fault.
        parameters: all of its parameters, checked.
        since: when it was set.
    """

    __slots__ = ("fault", "left", "parameters", "since", "turns", "until")

    def __init__(self, fault: Fault, parameters: Mapping[str, Value], since: float) -> None:
        self.fault = fault
        self.parameters = parameters
        self.since = since
        seconds = self.number("seconds") if "seconds" in parameters else 0.0
        self.until = since + seconds if seconds else math.inf
        """When it ends by itself."""
        self.left: int | None = (self.whole("count") or None) if "count" in parameters else None
        """How many more times it happens; None for no limit."""
        self.turns = 0
        """How many times it could have happened so far."""

    def number(self, name: str) -> float:
        """A parameter that is a number."""
        return float(self.parameters[name])

    def whole(self, name: str) -> int:
        """A parameter that is a whole number."""
        return int(self.parameters[name])

    def text(self, name: str) -> str:
        """A parameter that is a text or a choice."""
        return str(self.parameters[name])

    def flag(self, name: str) -> bool:
        """A parameter that is true or false."""
        return bool(self.parameters[name])

    def reaches(self, opened: float, asked: float) -> bool:
        """Whether it applies to a connection opened at `opened` whose current request was made at `asked`."""
        match self.text("reach"):
            case "all":
                return True
            case "open":
                return opened <= self.since
            case _:
                return asked <= self.since


class Slicing(NamedTuple):
    """The slow sending of bytes in pieces."""

    size: int
    pause: float
    """Seconds between two pieces."""

    def duration(self, length: int) -> float:
        """Seconds needed for `length` bytes."""
        return max(0, math.ceil(length / self.size) - 1) * self.pause


class Refusal(NamedTuple):
    """An HTTP refusal that replaces the normal answer."""

    status: int
    wait: float
    """Seconds without requests, if the status demands that."""
    has_header: bool
    """Whether `wait` is also sent in a `Retry-After` header, which the real exchange never sends."""
    is_html: bool
    """Whether the body is a web page, as from a proxy."""


def _unheard(*_: object) -> None:
    """The default callback, without effect."""


class Faults:
    """The switched faults.

    Args:
        on_blow: called with each momentary fault and the time.
        on_change: called with the time when a fault was switched on or off.
        seed: of the randomness.
    """

    def __init__(
        self,
        on_blow: Callable[[Switch, float], object] = _unheard,
        on_change: Callable[[float], object] = _unheard,
        seed: int = 0,
    ) -> None:
        self.is_calm = True
        """Whether no fault is on."""
        self._on: dict[str, Switch] = {}
        self._on_blow = on_blow
        self._on_change = on_change
        self._chance = random.Random(seed)
        self._pieces = count()

    # The switches themselves

    def set(self, name: str, now: float, /, **parameters: object) -> None:
        """Switch a fault on, again if it is on already, or trigger a momentary one.

        Raises:
            BadFault: there is no such fault, or a parameter cannot have its value; nothing has changed.
        """
        fault = fault_of(name)
        switch = Switch(fault, fault.read(parameters), now)
        if fault.is_momentary:
            self._on_blow(switch, now)
        else:
            self._on[name] = switch
            self._changed(now)

    def clear(self, now: float, name: str | None = None) -> None:
        """Switch a fault off, or all of them.

        Raises:
            BadFault: there is no such fault.
        """
        if name is None:
            self._on.clear()
        else:
            self._on.pop(fault_of(name).name, None)
        self._changed(now)

    def wake(self, now: float) -> None:
        """End the faults whose time is over."""
        if now < self.next_due:
            return
        for name in [name for name, switch in self._on.items() if switch.until <= now]:
            del self._on[name]
        self._changed(now)

    @property
    def next_due(self) -> float:
        """When `wake` must be called next."""
        return math.inf if self.is_calm else min(switch.until for switch in self._on.values())

    def switch(self, name: str) -> Switch | None:
        """A fault with its settings; None while it is off."""
        return self._on.get(name)

    @property
    def of_connections(self) -> list[Switch]:
        """The faults that are on for no connection opened after them: they end with the last one they reach."""
        return [each for each in self._on.values() if each.parameters.get("reach", "all") != "all"]

    def spend(self, switch: Switch, now: float) -> None:
        """Count one occurrence of a fault; it ends with its last one."""
        if switch.left is None:
            return
        switch.left -= 1
        if switch.left <= 0:
            self.clear(now, switch.fault.name)

    # Effects on a session

    def is_stalled(self, opened: float) -> bool:
        """Whether a connection opened at `opened` is blocked in both directions."""
        switch = self._on.get("half_open")
        return switch is not None and switch.reaches(opened, opened)

    def is_mute(self, opened: float) -> bool:
        """Whether a connection opened at `opened` sends nothing except pongs."""
        switch = self._on.get("mute")
        return switch is not None and switch.reaches(opened, opened)

    def forgets(self, opened: float, asked: float, about: Callable[[], tuple[str, str]] = lambda: ("", "")) -> bool:
        """Whether a frame is not sent to a connection, according to the times of its opening and its request.

        Args:
            opened: when the connection was opened.
            asked: when its current request was made.
            about: returns the kind and code of the frame; called only if needed.
        """
        switch = self._on.get("lost_subscription")
        if switch is None or not switch.reaches(opened, asked):
            return False
        stream, wanted = switch.text("stream"), switch.text("code")
        if stream == "all" and not wanted:
            return True
        kind, code = about()
        return stream in {"all", kind} and wanted in {"", code}

    @property
    def thinned_to(self) -> float:
        """Least seconds between two data frames of one connection; other frames are dropped."""
        switch = self._on.get("slow_feed")
        return 0.0 if switch is None else switch.number("every")

    @property
    def pong_delay(self) -> float:
        """Seconds by which every pong is delayed."""
        switch = self._on.get("late_pong")
        return 0.0 if switch is None else switch.number("by")

    def rejects(self, codes: Iterator[str]) -> bool:
        """Whether one of these codes makes a request invalid."""
        switch = self._on.get("reject_code")
        return switch is not None and switch.text("code") in codes

    @property
    def list_reply(self) -> str:
        """The answer to LIST_SUBSCRIPTIONS: `asked` for the true list, `none` for no answer, else a false list."""
        switch = self._on.get("list_reply")
        return "asked" if switch is None else switch.text("reply")

    @property
    def list_delay(self) -> float:
        """Seconds by which that answer is delayed."""
        switch = self._on.get("list_reply")
        return 0.0 if switch is None else switch.number("by")

    @property
    def delay(self) -> float:
        """Seconds by which every frame is delayed."""
        switch = self._on.get("delay")
        return 0.0 if switch is None else switch.number("by")

    def distort(self, frame: bytes, now: float) -> Iterator[tuple[float, bytes]]:
        """The frames that replace a data frame, each with its delay in seconds."""
        if self._happens("garbage", now):
            yield 0.0, garbage(next(self._pieces), frame)
        reordered = self._on.get("reorder")
        yield (reordered.number("lag") if reordered is not None and self._happens("reorder", now) else 0.0), frame
        if self._happens("duplicate", now):
            yield 0.0, frame

    # Effects on the shells and the limits

    @property
    def slicing(self) -> Slicing | None:
        """How bytes are sent slowly; None if they are not."""
        switch = self._on.get("slice")
        return None if switch is None else Slicing(switch.whole("size"), switch.number("pause"))

    @property
    def is_refusing(self) -> bool:
        """Whether connects get no answer."""
        return "refuse" in self._on

    def handshake(self, now: float) -> Refusal | None:
        """The refusal of a WebSocket handshake; None if it is accepted. Counts it."""
        return self._refusal("handshake", now)

    def rest(self, now: float) -> Refusal | None:
        """The refusal of a REST request; None if it is accepted. Counts it."""
        return self._refusal("rest", now)

    @property
    def tightness(self) -> int:
        """The divisor of every limit."""
        switch = self._on.get("limits")
        return 1 if switch is None else switch.whole("divisor")

    @property
    def clock_shift_ms(self) -> int:
        """How far the exchange's clock is ahead."""
        switch = self._on.get("clock_shift")
        return 0 if switch is None else round(switch.number("by") * 1000)

    def _refusal(self, name: str, now: float) -> Refusal | None:
        switch = self._on.get(name)
        if switch is None:
            return None
        refusal = Refusal(switch.whole("status"), switch.number("wait"), switch.flag("header"), switch.flag("html"))
        self.spend(switch, now)
        return refusal

    def _happens(self, name: str, now: float) -> bool:
        switch = self._on.get(name)
        if switch is None or self._chance.random() >= switch.number("chance"):
            return False
        self.spend(switch, now)
        return True

    def _changed(self, now: float) -> None:
        self.is_calm = not self._on
        self._on_change(now)
