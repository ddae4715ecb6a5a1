"""The header of a panel, in its title bar: link group, market, unit group of a chart, and pin.

The title bar stays Qt's own, with its buttons, its drag and its double click; the header lies over the text of it and
passes on what it does not use. A floating panel has the title bar of the window system, so there the header lies over a
margin at the panel's top.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from app.dock.chip import Chip, Pin, group_words
from app.panels.kinds import KINDS, MARKET_GROUPS, UNIT_GROUPS
from app.panels.links import Links, has_unit_group
from widgets.controls.label import ElidedLabel, set_ink
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded_or, guarded_paint
from widgets.look.theme import Ink
from widgets.markets.field import MarketField
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from widgets.panel.panel import Panel

HEIGHT: Final = 26
"""Of the header of a floating panel, at the usual font size."""


class PanelHeader(QWidget):
    """Chips, the market as a field, the kind of panel, and a pin.

    Args:
        panel: whose header.
        parent: its dock.

    Signals:
        market_wanted: the user wants another market.
        market_chip_clicked: the user wants to link the panel to others.
        unit_chip_clicked: the user wants to link the unit of the chart.
        pin_clicked: the user wants the panel to keep its market, or to follow its group again.
        left: the keyboard is to go back to the panel.
    """

    market_wanted = Signal(str)
    market_chip_clicked = Signal()
    unit_chip_clicked = Signal()
    pin_clicked = Signal()
    left = Signal()

    def __init__(self, panel: Panel, parent: QWidget) -> None:
        super().__init__(parent)
        context = panel.context
        self._look, self._markets = context.look, context.markets
        self._kind = panel.kind
        self._has_market = KINDS[panel.kind].has_market
        self._has_keyboard = False
        self.market_chip = Chip(context.look, MARKET_GROUPS)
        self.unit_chip = Chip(context.look, UNIT_GROUPS)
        self.field = MarketField(context.look, context.markets)
        self.pin = Pin(context.look)
        self._title = ElidedLabel()
        if self._has_market:
            set_ink(self._title, Ink.DIM)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(4)
        layout.addWidget(self.market_chip)
        layout.addWidget(self.field)
        layout.addWidget(self._title, 1)
        layout.addWidget(self.unit_chip)
        layout.addWidget(self.pin)
        self.field.setVisible(self._has_market)
        self.pin.setVisible(self._has_market)
        self.unit_chip.setVisible(has_unit_group(panel.kind))
        self.market_chip.clicked.connect(self.market_chip_clicked)
        self.unit_chip.clicked.connect(self.unit_chip_clicked)
        self.pin.clicked.connect(self.pin_clicked)
        self.field.chosen.connect(self.market_wanted)
        self.field.left.connect(self.left)
        context.look.changed.connect(self.update)
        context.ages.beat.connect(self._on_beat)
        self._panel = weakref.ref(panel)
        when_language_changes(self, self._set_texts)

    def show_links(self, links: Links) -> None:
        """Show groups and pin."""
        self._links = links
        self.market_chip.show_group(links.market)
        self.unit_chip.show_group(links.unit)
        self.pin.setChecked(links.is_pinned)
        self._set_texts()

    def show_panel(self, panel: Panel) -> None:
        """Show market or title of the panel."""
        if self._has_market:
            self.field.show_market(self._markets.titled(panel.code), self._markets.explained(panel.code))
        self._show_title(panel)

    def mark_keyboard(self, *, has_keyboard: bool) -> None:
        """Show whether the panel has the keyboard."""
        self._has_keyboard = has_keyboard
        self.update()

    def place(self, area: QRect) -> None:
        """Take this place of the dock."""
        self.setGeometry(area)
        self.raise_()

    @property
    def height_when_floating(self) -> int:
        """The height of the header of a floating panel, in pixels."""
        return self._look.px(HEIGHT)

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Ask for no room: the title bar gives what it has."""
        return QSize(0, 0)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover the text of the title bar with its ground."""
        theme = self._look.theme
        QPainter(self).fillRect(event.rect(), theme.selection if self._has_keyboard else theme.header)

    def _on_beat(self) -> None:
        panel = self._panel()
        if panel is not None and isValid(panel):
            self._show_title(panel)

    def _show_title(self, panel: Panel) -> None:
        """Show the kind or the title, and if it is wanted the age of the data; that alone where room is short."""
        title = wording(KINDS[self._kind].title) if self._has_market else panel.panel_title()
        age = panel.freshness_text if panel.context.ages.is_shown else ""
        whole = " · ".join(filter(None, (title, age)))
        has_room = self._title.fontMetrics().horizontalAdvance(whole) <= self._title.width()
        self._title.setText(whole if has_room or not age or not self._has_market else age)

    def _set_texts(self) -> None:
        self._on_beat()
        group, unit = self._links.market, self._links.unit
        market_words = self.tr("종목 연결: {group}").format(group=group_words(group))
        unit_words = self.tr("봉 단위 연결: {group}").format(group=group_words(unit))
        pin_words = self.tr("종목 고정") if not self._links.is_pinned else self.tr("종목 고정 풀기")
        for widget, words in ((self.market_chip, market_words), (self.unit_chip, unit_words), (self.pin, pin_words)):
            widget.setAccessibleName(words)
            set_tip(widget, words)
        self.field.set_names(self.tr("종목"))
