"""The button above a chart that shows the kind of its bars, and offers the others with their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QToolButton

from core.market.chart.bar_kind import BarKind
from widgets.chart.bar_kinds.names import kind_name
from widgets.chart.bar_kinds.pictures import HEIGHT, WIDTH, picture
from widgets.controls.popups import PopupMenu
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded_or
from widgets.panel.command_keys import command_keys
from widgets.text.language import translate, when_language_changes

if TYPE_CHECKING:
    from widgets.chart.bar_choice.choice import BarChoice
    from widgets.look.look import Look


class BarKindButton(QToolButton):
    """Opens a menu of the kinds.

    Args:
        look: colours of the pictures.
        choice: the present kind.
    """

    def __init__(self, look: Look, choice: BarChoice) -> None:
        super().__init__()
        self.setObjectName("barKind")
        self._look = look
        self._choice = choice
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoRaise(True)
        self.setIconSize(QSize(WIDTH, HEIGHT))
        self.clicked.connect(self.open_menu)
        choice.changed.connect(self._show_kind)
        look.changed.connect(self._show_kind)
        self._show_kind()
        when_language_changes(self, self._show_kind)

    def open_menu(self) -> None:
        """Open the menu below the button; a click or Enter in it chooses."""
        menu = PopupMenu(self)
        group = QActionGroup(menu)
        for kind in BarKind:
            action = menu.addAction(picture(kind, self._look.theme, self.devicePixelRatio()), kind_name(kind))
            action.setCheckable(True)
            action.setChecked(kind is self._choice.kind)
            action.setData(kind.value)
            group.addAction(action)
        menu.addSeparator()
        holes = menu.addAction(translate("Chart", "거래 없는 구간을 선으로"))
        holes.setCheckable(True)
        holes.setChecked(self._choice.has_flat_holes)
        menu.triggered.connect(self._on_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setActiveAction(group.checkedAction())
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    @guarded_or(False)
    def event(self, event: QEvent) -> bool:
        """Name the keys of now: the button is in no window before it is shown, and the user may choose other keys."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.ToolTip}:
            self._show_tip()
        return super().event(event)

    def _on_triggered(self, action: QAction) -> None:
        if (kind := action.data()) is None:
            self._choice.turn_holes()
        else:
            self._choice.choose(BarKind(kind))

    def _show_kind(self) -> None:
        self.setIcon(picture(self._choice.kind, self._look.theme, self.devicePixelRatio()))
        self._show_tip()

    def _show_tip(self) -> None:
        name = translate("Chart", "봉 모양: {kind}").format(kind=kind_name(self._choice.kind))
        self.setAccessibleName(name)
        keys = command_keys(self, "chart-bars")
        set_tip(self, f"{name} ({keys})" if keys else name)
