"""A button that shows a colour and offers others: those of the theme, and any that the user likes."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QPushButton, QWidget

from core.market.indicators.declaration import Ink
from core.text import Text, translatable
from widgets.chart.indicators.outputs import paint_of
from widgets.chart.panes.readings import color_of
from widgets.controls.popups import PopupMenu
from widgets.controls.untrusted_text import set_tip
from widgets.look.look import Look
from widgets.text.language import translate, when_language_changes, wording

_NAMES: Final[dict[Ink, Text]] = {
    Ink.LINE_1: translatable("Indicators", "분홍"),
    Ink.LINE_2: translatable("Indicators", "주황"),
    Ink.LINE_3: translatable("Indicators", "초록"),
    Ink.LINE_4: translatable("Indicators", "보라"),
    Ink.LINE_5: translatable("Indicators", "하늘"),
    Ink.LINE_6: translatable("Indicators", "연두"),
    Ink.LINE_7: translatable("Indicators", "갈색"),
    Ink.LINE_8: translatable("Indicators", "회색"),
    Ink.RISE: translatable("Indicators", "상승 색"),
    Ink.FALL: translatable("Indicators", "하락 색"),
}
_SWATCH: Final = QSize(28, 12)


class ColorButton(QPushButton):
    """Shows a colour; a press opens the menu of others.

    Args:
        look: the theme, which says what a role looks like.
        color: the first colour: the name of a role, or `#rrggbb`.
        parent: the widget around it.

    Signals:
        chosen: the user chose this colour.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, color: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._color = color
        self.setIconSize(_SWATCH)
        menu = PopupMenu(self)
        self._actions: dict[Ink, QAction] = {}
        for ink in _NAMES:
            self._actions[ink] = menu.addAction("")
            self._actions[ink].setCheckable(True)
            self._actions[ink].triggered.connect(partial(self._choose, ink.value))
        menu.addSeparator()
        self._other = menu.addAction("")
        self._other.triggered.connect(self._ask)
        self.setMenu(menu)
        look.changed.connect(self._show)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def color(self) -> str:
        """The colour shown."""
        return self._color

    def show_color(self, color: str) -> None:
        """Show another colour."""
        self._color = color
        self._show()

    def _set_texts(self) -> None:
        for ink, name in _NAMES.items():
            self._actions[ink].setText(wording(name))
        self._other.setText(translate("Indicators", "다른 색…"))
        self._show()

    def _show(self) -> None:
        """Paint the swatches in the present theme."""
        for ink, action in self._actions.items():
            action.setIcon(self._icon(ink.value))
            action.setChecked(self._color == ink.value)
        self.setIcon(self._icon(self._color))
        name = _NAMES.get(Ink(self._color)) if self._color in set(Ink) else None
        words = wording(name) if name is not None else self._color
        self.setAccessibleName(words)
        set_tip(self, words)

    def _icon(self, color: str) -> QIcon:
        pixels = QPixmap(_SWATCH)
        pixels.fill(color_of(self._look.theme, paint_of(color)))
        return QIcon(pixels)

    def _ask(self) -> None:
        """Open Qt's colour dialog beside the loop; its own `exec` would run another one inside."""
        dialog = QColorDialog(color_of(self._look.theme, paint_of(self._color)), self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, color: QColor) -> None:
        self._choose(color.name())

    def _choose(self, color: str) -> None:
        is_another = color != self._color
        self.show_color(color)  # also for the same one: Qt has taken its check mark away
        if is_another:
            self.chosen.emit(color)
