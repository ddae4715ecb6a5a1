"""The buttons of a chart's candle units. Without room for all, the usual units and a menu of the others are left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from core.market.candles.units import CandleUnit
from widgets.controls.label import set_font_role
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded, guarded_or
from widgets.look.fonts import FontRole
from widgets.panel.entry_menu import EntryMenu
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import translate, when_language_changes
from widgets.text.unit_words import unit_label

SPACING: Final = 1
"""Pixels between buttons."""

BY_USE: Final = (
    CandleUnit.MINUTE_1,
    CandleUnit.DAY,
    CandleUnit.MINUTE_5,
    CandleUnit.MINUTE_60,
    CandleUnit.MINUTE_15,
    CandleUnit.WEEK,
    CandleUnit.MINUTE_240,
    CandleUnit.MINUTE_30,
    CandleUnit.MINUTE_3,
    CandleUnit.MONTH,
    CandleUnit.MINUTE_10,
    CandleUnit.SECOND_1,
)
"""All units, those that keep their buttons the longest first."""


class UnitButtons(QWidget):
    """One button for each unit, of which one is checked and always in sight.

    Signals:
        unit_chosen: the name of the unit whose button was pressed, or that was chosen in the menu.
    """

    unit_chosen = Signal(str)

    def __init__(self, unit: CandleUnit) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        self._group = QButtonGroup(self)
        self._buttons = {each: self._button(each) for each in CandleUnit}
        for button in self._buttons.values():
            layout.addWidget(button)
        self.others = flat_button()
        self.others.setObjectName("otherUnits")
        self.others.clicked.connect(self.open_menu)
        layout.addWidget(self.others)
        self._group.buttonClicked.connect(self._on_clicked)
        self.show_unit(unit)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def unit(self) -> CandleUnit:
        """The unit whose button is checked."""
        return next(unit for unit, button in self._buttons.items() if button.isChecked())

    def show_unit(self, unit: CandleUnit) -> None:
        """Mark `unit` as the chosen one."""
        self._buttons[unit].setChecked(True)
        self.fit()

    def open_menu(self) -> None:
        """Open a menu of all units below the button for it."""
        menu = EntryMenu(self, unit_entries(self.unit, self.unit_chosen.emit))
        menu.setActiveAction(next(action for action in menu.actions() if action.isChecked()))
        menu.popup(self.others.mapToGlobal(QPoint(0, self.others.height())))

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Room for all units."""
        width = sum(button.sizeHint().width() + SPACING for button in self._buttons.values()) - SPACING
        return QSize(width, self.others.sizeHint().height())

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Room for the widest unit and the menu."""
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        return QSize(widest + SPACING + self.others.sizeHint().width(), self.others.sizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the buttons that have room."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Show all buttons if they have room; else the checked one, the menu, and the more usual ones of the others."""
        is_whole = self.width() >= self.sizeHint().width()
        room = self.width() - (0 if is_whole else self.others.sizeHint().width())
        shown = set(CandleUnit) if is_whole else set[CandleUnit]()
        for unit in (self.unit, *BY_USE) if not is_whole else ():
            if unit in shown:
                continue
            room -= self._buttons[unit].sizeHint().width() + SPACING
            if room < 0:
                break
            shown.add(unit)
        for unit, button in self._buttons.items():
            button.setVisible(unit in shown)
        self.others.setVisible(not is_whole)

    def _set_texts(self) -> None:
        for unit, button in self._buttons.items():
            button.setText(unit_label(unit))
        self.others.setText("…")
        self.others.setAccessibleName(translate("Chart", "봉 단위 모두"))
        set_tip(self.others, translate("Chart", "봉 단위 모두"))
        self.updateGeometry()

    def _button(self, unit: CandleUnit) -> QPushButton:
        button = flat_button()
        button.setObjectName(unit.value)
        button.setCheckable(True)
        self._group.addButton(button)
        return button

    def _on_clicked(self, button: QPushButton) -> None:
        self.unit_chosen.emit(button.objectName())


def flat_button() -> QPushButton:
    """Return a button of the bar above a chart."""
    button = QPushButton()
    set_font_role(button, FontRole.SMALL)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def unit_entries(unit: CandleUnit, choose: Callable[[str], object]) -> list[MenuEntry]:
    """Return an entry for each unit of candles; `unit` is the present one."""
    return [MenuEntry(unit_label(each), partial(choose, each.value), is_checked=each is unit) for each in CandleUnit]
