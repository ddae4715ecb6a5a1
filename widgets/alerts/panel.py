"""The alerts panel (알림): all alerts with their states above, what came true below, in earlier runs too."""

from __future__ import annotations

import time
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.market.alerts.alert import AlertKind
from widgets.alerts.rows import alert_headings, alert_line, firing_headings, firing_line
from widgets.alerts.ways import WaysDialog
from widgets.controls.label import ElidedLabel, set_font_role, set_ink
from widgets.guard.guard import guarded, guarded_or
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.paint.row_table import Line, RowTable
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.polling_panel import PollingPanel
from widgets.text.alert_words import quiet_words
from widgets.text.language import wording
from widgets.text.value_table import ValueTable

if TYPE_CHECKING:
    from core.market.alerts.alert import Alert
    from widgets.panel.context import PanelContext

SNOOZES: Final = (10, 60, 8 * 60)
"""Minutes for which an alert can be snoozed."""


class AlertsPanel(PollingPanel):
    """Lists the alerts; it reads the clock once a second, for the ends of snoozes."""

    kind: ClassVar[str] = "alerts"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._alerts = context.alerts
        self.add_button, self.ways_button = QPushButton(), QPushButton()
        self._note = ElidedLabel()
        set_font_role(self._note, FontRole.SMALL)
        set_ink(self._note, Ink.DIM)
        self.table = RowTable(context.look, alert_headings(), "")
        self.history = RowTable(context.look, firing_headings(), "")
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(self.add_button)
        row.addWidget(self.ways_button)
        row.addWidget(self._note, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.history)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.table)
        # Tab enters a panel at its main part: what comes before that in the order is never reached.
        for before, after in pairwise((self.table, self.history, self.add_button, self.ways_button)):
            self.setTabOrder(before, after)
        self.add_button.clicked.connect(self.add)
        self.ways_button.clicked.connect(self.show_ways)
        self.table.pointed.connect(self._point)
        self.table.opened.connect(self.edit)
        self.history.pointed.connect(self._point)
        for signal in (self._alerts.changed, self._alerts.troubles_changed, self._alerts.fired):
            signal.connect(self._on_changed)
        self._set_texts()

    @property
    def note(self) -> str:
        """How many alerts there are, whether it is quiet, and how many are not followed here or at present."""
        return self._note.text()

    def add(self) -> None:
        """Show the form of a new alert."""
        self._alerts.ask(AlertKind.PRICE, self.code)

    def edit(self, key: str) -> None:
        """Show the form of an alert."""
        if (alert := self._alerts.get(key)) is not None:
            self._alerts.asked.emit(alert)

    def show_ways(self) -> None:
        """Show how alerts are told."""
        WaysDialog(self._alerts, self.context.look, self.window()).open()

    def poll(self) -> None:
        """Show the rows that changed."""
        look, markets, now_ms = self.context.look, self.context.markets, round(time.time() * 1000)
        self.table.show_lines(self._lines(now_ms))
        self.history.show_lines(
            [
                firing_line(each, markets.pair_name, now_ms, look.zone, self._elsewhere(each.alert) or "")
                for each in self._alerts.firings
            ]
        )
        self._say_how_many(quiet_words(self._alerts.quiet, now_ms, look.zone))

    def _lines(self, now_ms: int) -> list[Line]:
        alerts, name, zone = self._alerts, self.context.markets.pair_name, self.context.look.zone
        return [
            alert_line(
                alert,
                alerts.trouble_of(alert),
                alerts.told_ms.get(alert.id),
                name,
                now_ms,
                zone,
                self._elsewhere(alert),
            )
            for alert in alerts
        ]

    def _elsewhere(self, alert: Alert) -> str | None:
        if self._alerts.is_everywhere(alert):
            return None
        return "" if self._alerts.is_here(alert) else wording(self._alerts.source_name(alert.source))

    def markets_changed(self) -> None:
        """Show the names of the markets, which are known now."""
        self.refresh()

    def market_at(self, place: QPoint | None) -> str:
        """Return the market of the alert at `place`, of the current one if None."""
        table = next((each for each in (self.table, self.history) if each.hasFocus()), self.table)
        if place is None:
            return self._code_of(table.current_name)
        return self._code_of(self.table.name_under(place, self) or self.history.name_under(place, self))

    def menu_entries(self) -> list[MenuEntry]:
        """Return the entries for the current alert, and for all."""
        add = MenuEntry(self.tr("알림 추가…"), self.add)
        ways = MenuEntry(self.tr("알리는 방법…"), self.show_ways)
        alert = self._alerts.get(self.table.current_name)
        forget = [MenuEntry(self.tr("울린 기록 비우기"), self._alerts.forget_firings)] if self._alerts.firings else []
        if alert is None:
            return [add, ways, *forget]
        snoozes = [
            MenuEntry(self._minutes(minutes), partial(self._alerts.snooze_for, alert.id, minutes))
            for minutes in SNOOZES
        ]
        if alert.snoozed_until_ms > time.time() * 1000:
            snoozes.append(MenuEntry(self.tr("그만 쉬기"), partial(self._alerts.snooze, alert.id, 0)))
        keep = MenuEntry(self.tr("지금 출처에서만 울리기"), partial(self._alerts.keep_here, alert.id))
        return [
            MenuEntry(self.tr("알림 고치기…"), partial(self.edit, alert.id)),
            MenuEntry(self.tr("켜기"), partial(self._toggle, alert), is_checked=alert.is_enabled),
            MenuEntry(self.tr("잠시 쉬기"), entries=snoozes),
            *([keep] if self._alerts.is_everywhere(alert) else []),
            MenuEntry(self.tr("알림 지우기"), partial(self._alerts.remove, alert.id)),
            *([] if alert.code else [add]),  # the menu of its market has the same entry
            ways,
            *forget,
        ]

    def shown_values(self) -> ValueTable:
        """Return the alerts as a table."""
        return self.table.shown_values()

    def panel_title(self) -> str:
        """`알림`."""
        return self.tr("알림")

    def language_changed(self) -> None:
        """Set all texts again."""
        self._set_texts()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for five columns and some rows."""
        return QSize(520, 300)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space switches the current alert, F2 edits, Delete removes it; Insert makes a new one."""
        alert = self._alerts.get(self.table.current_name)
        if event.key() == Qt.Key.Key_Insert:
            self.add()
        elif alert is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self._toggle(alert)
        elif event.key() == Qt.Key.Key_F2:
            self.edit(alert.id)
        elif event.key() == Qt.Key.Key_Delete:
            self._alerts.remove(alert.id)
        else:
            super().keyPressEvent(event)

    def _on_changed(self, *_: object) -> None:
        self.refresh()

    def _point(self, key: str) -> None:
        if code := self._code_of(key):
            self.market_pointed.emit(code)

    def _code_of(self, key: str) -> str:
        alert = self._alerts.get(key)
        return "" if alert is None else alert.code

    def _toggle(self, alert: Alert) -> None:
        self._alerts.set_enabled(alert.id, is_enabled=not alert.is_enabled)

    def _minutes(self, minutes: int) -> str:
        if minutes % 60 == 0:
            return self.tr("{n}시간 동안").format(n=minutes // 60)
        return self.tr("{n}분 동안").format(n=minutes)

    def _say_how_many(self, quiet: str) -> None:
        here = self._alerts.here()
        missing = sum(alert.id in self._alerts.troubles for alert in here)  # others are gone already
        text = self.tr("{n:,}개").format(n=len(self._alerts))
        if quiet:
            text += f" · {quiet}"
        if elsewhere := len(self._alerts) - len(here):
            text += self.tr(" · {n:,}개는 다른 출처의 알림").format(n=elsewhere)
        if missing:
            text += self.tr(" · {n:,}개는 지금 감시할 수 없음").format(n=missing)
        if text != self._note.text():
            self._note.setText(text)
            set_ink(self._note, Ink.WARNING if missing else Ink.DIM)

    def _set_texts(self) -> None:
        self.add_button.setText(self.tr("알림 추가"))
        self.ways_button.setText(self.tr("알리는 방법"))
        empty = self.tr("알림이 없습니다.\n‘알림 추가’를 누르거나, 차트·호가·관심종목의 메뉴에서 만드세요.")
        self.table.set_texts(alert_headings(), empty)
        self.history.set_texts(firing_headings(), self.tr("울린 알림이 없습니다."))
        self.table.setAccessibleName(self.tr("알림 목록"))
        self.history.setAccessibleName(self.tr("울린 알림"))
        self.refresh()
