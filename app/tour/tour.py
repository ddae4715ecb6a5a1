"""A short tour of the window for a first start: some notes, each beside the part of the window it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.tour.place import place_beside
from core.text import Text
from widgets.controls.label import label
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.text.language import when_language_changes, wording

_WIDTH: Final = 340
_FRAME: Final = 2


class Note(NamedTuple):
    """One note of the tour.

    Attributes:
        title: translated when it is shown.
        text: likewise.
        about: returns the part of the window that the note is about; None if it is not there.
    """

    title: Text
    text: Text
    about: Callable[[], QWidget | None]


class Tour(QFrame):
    """Shows the notes one after the other; the rest of the window stays usable.

    Enter presses the button that has the keyboard, else it goes on; Backspace goes back, Esc ends the tour, also from
    elsewhere in the window if nothing else takes it. A note about something that is not there is left out.

    Args:
        window: the window.
        notes: in their order.
        look: colours and fonts.

    Signals:
        ended: the user has seen or skipped the tour.
        keyboard_left: the tour ended while it had the keyboard, which nothing has now.
    """

    ended = Signal()
    keyboard_left = Signal()

    def __init__(self, window: QWidget, notes: Sequence[Note], look: Look) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._notes = [note for note in notes if note.about() is not None]
        self._at = 0
        self._frame = _Frame(window, look)
        self._title = label("", FontRole.NOTICE, wraps=True)
        self._text = label("", wraps=True)
        self._count = label("")
        self._column = QVBoxLayout(self)
        self.skip_button = QPushButton()
        self.back_button = QPushButton()
        self.next_button = QPushButton()
        self.skip_button.clicked.connect(self.end)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self._buttons = (self.skip_button, self.back_button, self.next_button)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        look.changed.connect(self._dress)
        when_language_changes(self, self._set_texts)
        window.installEventFilter(self)
        self._dress()

    @property
    def title(self) -> str:
        """The title of the note shown."""
        return self._title.text()

    @property
    def text(self) -> str:
        """The text of the note shown."""
        return self._text.text()

    def begin(self) -> None:
        """Show the first note; without any the tour ends."""
        if not self._notes:
            self.end()
            return
        self.show()
        self.raise_()
        self.setFocus()
        self._show_note()

    def go_on(self) -> None:
        """Show the next note; after the last one the tour ends."""
        if self._at + 1 >= len(self._notes):
            self.end()
            return
        self._at += 1
        self._show_note()

    def go_back(self) -> None:
        """Show the note before."""
        self._at = max(self._at - 1, 0)
        self._show_note()

    def end(self) -> None:
        """End the tour and remove it."""
        self._window.removeEventFilter(self)
        self._frame.hide()
        self._frame.deleteLater()
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and (focus is self or self.isAncestorOf(focus))
        if focus is not None and had_keyboard:
            focus.clearFocus()  # Qt would pass it on, and one more Enter would press whatever got it
        self.hide()
        self.deleteLater()
        self.ended.emit()
        if had_keyboard or focus is None:
            self.keyboard_left.emit()

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the window's size; end by an Esc that nothing in the window has taken."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._window:
            if event.key() == Qt.Key.Key_Escape:
                self.end()
                return True
        elif event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest} and self.isVisible():
            self._place()
        return False

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, go back or end."""
        actions = {
            Qt.Key.Key_Return: self.go_on,
            Qt.Key.Key_Enter: self.go_on,
            Qt.Key.Key_Right: self.go_on,
            Qt.Key.Key_Left: self.go_back,
            Qt.Key.Key_Backspace: self.go_back,
            Qt.Key.Key_Escape: self.end,
        }
        action = actions.get(Qt.Key(event.key()))
        focus = QApplication.focusWidget()
        if action == self.go_on and event.key() != Qt.Key.Key_Right and focus in self._buttons:
            focus.click()  # it has the ring, so Enter is for it
        elif action is None:
            super().keyPressEvent(event)
        else:
            action()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._count)
        buttons.addStretch(1)
        for button in self._buttons:
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = self._column
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(buttons)

    def _set_texts(self) -> None:
        if self.isVisible():
            self._show_note()

    def _show_note(self) -> None:
        note = self._notes[self._at]
        is_last = self._at + 1 == len(self._notes)
        self._title.setText(wording(note.title))
        self._text.setText(wording(note.text))
        self._count.setText(f"{self._at + 1} / {len(self._notes)}")
        self.skip_button.setText(self.tr("건너뛰기"))
        self.back_button.setText(self.tr("이전"))
        self.next_button.setText(self.tr("시작하기") if is_last else self.tr("다음"))
        self.skip_button.setVisible(not is_last)
        self.back_button.setVisible(self._at > 0)
        self.setAccessibleName(f"{wording(note.title)}. {wording(note.text)}")
        self._place()

    def _place(self) -> None:
        """Put the note beside what it is about, and a frame around that."""
        about = self._notes[self._at].about()
        room = self._window.rect()
        target = room
        if about is not None and about.isVisible():
            target = QRect(about.mapTo(self._window, QPoint(0, 0)), about.size())
            self._frame.setGeometry(target.adjusted(-_FRAME, -_FRAME, _FRAME, _FRAME))
            self._frame.show()
            self._frame.raise_()
        else:
            self._frame.hide()
        self.setFixedWidth(min(self._look.px(_WIDTH), room.width()))
        height = max(self._column.totalHeightForWidth(self.width()), self.minimumSizeHint().height())
        self.setGeometry(place_beside(target, self.width(), height, room))
        self.raise_()

    def _dress(self) -> None:
        theme = self._look.theme
        self.setObjectName("tour")
        border = f"border: 1px solid {theme.accent.name()}; border-radius: 6px;"
        self.setStyleSheet(f"#tour {{ background: {theme.header.name()}; {border} }}")
        if self.isVisible():
            self._place()


class _Frame(QWidget):
    """A frame around a part of the window; the pointer passes through it."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @guarded_paint
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        painter.setPen(QPen(self._look.theme.accent, _FRAME))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
