"""How alerts are told outside the window: desktop and sound for each kind, and the quiet hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.market.alerts.alert import AlertKind
from core.market.alerts.quiet_hours import QuietHours
from core.market.alerts.telling import Ways
from widgets.controls.label import PlainLabel, label
from widgets.controls.time_field import minute_of, time_field
from widgets.controls.whole_texts import WholeTexts
from widgets.look.fonts import FontRole
from widgets.look.look import TIME_ZONES
from widgets.look.theme import Ink
from widgets.text.alert_words import kind_name
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from widgets.look.look import Look
    from widgets.markets.alerts import UserAlerts

_STEP = 5


class _Row(NamedTuple):
    name: PlainLabel
    desktop: QCheckBox
    sound: QCheckBox
    volume: QSlider


class WaysDialog(QDialog):
    """Every change takes effect at once; opened by `open()`, it deletes itself when closed.

    Args:
        alerts: of the user.
        look: has the time zone of the quiet hours, that of all times on the screen.
        parent: the window.
    """

    def __init__(self, alerts: UserAlerts, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        WholeTexts(self)
        self._alerts, self._look = alerts, look
        self._titles = [label("", FontRole.SMALL, Ink.DIM) for _ in range(3)]
        self._about = label("", FontRole.SMALL, Ink.DIM, wraps=True)
        self.rows = {kind: self._row(alerts.ways.get(kind, Ways())) for kind in AlertKind}
        self.quiet = QCheckBox()
        self.quiet.setChecked(alerts.quiet != QuietHours())
        start, end = alerts.quiet if self.quiet.isChecked() else (23 * 60, 7 * 60)
        self.start, self.end = time_field(start), time_field(end)
        self._until = label("–")
        self._zone = label("", FontRole.SMALL, Ink.DIM)
        self._never = label("", FontRole.SMALL, Ink.WARNING, wraps=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._lay_out()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self._enable()
        self._listen()

    def _row(self, ways: Ways) -> _Row:
        row = _Row(label(), QCheckBox(), QCheckBox(), QSlider(Qt.Orientation.Horizontal))
        row.desktop.setChecked(ways.by_desktop)
        row.sound.setChecked(ways.by_sound)
        row.volume.setRange(_STEP, 100)
        row.volume.setSingleStep(_STEP)
        row.volume.setValue(ways.volume)
        return row

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for column, title in enumerate(self._titles, 1):
            grid.addWidget(title, 0, column)
        for line, row in enumerate(self.rows.values(), 1):
            for column, widget in enumerate(row):
                grid.addWidget(widget, line, column)
        grid.setColumnStretch(3, 1)
        times = QHBoxLayout()
        for widget in (self.quiet, self.start, self._until, self.end, self._zone):
            times.addWidget(widget)
        times.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self._about)
        layout.addLayout(grid)
        layout.addLayout(times)
        layout.addWidget(self._never)
        layout.addWidget(self._buttons)

    def _listen(self) -> None:
        for row in self.rows.values():
            row.desktop.toggled.connect(self._change)
            row.sound.toggled.connect(self._change)
            row.volume.valueChanged.connect(self._change)
        self._look.changed.connect(self._name_zone)
        self.quiet.toggled.connect(self._change)
        self.start.timeChanged.connect(self._change)
        self.end.timeChanged.connect(self._change)
        self._buttons.rejected.connect(self.close)

    def _set_texts(self) -> None:
        self.setWindowTitle(self.tr("알리는 방법"))
        self._about.setText(self.tr("창 안에는 언제나 표시합니다. 데스크톱 알림과 소리는 종류마다 고릅니다."))
        titles = (self.tr("데스크톱"), self.tr("소리"), self.tr("크기"))
        for title, text in zip(self._titles, titles, strict=True):
            title.setText(text)
        for kind, row in self.rows.items():
            row.name.setText(kind_name(kind))
            for widget, text in zip(row[1:], titles, strict=True):
                widget.setAccessibleName(f"{kind_name(kind)} · {text}")
        self.quiet.setText(self.tr("조용한 시간"))
        self.start.setAccessibleName(self.tr("조용한 시간의 시작"))
        self.end.setAccessibleName(self.tr("조용한 시간의 끝"))
        self._name_zone()
        self._never.setText(self.tr("시작과 끝이 같아 조용한 시간이 없습니다."))

    def _name_zone(self) -> None:
        names = {"kst": self.tr("한국 시간(KST)"), "utc": "UTC", "local": self.tr("이 컴퓨터의 시간")}
        name = next(names[key] for key, zone in TIME_ZONES.items() if zone is self._look.zone)
        self._zone.setText(self.tr("{zone}, 화면의 시각과 같음").format(zone=name))

    def _change(self) -> None:
        self._enable()
        ways = {
            kind: Ways(row.desktop.isChecked(), row.sound.isChecked(), row.volume.value())
            for kind, row in self.rows.items()
        }
        kept = {kind: way for kind, way in ways.items() if way != Ways()}
        quiet = QuietHours(minute_of(self.start), minute_of(self.end)) if self.quiet.isChecked() else QuietHours()
        self._alerts.set_telling(kept, quiet)

    def _enable(self) -> None:
        for row in self.rows.values():
            row.volume.setEnabled(row.sound.isChecked())
        for each in (self.start, self.end):
            each.setEnabled(self.quiet.isChecked())
        self._never.setVisible(self.quiet.isChecked() and self.start.time() == self.end.time())
