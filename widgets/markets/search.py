"""The search for a market where a panel shows one: a line to type in, and the best markets in a list below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QInputMethodEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView

from core.market.search import LONGEST_TYPED
from core.model.markets import is_code
from core.model.one_line import one_line
from widgets.guard.guard import guarded, guarded_or
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from widgets.look.look import Look
    from widgets.markets.directory import MarketDirectory

OFFERED: Final = 12
"""Number of markets listed."""

_CODE: Final = Qt.ItemDataRole.UserRole
_LIST_WIDTH: Final = 280
_LEAST: Final = 48
_WIDTH: Final = 190
_HEIGHT: Final = 23
_AROUND: Final = 24
"""Pixels of the frame and the margins around the placeholder."""

_WALKING: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: OFFERED, Qt.Key.Key_PageUp: -OFFERED}


class MarketSearch(QLineEdit):
    """The line keeps the keyboard; the list only shows what is found and which of it Enter takes.

    Args:
        look: theme and font size.
        markets: what is searched.

    Signals:
        chosen: a market was taken.
        left: the user wants none, or went elsewhere.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, look: Look, markets: MarketDirectory) -> None:
        super().__init__()
        self._look = look
        self._markets = markets
        self._preedit = ""
        self.setMaxLength(LONGEST_TYPED)
        self._measure()
        self._found = QStandardItemModel(self)
        self._list: QListView | None = None
        look.changed.connect(self._measure)
        markets.changed.connect(self._look_up_again)
        self.textEdited.connect(self._look_up)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def is_list_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    def begin(self) -> None:
        """Show an empty search and take the keyboard."""
        self._preedit = ""
        self.clear()
        self._found.clear()
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @guarded
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Search for a syllable that is not finished yet, too."""
        super().inputMethodEvent(event)
        self._preedit = event.preeditString()
        self._look_up()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes a market, Escape leaves, arrows and page keys walk in the list; all others are text."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._marked())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif (step := _WALKING.get(Qt.Key(key))) is not None:
            self._walk(step)
        else:
            super().keyPressEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave when the keyboard goes elsewhere, unless it goes to the context menu of the line."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        """Close the list with the line, also when the whole panel is hidden."""
        super().hideEvent(event)
        self._close_list()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for the placeholder, which says what can be typed."""
        words = self.fontMetrics().horizontalAdvance(self.placeholderText()) + self._look.px(_AROUND)
        return super().sizeHint().expandedTo(QSize(words, 0))

    def _measure(self) -> None:
        px = self._look.px
        self.setMinimumWidth(px(_LEAST))
        self.setMaximumWidth(px(_WIDTH))
        self.setFixedHeight(px(_HEIGHT))

    def _set_texts(self) -> None:
        self.setPlaceholderText(self.tr("이름, 심볼, 초성 검색"))
        self.updateGeometry()

    def _look_up(self) -> None:
        """List the markets that match the text."""
        typed = self.text() + self._preedit
        markets = self._markets.markets
        self._found.clear()
        for market in self._markets.find(typed)[:OFFERED]:
            self._list_market(market.code)
        if not self._found.rowCount() and one_line(typed, LONGEST_TYPED):
            code = typed.strip().upper()
            if markets is None and is_code(code):
                self._list_market(code)
            else:
                loading = self.tr("종목 목록을 불러오는 중")
                none = QStandardItem(loading if markets is None else self.tr("결과 없음"))
                none.setEnabled(False)
                self._found.appendRow(none)
        if self._found.rowCount():
            self._open_list()
        else:
            self._close_list()

    def _look_up_again(self) -> None:
        """Look in the new list, if it is being searched."""
        if not self.isHidden() and self.text():
            self._look_up()

    def _list_market(self, code: str) -> None:
        item = QStandardItem(one_line(self._markets.titled(code)))
        item.setData(code, _CODE)
        self._found.appendRow(item)

    def _open_list(self) -> None:
        if self._list is None:
            self._list = self._made_list()
        rows = self._found.rowCount()
        height = rows * self._list.sizeHintForRow(0) + 2 * self._list.frameWidth()
        place = QRect(self.mapToGlobal(QPoint(0, self.height())), QSize(self._look.px(_LIST_WIDTH), height))
        if (screen := self.screen()) is not None:
            room = screen.availableGeometry()
            if place.bottom() > room.bottom():
                place.moveBottom(self.mapToGlobal(QPoint(0, 0)).y() - 1)
            place.moveLeft(max(room.left(), min(place.left(), room.right() + 1 - place.width())))
        self._list.setGeometry(place)
        self._list.setCurrentIndex(self._found.index(0, 0))
        self._list.show()

    def _close_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _made_list(self) -> QListView:
        # A tool tip is the one kind of window that never takes the keyboard from the line, on any window system.
        made = QListView(self)
        made.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus)
        made.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setObjectName("marketList")
        made.setAccessibleName(self.accessibleName())
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        made.setUniformItemSizes(True)
        made.setModel(self._found)
        made.clicked.connect(self._take)
        return made

    def _marked(self) -> QModelIndex:
        """Return the market marked in the list, or the best one."""
        index = self._list.currentIndex() if self._list is not None and self._list.isVisible() else QModelIndex()
        return index if index.isValid() else self._found.index(0, 0)

    def _walk(self, step: int) -> None:
        if self._list is None or not self._list.isVisible():
            self._look_up()
            return
        row = self._marked().row() + step
        self._list.setCurrentIndex(self._found.index(max(0, min(row, self._found.rowCount() - 1)), 0))

    def _take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if code := str(index.data(_CODE) or ""):
            self.chosen.emit(code)
