"""The trades panel (체결): one market's trades as they happen."""

from __future__ import annotations

import asyncio
import weakref
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout

from core.loop.deadline import Deadline
from core.loop.tasks import is_loop_running
from core.market.strength import buying_strength
from core.market.trades.doubts import TradeDoubts
from core.market.trades.gaps import ENOUGH, TradeGaps
from core.market.trades.tape import TradeTape
from core.market.trades.tiers import Thresholds
from core.model.link_status import ConnectionState
from core.model.messages import Loss, Ticker, Trade
from core.model.subscription import StreamType, subscribe
from widgets.guard.guard import guarded
from widgets.look.theme import Ink
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.text.hangul_keys import latin_name
from widgets.text.value_table import ValueTable
from widgets.trades.canvas import TradesCanvas
from widgets.trades.choices import TIERS, TapeChoices, quote_of
from widgets.trades.fetching import fetch_missing
from widgets.trades.figures import figures
from widgets.trades.head import Said, TapeHead
from widgets.trades.tier_editor import TierEditor
from widgets.trades.words import at_least

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.engine.deliver.mailbox import Mail
    from widgets.panel.context import PanelContext


_FIGURES_EVERY_MS: Final = 500
"""How often the figures of the last minute are written anew: they fall while nobody trades."""


class TradesPanel(Panel):
    """Newest on top, coloured by the taker's side. Missing trades are fetched; a bar marks the gap meanwhile.

    It opens with the latest trades, requested at once, so that it is not empty in a quiet market. The ticker is
    subscribed too: it has what was bought and sold today, and the market's state, such as a suspension.
    """

    kind: ClassVar[str] = "trades"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._gaps = TradeGaps(TradeTape(), ENOUGH)
        self._filling: asyncio.Task[Any] | None = None
        self._pause: Deadline | None = None
        self._canvas = TradesCanvas(context.look, self._gaps.tape, code)
        self._choices = TapeChoices()
        self._strength: float | None = None
        self._doubts = TradeDoubts(self._gaps)
        self._volume_due = QTimer(self, singleShot=True)
        self._volume_due.timeout.connect(self._check_volume)
        self._head = TapeHead(context.look)
        self._head.pressed.connect(self._canvas.to_newest)
        self._figures_due = QTimer(self)
        self._figures_due.setInterval(_FIGURES_EVERY_MS)
        self._figures_due.timeout.connect(self._show_figures)
        self._figures: list[list[Said]] = []
        self._were_current = True
        """Whether these knew of every trade until then."""
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        tape = QHBoxLayout()
        tape.setSpacing(0)
        tape.addWidget(self._canvas)
        tape.addWidget(self._bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addLayout(tape)
        self._canvas.scrolled.connect(self._on_scrolled)
        self._canvas.gap_chosen.connect(self.retry)
        self._bar.valueChanged.connect(self._canvas.scroll_to)
        self.setFocusProxy(self._canvas)
        self.cover(self)
        self._watch()

    def consume(self, messages: list[Mail]) -> bool:
        """Add the trades to the tape, and request missing ones."""
        mail = [message for message in messages if isinstance(message, Trade | Loss)]
        now_ms = self._clock_ms()
        is_changed = self._gaps.receive(mail, now_ms) if mail else False
        self._meet_clock(now_ms)
        self.context.markets.update_from(messages)
        for message in messages:
            if isinstance(message, Ticker):
                self._take_ticker(message)
        self._fill()
        if self._were_current and self._gaps.is_end_unknown and self.isVisible():
            self._show_figures()
        return is_changed

    def refresh(self) -> None:
        """Repaint the tape, and the figures with it: they are sums of its rows."""
        self._canvas.tape_changed()
        if self.isVisible():
            self._show_figures()

    def market_changed(self) -> None:
        """Restart with an empty tape."""
        if self._filling is not None:
            self._filling.cancel()
        self._filling = None
        self._gaps = TradeGaps(TradeTape(), ENOUGH)
        self._doubts.begin(self._gaps)
        self._strength, self._figures = None, []
        self._canvas.show_tape(self._gaps.tape, self.code)
        self._show_choices()
        self._watch()

    def status_changed(self, status: FeedStatus) -> None:
        """Request the trades again that damaged messages left out, or told with a wrong time, once these have ended.

        The feed is asked: `status` also counts rows of pages that could not be read, which another page does not mend.
        The clock is met here, too: where nobody trades no mail comes, but a notice that counts seconds or a new list of
        markets looks at the status.
        """
        if status.lacks(StreamType.TICKER) and self._strength is not None:
            self._strength = None  # it goes on changing, and only the ticker tells it
            if self.isVisible():
                self._show_figures()
        if self._doubts.meet_damage(is_damaged=self.has_left_out):
            self._fill()
            self.refresh()
        if self.isVisible() and self._is_current() != self._were_current:
            self._show_figures()
        if self._meet_clock(self._clock_ms()):
            self._fill()
            self.refresh()

    def has_data(self) -> bool:
        """Return whether a trade was received."""
        return len(self._gaps.tape) > 0

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether the trades are fresh; the ticker may be late or missing."""
        return status.has_begun(StreamType.TRADE)

    def menu_entries(self) -> list[MenuEntry]:
        """Back to the newest trades, and what can be chosen of the tape."""
        choices = self._choices
        quote = quote_of(self.code)
        names = [self.tr("모든 체결"), *(at_least(quote, least) for least in choices.tiers.of(quote))]
        filters = [
            MenuEntry(name, partial(self.show_from, tier), is_checked=tier == choices.least_tier)
            for tier, name in enumerate(names)
        ]
        return [
            MenuEntry(self.tr("최신으로"), self._canvas.to_newest),
            MenuEntry(self.tr("멈춤"), self._canvas.toggle_stop, is_checked=self._canvas.is_stopped),
            MenuEntry(self.tr("한 주문의 체결 합치기"), self.toggle_merging, is_checked=choices.is_merging),
            MenuEntry(self.tr("밀리초까지 표시"), self.toggle_precise, is_checked=choices.is_precise),
            MenuEntry(self.tr("금액 필터"), entries=filters),
            MenuEntry(self.tr("금액 단계 정하기…"), self.edit_tiers),
        ]

    def toggle_merging(self) -> None:
        """Make the prints of one taker in one millisecond one row, or show each."""
        self._choose(replace(self._choices, is_merging=not self._choices.is_merging))

    def toggle_precise(self) -> None:
        """Write times to the millisecond, or to the second."""
        self._choose(replace(self._choices, is_precise=not self._choices.is_precise))

    def show_from(self, tier: int) -> None:
        """Show only trades of this tier and above; 0 for all."""
        self._choose(replace(self._choices, least_tier=tier))

    def edit_tiers(self) -> None:
        """Open the small window for the thresholds of this quote currency."""
        quote = quote_of(self.code)
        editor = TierEditor(quote, self._choices.tiers.of(quote), self)
        editor.changed.connect(self._on_tiers_changed)
        editor.show()

    def state(self) -> dict[str, Any]:
        """Return the choices, for the workspace."""
        return self._choices.state()

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore the choices."""
        self._choose(self._choices.restored(state))

    def language_changed(self) -> None:
        """Write the line over the tape anew."""
        self._show_figures()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits filter by value, M merges, T shows milliseconds."""
        key = latin_name(event.key())
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key in map(str, range(TIERS + 1)):
            self.show_from(int(key))
        elif key == "M":
            self.toggle_merging()
        elif key == "T":
            self.toggle_precise()
        else:
            super().keyPressEvent(event)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        """Compute no figures while nobody sees them."""
        super().hideEvent(event)
        self._figures_due.stop()

    def shown_values(self) -> ValueTable:
        """Return what is painted, as a table."""
        self._show_figures()
        shown = self._canvas.shown_values()
        return shown._replace(summary=". ".join(filter(None, (shown.summary, self._head.text))))

    def panel_title(self) -> str:
        """`비트코인 BTC/KRW · 체결`."""
        return self.tr("{market} · 체결").format(market=self.context.markets.titled(self.code))

    def _watch(self) -> None:
        if self.code:
            self.subscribe((subscribe(StreamType.TRADE, self.code), subscribe(StreamType.TICKER, self.code)))
            # What other panels have already seen of this market comes at once, without a request.
            self.context.clock.give_frame(self)
            self._fill()

    def retry(self) -> None:
        """Request trades again whose fetch was given up, even if the exchange blocked requests for a while."""
        self.context.rest.lift_blocks()
        self._gaps.retry()
        if self._pause is not None:
            self._pause.bring_forward(self.context.engine.time())
        self._fill()
        self.refresh()

    def _fill(self) -> None:
        if self._is_released or not self.code or not self._gaps.is_missing_trades or not is_loop_running():
            return
        if self._filling is None or self._filling.done():
            work = fetch_missing(self.context.rest, self.code, self._gaps, weakref.ref(self))
            self._filling = self.spawn(work, f"missed trades {self.code}")

    def page_ended(self, gaps: TradeGaps, pause: Deadline | None) -> None:
        """Show what a page has brought, or why it failed; called by `fetch_missing`."""
        self._pause = pause
        if gaps is self._gaps and self._is_alive:
            self._update_status()
            if self.isVisible():
                self.refresh()

    def _take_ticker(self, ticker: Ticker) -> None:
        self._gaps.receive_ticker(ticker)
        self._doubts.volume.tell(ticker)
        self._await_volume()
        before = self._strength
        self._strength = buying_strength(ticker.acc_bid_volume, ticker.acc_ask_volume)
        if self._strength != before and self.isVisible() and not self._figures_due.isActive():
            self._show_figures()

    def _await_volume(self) -> None:
        if self._doubts.volume.is_due and not self._volume_due.isActive():
            self._volume_due.start(round(1000 * self._doubts.volume.seconds))

    @guarded
    def _check_volume(self) -> None:
        """Request trades that the ticker counts and the tape lacks, though nothing else tells that they are missing."""
        if self._doubts.volume.look():
            self._fill()
            self.refresh()
        self._await_volume()

    def _choose(self, choices: TapeChoices) -> None:
        self._choices = choices
        self._show_choices()
        self._canvas.tape_changed()

    def _show_choices(self) -> None:
        self._canvas.show_choices(self._choices)
        self._show_head()

    def _on_tiers_changed(self, quote: str, thresholds: Thresholds) -> None:
        self._choices.tiers.change(quote, thresholds)
        self._choose(replace(self._choices))

    def _show_figures(self) -> None:
        """Show how much was bought and sold, and come back while that changes by itself."""
        now_ms = self._clock_ms()
        self._meet_clock(now_ms)  # it may have been set since the last mail
        self._fill()
        if now_ms is None:
            now_ms = self._gaps.tape.minute.newest_ms
        self._were_current = self._is_current()
        self._figures = figures(self.code, self._gaps.tape, now_ms, self._strength, is_current=self._were_current)
        self._show_head()
        if any(self._gaps.tape.minute.sums(now_ms)) and self.isVisible():
            self._figures_due.start()
        else:
            self._figures_due.stop()

    def _is_current(self) -> bool:
        """Return whether every trade until now has come, but for the gaps of the tape."""
        if self._feed is None or self._gaps.is_end_unknown or self._doubts.is_damaged:
            return False
        status = self._feed.status()
        is_up = status.link.state is ConnectionState.LIVE and not status.flow.is_doubted
        return is_up and self.is_fresh(status)

    def _clock_ms(self) -> int | None:
        """Return the time on the exchange's clock, if it is known."""
        ms = self.context.engine.exchange_time().ms
        return None if ms is None else round(ms)

    def _meet_clock(self, now_ms: int | None) -> bool:
        """Request what the exchange's clock has left out, if it was set; returns whether it was."""
        if now_ms is None or self._feed is None:
            return False
        passed_ms, set_back = round(self.context.engine.time() * 1000), self._feed.status().clock_set_back
        return self._doubts.meet_clock(now_ms, passed_ms, set_back)

    def _show_head(self) -> None:
        notes = []
        if self._choices.least_tier:
            least = self._choices.least_value(self.code)
            notes.append(Said(at_least(quote_of(self.code), least), Ink.ACCENT))
        if hint := self._canvas.hint:
            notes.append(Said(hint, Ink.WARNING if self._canvas.is_leaving else Ink.TEXT))
        self._head.show_texts(self._figures, notes)

    def _on_scrolled(self) -> None:
        self._show_head()
        # The scroll bar follows the canvas here; its own signal would only repeat that.
        self._bar.blockSignals(True)
        self._bar.setPageStep(self._canvas.page_rows)
        self._bar.setRange(0, max(self._canvas.last_first_row, self._canvas.first_row))
        self._bar.setValue(self._canvas.first_row)
        self._bar.blockSignals(False)
