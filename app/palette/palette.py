"""The palette: a field above the list of what it finds; Enter or a click does it.

It is a window without a frame, and not modal: the desk behind it works on, and a click there closes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QListView, QVBoxLayout, QWidget

from app.palette.delegate import PaletteDelegate
from app.palette.list_model import PaletteModel
from core.market.search import LONGEST_TYPED
from widgets.controls.label import label, set_ink
from widgets.controls.search_field import SearchField
from widgets.guard.guard import guarded, guarded_or
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.palette.entry import Entry
    from app.palette.finder import Finder
    from app.palette.recent import Recent
    from widgets.look.look import Look
    from widgets.markets.directory import MarketDirectory

WIDTH: Final = 620
ROWS: Final = 14
"""Rows of the list that are seen at once, if the window is high enough."""

FIGURES_MS: Final = 1000
"""Milliseconds between two repaintings of the prices in the list."""

_MARGIN: Final = 16
_MOVES: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -ROWS + 2,
    Qt.Key.Key_PageDown: ROWS - 2,
}
_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaletteField(SearchField):
    """The field; it passes on the keys for the list.

    Signals:
        moved: by so many entries.
        entered: Enter was pressed; whether with Control.
    """

    moved = Signal(int)
    entered = Signal(bool)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on the keys for the list; handle all others."""
        if event.key() in _ENTERS:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif (move := _MOVES.get(Qt.Key(event.key()))) is not None:
            self.moved.emit(move)
        else:
            super().keyPressEvent(event)


class Palette(QDialog):
    """Lists what matches the typed words and carries out the chosen entry; it deletes itself when closed.

    Args:
        prepare: makes the finder; called again after the language changed.
        recent: gets what is chosen.
        markets: for figures beside markets.
        look: colours and fonts.
        parent: the main window.
    """

    def __init__(
        self,
        prepare: Callable[[], Finder],
        recent: Recent,
        markets: MarketDirectory,
        look: Look,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self._prepare = prepare
        self._finder = prepare()
        self._recent = recent
        self._markets = markets
        self._look = look
        self._window = parent
        self._is_done = False
        self.field = PaletteField()
        self.field.setMaxLength(LONGEST_TYPED)
        self.model = PaletteModel(self)
        self.list = self._make_list()
        self._delegate = PaletteDelegate(look, markets, self.list)
        self.list.setItemDelegate(self._delegate)
        self._hint = label("", FontRole.SMALL, Ink.DIM)
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        for widget in (self.field, self.list, self._hint):
            layout.addWidget(widget)
        self._figures = QTimer(self)
        self._figures.setInterval(FIGURES_MS)
        self._figures.timeout.connect(self._refresh_figures)
        self._figures.start()
        self._shown_figures: list[object] = []
        self.field.searched.connect(self._search)
        self.field.moved.connect(self._move)
        self.field.entered.connect(self._enter)
        self.list.clicked.connect(self._on_clicked)
        markets.changed.connect(self._search_again)
        look.changed.connect(self._measure)
        self._set_texts()
        when_language_changes(self, self._on_language_changed)
        self._measure()
        self.field.setFocus()
        for action in parent.findChildren(QAction, "palette", Qt.FindChildOption.FindDirectChildrenOnly):
            again = QShortcut(self)  # the keys that opened it
            again.setKeys(action.shortcuts())
            again.activated.connect(self.close)

    @property
    def chosen(self) -> Entry | None:
        """The entry that Enter would choose."""
        return self.model.entry(self.list.currentIndex())

    def _make_list(self) -> QListView:
        made = QListView()
        made.setModel(self.model)
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keyboard, also for an input method
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return made

    def _set_texts(self) -> None:
        name = self.tr("통합 검색")
        self.setWindowTitle(name)
        self.field.setAccessibleName(name)
        self.list.setAccessibleName(self.tr("찾은 것"))
        self.field.setPlaceholderText(self.tr("종목, 패널, 명령, 설정 찾기"))
        self._search_again()

    def _on_language_changed(self) -> None:
        self._finder = self._prepare()
        self._set_texts()

    def _measure(self) -> None:
        """Take the present font size, and the place in the upper middle of the window."""
        window = self._window
        self._delegate.measure()
        rows = min(ROWS, max(3, (window.height() * 3 // 5) // self._delegate.row_height))
        self.list.setFixedHeight(rows * self._delegate.row_height)
        self.list.doItemsLayout()
        width = max(240, min(self._look.px(WIDTH), window.width() - 2 * _MARGIN))
        self.setFixedSize(width, self.minimumSizeHint().height())
        top = window.mapToGlobal(window.rect().topLeft())
        self.move(top.x() + (window.width() - self.width()) // 2, top.y() + max(_MARGIN, window.height() // 12))

    def _search_again(self) -> None:
        self._search(self.field.typed)

    def _search(self, typed: str) -> None:
        """List what matches, and mark the best entry."""
        none = self.tr("결과 없음")
        if self._markets.markets is None:
            none = self.tr("결과 없음 · 종목 목록을 아직 불러오지 못했습니다")
        self.model.fill(self._finder.find(typed), none)
        self._select(next(iter(self.model.selectable()), None))
        self.list.scrollToTop()
        self._shown_figures = self._present_figures()
        self._set_hint()

    def _select(self, row: int | None) -> None:
        index = QModelIndex() if row is None else self.model.index(row)
        self.list.setCurrentIndex(index)
        if row is not None:
            # With the first entry its heading is seen too.
            self.list.scrollTo(self.model.index(0) if row <= 1 else index)
        # The keyboard stays in the field: a screen reader hears of the marked entry there.
        self.field.setAccessibleDescription(str(index.data() or ""))

    def _move(self, by: int) -> None:
        """Mark another entry; a single step goes round at the ends, a page stops there."""
        rows = self.model.selectable()
        if not rows:
            return
        here = self.list.currentIndex().row()
        at = (rows.index(here) if here in rows else -1) + by
        self._select(rows[at % len(rows) if abs(by) == 1 else min(max(at, 0), len(rows) - 1)])

    def _on_clicked(self, index: QModelIndex) -> None:
        if (entry := self.model.entry(index)) is not None:
            self._choose(entry, is_aside=False)

    def _enter(self, is_aside: bool) -> None:
        if (entry := self.chosen) is not None:
            self._choose(entry, is_aside=is_aside)

    def _choose(self, entry: Entry, *, is_aside: bool) -> None:
        """Close, so that the keyboard returns to the window, then carry out the chosen entry there."""
        if self._is_done:
            return
        self._is_done = True
        self._recent.add(entry.id)
        self.close()
        run = entry.run_aside if is_aside and entry.run_aside is not None else entry.run
        run()

    def _present_figures(self) -> list[object]:
        entries = (self.model.entry(self.model.index(row)) for row in self.model.selectable())
        codes = [entry.code for entry in entries if entry is not None and entry.code]
        known = self._markets.known_prices(codes)
        not_current = frozenset(code for code, each in known.items() if not each.is_current)
        self._delegate.not_current = not_current
        rows = [self._markets.figures(code) for code in codes]
        return [not_current, *(None if row is None else (row.price, row.change) for row in rows)]

    def _refresh_figures(self) -> None:
        """Paint the list again if a price in it is another one."""
        if (figures := self._present_figures()) != self._shown_figures:
            self._shown_figures = figures
            self._set_hint()
            self.list.viewport().update()

    def _set_hint(self) -> None:
        """Show the keys; or, while prices in the list are not current, what their faint colour means."""
        is_any_old = bool(self._delegate.not_current)
        set_ink(self._hint, Ink.WARNING if is_any_old else Ink.DIM)
        self._hint.setText(
            self.tr("흐린 가격은 늦거나 멈춘 시세입니다")
            if is_any_old
            else self.tr("↑↓ 고르기 · Enter 실행 · Ctrl+Enter 새 차트로 · Esc 닫기")
        )

    @guarded_or(False)
    def event(self, event: QEvent) -> bool:
        """Close when another window is used."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.close()
        return super().event(event)
