"""Picture of the pipeline: panels -> merged streams -> pending task -> gate -> link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.engine.pending_task import PendingStage
from core.engine.report import EngineReport, ScopeReport, StreamReport
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from widgets.engine_monitor.names import scope_name
from widgets.engine_monitor.sections import REQUESTS_A_SECOND, link_state, stage_name
from widgets.engine_monitor.units import count
from widgets.guard.guard import guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import CellText
from widgets.paint.text_table import Tone
from widgets.text.language import translate
from widgets.text.value_table import ValueTable

_BOX_HEIGHT: Final = 56
"""In pixels at a font size of 100 %."""

_MARGIN: Final = 6
_SHARES: Final = (4, 4, 8, 4, 5)
"""Shares of the boxes in the width."""


class Box(NamedTuple):
    """One stage of the pipeline: title, present content, total throughput."""

    title: str
    holds: str
    passed: str
    tone: Tone = Tone.PLAIN
    is_busy: bool = False
    """Whether the stage is working or waiting right now."""


Lane = tuple[Box, ...]
"""The stages of one scope."""


def lanes(report: EngineReport) -> list[Lane]:
    """Return a lane for the public scope, and one for the private scope while in use."""
    return [
        tuple(_stations(scope, report.streams, each))
        for scope, each in report.connections.scopes.items()
        if scope is Scope.PUBLIC or each.subscriptions.streams or each.link.epoch
    ]


def _stations(scope: Scope, streams: Sequence[StreamReport], report: ScopeReport) -> Iterator[Box]:
    figures, pending, stage, link, gate = report
    # The same few components subscribe to hundreds of streams.
    watched = {(stream.key.type, stream.components) for stream in streams}
    subscribers = {name for kind, components in watched if kind.scope is scope for name in components}
    words, tone = link_state(link)
    yield Box(
        translate("EngineMonitor", "구독자"),
        f"{len(subscribers):,}",
        translate("EngineMonitor", "변경 {n}").format(n=count(figures.changes)),
    )
    yield Box(
        translate("EngineMonitor", "스트림"),
        f"{figures.streams:,}",
        translate("EngineMonitor", "중복 {n}").format(n=count(figures.duplicates_prevented)),
    )
    yield Box(
        translate("EngineMonitor", "대기 작업 · Pending Task"),
        stage_name(stage),
        translate("EngineMonitor", "생성 {created} · 건너뜀 {skipped}").format(
            created=count(pending.pending_task_created), skipped=count(pending.pending_task_skipped)
        ),
        Tone.DIM if stage is PendingStage.NONE else Tone.WARN,
        is_busy=stage is not PendingStage.NONE,
    )
    yield Box(
        translate("EngineMonitor", "요청 제한"),
        f"{gate.slots_used_second}/{REQUESTS_A_SECOND}",
        translate("EngineMonitor", "전송 {n}").format(n=count(pending.total_messages)),
        Tone.WARN if gate.throttled_for else Tone.PLAIN,
        is_busy=stage is PendingStage.WAITING_FOR_GATE,
    )
    yield Box(
        scope_name(scope),
        words,
        translate("EngineMonitor", "수신 {n}").format(n=count(link.messages)),
        tone,
        is_busy=link.state in (ConnectionState.CONNECTING, ConnectionState.RECONNECTING, ConnectionState.STALE),
    )


class PipelinePicture(QWidget):
    """Paints the lanes, one above the other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._on_look_changed)
        self._measure()
        self._lanes: list[Lane] = []

    @property
    def lanes(self) -> list[Lane]:
        """The lanes shown."""
        return self._lanes

    def shown_values(self) -> ValueTable:
        """Return the stages as a sentence."""
        boxes = (f"{box.title} {box.holds} ({box.passed})" for lane in self._lanes for box in lane)
        return ValueTable(", ".join(boxes))

    def show_lanes(self, lanes: list[Lane]) -> None:
        """Show `lanes`; repaint only if they differ."""
        if lanes == self._lanes:
            return
        if len(lanes) != len(self._lanes):
            self.updateGeometry()
        self._lanes = lanes
        self.update()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for every lane."""
        return QSize(320, max(len(self._lanes), 1) * (self._box_height + _MARGIN) + _MARGIN)

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for every lane, at any width."""
        return QSize(200, self.sizeHint().height())

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all lanes."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.theme.background)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, lane in enumerate(self._lanes):
            places = self._places(_MARGIN + row * (self._box_height + _MARGIN))
            for (place, box), (after, _) in pairwise(zip(places, lane, strict=True)):
                self._paint_arrow(painter, place.right(), after.left(), place.center().y(), box.is_busy)
            for place, box in zip(places, lane, strict=True):
                self._paint_box(painter, place, box)

    def _on_look_changed(self) -> None:
        self._measure()
        self.updateGeometry()
        self.update()

    def _measure(self) -> None:
        self._small = CellText(self._look, FontRole.SMALL)
        self._strong = CellText(self._look, FontRole.STRONG)
        self._box_height = self._look.px(_BOX_HEIGHT)

    def _places(self, top: int) -> list[QRect]:
        arrow = 16 if self.width() >= 480 else 10
        room = self.width() - 2 * _MARGIN - arrow * (len(_SHARES) - 1)
        edges = [room * sum(_SHARES[:index]) // sum(_SHARES) for index in range(len(_SHARES) + 1)]
        return [
            QRect(_MARGIN + left + arrow * index, top, right - left, self._box_height)
            for index, (left, right) in enumerate(pairwise(edges))
        ]

    def _paint_arrow(self, painter: QPainter, left: int, right: int, y: int, is_busy: bool) -> None:
        color = self._look.theme.warning if is_busy else self._look.theme.faint_text
        painter.setPen(color)
        painter.drawLine(left + 3, y, right - 4, y)
        painter.setBrush(color)
        painter.drawPolygon(QPolygon([QPoint(right - 2, y), QPoint(right - 7, y - 3), QPoint(right - 7, y + 3)]))

    def _paint_box(self, painter: QPainter, place: QRect, box: Box) -> None:
        theme = self._look.theme
        painter.setPen(QPen(theme.warning if box.is_busy else theme.border))
        painter.setBrush(theme.header)
        painter.drawRoundedRect(place, 4, 4)
        lines = (
            (self._small, box.title, theme.dim_text),
            (self._strong, box.holds, theme.ink(box.tone.value)),
            (self._small, box.passed, theme.dim_text),
        )
        height = (self._box_height - 4) // len(lines)
        for index, (cell, text, color) in enumerate(lines):
            painter.setFont(cell.font)
            painter.setPen(color)
            shown = cell.elided(text, place.width() - 4)
            x = place.left() + (place.width() - cell.width(shown)) // 2
            painter.drawText(x, place.top() + 2 + index * height + cell.baseline(height), shown)
