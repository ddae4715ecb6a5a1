"""The gallery of panel kinds: each with a picture and one line, found by typing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.panels.kinds import KINDS
from app.window.kind_pictures import SIZE, picture
from core.market.search import LONGEST_TYPED, Searchable, Typed, ranked
from widgets.controls.label import label
from widgets.controls.search_field import SearchField
from widgets.guard.guard import guarded_or
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.text.language import when_language_changes, wording

_KIND: Final = Qt.ItemDataRole.UserRole

_ROWS: Final = 4.6
"""Rows in sight: part of one tells that there are more."""

_BETWEEN_ROWS: Final = 10

_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class KindGallery(QWidget):
    """A search field above a list; arrow keys move the choice while the field has the keyboard.

    Args:
        look: theme and font size.

    Signals:
        changed: another kind is chosen, or none because nothing is found.
        confirmed: a kind was double-clicked.
    """

    changed = Signal()
    confirmed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._chosen = next(iter(KINDS))
        self.search = SearchField()
        self.search.setObjectName("kindSearch")
        self.search.setMaxLength(LONGEST_TYPED)
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("kindList")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setWordWrap(True)
        self._none = label("", FontRole.SMALL, Ink.WARNING)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        self._fill()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        look.changed.connect(self._fill)
        self.search.searched.connect(self._fill)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemDoubleClicked.connect(self._on_double_click)

    @property
    def kind(self) -> str:
        """The kind chosen; empty if nothing is found."""
        return self._chosen

    def choose(self, kind: str) -> None:
        """Choose a kind; one that the search hides is shown again."""
        if not any(self.list.item(row).data(_KIND) == kind for row in range(self.list.count())):
            self.search.clear()
        for row in range(self.list.count()):
            if self.list.item(row).data(_KIND) == kind:
                self.list.setCurrentRow(row)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Give the list the keys that move in it."""
        if watched is self.search and isinstance(event, QKeyEvent) and is_move(event):
            self.list.keyPressEvent(event)
            return True
        return False

    def _set_texts(self) -> None:
        self.search.setPlaceholderText(self.tr("패널 종류 검색"))
        self.search.setAccessibleName(self.tr("패널 종류 검색"))
        self.list.setAccessibleName(self.tr("패널 종류"))
        self._none.setText(self.tr("맞는 패널이 없습니다. 다른 말로 찾아 보세요."))
        self._fill()

    def _fill(self) -> None:
        """List the kinds that are found, the best first; the choice stays if it is among them."""
        chosen = self._chosen
        size = SIZE * self._look.percent / 100
        kinds = self._found()
        self.list.blockSignals(True)
        self.list.clear()
        self.list.setIconSize(size)
        for kind in kinds:
            title, about = wording(KINDS[kind].title), wording(KINDS[kind].about)
            icon = QIcon()
            drawn = picture(kind, self._look.theme, self._look.percent, self.devicePixelRatioF())
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # else Qt tints the chosen one
                icon.addPixmap(drawn, mode)
            item = QListWidgetItem(icon, f"{title}\n{about}")
            item.setData(_KIND, kind)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}. {about}")
            item.setSizeHint(QSize(0, size.height() + _BETWEEN_ROWS))
            self.list.addItem(item)
        self.list.setMinimumHeight(int(_ROWS * (size.height() + _BETWEEN_ROWS)))
        self.list.setCurrentRow(kinds.index(chosen) if chosen in kinds and not self.search.typed else 0)
        self.list.blockSignals(False)
        self._none.setVisible(not kinds)
        self._on_current()

    def _found(self) -> list[str]:
        if not self.search.typed.strip():
            return list(KINDS)
        typed = Typed(self.search.typed)
        things = [
            (Searchable([each.title, wording(each.title)], [kind], [each.about, wording(each.about), each.words]), kind)
            for kind, each in KINDS.items()
        ]
        return [kind for _, kind in sorted(ranked(things, typed), key=lambda found: found[0])]

    def _on_current(self) -> None:
        chosen = self.list.currentRow()
        kind = str(self.list.item(chosen).data(_KIND)) if chosen >= 0 else ""
        if kind != self._chosen:
            self._chosen = kind
            self.changed.emit()

    def _on_double_click(self) -> None:
        self.confirmed.emit()


def is_move(event: QKeyEvent) -> bool:
    """Return whether a key event presses a key that moves in a list."""
    return event.type() is QEvent.Type.KeyPress and event.key() in _MOVES
