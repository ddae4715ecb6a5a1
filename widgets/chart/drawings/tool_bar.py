"""The slim bar of drawing tools at the left edge of a chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.market.drawings.drawing import Kind
from core.market.drawings.tools import MAGNET_KEY, TOOLS
from widgets.chart.drawings.actions import hide_or_show_all, remove_all, undo
from widgets.chart.drawings.icon_button import SIZE, IconButton
from widgets.chart.drawings.icons import EYE, MAGNET, MORE, SELECT, TRASH, UNDO
from widgets.controls.popups import PopupMenu
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.look import Look
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from widgets.chart.drawings.chart_drawings import ChartDrawings

_MARGIN: Final = 2
_LEAST: Final = 3
"""With room for fewer buttons there is no bar."""


class ToolBar(QWidget):
    """One button a tool, and what concerns all drawings; what has no room is in a menu of the last button.

    Args:
        look: theme and font size.
        drawings: of the chart.
    """

    def __init__(self, look: Look, drawings: ChartDrawings) -> None:
        super().__init__()
        self.setObjectName("drawingTools")
        self._look = look
        self._drawings = drawings
        names = (SELECT, *(tool.kind.value for tool in TOOLS), MAGNET, UNDO, EYE, TRASH)
        self._buttons = [self._button(name) for name in names]
        self._more = self._button(MORE)
        drawings.changed.connect(self._on_changed)
        look.changed.connect(self._on_look_changed)
        when_language_changes(self, self._set_texts)
        self._set_texts()
        self._on_look_changed()

    def button(self, name: str) -> IconButton:
        """Return the button of a tool or of an action."""
        return next(button for button in (*self._buttons, self._more) if button.objectName() == name)

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """As wide as a button."""
        return QSize(self._look.px(SIZE) + 2 * _MARGIN, self._look.px(SIZE) * len(self._buttons) + 2 * _MARGIN)

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """As wide as a button, and of any height."""
        return QSize(self._look.px(SIZE) + 2 * _MARGIN, 0)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many buttons as there is room for."""
        super().resizeEvent(event)
        self._lay_out()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line to the chart."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.header)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._look.theme.border)

    def _lay_out(self) -> None:
        side = self._look.px(SIZE)
        room = (self.height() - 2 * _MARGIN) // side
        has_all = room >= len(self._buttons)
        shown = len(self._buttons) if has_all else room - 1 if room >= _LEAST else 0
        for number, button in enumerate(self._buttons):
            button.move(_MARGIN, _MARGIN + number * side)
            button.setVisible(number < shown)
        self._more.move(_MARGIN, _MARGIN + shown * side)
        self._more.setVisible(not has_all and room >= 1)

    def _button(self, name: str) -> IconButton:
        button = IconButton(self._look, name)
        button.setParent(self)
        button.setCheckable(name in {SELECT, MAGNET, *Kind})
        button.clicked.connect(self._on_clicked)
        return button

    def _set_texts(self) -> None:
        self.setAccessibleName(self.tr("그리기 도구"))
        texts = {
            SELECT: self.tr("선택 (Esc)"),
            MAGNET: self.tr("자석: 봉의 시·고·저·종에 붙이기 ({key})").format(key=MAGNET_KEY),
            UNDO: self.tr("되돌리기 (Ctrl+Z)"),
            EYE: self.tr("드로잉 모두 숨기기·보이기"),
            TRASH: self.tr("드로잉 모두 지우기 (Ctrl+Z로 되돌리기)"),
            MORE: self.tr("더 보기"),
        }
        texts |= {tool.kind.value: f"{wording(tool.title)} ({tool.key})" for tool in TOOLS}
        for button in (*self._buttons, self._more):
            set_tip(button, texts[button.objectName()])
            button.setAccessibleName(texts[button.objectName()])
        self._on_changed()

    def _on_look_changed(self) -> None:
        self.setFixedWidth(self.sizeHint().width())
        self._lay_out()
        self.update()

    def _on_changed(self) -> None:
        drawings = self._drawings
        has_any = bool(drawings.market.drawings)
        self.button(SELECT).setChecked(drawings.tool is None)
        for tool in TOOLS:
            self.button(tool.kind).setChecked(drawings.tool is tool.kind)
        self.button(MAGNET).setChecked(drawings.has_magnet)
        self.button(UNDO).setEnabled(drawings.market.can_undo or drawings.draft is not None)
        self.button(EYE).setEnabled(has_any)
        self.button(EYE).set_crossed(any(each.is_hidden for each in drawings.market.drawings))
        self.button(TRASH).setEnabled(has_any)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is self._more:
            self._show_menu()
        elif sender is not None:
            self._run(sender.objectName())

    def _run(self, name: str) -> None:
        if name in set(Kind):
            kind = Kind(name)
            self._drawings.choose_tool(None if self._drawings.tool is kind else kind)
        else:
            _RUNS[name](self._drawings)
        self._drawings.view.setFocus()
        self._on_changed()  # a button that was pressed changed its mark by itself

    def _on_triggered(self, action: QAction) -> None:
        self._run(action.data())

    def _show_menu(self) -> None:
        menu = PopupMenu(self)
        for button in self._buttons:
            if button.isHidden():
                action = menu.addAction(button.accessibleName())
                action.setData(button.objectName())
                action.setEnabled(button.isEnabled())
                action.setCheckable(button.isCheckable())
                action.setChecked(button.isChecked())
        menu.triggered.connect(self._on_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().topRight()))


_RUNS: Final[Mapping[str, Callable[[ChartDrawings], object]]] = {
    SELECT: lambda drawings: drawings.choose_tool(None),
    MAGNET: lambda drawings: drawings.toggle_magnet(),
    UNDO: undo,
    EYE: hide_or_show_all,
    TRASH: remove_all,
}
