"""One life of the program under a pair of hands: `python life.py PLAN RESULT`, in a process of its own.

Runs the real program with nothing replaced, waits until its desk stands, performs the gestures of the plan, and rests
in between and at the end: nothing on top, nothing wrong at the exchange. At rest what the exchange streams must be
what the panels want, no panel may be left over, and memory may not grow. Then the window is closed as a user would.

The plan is a JSON object: `gestures` (a list), `rest_every` (seconds), `leave_at` (the source of the end). The result
is one too: `findings`, panels and settings `before` the first gesture and `after` the last one, `rss_mb` at each rest.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import os
import sys
import threading
import time
import traceback
import urllib.request
from collections import deque
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Final

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

from app.__main__ import main
from app.panels.kinds import MARKET_GROUPS
from app.panels.links import followers
from app.process.allocator import give_free_pages_back
from app.process.exchange_process import ExchangeProcess
from app.process.figures import rss_mb
from app.settings.declared import SETTINGS
from app.source.source import EMBEDDED, Source
from app.start import live_desk, wiring
from app.start.source_switch import SourceSwitch
from app.window.main_window import SIZE, MainWindow
from app.workspaces.presets import TRADER, preset
from core.errors import HogaError
from core.loop.tasks import TaskOwner
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from core.upbit import endpoints
from core.upbit.rest.faults import FaultControl
from gestures import Gesture
from hand import Hand
from memory import is_growing
from truth import Truth
from widgets.markets.alerts import ACCOUNT_COMPONENT, COMPONENT
from widgets.panel.panel import Panel

STANDS_WITHIN: Final = 20.0
"""Maximum seconds from the start until the desk is at rest."""

RETRIES_EVERY: Final = 15.0
"""Seconds between two clicks of a rest on every "try again": a panel of the account dials anew each time, and the delay
before its request may have been set to ten seconds.
"""

RESTS_WITHIN: Final = 90.0
"""Seconds: the longest reconnect delay, a dead feed found out, and trials at the pace of the connect gate."""

STALL: Final = 1.0
"""Maximum seconds that the GUI thread may take for one turn of its loop, working or waiting. Time in which other
processes used the processor does not count.
"""

BEAT_MS: Final = 50


UNFIT: Final = 70
"""Exit status if the tool itself failed; the log has the error."""

SWALLOWING: Final = {"mute", "slow_feed", "lost_subscription", "clock_shift"}
"""Faults that leave out messages on a connection that stays, shorter than silence is noticed, or until a request that
is made anyway; and one after which the exchange is in another world, of which it tells nothing until something
changes."""

ALERTS: Final = {COMPONENT, ACCOUNT_COMPONENT}
"""Components of the alerts, public and private, which belong to no panel."""

LEFT_BEHIND: Final = 3
"""How often a panel without a dock may be found before it is a finding; a closed panel is deleted a little later."""


class Waits:
    """Records from another thread when the main thread waits, by the kernel's process state."""

    EVERY: Final = 0.05

    def __init__(self) -> None:
        self._state = Path(f"/proc/self/task/{threading.main_thread().native_id}/stat")
        self._waited: deque[float] = deque(maxlen=400)
        threading.Thread(target=self._watch, name="hands waits", daemon=True).start()

    def within(self, seconds: float) -> float:
        """Return for how many of the last `seconds` it has waited, approximately."""
        since = time.monotonic() - seconds
        return self.EVERY * sum(at >= since for at in list(self._waited))

    def _watch(self) -> None:
        while True:
            time.sleep(self.EVERY)
            if self._state.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "R":
                self._waited.append(time.monotonic())


class Life(QObject):
    """Performs the gestures of one plan."""

    def __init__(
        self, plan: dict[str, Any], result: Path, switch: SourceSwitch, window: MainWindow, bases: list[str]
    ) -> None:
        super().__init__(window)
        self._gestures = [Gesture(**each) for each in plan["gestures"]]
        self._rest_every = float(plan["rest_every"])
        # It stays open: closing a file that was cut to nothing writes it to the disk at once on ext4, and a busy disk
        # would let the loop stand still.
        self._result = result.open("w", encoding="utf-8")
        self._switch = switch
        self._tasks = TaskOwner()
        self._window = window
        self._bases = bases
        self._leave_at = Source(plan["leave_at"])
        self._fails_to_start = False
        self._has_swallowed = False
        """Since when no trade can have been left out without a sign."""
        """Whether messages may be lost that nothing tells of, but another connection."""
        switch._exchange._make = self._make_exchange
        self._hand = Hand(window, self._parts.desk, self._set_fault, self._fail_to_start)
        self._done = 0
        self._rested_at = time.monotonic()
        self.reported: dict[str, Any] = {
            "findings": [],
            "before": [],
            "after": [],
            "rss_mb": [],
            "agreed": 0,
            "gesture": "the start",
        }
        self.reported["settings_before"] = self._settings()
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._on_beat)
        self._beaten = (time.monotonic(), time.thread_time())
        self._waits = Waits()
        self._performing_since: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._next)
        self._spawn(self._begin(), "hands begin")

    @property
    def _parts(self) -> wiring.Parts:
        """Those of the source the window is at; gestures may press the selector."""
        assert self._switch.parts is not None
        return self._switch.parts

    @property
    def _base(self) -> str:
        """The address of the exchange the window is at, or was last."""
        return self._bases[-1]

    def _spawn(self, work: Coroutine[Any, Any, object], name: str) -> None:
        def end_if_failed(task: asyncio.Task[Any]) -> None:
            if not task.cancelled() and task.exception() is not None:
                os._exit(UNFIT)

        self._tasks.spawn(work, name).add_done_callback(end_if_failed)

    def _set_fault(self, name: str | None, parameters: dict[str, Any]) -> None:
        self._has_swallowed |= name in SWALLOWING
        self._spawn(self._order(name, parameters), "hands fault")

    def _fail_to_start(self) -> None:
        self._fails_to_start = True

    def _make_exchange(self) -> ExchangeProcess:
        """Make the embedded exchange; its program is missing while it is to fail."""
        return ExchangeProcess((lambda _port: ["/no-such-program"]) if self._fails_to_start else None)

    def _settings(self) -> dict[str, Any]:
        return {setting.name: self._switch.settings[setting] for setting in SETTINGS}

    async def _order(self, name: str | None, parameters: dict[str, Any]) -> None:
        faults = FaultControl(self._base)
        try:
            if name is None:
                await faults.clear()
            else:
                await faults.set(name, **parameters)
        except HogaError as error:
            self.reported.setdefault("refused", []).append(f"{name}: {error}")

    # The life

    async def _begin(self) -> None:
        await self._come_to_rest(STANDS_WITHIN)
        self.reported["before"] = self._panels()
        self._beaten = (time.monotonic(), time.thread_time())
        self._beat.start(BEAT_MS)
        self._after(0.0)

    def _after(self, seconds: float) -> None:
        self._timer.start(round(seconds * 1000))

    def _next(self) -> None:
        """Perform the next gesture; runs outside any task, for events are delivered meanwhile."""
        if self._done == len(self._gestures):
            self._spawn(self._end(), "hands end")
            return
        if time.monotonic() - self._rested_at > self._rest_every:
            self._spawn(self._rest(), "hands rest")
            return
        gesture = self._gestures[self._done]
        self._done += 1
        self._note(f"{self._done} of {len(self._gestures)}: {gesture}")
        self._performing_since = time.monotonic()
        try:
            self._hand.perform(gesture)
        except Exception:
            self.reported["findings"].append(f"{gesture} raised:\n{traceback.format_exc()}")
        finally:
            self._performing_since = None
            self._after(gesture.pause)

    async def _rest(self) -> None:
        self._hand.clear_the_table()
        await self._come_to_rest(RESTS_WITHIN)
        await self._look_for_untruths()
        await self._look_for_leftovers()
        await self._measure_memory()
        self._rested_at = time.monotonic()
        self._after(0.0)

    async def _end(self) -> None:
        self._hand.clear_the_table()
        self._window.showNormal()
        await self._come_to_rest(RESTS_WITHIN, is_redialled=self._has_swallowed)
        await self._look_for_untruths()
        await self._look_for_leftovers()
        self._judge_memory()
        await self._move_to(self._leave_at, RESTS_WITHIN)
        self.reported["after"] = self._panels()
        self.reported["settings_after"] = self._settings()
        self._note("the end")
        self._beat.stop()
        self._hand.let_go()
        # Not from within a task of the desk's own: closing cancels them all.
        QTimer.singleShot(0, self._window, self._window.close)

    # Rules at rest

    async def _come_to_rest(self, seconds: float, *, is_redialled: bool = True) -> None:
        """Make everything right at the exchange; wait until it streams what is wanted, or say what differs.

        Args:
            seconds: to wait.
            is_redialled: whether the connections are dropped, else what the faults left behind must end by itself.
        """
        self._note("a rest: going back to the embedded exchange")
        self._fails_to_start = False
        await self._move_to(EMBEDDED, seconds)
        self._note("a rest: making everything right at the exchange")
        if self._done and is_redialled:
            await self._order("drop", {})
        await self._order(None, {})
        self._has_swallowed = False
        retry_at = time.monotonic()
        deadline = retry_at + seconds
        while differences := await self._differences():
            if time.monotonic() > deadline:
                self.reported["findings"].append(f"not at rest within {seconds:.0f} s: {'; '.join(differences)}")
                return
            self._note(f"a rest: {'; '.join(differences)}")
            if time.monotonic() >= retry_at:
                retry_at = time.monotonic() + RETRIES_EVERY
                for dock in self._parts.desk.docks():
                    dock.panel._on_retried()
            await asyncio.sleep(0.3)

    async def _move_to(self, source: Source, seconds: float) -> None:
        """Choose a source, and wait until the window is there, with its panels."""
        self._switch.actions.choice.choose(source)
        async with asyncio.timeout(seconds):
            while not (self._switch.settled.is_set() and self._parts.source == source):
                await asyncio.sleep(0.05)
                if (again := self._window.interlude.again).isVisible():
                    again.click()  # the exchange of before could not be started

    async def _differences(self) -> list[str]:
        """Return the difference between the exchange's streams and the desired state."""
        engine = self._parts.engine
        found = [
            f"{scope} task {stage}"
            for scope, stage in engine.get_connection_metrics()["pending_task"].items()
            if stage != "none"
        ]
        try:
            sessions = await asyncio.to_thread(_ask, f"{self._base}/simulator/sessions")
        except (OSError, ValueError) as error:
            return [f"the exchange does not answer: {error}"]
        streamed = {
            f"{topic['type']} {topic['code']} {topic['level']:g}" for session in sessions for topic in session["wanted"]
        }
        report = [stream for stream in engine.stream_report() if stream.is_desired]
        stopped = [scope for scope in Scope if engine.link_status(scope).state is ConnectionState.STOPPED]
        wanted = {
            f"{stream.key.type} {stream.key.code} {stream.key.level:g}"
            for stream in report
            if not (stream.key.type.scope is Scope.PRIVATE and Scope.PRIVATE in stopped)  # there are no keys
        }
        if Scope.PUBLIC in stopped:
            found.append(f"the public link is stopped: {engine.link_status(Scope.PUBLIC)}")
        for name, keys in (("missing", wanted - streamed), ("too many", streamed - wanted)):
            if keys:
                found.append(f"{name} {sorted(keys)[:3]}")
        return found

    async def _look_for_untruths(self) -> None:
        """Check that every panel in sight shows what the exchange has."""
        self._note("a rest: comparing the panels with the exchange")
        panels = [dock.panel for dock in self._parts.desk.docks()]
        truth = Truth(self._base)
        self.reported["findings"] += await truth.differences(panels)
        self.reported["agreed"] += truth.agreed

    async def _look_for_leftovers(self) -> None:
        """Check that every panel has a dock, and every component a panel."""
        self._note("a rest: looking for leftovers")
        for _ in range(LEFT_BEHIND):
            await asyncio.sleep(0.4)
            gc.collect()
            docks = self._parts.desk.docks()
            for group in MARKET_GROUPS:
                shown = {dock.panel.code for dock in followers(docks, group)}
                if len(shown) > 1:
                    self.reported["findings"].append(f"group {group} shows {sorted(shown)}")
            live = [each for each in gc.get_objects() if isinstance(each, Panel)]
            strays = self._components_without_dock()
            if len(live) <= len(docks) and not strays:
                break
        else:
            held = [dock.panel for dock in docks]
            left = "; ".join(_who_holds(each, live) for each in live if each not in held)
            self.reported["findings"].append(
                f"{len(live)} panels for {len(docks)} docks, components without: {strays}, {LEFT_BEHIND} looks: {left}"
            )

    def _components_without_dock(self) -> list[str]:
        """Return components of the engine whose panel has no dock; a panel may have several, such as its account's."""
        held = [dock.panel for dock in self._parts.desk.docks()]
        panels = self._parts.desk._context.panels
        ids = [each.component_id for each in self._parts.engine.component_report()]
        return [each for each in ids if each not in ALERTS and panels.get(each) not in held]

    async def _measure_memory(self) -> None:
        """Measure on the default desk in a window of the default size, so that rests can be compared."""
        workspace = self._parts.workspace
        await workspace.replace(workspace.name, preset(TRADER, self._parts.desk.usual_market))
        self._window.showNormal()
        self._window.resize(SIZE)
        await self._come_to_rest(RESTS_WITHIN)
        await self._look_for_leftovers()
        give_free_pages_back()  # the desk does so every 10 s; what it would give back is no growth
        self.reported["rss_mb"].append(round(rss_mb() or 0.0, 1))

    def _judge_memory(self) -> None:
        rests = self.reported["rss_mb"]
        if is_growing(rests):
            self.reported["findings"].append(f"memory grows: {rests} MB at the rests")

    def _panels(self) -> list[str]:
        return sorted(f"{dock.objectName()} {dock.spec}" for dock in self._parts.desk.docks())

    def _on_beat(self) -> None:
        since = self._performing_since
        if since is not None and time.monotonic() - since > STALL:
            # Qt's own menu of a spin box runs a loop until it is closed; the gesture returns only then.
            self._hand.clear_the_table()
        wall, used = time.monotonic() - self._beaten[0], time.thread_time() - self._beaten[1]
        self._beaten = (time.monotonic(), time.thread_time())
        if wall > STALL and used + self._waits.within(wall) > STALL:
            stalled = f"the loop stood still for {wall:.1f} s ({used:.1f} s of CPU)"
            self.reported["findings"].append(f"{stalled} at {self.reported['gesture']}")

    def _note(self, stage: str) -> None:
        """Write the progress to disk: a crashed process cannot report it."""
        self.reported["gesture"] = stage
        self._result.seek(0)
        self._result.write(json.dumps(self.reported, ensure_ascii=False))
        self._result.truncate()
        self._result.flush()


def _who_holds(panel: Panel, live: list[Panel]) -> str:
    """Describe a panel that should be deleted, and the objects that refer to it."""
    ours = sys._getframe()
    holders = [each for each in gc.get_referrers(panel) if each is not live and each not in (ours, ours.f_back)]
    tasks = [str(task) for task in asyncio.all_tasks() if panel in task.get_coro().cr_frame.f_locals.values()]
    names = ", ".join([*tasks, *(f"{type(each).__name__} {str(each)[:200]}" for each in holders)])
    return f"{panel.kind}:{panel.code}, valid {isValid(panel)}, held by {names or 'nothing'}"


def _ask(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=5.0) as answer:
        return json.load(answer)


def run(plan: Path, result: Path) -> int:
    """Run the program with a pair of hands on it.

    Returns:
        Its exit status.
    """
    planned = json.loads(plan.read_text(encoding="utf-8"))
    bases: list[str] = []
    wire, live = wiring.wire, live_desk.live
    # The first depth chart loads this for 24 MB and more: in the middle of a life it looks as if memory grew.
    importlib.import_module("pyqtgraph")
    for name in endpoints._REGIONS:  # the hands may press the selector, but no socket goes beyond this machine
        endpoints._REGIONS[name] = endpoints.Endpoints(name, "http://127.0.0.1:9", "ws://127.0.0.1:9")

    def wire_and_note(options: Any, settings: Any, addresses: Any, *rest: Any, **named: Any) -> wiring.Parts:
        if not addresses.rest_url.endswith(":9"):
            bases.append(addresses.rest_url.rstrip("/"))
        return wire(options, settings, addresses, *rest, **named)

    async def live_under_hands(options: Any, parts: wiring.Parts, window: MainWindow, *rest: Any, **named: Any) -> None:
        (switch,) = (each for each in rest if isinstance(each, SourceSwitch))
        life = partial(Life, planned, result, switch, window, bases)
        QTimer.singleShot(500, window, life)
        await live(options, parts, window, *rest, **named)

    wiring.wire, live_desk.live = wire_and_note, live_under_hands
    return main([])


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), Path(sys.argv[2])))
