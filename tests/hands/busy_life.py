"""One life of the program that is to be killed: `python busy_life.py SEED JOURNAL`, in a process of its own.

Runs the real program with nothing replaced. Once its desk stands, panels are opened, closed, moved, floated, hidden and
brought back, and workspaces are switched, made, renamed, reset and deleted, until someone ends the process. The journal
gets one line of JSON for every state of the desk, with the time at which it began; the first one also has the notice of
the start.
"""

from __future__ import annotations

import json
import logging
import os
import random
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from app.__main__ import main
from app.automation.player import Player
from app.command_line.script import Action, Step
from app.desk.desk import Desk
from app.dock.dock import PanelDock
from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.start import live_desk
from app.workspaces.shelf import Shelf
from app.workspaces.workspace import Workspace
from app.workspaces.workspaces import Workspaces

logger = logging.getLogger(__name__)

LOOK_EVERY_MS: Final = 50
"""A state that comes by itself, as after a switch of workspaces, is noted at most so late."""

PAUSES_MS: Final = (0, 20, 100, 400, 900)
MARKETS: Final = ("KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE")
MOST_PANELS: Final = 12
MOST_WORKSPACES: Final = 6


class BusyLife(QObject):
    """Keeps one desk busy, and a journal of its states.

    Args:
        seed: of what it does.
        journal: a file open for appending.
        workspaces: of the program.
        kept: the workspace on the screen.
        shelf: the other ones.
        desk: the panels.
        window: their window.
    """

    def __init__(
        self,
        seed: int,
        journal: int,
        workspaces: Workspaces,
        kept: Workspace,
        shelf: Shelf,
        desk: Desk,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._rng = random.Random(seed)
        self._journal = journal
        self._workspaces, self._kept, self._shelf = workspaces, kept, shelf
        self._desk, self._window = desk, window
        self._player = Player(window, desk)
        self._noted: object = None
        self._look = QTimer(window, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self.note)
        self._acts: list[Callable[[], object]] = [
            *(self._open, self._open, self._open, self._close, self._close, self._float, self._float, self._move),
            *(self._split, self._dock, self._tab, self._hide, self._show, desk.reopen, self._switch, self._switch),
            *(self._make, self._rename, self._delete, workspaces.reset),
        ]

    def begin(self, notice: str) -> None:
        """Note the state of the start, and go on."""
        self.note(notice=notice)
        self._look.start()
        self._act_soon()

    def note(self, **more: object) -> None:
        """Note the state of the desk if it is another one."""
        content = self._kept.content()
        kept = {name: self._shelf.record(name) for name in self._workspaces.names}
        state = {
            "name": content["name"],
            "desk": _in_short(content),
            "names": list(self._workspaces.names),
            "kept": {name: _in_short(record) for name, record in kept.items() if record is not None},
        }
        if state != self._noted or more:
            self._noted = state
            line = json.dumps({"at": time.time(), "state": state, **more}, ensure_ascii=False) + "\n"
            os.write(self._journal, line.encode())

    def _act_soon(self) -> None:
        QTimer.singleShot(self._rng.choice(PAUSES_MS), self._window, self._act)

    def _act(self) -> None:
        if not self._desk.is_vacant:
            self.note()  # what a step before began may be done, and be saved already
            act = self._rng.choice(self._acts)
            try:
                act()
            except Exception:
                logger.exception("a step of the busy life failed: %r", act)
            self.note()
        self._act_soon()

    # Panels

    def _any(self) -> PanelDock | None:
        docks = self._desk.docks()
        return self._rng.choice(docks) if docks else None

    def _open(self) -> None:
        if len(self._desk.docks()) < MOST_PANELS:
            kind = self._rng.choice([*KINDS])
            code = self._rng.choice(MARKETS) if KINDS[kind].has_market else ""
            self._step(Action.OPEN, PanelSpec(kind, code, ""))

    def _step(self, action: Action, spec: PanelSpec) -> None:
        self._player.perform(Step(0.0, action, spec, "busy life"))

    def _to_any(self, action: Action) -> None:
        if (dock := self._any()) is not None:
            self._step(action, dock.spec)

    def _close(self) -> None:
        self._to_any(Action.CLOSE)

    def _dock(self) -> None:
        self._to_any(Action.DOCK)

    def _tab(self) -> None:
        self._to_any(Action.TAB)

    def _hide(self) -> None:
        self._to_any(Action.HIDE)

    def _show(self) -> None:
        self._to_any(Action.SHOW)

    def _float(self) -> None:
        if (dock := self._any()) is not None:
            dock.setFloating(True)
            self._place(dock)

    def _move(self) -> None:
        if floating := [dock for dock in self._desk.docks() if dock.isFloating()]:
            self._place(self._rng.choice(floating))

    def _place(self, dock: PanelDock) -> None:
        corner = QPoint(self._rng.randrange(20, 300), self._rng.randrange(40, 200))
        dock.setGeometry(QRect(corner, QSize(self._rng.randrange(300, 600), self._rng.randrange(200, 400))))

    def _split(self) -> None:
        docked = [dock for dock in self._desk.docks() if not (dock.isFloating() or dock.isHidden())]
        if len(docked) > 1:
            one, other = self._rng.sample(docked, 2)
            way = self._rng.choice((Qt.Orientation.Horizontal, Qt.Orientation.Vertical))
            self._window.splitDockWidget(one, other, way)

    # Workspaces

    def _switch(self) -> None:
        self._workspaces.switch_to(self._rng.choice(self._workspaces.names))

    def _make(self) -> None:
        if len(self._workspaces.names) < MOST_WORKSPACES:
            self._workspaces.duplicate()

    def _rename(self) -> None:
        self._workspaces.rename(f"책상 {self._rng.randrange(1000)}")

    def _delete(self) -> None:
        if len(self._workspaces.names) > 1:
            self._workspaces.delete()


def _in_short(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a content must come back; pixels of docked panels may differ a little."""
    arrangement = content.get("arrangement") or {}
    panels = [each for each in content.get("panels", []) if isinstance(each, dict)]
    return {
        "panels": [[each.get("name"), each.get("panel"), bool(each.get("is_hidden"))] for each in panels],
        "docked": _shape(arrangement.get("docked")),
        "floating": {name: _in_sight(place) for name, place in sorted((arrangement.get("floating") or {}).items())},
    }


def _in_sight(place: list[int]) -> list[int]:
    """Return the place of a floating panel, moved onto the screen: a start moves it there, wherever it was."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    left, top, width, height = place
    return [min(left, screen.right() + 1 - width), min(top, screen.bottom() + 1 - height), width, height]


def _shape(node: Any) -> Any:
    if not isinstance(node, dict):
        return None
    if "tabs" in node:
        return [*node["tabs"], node.get("front")]
    way = "columns" if "columns" in node else "rows"
    return {way: [_shape(part) for part in node[way]]}


def run(seed: int, journal: int) -> int:
    """Run the program until it is killed."""
    made: list[Workspaces] = []
    notices: list[str] = []
    make, restore, live = live_desk.Workspaces, Workspace.restore, live_desk.live

    def make_and_note(*given: Any, **named: Any) -> Workspaces:
        made.append(make(*given, **named))
        return made[-1]

    async def restore_and_note(self: Workspace, **named: Any) -> str:
        notices.append(await restore(self, **named))
        return notices[-1]

    async def live_busily(options: Any, parts: Any, window: Any, *rest: Any, **named: Any) -> None:
        def begin_if_it_stands() -> None:
            if not notices:
                return
            timer.stop()
            life = BusyLife(seed, journal, made[0], parts.workspace, parts.shelf, parts.desk, window)
            life.begin(notices[0])

        timer = QTimer(window, interval=5)
        timer.timeout.connect(begin_if_it_stands)
        timer.start()
        await live(options, parts, window, *rest, **named)

    live_desk.Workspaces = make_and_note  # type: ignore[assignment,misc]
    Workspace.restore = restore_and_note  # type: ignore[method-assign]
    live_desk.live = live_busily
    return main([])


if __name__ == "__main__":
    sys.exit(run(int(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)))
