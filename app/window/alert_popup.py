"""Shows alerts that came true, above the lower right corner of the window, for some seconds each.

They lie over panels, where a trader reads the newest rows, so they go soon: by themselves, by a click, by Esc. The
panel of alerts keeps them. Under a pointer that was moved to them nothing moves: what is pressed is what was aimed at.
One that only rests where they appear holds nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.market.alerts.firing import Firing
from core.text import translatable
from widgets.controls.label import ElidedLabel, label, set_font_role
from widgets.controls.pointing import Pointing
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded, guarded_or
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text import formats
from widgets.text.alert_words import kind_name, watched, watched_and_seen
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from app.window.main_window import MainWindow
    from widgets.markets.alerts import UserAlerts

SHOWN_FOR_MS: Final = 10_000
"""Milliseconds for which one alert is shown, as a desktop shows its notices; longer while the pointer is on it."""
MOST: Final = 3
"""Alerts shown at a time; the oldest one goes first."""
_LARGEST_SHARE: Final = 0.35
"""Share of the height of a small window that they may take."""
SNOOZE_MINUTES: Final = 10
STILL_FOR_MS: Final = 1_000
"""Milliseconds for which nothing moves after the pointer left the alerts: it may only have slipped off."""
_SNOOZED: Final = translatable("Alerts", "{alert}: {time}까지 쉽니다.")
_WIDTH: Final = 340
_APART: Final = 10


class AlertCard(QFrame):
    """One alert that came true, with a button to snooze it; a click anywhere else takes it away.

    Args:
        firing: what came true.
        name: of the market; empty if there is none.
        width: in pixels.

    Signals:
        snoozed: the user wants to hear nothing of it for a while (the card).
        closed: the card is to be taken away (the card).
    """

    snoozed = Signal(object)
    closed = Signal(object)

    def __init__(self, firing: Firing, name: str, width: int) -> None:
        super().__init__()
        self.setObjectName("alertCard")
        self.setFixedWidth(width)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # one that is taken away under the pointer leaves its place empty
        self.setSizePolicy(policy)
        self._firing, self._name = firing, name
        self.title = ElidedLabel()
        set_font_role(self.title, FontRole.STRONG)
        self.text = label("", wraps=True)
        self.note = label(firing.alert.note, FontRole.SMALL, Ink.DIM, wraps=True)
        self.note.setVisible(bool(firing.alert.note))
        self.snooze_button, self.close_button = QPushButton(), QToolButton()
        self.close_button.setText("×")
        self.close_button.setAutoRaise(True)
        for button in (self.snooze_button, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.snooze_button.setVisible(not firing.alert.is_once)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        bottom.addWidget(self.text, 1)
        bottom.addWidget(self.snooze_button)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addLayout(bottom)
        layout.addWidget(self.note)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self.end)
        self._end.start(SHOWN_FOR_MS)
        self.close_button.clicked.connect(self.end)
        self.snooze_button.clicked.connect(self.snooze)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def alert_id(self) -> str:
        """The id of the alert."""
        return self._firing.alert.id

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take it away on a click."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.end()

    @property
    def words(self) -> str:
        """The alert in words: `비트코인 BTC/KRW 100 도달`."""
        alert = self._firing.alert
        return " ".join(part for part in (self._name, watched(alert) or kind_name(alert.kind)) if part)

    def stay(self) -> None:
        """Stay until `go_on`."""
        self._end.stop()

    def go_on(self) -> None:
        """Go by itself after some seconds."""
        self._end.start(SHOWN_FOR_MS)

    def end(self) -> None:
        """Take it away; the popup deletes it."""
        self._end.stop()
        self.hide()
        self.closed.emit(self)

    def snooze(self) -> None:
        """Take it away and hear nothing of the alert for a while; one that is told once cannot be snoozed."""
        if not self._firing.alert.is_once:
            self.snoozed.emit(self)
            self.end()

    def _set_texts(self) -> None:
        kind = kind_name(self._firing.alert.kind)
        self.title.setText(f"{kind} · {self._name}" if self._name else kind)
        self.text.setText(watched_and_seen(self._firing))
        self.snooze_button.setText(self.tr("{n}분 쉬기").format(n=SNOOZE_MINUTES))
        set_tip(self.close_button, self.tr("닫기"))


class AlertPopup(QFrame):
    """A column of alerts over the panels. It takes no focus; without an alert it is hidden.

    Args:
        alerts: of the user.
        market_name: returns the name of a market for its code.
        window: the window.
    """

    def __init__(self, alerts: UserAlerts, market_name: Callable[[str], str], window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("alertPopup")
        self._alerts, self._market_name, self._window = alerts, market_name, window
        self._cards: list[AlertCard] = []
        self._gone: list[AlertCard] = []
        """Cards taken away under the pointer, whose places stay empty."""
        self._waiting: deque[Firing] = deque(maxlen=MOST)
        """What came true under the pointer and found no room."""
        self._is_still = False
        """Whether nothing may move: somebody points at the alerts, or did a moment ago."""
        self._stir = QTimer(self)
        self._stir.setSingleShot(True)
        self._stir.setInterval(STILL_FOR_MS)
        self._stir.timeout.connect(self._go_on)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._pointing = Pointing(self)
        self._pointing.began.connect(self._hold)
        self._pointing.ended.connect(self._stir.start)
        alerts.fired.connect(self._add)
        window.installEventFilter(self)
        self.hide()

    @property
    def cards(self) -> list[AlertCard]:
        """The alerts shown, the oldest first."""
        return list(self._cards)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in the corner when the window changes its size; take all away on Esc that no panel has used."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._cards:
            return self._used(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _used(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape:
            return False
        for card in self.cards:
            card.end()
        return True

    def _hold(self) -> None:
        """Move nothing while somebody points at an alert; all stay."""
        self._stir.stop()
        self._is_still = True
        for card in self._cards:
            card.stay()

    @guarded_or(False)
    def event(self, event: QEvent) -> bool:
        """Have the height that the cards need after their texts or fonts changed."""
        is_done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._place()
        return is_done

    def _add(self, firing: Firing) -> None:
        if self._is_still and not self._has_room_above(firing):
            self._waiting.append(firing)
            return
        for old in self.cards:
            if (
                old.alert_id == firing.alert.id
            ):  # what it said is in the list; two of one alert would cover twice as much
                old.end()
        name = self._market_name(firing.code) if firing.code else ""
        card = AlertCard(firing, name, self._window.look.px(_WIDTH))
        card.snoozed.connect(self._snooze)
        card.closed.connect(self._remove)
        self._cards.append(card)
        self._column.insertWidget(0 if self._is_still else -1, card)  # the column grows upwards
        for part in (card, *card.findChildren(QWidget)):
            part.setMouseTracking(True)  # else a movement over it is told to nobody
        card.show()  # of what a layout shows later by itself it knows no height now
        if self._is_still:
            card.stay()
            self._fit()
            return
        for old in self.cards[:-MOST]:
            old.end()
        while len(self._cards) > 1 and self._column.sizeHint().height() > self._window.height() * _LARGEST_SHARE:
            self._cards[0].end()
        self._fit()

    def _has_room_above(self, firing: Firing) -> bool:
        """Return whether what came true can be shown without moving a card."""
        shown = [*self._cards, *self._gone]
        if not self._cards or len(shown) >= MOST or firing.alert.id in [card.alert_id for card in self._cards]:
            return False
        tallest = max(card.height() for card in shown)
        return self.height() + self._column.spacing() + tallest <= self._window.height() * _LARGEST_SHARE

    def _snooze(self, card: AlertCard) -> None:
        self._alerts.snooze_for(card.alert_id, SNOOZE_MINUTES)
        if (alert := self._alerts.get(card.alert_id)) is not None:
            until = formats.hour_and_minute(alert.snoozed_until_ms, self._window.look.zone)
            self._window.notice.show_passing(_SNOOZED.format(alert=card.words, time=until))

    def _remove(self, card: AlertCard) -> None:
        if card not in self._cards:
            return
        self._cards.remove(card)
        self._gone.append(card)
        if not self._is_still or not self._cards:
            self._clear_places()
        if self._is_still and not self._cards:
            self._pointing.end()  # hidden, it may hear of no pointer that leaves
            self._stir.start()
        self._fit()

    def _clear_places(self) -> None:
        for card in self._gone:
            self._column.removeWidget(card)
            card.deleteLater()
        self._gone.clear()

    def _go_on(self) -> None:
        self._is_still = False
        self._clear_places()
        for card in self._cards:
            card.go_on()
        waiting = list(self._waiting)
        self._waiting.clear()
        for firing in waiting:
            self._add(firing)
        self._fit()

    def _fit(self) -> None:
        self.setVisible(bool(self.cards))
        self._place()

    def _place(self) -> None:
        self.adjustSize()
        px, bar = self._window.look.px, self._window.statusBar()
        bottom = bar.geometry().top() if bar.isVisible() else self._window.height()
        self.move(self._window.width() - self.width() - px(_APART), bottom - self.height() - px(_APART))
        self.raise_()
