"""The buttons of a chart's candle units. Without room for all, the usual units and a menu of the others are left.

The menu also has what has no room beside the units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

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
        self._left_out: tuple[QAbstractButton, ...] = ()
        """Buttons beside these that have no room."""
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
        """Open a menu of all units, and of what has no room beside them, below the button for it."""
        left_out = [MenuEntry(each.accessibleName() or each.text(), each.click) for each in self._left_out]
        menu = EntryMenu(self, unit_entries(self.unit, self.unit_chosen.emit), left_out)
        menu.setActiveAction(next(action for action in menu.actions() if action.isChecked()))
        menu.popup(self.others.mapToGlobal(QPoint(0, self.others.height())))

    def offer_in_menu(self, left_out: Sequence[QAbstractButton]) -> None:
        """Have buttons in the menu that have no room beside these."""
        if tuple(left_out) != self._left_out:
            self._left_out = tuple(left_out)
            self.updateGeometry()
            self.fit()

    @property
    def width_of_all(self) -> int:
        """The width in pixels of the buttons of all units."""
        return sum(button.sizeHint().width() + SPACING for button in self._buttons.values()) - SPACING

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Room for all units, and for the menu if it has something else."""
        more = self.others.sizeHint()
        return QSize(self.width_of_all + (SPACING + more.width() if self._left_out else 0), more.height())

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
        is_whole = self.width() >= self.sizeHint().width() and not self._left_out
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
