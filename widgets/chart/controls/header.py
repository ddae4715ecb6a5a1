"""The bar above a chart: buttons for the candle units, and a note about the loading of older candles."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from core.market.candles.units import CandleUnit
from widgets.chart.controls.unit_buttons import SPACING, UnitButtons, flat_button
from widgets.controls.label import label
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded, guarded_or
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text.language import translate, when_language_changes
from widgets.text.shortening import shortened

_MOST: Final = 1_000_000
_ALL: Final = 1000
"""Of the room, the share of the units and of the buttons beside them, compared with that of the note: they take in turn
all that they can use."""
_FOR_THE_NOTE: Final = 4
"""Pixels that the note and the space before it get at least."""


class ChartHeader(QWidget):
    """Unit buttons at the left, then the indicators, a note at the right if there is room.

    Signals:
        unit_chosen: the name of the unit whose button was pressed.
        indicators_wanted: the button of the indicators was pressed.
    """

    unit_chosen = Signal(str)
    indicators_wanted = Signal()

    def __init__(self, unit: CandleUnit) -> None:
        super().__init__()
        self.setObjectName("chartHeader")
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 6, 0)
        layout.setSpacing(SPACING)
        self.units = UnitButtons(unit)
        self.units.unit_chosen.connect(self.unit_chosen)
        layout.addWidget(self.units, _MOST)
        self._indicators = flat_button()
        self._indicators.setObjectName("indicators")
        self._indicators.clicked.connect(self._on_indicators)
        self._beside: list[QAbstractButton] = []
        self._said = ""
        self._note = label("", FontRole.SMALL, Ink.DIM)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self._note, 1)
        self.add_button(self._indicators)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def unit(self) -> str:
        """The name of the unit whose button is checked."""
        return self.units.unit.value

    @property
    def note(self) -> str:
        """The note at the right."""
        return self._said

    def show_unit(self, unit: CandleUnit) -> None:
        """Mark `unit` as the chosen one."""
        self.units.show_unit(unit)

    def add_button(self, button: QAbstractButton) -> None:
        """Add a button beside the units, before those that are there.

        It takes no room from the units: where there is none, it is in their menu.
        """
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._layout.insertWidget(1, button, _ALL)
        self._beside.insert(0, button)

    def show_text(self, note: str) -> None:
        """Show `note` at the right, shortened to the room that is left; whole in its tip."""
        if note != self._said:
            self._said = note
            set_tip(self._note, note)
            self._fit_note()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the buttons beside the units if they have room, and shorten the note to what is left."""
        super().resizeEvent(event)
        self._fit_buttons()
        self._fit_note()

    @guarded_or(False)
    def event(self, event: QEvent) -> bool:
        """Fit the buttons again when a text or a font has made one wider."""
        is_handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit_buttons()
        return is_handled

    def _set_texts(self) -> None:
        self._indicators.setText(translate("Chart", "지표"))
        set_tip(self._indicators, translate("Chart", "지표 추가·설정"))

    def _fit_buttons(self) -> None:
        """Show the buttons beside the units as wide as they are, if the units leave them that much."""
        margins, spacing = self._layout.contentsMargins(), self._layout.spacing()
        room = self.width() - margins.left() - margins.right() - self.units.width_of_all - spacing
        for button in self._beside:
            width = button.sizeHint().width()
            room -= width + spacing
            button.setMaximumWidth(width)
            button.setVisible(room >= _FOR_THE_NOTE - spacing)
        self.units.offer_in_menu([button for button in self._beside if button.isHidden()])

    def _fit_note(self) -> None:
        metrics = self._note.fontMetrics()
        self._note.setText(shortened(metrics, self._said, self._note.width()))

    def _on_indicators(self) -> None:
        self.indicators_wanted.emit()
