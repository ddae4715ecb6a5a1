"""The small bar over a chart while a drawing is selected: its colour and line, lock, copy and delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.market.drawings.drawing import WIDTHS, Drawing, Kind
from core.market.drawings.tools import COLORS, DASHES
from widgets.chart.drawings.icon_button import SIZE, IconButton
from widgets.chart.drawings.icons import COPY, LOCK, TRASH, line_sample, swatch
from widgets.chart.drawings.menu import color_entries, dash_entries, width_entries
from widgets.chart.drawings.painting import color_of
from widgets.controls.popups import PopupMenu
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded_paint
from widgets.look.look import Look
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from widgets.chart.drawings.chart_drawings import ChartDrawings

_COLOR: Final = "color"
_WIDTH: Final = "width"
_DASH: Final = "dash"
_MARGIN: Final = 8
_SAMPLE: Final = 16
_ROOM_AROUND: Final = 2.5
"""How many times as wide the prices are at least: the bar must not hide what is drawn."""


class StyleBar(QWidget):
    """Lies over the upper right of the prices.

    Args:
        look: theme and font size.
        drawings: of the chart.
    """

    def __init__(self, look: Look, drawings: ChartDrawings) -> None:
        super().__init__(drawings.view)
        self.setObjectName("drawingStyle")
        self._look = look
        self._drawings = drawings
        self.setCursor(Qt.CursorShape.ArrowCursor)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        self._buttons = {name: IconButton(look, name) for name in (_COLOR, _WIDTH, _DASH, LOCK, COPY, TRASH)}
        for button in self._buttons.values():
            layout.addWidget(button)
            button.clicked.connect(self._on_clicked)
        self._buttons[LOCK].setCheckable(True)
        drawings.changed.connect(self.place)
        when_language_changes(self, self._set_texts)
        self._set_texts()
        self.hide()

    def button(self, name: str) -> IconButton:
        """Return one of the buttons."""
        return self._buttons[name]

    def place(self) -> None:
        """Show the bar if a drawing is selected and there is room for it, else hide it."""
        drawing, area = self._drawings.selected, self._drawings.view.prices.area
        size = self.sizeHint()
        has_room = area.width() > _ROOM_AROUND * size.width() and area.height() > 2 * _ROOM_AROUND * size.height()
        if drawing is None or not has_room or self._drawings.tool is not None:
            self.hide()
            return
        for name in (_COLOR, _WIDTH, _DASH):
            self._buttons[name].show_style(drawing.style, is_swatch=name == _COLOR)
            self._buttons[name].setEnabled(True)
            self._buttons[name].setVisible(name == _COLOR or drawing.kind is not Kind.TEXT)
        self._buttons[LOCK].setChecked(drawing.is_locked)
        size = self.sizeHint()
        top = area.top() + 2 * self._look.px(SIZE)
        self.setGeometry(area.right() - size.width() - _MARGIN, top, size.width(), size.height())
        if self.isHidden():
            self.show()
            self.raise_()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its outline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.border)
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), self._look.theme.header)

    def _set_texts(self) -> None:
        texts = {
            _COLOR: self.tr("색"),
            _WIDTH: self.tr("굵기"),
            _DASH: self.tr("선 종류"),
            LOCK: self.tr("잠그기"),
            COPY: self.tr("복제"),
            TRASH: self.tr("지우기 (Delete)"),
        }
        self.setAccessibleName(self.tr("드로잉 모양"))
        for name, button in self._buttons.items():
            set_tip(button, texts[name])
            button.setAccessibleName(texts[name])

    def _on_clicked(self) -> None:
        drawing, sender = self._drawings.selected, self.sender()
        if drawing is None or sender is None:
            return
        match sender.objectName():
            case name if name == LOCK:
                self._drawings.set_locked(drawing, is_locked=not drawing.is_locked)
            case name if name == COPY:
                self._drawings.add_copy(drawing)
            case name if name == TRASH:
                self._drawings.remove(drawing)
            case name:
                self._show_menu(name, drawing)
                return
        self._drawings.view.setFocus()

    def _show_menu(self, name: str, drawing: Drawing) -> None:
        theme, ratio, side, style = self._look.theme, self.devicePixelRatio(), self._look.px(_SAMPLE), drawing.style
        entries: Sequence[MenuEntry]
        icons: list[QIcon]
        if name == _COLOR:
            entries = color_entries(self._drawings, drawing)
            icons = [swatch(color_of(theme, tint), theme.control, side, ratio) for tint in COLORS]
        elif name == _WIDTH:
            entries = width_entries(self._drawings, drawing)
            icons = [line_sample(theme.text, width, style.dash, side, ratio) for width in WIDTHS]
        else:
            entries = dash_entries(self._drawings, drawing)
            icons = [line_sample(theme.text, style.width, dash, side, ratio) for dash in DASHES]
        _Choice(self, entries, icons).popup(self._buttons[name].mapToGlobal(self._buttons[name].rect().bottomLeft()))


class _Choice(PopupMenu):
    """A menu of choices with pictures; deleted when it closes."""

    def __init__(self, parent: QWidget, entries: Sequence[MenuEntry], icons: Sequence[QIcon]) -> None:
        super().__init__(parent)
        self._runs: list[Callable[[], object]] = [entry.run for entry in entries]
        for number, (entry, icon) in enumerate(zip(entries, icons, strict=True)):
            action = self.addAction(icon, entry.title)
            action.setData(number)
            if entry.is_checked:
                font = action.font()
                font.setBold(True)
                action.setFont(font)
        self.triggered.connect(self._on_triggered)
        self.aboutToHide.connect(self.deleteLater)

    def _on_triggered(self, action: QAction) -> None:
        self._runs[action.data()]()
