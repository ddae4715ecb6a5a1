"""The faults panel: makes the embedded exchange misbehave, to test the desk's reaction.

It requests the list of faults and their states from the exchange, so it is correct after a restart of the exchange.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.errors import ExchangeError, HogaError
from core.loop.tasks import is_loop_running
from core.text import Text, translatable
from widgets.controls.label import PlainLabel, label
from widgets.controls.scroll_area import ScrollArea
from widgets.faults.row import FaultRow, fault_words
from widgets.guard.guard import guarded_or
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.panel.polling_panel import PollingPanel
from widgets.text.language import wording

if TYPE_CHECKING:
    from core.upbit.rest.faults import FaultState
    from widgets.panel.context import PanelContext

    Question = Callable[[], Awaitable[tuple[FaultState, ...]]]
    """Called by the task: the coroutine of a task that was cancelled before it began would never be awaited."""


_OPEN: Final = "open"
_SCROLLED: Final = "scrolled"
SETTLES_IN_MS: Final = 2000
"""Milliseconds after the rows are there in which the list gets its height, if it still reaches so far."""

_FARTHEST: Final = 100_000
"""Maximum pixels that a saved list can be scrolled; more is damage."""

_NOBODY: Final = translatable(
    "FaultsPanel", "켜지지 않았습니다: 해당하는 열린 연결이 없습니다. 대상을 바꾸거나 연결된 뒤에 켜세요."
)


class FaultsPanel(PollingPanel):
    """A list of faults: buttons for single events, switches for lasting faults."""

    kind: ClassVar[str] = "faults"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self.rows: dict[str, FaultRow] = {}
        self._headings: dict[str, PlainLabel] = {}
        self._kept: dict[str, Any] = {}
        """The restored state, until the rows are there."""
        self.clear_button = QPushButton(self.tr("모두 해제"))
        self.clear_button.clicked.connect(self._clear)
        self.message = label(wraps=True)
        self.refusal = label(ink=Ink.WARNING, wraps=True)
        self.refusal.setContentsMargins(10, 6, 8, 6)
        self.refusal.hide()
        self._page = QWidget()
        self._lay_out()
        self._latest = 0
        self._is_asking = False
        self._measuring = QTimer(self)  # after the rows were laid out, one turn of the loop later
        self._measuring.setSingleShot(True)
        self._measuring.timeout.connect(self._measure)
        context.look.changed.connect(self._measure_soon)
        self._page.setEnabled(False)
        self.clear_button.setEnabled(False)
        self._note: Text | None = None
        self._refusal: Text | None = None
        """Why what the user did last had no effect; shown until the user does something else."""
        if context.faults is None:
            self._set_note(
                translatable("FaultsPanel", "장애는 이 데스크가 직접 실행한 내장 거래소에만 주입할 수 있습니다.")
            )

    def can_poll(self) -> bool:
        """Whether the exchange is embedded: no other one has faults."""
        return self.context.faults is not None

    def poll(self) -> None:
        """Query the states of the faults."""
        if not self._is_asking and self.context.faults is not None and is_loop_running():
            self._ask(self.context.faults.list)

    def state(self) -> dict[str, Any]:
        """Return which rows are open, and how far the list is scrolled, for the workspace."""
        if not self.rows:
            return self._kept
        is_open = [name for name, row in self.rows.items() if row.fold.isChecked()]
        scrolled = self._kept.get(_SCROLLED, self._area.verticalScrollBar().value())
        return {key: value for key, value in ((_OPEN, is_open), (_SCROLLED, scrolled)) if value}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Open the rows again and scroll the list, as soon as the exchange has told its faults."""
        names, scrolled = state.get(_OPEN), state.get(_SCROLLED)
        self._kept = {
            _OPEN: [name for name in names if isinstance(name, str)] if isinstance(names, list) else [],
            _SCROLLED: scrolled if type(scrolled) is int and 0 < scrolled <= _FARTHEST else 0,
        }

    def language_changed(self) -> None:
        """Set the texts of the list; its rows set their own."""
        self.clear_button.setText(self.tr("모두 해제"))
        if self._note is not None:
            self._set_note(self._note)
        self._set_refusal(self._refusal)
        for group, heading in self._headings.items():
            heading.setText(fault_words(group))
        self._measure_soon()

    def panel_title(self) -> str:
        """`장애 주입`."""
        return self.tr("장애 주입")

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for most of the folded list."""
        return QSize(400, 640)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 8, 6)
        head.setSpacing(10)  # a message of several lines ends at the button
        head.addWidget(self.message, 1)
        head.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignTop)
        self._list = QVBoxLayout(self._page)
        self._list.setContentsMargins(0, 0, 0, 8)
        self._list.setSpacing(0)
        area = ScrollArea()
        area.setWidget(self._page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addWidget(self.refusal)
        area.verticalScrollBar().rangeChanged.connect(self._scroll_back)
        self._area = area

    def _set(self, name: str) -> None:
        if self.context.faults is not None:
            self._act(functools.partial(self.context.faults.set, name, **self.rows[name].values), name)

    def _lift(self, name: str) -> None:
        if self.context.faults is not None:
            self._act(functools.partial(self.context.faults.clear, name))

    def _clear(self) -> None:
        for row in self.rows.values():
            row.lift()
        if self.context.faults is not None:
            self._act(self.context.faults.clear)

    def _act(self, question: Question, wanted: str = "") -> None:
        self._set_refusal(None)
        self._ask(question, wanted)

    def _ask(self, question: Question, wanted: str = "") -> None:
        self._latest += 1
        self._is_asking = True
        self.spawn(self._take(question, self._latest, wanted), "faults")

    async def _take(self, question: Question, number: int, wanted: str) -> None:
        try:
            states = await question()
        except HogaError as error:
            text = translatable("FaultsPanel", "내장 거래소: {reason}").format(reason=error.user_message)
            if isinstance(error, ExchangeError) and self.rows:
                self._set_refusal(text)
            else:
                self._show_state(text, is_usable=bool(self.rows))
        else:
            # A reply from before the user's last click would flip the switch back for a moment.
            if number == self._latest:
                self._show(states)
                if any(each.name == wanted and not each.is_momentary and each.on is None for each in states):
                    self._set_refusal(_NOBODY)
        finally:
            if number == self._latest:
                self._is_asking = False

    def _show(self, states: tuple[FaultState, ...]) -> None:
        if [state.name for state in states] != list(self.rows):
            self._fill(states)
        for state in states:
            self.rows[state.name].show_state(state)
        count = sum(state.on is not None for state in states)
        if count:
            self._show_state(translatable("FaultsPanel", "켜진 장애 {count}개").format(count=count))
        else:
            self._show_state(translatable("FaultsPanel", "켜진 장애 없음"))

    def _set_note(self, text: Text) -> None:
        self._note = text
        self.message.setText(wording(text))

    def _set_refusal(self, text: Text | None) -> None:
        self._refusal = text
        self.refusal.setText("" if text is None else wording(text))
        self.refusal.setVisible(text is not None)

    def _show_state(self, text: Text, *, is_usable: bool = True) -> None:
        self._set_note(text)
        self._page.setEnabled(is_usable)
        self.clear_button.setEnabled(is_usable)

    def _fill(self, states: tuple[FaultState, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.rows = {state.name: FaultRow(state) for state in states}
        self._headings.clear()
        for group in dict.fromkeys(state.group for state in states):
            heading = self._headings[group] = _heading(fault_words(group))
            self._list.addWidget(heading)
            for row in self.rows.values():
                if row.fault.group == group:
                    row.requested.connect(self._set)
                    row.lifted.connect(self._lift)
                    row.fold.toggled.connect(self._measure_soon)
                    self._list.addWidget(row)
        self._list.addStretch(1)
        for name in self._kept.pop(_OPEN, []):
            if name in self.rows:
                self.rows[name].fold.setChecked(True)
        if self._kept:
            QTimer.singleShot(SETTLES_IN_MS, self, self._kept.clear)
        self._measure_soon()

    def _scroll_back(self) -> None:
        """Scroll to the restored place, while rows that were opened make the list longer."""
        if self.rows and (scrolled := self._kept.get(_SCROLLED, 0)):
            bar = self._area.verticalScrollBar()
            bar.setValue(scrolled)
            if bar.value() == scrolled:
                self._kept.clear()

    def _measure_soon(self) -> None:
        self._measuring.start(0)

    def _measure(self) -> None:
        """Set the list's minimum width to that of its rows: a clipped button cannot be pressed."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._area.setMinimumWidth(self._page.minimumSizeHint().width() + bar)


def _heading(text: str) -> PlainLabel:
    heading = label(text, FontRole.STRONG)
    heading.setObjectName("faultGroup")
    return heading
