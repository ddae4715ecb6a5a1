"""The window of a chart's indicators: search and add on the left, those shown and their fields on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.choice import MOST_CHOSEN, reset
from core.market.indicators.declaration import Place
from core.market.search import Searchable, Typed
from core.text import translatable
from widgets.chart.indicators.editor import ChosenEditor
from widgets.chart.indicators.naming import short_name
from widgets.controls.label import label
from widgets.controls.scroll_area import ScrollArea
from widgets.controls.search_field import SearchField
from widgets.controls.whole_rows import WholeRowList
from widgets.controls.whole_texts import WholeTexts
from widgets.controls.window_front import bring_to_front
from widgets.controls.window_size import on_screen
from widgets.guard.guard import guarded_or
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text.hangul_keys import add_shortcut
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from core.market.indicators.choice import Chosen
    from core.market.indicators.declaration import Indicator
    from widgets.chart.indicators.shown import ShownIndicators
    from widgets.look.look import Look

_WIDTH: Final = 680
_HEIGHT: Final = 520
"""Pixels at a font size of 100 %."""
_KEY: Final = Qt.ItemDataRole.UserRole
_GROUPS: Final = {
    Place.PRICES: translatable("Indicators", "가격 위"),
    Place.PANE: translatable("Indicators", "아래 창"),
}
_TO_LIST: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class IndicatorWindow(QDialog):
    """Follows the chart whose child it is, and ends with it; every change is seen in the chart at once.

    Args:
        panel: the chart.
        look: theme and font size.
        shown: the indicators of the chart.
    """

    def __init__(self, panel: QWidget, look: Look, shown: ShownIndicators) -> None:
        super().__init__(panel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        WholeTexts(self)
        self.resize(on_screen(QSize(look.px(_WIDTH), look.px(_HEIGHT)), panel))
        self._look, self._shown = look, shown
        self.search = SearchField()
        self.offered = WholeRowList()
        self.listed = WholeRowList()
        self.editor: ChosenEditor | None = None
        self._offer, self._said = label(role=FontRole.STRONG), label(role=FontRole.STRONG)
        self._none = label("", FontRole.TEXT, Ink.DIM, wraps=True)
        self._add, self._remove, self._reset, self._reset_all = (QPushButton() for _ in range(4))
        self._fields = ScrollArea()
        self._fields.setWidgetResizable(True)
        self._fields.setFrameShape(QFrame.Shape.NoFrame)
        self._lay_out()
        self.search.searched.connect(self._offer_found)
        self.search.installEventFilter(self)
        self.offered.itemActivated.connect(self._on_activated)
        self.offered.currentItemChanged.connect(self._enable)
        self._add.clicked.connect(self.add_current)
        self.listed.currentItemChanged.connect(self._on_listed_chosen)
        self.listed.itemChanged.connect(self._on_checked)
        self._remove.clicked.connect(self.remove_current)
        self._reset.clicked.connect(self.reset_current)
        self._reset_all.clicked.connect(shown.reset)
        add_shortcut(self.listed, "Delete", self.remove_current)
        shown.changed.connect(self._list_shown)
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self.listed.setCurrentRow(0)
        self.search.setFocus()

    def choose(self, key: str) -> None:
        """Show the fields of one of the chart's indicators."""
        for row in range(self.listed.count()):
            if self.listed.item(row).data(_KEY) == key:
                self.listed.setCurrentRow(row)

    def add_current(self) -> None:
        """Add the indicator that is selected on the left, and show its fields."""
        name = _key_of(self.offered.currentItem())
        if name and (made := self._shown.add(CATALOGUE[name])) is not None:
            self.choose(made.key)

    def remove_current(self) -> None:
        """Remove the indicator whose fields are shown."""
        if (chosen := self._current()) is not None:
            self._shown.remove(chosen.key)

    def reset_current(self) -> None:
        """Give the indicator whose fields are shown its declared parameters and styles."""
        if (chosen := self._current()) is not None:
            self._shown.change(reset(chosen))
            self._edit(self._current())

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Move through the list and add from it while the search has the keyboard."""
        if event.type() is QEvent.Type.KeyPress and watched is self.search and isinstance(event, QKeyEvent):
            if event.key() in _TO_LIST:
                self._step(-1 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else 1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.add_current()
                return True
        return False

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for part in (self._offer, self.search, self.offered, self._add):
            left.addWidget(part)
        buttons = QHBoxLayout()
        for button in (self._remove, self._reset):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._reset_all)
        right.addWidget(self._said)
        right.addWidget(self.listed, 2)
        right.addLayout(buttons)
        right.addWidget(self._none)
        right.addWidget(self._fields, 3)
        for button in (self._add, self._remove, self._reset, self._reset_all):
            button.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.addLayout(left, 2)
        layout.addLayout(right, 3)

    def _set_texts(self) -> None:
        self.setWindowTitle(self.tr("지표"))
        self._offer.setText(self.tr("지표 추가"))
        self._said.setText(self.tr("차트에 있는 지표"))
        self.search.setPlaceholderText(self.tr("이름으로 찾기"))
        self.search.setAccessibleName(self.tr("지표 찾기"))
        self.offered.setAccessibleName(self.tr("지표 추가"))
        self.listed.setAccessibleName(self.tr("차트에 있는 지표"))
        self._add.setText(self.tr("추가"))
        self._remove.setText(self.tr("삭제"))
        self._reset.setText(self.tr("기본값으로"))
        self._reset_all.setText(self.tr("모두 처음대로"))
        self._offer_found(self.search.typed)
        self._list_shown()

    def _offer_found(self, typed: str) -> None:
        """List what matches, under the names of the places where it is drawn."""
        found = _found(typed)
        with QSignalBlocker(self.offered):
            self.offered.clear()
            for place, title in _GROUPS.items():
                those = [indicator for indicator in found if indicator.place is place]
                if those:
                    heading = QListWidgetItem(wording(title), self.offered)
                    heading.setFlags(Qt.ItemFlag.NoItemFlags)
                for indicator in those:
                    item = QListWidgetItem(wording(indicator.title), self.offered)
                    item.setData(_KEY, indicator.id)
            if not found:
                nothing = QListWidgetItem(self.tr("찾는 지표가 없습니다"), self.offered)
                nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self._step(1)
        self._enable()

    def _step(self, step: int) -> None:
        """Move to the next indicator in the list on the left, past the names of places."""
        row = self.offered.currentRow() + step
        while 0 <= row < self.offered.count() and not self.offered.item(row).data(_KEY):
            row += step
        if 0 <= row < self.offered.count():
            self.offered.setCurrentRow(row)

    def _list_shown(self) -> None:
        """List the chart's indicators; the same one stays selected, or the one that took its place."""
        current, row = self._current_key(), self.listed.currentRow()
        with QSignalBlocker(self.listed):
            self.listed.clear()
            for chosen in self._shown.all:
                item = QListWidgetItem(_full_name(chosen), self.listed)
                item.setData(_KEY, chosen.key)
                item.setCheckState(Qt.CheckState.Checked if chosen.is_shown else Qt.CheckState.Unchecked)
            keys = [chosen.key for chosen in self._shown.all]
            self.listed.setCurrentRow(keys.index(current) if current in keys else min(row, len(keys) - 1))
        if self.editor is None or self.editor.chosen is not self._current():
            self._edit(self._current())
        self._enable()

    def _enable(self) -> None:
        self._add.setEnabled(bool(_key_of(self.offered.currentItem())) and not self._shown.is_full)
        for button in (self._remove, self._reset):
            button.setEnabled(self._current() is not None)
        if self._shown.is_full:
            words = self.tr("지표는 차트마다 {most}개까지입니다. 더 넣으려면 하나를 삭제하세요.").format(
                most=MOST_CHOSEN
            )
        elif self._shown.unknown_ids:
            words = self.tr("이 버전에 없는 지표는 뺐습니다: {names}").format(names=", ".join(self._shown.unknown_ids))
        else:
            words = "" if self._shown.all else self.tr("왼쪽에서 골라 추가하세요.")
        self._none.setText(words)
        self._none.setVisible(bool(words))

    def _edit(self, chosen: Chosen | None) -> None:
        """Show the fields of an indicator."""
        if chosen is None:
            self.editor = None
            self._fields.setWidget(QWidget())
            return
        self.editor = ChosenEditor(self._look, chosen)
        self.editor.edited.connect(self._shown.change)
        self._fields.setWidget(self.editor)

    def _current_key(self) -> str:
        return _key_of(self.listed.currentItem())

    def _current(self) -> Chosen | None:
        return self._shown.find(self._current_key())

    def _on_activated(self, _item: QListWidgetItem | QModelIndex) -> None:
        self.add_current()

    def _on_listed_chosen(self) -> None:
        self._edit(self._current())
        self._enable()

    def _on_checked(self, item: QListWidgetItem) -> None:
        """Hide or show an indicator by its box."""
        chosen = self._shown.find(str(item.data(_KEY)))
        if chosen is not None and chosen.is_shown != (item.checkState() is Qt.CheckState.Checked):
            self._shown.toggle(chosen.key)


def open_window(panel: QWidget, look: Look, shown: ShownIndicators, key: str = "") -> IndicatorWindow:
    """Show the window of a chart, the one that is open if there is one.

    Args:
        panel: the chart.
        look: theme and font size.
        shown: its indicators.
        key: of the one whose fields are wanted first; empty for any.
    """
    window = panel.findChild(IndicatorWindow) or IndicatorWindow(panel, look, shown)
    if key:
        window.choose(key)
    bring_to_front(window)
    return window


def _key_of(item: QListWidgetItem | None) -> str:
    """Return the key of an entry; empty for none, and for the name of a place."""
    return str(item.data(_KEY) or "") if item is not None else ""


def _found(typed: str) -> list[Indicator]:
    """Return the indicators that match what is typed, in their order; all of them for nothing."""
    text = Typed(typed)
    if not text:
        return list(CATALOGUE.values())
    things = [(_searchable(indicator), indicator) for indicator in CATALOGUE.values()]
    for way in text.ways:
        if found := way.find(things):
            return [indicator for _, indicator in found]
    return []


def _searchable(indicator: Indicator) -> Searchable:
    names = (indicator.title, wording(indicator.title), *indicator.words)
    return Searchable(names, codes=(indicator.id, indicator.short))


def _full_name(chosen: Chosen) -> str:
    """Return the title with the parameters: two averages differ in nothing else."""
    short, title = short_name(chosen), wording(chosen.indicator.title)
    figures = short.removeprefix(wording(chosen.indicator.short)).strip()
    return f"{title} {figures}".strip()
