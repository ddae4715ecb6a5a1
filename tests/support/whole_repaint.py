"""Compares the screen with a complete repaint, for one panel after another, each at every scale.

A separate program: `python tests/support/whole_repaint.py FOLDER SCALES MODULE:SCENARIO ...`. Its windows are on
screens of the scales given, as `1.0,1.25`: some of 1, 1.25, 1.5, 1.75 and 2, which Qt's offscreen platform places one
below the other. The content of a window's backing store is read from the screen, the window is painted completely, and
both are compared pixel by pixel. The differences are printed as JSON, a line for each scenario, with pictures of them
in its own folder in FOLDER.
"""

from __future__ import annotations

import asyncio
import dataclasses
import importlib
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QHoverEvent, QImage, QMouseEvent, QScreen, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.process.fonts import load_fonts
from app.process.qt_loop import QtLoop
from desk_in_hand import Desk
from widgets.look.look import Look

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
SCREEN = 4000
_AWAY = QPoint(100, 100)
"""Distance from a screen's corner, where the platform draws its own pointer."""

_MARGINS = (7, 13, 6, 5)
"""Odd, so that the panel does not begin at a whole pixel of the screen."""


def screens() -> dict[str, Any]:
    """Qt's offscreen platform, with a screen of each scale."""
    return {
        "synchronousWindowSystemEvents": False,
        "windowFrameMargins": False,
        "screens": [
            {
                "name": str(scale), "x": 0, "y": number * SCREEN, "width": SCREEN, "height": SCREEN,
                "logicalDpi": round(96 * scale), "logicalBaseDpi": 96, "dpr": 1,
            }
            for number, scale in enumerate(SCALES)
        ],
    }  # fmt: skip


class Pointer:
    """A mouse over one window. Qt's own test functions do not enter widgets on a screen whose scale is not 1."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._below: QWidget | None = None
        self._pressed: QWidget | None = None

    def move(self, at: QPoint) -> None:
        """Move to `at`."""
        if self._pressed is None:
            self._enter(self._window.childAt(at) or self._window, at)
        self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)

    def press(self, at: QPoint) -> None:
        """Press the left button."""
        self._pressed = self._below
        if self._below is not None and self._below.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            self._below.setFocus(Qt.FocusReason.MouseFocusReason)
        self._send(QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)

    def release(self, at: QPoint) -> None:
        """Release it."""
        target, self._pressed = self._pressed, None
        self._send(QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.LeftButton, target)

    def _enter(self, below: QWidget, at: QPoint) -> None:
        before, self._below = self._chain(self._below), below
        after = self._chain(below)
        for widget in before:
            if widget not in after:
                QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
                self._hover(widget, QEvent.Type.HoverLeave, QPoint(-1, -1))
        for widget in reversed(after):
            if widget not in before:
                local = QPointF(widget.mapFrom(self._window, at))
                QApplication.sendEvent(widget, QEnterEvent(local, QPointF(at), QPointF(self._window.mapToGlobal(at))))
                self._hover(widget, QEvent.Type.HoverEnter, local.toPoint())

    def _chain(self, widget: QWidget | None) -> list[QWidget]:
        chain = []
        while widget is not None and isValid(widget):
            chain.append(widget)
            widget = None if widget is self._window else widget.parentWidget()
        return chain

    def _hover(self, widget: QWidget, kind: QEvent.Type, at: QPoint) -> None:
        if widget.testAttribute(Qt.WidgetAttribute.WA_Hover):
            place = QPointF(at)
            QApplication.sendEvent(widget, QHoverEvent(kind, place, place, place))

    def _send(self, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, target: QWidget | None = None) -> None:
        target = target or self._pressed or self._below
        if target is None or not isValid(target):
            return
        is_down = kind is not QEvent.Type.MouseButtonRelease and self._pressed is not None
        buttons = Qt.MouseButton.LeftButton if is_down else Qt.MouseButton.NoButton
        places = (QPointF(target.mapFrom(self._window, at)), QPointF(at), QPointF(self._window.mapToGlobal(at)))
        QApplication.sendEvent(target, QMouseEvent(kind, *places, button, buttons, Qt.KeyboardModifier.NoModifier))


class Hand:
    """A simulated user of one panel on one screen; compares after each action."""

    def __init__(self, application: QApplication, screen: QScreen, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.findings: list[dict[str, object]] = []
        self.checks = 0
        self._application = application
        self._screen = screen
        self._folder = folder
        self._top = QWidget()
        self._pointer = Pointer(self._top)
        self.panel: Any = None

    async def open(self, panel: QWidget, width: int, height: int) -> None:
        """Show `panel` on the screen in this size."""
        self.panel = panel
        QVBoxLayout(self._top).addWidget(panel)
        self._top.setScreen(self._screen)
        self._top.setGeometry(QRect(self.corner, self._take(width, height)))
        self._top.show()
        await self.check("opened")
        assert self._top.devicePixelRatio() == float(self._screen.name())

    @property
    def corner(self) -> QPoint:
        """Where the window begins on the desktop."""
        return self._screen.geometry().topLeft() + _AWAY

    @contextmanager
    def at(self, window: QWidget) -> Iterator[None]:
        """Compare another window of the panel in the `with` block, such as a floating dock."""
        before, self._top = self._top, window
        self._pointer, other = Pointer(window), self._pointer
        try:
            yield
        finally:
            self._top, self._pointer = before, other

    async def check(self, what: str) -> None:
        """Compare the screen with a complete repaint."""
        await self._settled()
        await self._outside_of_tasks(lambda: self._compare(what))

    async def move(self, widget: QWidget, x: int, y: int, what: str = "") -> None:
        """Move the pointer to a place on `widget`."""
        self._pointer.move(widget.mapTo(self._top, QPoint(x, y)))
        await self.check(what or f"the pointer at {x}, {y}")

    async def leave(self) -> None:
        """Take the pointer off the panel, onto the window's edge."""
        self._pointer.move(QPoint(1, 1))
        await self.check("the pointer gone")

    async def click(self, widget: QWidget, x: int, y: int, what: str = "") -> None:
        """Click the left button there."""
        at = widget.mapTo(self._top, QPoint(x, y))
        self._pointer.move(at)
        self._pointer.press(at)
        self._pointer.release(at)
        await self.check(what or f"a click at {x}, {y}")

    async def drag(self, widget: QWidget, begin: QPoint, *places: QPoint, what: str = "") -> None:
        """Press at `begin`, move through `places`, release at the last; compare at each."""
        at = widget.mapTo(self._top, begin)
        self._pointer.move(at)
        self._pointer.press(at)
        for place in places:
            at = widget.mapTo(self._top, place)
            self._pointer.move(at)
            await self.check(f"{what or 'dragged'} to {place.x()}, {place.y()}")
        self._pointer.release(at)
        # After the button is released, Qt highlights the item below only when the pointer moves.
        self._pointer.move(at + QPoint(0, 1))
        await self.check(f"{what or 'dragged'} and let go")

    async def wheel(self, widget: QWidget, angle: int, x: int = 20, y: int = 60) -> None:
        """Turn the wheel over `widget`."""
        at, nothing = QPoint(x, y), (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
        event = QWheelEvent(
            at, widget.mapToGlobal(at), QPoint(), QPoint(0, angle), *nothing, Qt.ScrollPhase.NoScrollPhase, False
        )
        await self._outside_of_tasks(lambda: QApplication.sendEvent(widget, event))
        await self.check(f"the wheel turned by {angle}")

    async def key(self, widget: QWidget, *keys: Qt.Key) -> None:
        """Press keys on `widget`."""
        for key in keys:
            await self._outside_of_tasks(lambda key=key: QTest.keyClick(widget, key))
            await self.check(key.name)

    async def resize(self, width: int, height: int) -> None:
        """Resize the window."""
        await self._outside_of_tasks(lambda: self._top.resize(self._take(width, height)))
        await self.check(f"{width} x {height}")

    async def do(self, what: str, act: Callable[[], object]) -> None:
        """Do any other action, and compare."""
        await self._outside_of_tasks(act)
        await self.check(what)

    async def switch_look(self) -> None:
        """Go through a light theme, another convention and other font sizes, and back."""
        look = self.desk.context.look
        for what, act in (
            ("a light theme", lambda: look.set_theme("light")),
            ("larger fonts", lambda: look.set_font_percent(150)),
            ("other colours", lambda: look.set_colors("international")),
            ("high contrast", lambda: look.set_theme("high-contrast")),
            ("smaller fonts", lambda: look.set_font_percent(90)),
            ("the usual fonts", lambda: look.set_font_percent(100)),
            ("the usual colours", lambda: look.set_colors("korean")),
            ("the usual theme", lambda: look.set_theme("dark")),
        ):
            await self.do(what, act)

    def close(self) -> None:
        """Close all windows that were opened."""
        if self.panel is not None:
            self.panel.release()
        self._top.close()
        self._top.deleteLater()

    def _take(self, width: int, height: int) -> QSize:
        """Set the size of the panel and the odd margins around it; return the size of the window.

        Qt's offscreen screen reports only the logical size of a window in pixels, whatever the scale: the window must
        be larger than its content by that factor.
        """
        scale = float(self._screen.name())
        size = QSize(ceil(width * scale), ceil(height * scale))
        left, top, right, bottom = _MARGINS
        right, bottom = right + size.width() - width, bottom + size.height() - height
        self._top.layout().setContentsMargins(left, top, right, bottom)
        return size

    async def _settled(self) -> None:
        """Return when every requested frame was painted."""
        for _ in range(100):
            await asyncio.sleep(0.002)
            if not self.desk.clock._beat.isActive():
                break
        await self._outside_of_tasks(self._application.processEvents)

    async def _outside_of_tasks(self, act: Callable[[], object]) -> None:
        """Qt's test functions process events, which no task may do."""
        loop = asyncio.get_running_loop()
        done = loop.create_future()

        def run() -> None:
            try:
                act()
            except BaseException as error:
                done.set_exception(error)
            else:
                done.set_result(None)

        QTimer.singleShot(0, run)
        await done

    def _compare(self, what: str) -> None:
        self._application.processEvents()
        for _ in range(3):  # repaints that result from that, but no new data: sockets and timers are not processed here
            QCoreApplication.sendPostedEvents()
        stands = self._grab()
        for widget in (self._top, *self._top.findChildren(QWidget)):  # Qt would not repaint opaque children with it
            widget.update()
        for _ in range(3):
            QCoreApplication.sendPostedEvents()
        whole = self._grab()
        self.checks += 1
        assert not stands.isNull()
        if stands != whole:
            number = len(self.findings)
            name = f"{self._screen.name()}-{number}"
            stands.save(str(self._folder / f"{name}-stands.png"))
            whole.save(str(self._folder / f"{name}-whole.png"))
            self.findings.append(
                {"scale": self._screen.name(), "after": what, "differs": differing(stands, whole), "pictures": name}
            )

    def _grab(self) -> QImage:
        size = self._top.size()
        return self._screen.grabWindow(self._top.winId(), 0, 0, size.width(), size.height()).toImage()


def differing(one: QImage, other: QImage) -> list[int]:
    """Left, top, width and height of the difference, in pixels of the screen."""
    if one.size() != other.size():
        return [0, 0, other.width(), other.height()]
    pixels = [
        np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32).reshape(
            image.height(), image.width()
        )
        for image in (one, other)
    ]
    ys, xs = np.nonzero(pixels[0] != pixels[1])
    return [int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1]


Scenario = Callable[[Hand], Awaitable[None]]


async def tried(
    application: QApplication, look: Look, scenario: Scenario, folder: Path, scales: list[str]
) -> dict[str, object]:
    """Return the differences in `scenario`, at these scales."""
    findings: list[dict[str, object]] = []
    checks = 0
    by_name = {screen.name(): screen for screen in application.screens()}
    for screen in (by_name[scale] for scale in scales):
        desk = Desk()
        desk.context = dataclasses.replace(desk.context, look=look)
        hand = Hand(application, screen, desk, folder)
        try:
            await scenario(hand)
        finally:
            hand.close()
            await desk.stop()
        findings += hand.findings
        checks += hand.checks
    return {"checks": checks, "findings": findings}


def application_on_screens(folder: Path) -> tuple[QApplication, Look]:
    """An application with a screen of each scale, and its look; the plan of the screens is written to `folder`."""
    plan = folder / "screens.json"
    plan.write_text(json.dumps(screens()))
    application = QApplication(["hoga", "-platform", f"offscreen:configfile={plan}"])
    application.setQuitOnLastWindowClosed(False)
    application.setCursorFlashTime(0)
    load_fonts()
    look = Look(application)
    look.dress(application)
    return application, look


def scenario_called(name: str) -> Any:
    """The scenario given as `module:function`, of the folder of tests."""
    sys.path.append(str(Path(__file__).parents[1]))
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def main() -> None:
    """Run scenarios, each given as `module:function`."""
    folder, scales = Path(sys.argv[1]), sys.argv[2].split(",")
    application, look = application_on_screens(folder)
    with asyncio.Runner(loop_factory=lambda: QtLoop(application)) as runner:
        for name in sys.argv[3:]:
            scenario: Scenario = scenario_called(name)
            pictures = folder / name.partition(":")[2]
            pictures.mkdir()
            print(json.dumps(runner.run(tried(application, look, scenario, pictures, scales))), flush=True)


if __name__ == "__main__":
    main()
