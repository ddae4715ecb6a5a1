"""The cost of the desk while nobody trades."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from children import exchange
from figures import Figure
from product import desk, eventually, frames_received, on_the_desks_loop
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.panels.spec import DEFAULT_DESK

SETTLED_AFTER = 6.0


class Paints(QObject):
    """Counts every paint event of the application, by the class of the widget."""

    def __init__(self) -> None:
        super().__init__()
        self.by_class: dict[str, int] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count the event; do not stop it."""
        if event.type() == QEvent.Type.Paint:
            name = type(watched).__name__
            self.by_class[name] = self.by_class.get(name, 0) + 1
        return False


def measure(seconds: float) -> Iterator[Figure]:
    """Open the default desk with all its panels on an exchange where nobody trades."""
    with exchange("--trades-per-second", "0.000001") as rest_url:
        yield from on_the_desks_loop(idle(rest_url, seconds))


async def idle(rest_url: str, seconds: float) -> list[Figure]:
    """Measure CPU without observation, then for the same time count every paint event."""
    async with desk(rest_url) as (_, parts):
        parts.markets.fill(await parts.rest.markets())
        parts.desk.open_all(DEFAULT_DESK)
        await eventually(lambda: frames_received(parts.engine))
        await asyncio.sleep(SETTLED_AFTER)
        cpu, messages, painted = time.process_time(), frames_received(parts.engine), parts.clock.painted
        await asyncio.sleep(seconds)
        cpu = (time.process_time() - cpu) / seconds * 100
        messages, painted = frames_received(parts.engine) - messages, parts.clock.painted - painted
        paints = Paints()
        QApplication.instance().installEventFilter(paints)
        await asyncio.sleep(seconds)
        QApplication.instance().removeEventFilter(paints)
    reported = ", ".join(f"{name} {count}" for name, count in sorted(paints.by_class.items())) or "none"
    return [
        Figure(f"messages in {seconds:g} s", str(messages), "", "for scale"),
        Figure.judged("CPU", cpu, 1.0, "%"),
        Figure(
            "frames of data painted",
            str(painted),
            f"<= {messages} (messages)",
            "ok" if painted <= messages else "MISSED",
        ),
        Figure(f"paint events in {seconds:g} s", reported, "", "for scale"),
    ]
