"""The connection of one scope, what was sent on it, and the exchange's replies that are not data."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable, Mapping, Set

from core.engine.connection_watch import ConnectionWatch
from core.engine.decide.connection_history import ConnectionHistory
from core.engine.decide.registration import Registration, ScopeChange
from core.engine.delay_watch import DelayWatch
from core.engine.deliver.intake import Intake
from core.engine.feeds import SILENT_AFTER
from core.engine.list_question import ListQuestion
from core.engine.parts import EngineParts
from core.engine.pending_task import PendingStage, PendingTask
from core.engine.refusal_end import RefusalEnd
from core.engine.stream_cure import StreamCure
from core.engine.trials import Trials, refusal_cause
from core.errors import lasting
from core.link.link import Link
from core.link.socket import Dial
from core.loop.rate_gate import RateGate
from core.loop.tasks import TaskOwner
from core.model.control import ControlMessage, ErrorReply, SubscriptionList
from core.model.exchange import RefusalKind
from core.model.flow_status import FlowStatus
from core.model.link_status import LinkStatus
from core.model.subscription import Scope, StreamKey
from core.text import foreign, translatable

logger = logging.getLogger(__name__)

_TIMER_SLACK = 0.1
"""Seconds added to a timer, so that its moment has passed when it fires, whatever the clock's resolution."""


class ScopeConnection:
    """One scope of the engine: its link, gate, trials, pending task and sent state.

    Args:
        scope: public or private.
        dial: makes a new socket at each call; None where there is nothing to connect to.
        parts: of the engine.

    Attributes:
        moved: set whenever the link's status or the desired state has changed.
        sent: the last request on this connection; empty in a new epoch.
        sent_revision: the revision of the desired state that `sent` was read at.
        cure: requests streams again that are known to have told too little or by another clock.
    """

    def __init__(self, scope: Scope, dial: Dial | None, parts: EngineParts) -> None:
        self.scope = scope
        self.gate = RateGate(
            max_wait=parts.settings.max_wait, on_overdue=self._on_overdue, on_throttled=self._notify_status
        )
        self.intake = Intake(scope, parts.exchange, parts.dispatcher, self._on_control)
        self.link = Link(
            scope.value,
            dial,
            parts.connect_gate,
            parts.settings.heartbeat_interval,
            self.intake.receive,
            self._on_link_status,
            retries_refusals=scope is Scope.PUBLIC,
            no_answer=parts.no_answer,
        )
        registrations = parts.subscriptions.registrations
        self.trials = Trials(registrations, self.link, parts.connect_gate, parts.exchange, self._on_verdict)
        self.pending = PendingTask(self, parts, self._on_sent)
        self.moved = asyncio.Event()
        self.sent: dict[StreamKey, int] = {}
        self.sent_revision = 0
        self.cure = StreamCure(self, parts.dispatcher)
        self._parts = parts
        self._subscriptions = parts.subscriptions
        self._dispatcher = parts.dispatcher
        self._epoch = 0
        self._tasks = TaskOwner()
        self._history = ConnectionHistory()
        self._refusal_end = RefusalEnd(scope.value, self._is_accepted)
        self._question: ListQuestion | None = None
        self._watch: ConnectionWatch | None = None
        self._delay: DelayWatch | None = None
        self._watching: tuple[asyncio.Task[None], ...] = ()
        self._timers: deque[asyncio.TimerHandle] = deque()
        """One for each request of the last seconds, the oldest first."""

    # Desired state

    def acceptable(self) -> dict[StreamKey, int]:
        """A copy of the desired state without the streams that the exchange refused."""
        return self.trials.quarantine.acceptable(self._subscriptions.desired(self.scope))

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to request."""
        if self.trials.quarantine.is_empty:  # avoids a copy for every change
            return self._subscriptions.is_wanted(self.scope)
        return bool(self.acceptable())

    def change(self, change: ScopeChange, held_for: float) -> None:
        """Let the pending task act on a change of the desired state.

        Args:
            change: what changed.
            held_for: seconds for which changes were already collected.
        """
        settings = self._parts.settings
        delay = settings.debounce_delay if change.is_addition else settings.linger
        self.pending.carry(change.changes, delay - held_for)
        self.moved.set()

    # Sent state

    def has_sent(self, key: StreamKey) -> bool:
        """Whether the stream was requested on the current connection."""
        return key in self.sent

    def note_sent(self, sent: dict[StreamKey, int], revision: int) -> None:
        """Record that `sent` was requested, read at `revision` of the desired state."""
        self.sent, self.sent_revision = sent, revision

    def forget_sent(self) -> None:
        """Treat everything as not sent."""
        self.sent = {}
        self._dispatcher.set_wire(self.scope, ())

    def resend(self, lost: Iterable[StreamKey], unasked: Mapping[StreamKey, int]) -> None:
        """Request again: count `lost` streams as not sent, and `unasked` streams as sent."""
        lost = frozenset(lost)
        self._dispatcher.doubt(lost)
        self.sent = {key: depth for key, depth in {**self.sent, **unasked}.items() if key not in lost}
        self._ensure_sent()

    def exists(self, key: StreamKey) -> bool | None:
        """Whether the exchange has the stream; None if unknown.

        A stream that was ever heard exists, as far as is known: its market may have been delisted since.
        """
        if self.scope is Scope.PRIVATE:
            return True
        is_listed, route = self._parts.is_listed(key.code), self._dispatcher.routes.get(key)
        if route is not None and route.last_heard is not None:
            return None if is_listed is False else True
        return None if is_listed and key.level else is_listed  # a listed market may lack this grouping level

    def doubted(self, unheard: Set[StreamKey], silent: Set[StreamKey]) -> frozenset[StreamKey]:
        """The unheard streams that are the exchange's fault: their codes exist, or nothing else arrives either."""
        if (watch := self._watch) is None:
            return frozenset()
        if not (late := {key for key in unheard if key in silent or watch.is_requested_again(key)}):
            return frozenset()
        # Looked up once: it goes through all streams, and all of a desk's may be late at a time.
        is_all_awaited = len(self._dispatcher.awaited(self.scope, self.link.clock())) == len(self.sent)
        found = {key: self.exists(key) for key in late}
        return frozenset(key for key in late if found[key] is True or (found[key] is None and is_all_awaited))

    @property
    def flow(self) -> FlowStatus:
        """How the data of the connection flow."""
        watch, delay = self._watch, self._delay
        return FlowStatus(
            is_silent=watch is not None and watch.is_connection_silent,
            has_begun=watch is None or watch.has_heard,
            is_barren=watch is not None and watch.is_barren,
            is_losing_messages=self.cure.is_losing_messages,
            telling=self.cure.telling,
            late_ms=0.0 if delay is None else delay.late_ms,
        )

    @property
    def forgotten_delay_ms(self) -> float:
        """How much of the delay of its data the estimate of the exchange's clock has forgotten."""
        return 0.0 if self._delay is None else self._delay.forgotten_ms

    def report_untold(self, codes: Set[str], *, is_losing: bool, telling: frozenset[str]) -> None:
        """See `WebSocketManager.report_untold`."""
        before = self.flow
        self.cure.untold(codes, is_losing=is_losing, telling=telling)
        if self.flow != before:
            self._notify_status()

    @property
    def throttled_for(self) -> float:
        """Seconds until a request may be sent that the rate limit delays for long; 0 while there is none."""
        until = self.gate.throttled_until if self.pending.stage is PendingStage.WAITING_FOR_GATE else None
        return 0.0 if until is None else max(0.0, until - self.link.clock())

    # Refusals

    def refusal(self, registration: Registration) -> str:
        """The exchange's words when it refused a component; empty if it did not."""
        return self.trials.quarantine.words(registration)

    def retry(self, registration: Registration) -> None:
        """Try a refused component again, at the user's request."""
        self.trials.retry(registration)

    def review_trials(self) -> None:
        """A registration changed: check the trials again."""
        if not self.trials.quarantine.is_empty:
            self.trials.review(self._subscriptions.desired(self.scope))
            self._refusal_end.may_come()

    # The link

    @property
    def status(self) -> LinkStatus:
        """The status of the link."""
        return self.link.status

    async def set_dial(self, dial: Dial | None, reason: str) -> None:
        """See `WebSocketManager.set_dial`."""
        await self.link.set_dial(dial, reason)
        self._open_if_needed()

    def reconnect(self) -> None:
        """Connect now at the user's request: also if the link is stopped, or waits because the exchange demanded it."""
        self.link.reopen()
        self._parts.connect_gate.reopen()
        self.link.dial_now()
        self._open_if_needed()

    def network_changed(self) -> None:
        """The machine joined another network: try to connect, unless the key was refused."""
        self.link.network_changed()
        self._open_if_needed()

    async def stop(self) -> None:
        """End the connection and its tasks; the pending task ends first, because it would open the link again."""
        await self.pending.stop()
        await self.trials.stop()
        await self.link.close()
        await self._tasks.cancel()
        self._refusal_end.stop()
        while self._timers:  # each would keep the engine and its feeds for seconds
            self._timers.pop().cancel()

    def _open_if_needed(self) -> None:
        if self.is_needed:
            self.link.open()

    def _on_link_status(self) -> None:
        if not self.link.is_up:
            self._end_epoch()
        elif self._epoch != self.link.epoch:
            self._end_epoch()
            self._begin_epoch()
        self.moved.set()
        self._notify_status()

    def settings_changed(self) -> None:
        """Use the engine's new settings, on the present connection too."""
        settings = self._parts.settings
        self.gate.max_wait = settings.max_wait
        self.link.set_heartbeat_interval(settings.heartbeat_interval)
        if self._watch is not None:
            self._watch.interval = settings.heartbeat_interval

    def _begin_epoch(self) -> None:
        """Start a new epoch: the connection is up and nothing was sent on it yet."""
        self._epoch = self.link.epoch
        self.cure.begin()
        question = self._question = ListQuestion(self.link, self.gate, self._parts.exchange)
        watch = self._watch = ConnectionWatch(
            self,
            question,
            self.cure,
            self._dispatcher,
            self._history,
            self._parts.settings.heartbeat_interval,
            self._notify_status,
        )
        self._watching = (self._tasks.spawn(watch.run(), f"{self.scope} connection watch"),)
        if self.scope is Scope.PUBLIC:  # own orders and balances do not tell how late they come
            delay = self._delay = DelayWatch(self.link, self._dispatcher, self._notify_status)
            self._watching += (self._tasks.spawn(delay.run(), f"{self.scope} delay watch"),)
        self._ensure_sent()

    def _end_epoch(self) -> None:
        self.forget_sent()
        for task in self._watching:
            task.cancel()
        self._watching = ()
        self._question = self._watch = self._delay = None

    def _on_control(self, message: ControlMessage) -> None:
        if isinstance(message, ErrorReply):
            self._on_refused(message)
        elif isinstance(message, SubscriptionList) and self._question is not None:
            self._question.answered(message)

    def _on_refused(self, error: ErrorReply) -> None:
        """The exchange refused a request without naming the stream, and will close the connection next."""
        words = foreign(error.message, error.name)
        logger.error(
            translatable("log", "거래소가 %s 요청을 거절했습니다: %s (%s)"),
            self.scope.capitalize(),
            words,
            error.name,
            extra=lasting(refusal_cause(self.scope)),
        )
        self._refusal_end.refused()
        refusal = self._parts.exchange.judge(error)
        if refusal.kind is RefusalKind.PACE:
            self.gate.ledger.close_until(asyncio.get_running_loop().time() + refusal.stay_away)
        elif refusal.kind is RefusalKind.KEY and self.scope is Scope.PUBLIC:
            return  # no key was sent, so none was refused: treat it as a lost connection
        elif refusal.kind is RefusalKind.KEY:
            self._tasks.spawn(self.link.stop(refusal.user_message), f"{self.scope} link stop")
        # Streams that were answered were accepted before, so the refused one is among the others. The send may not have
        # returned yet; therefore look at the requested streams, not at those recorded as sent.
        elif suspects := self._dispatcher.unanswered(self.scope):
            self.link.redial_at_once()
            self.trials.suspect(suspects, words)
        elif self._question is not None and self._question.is_pending:
            self._history.is_question_refused = True

    def _on_verdict(self) -> None:
        """A trial ended: the set of streams that may be requested has changed."""
        self._ensure_sent()
        self._refusal_end.may_come()
        self._notify_status()

    def _is_accepted(self) -> bool:
        """Whether a request is on the wire and nothing is held back of what was refused."""
        return self.link.is_up and bool(self.sent) and self.trials.quarantine.is_empty

    def _ensure_sent(self) -> None:
        """Send again without a change by a component: the connection is new, or a trial ended."""
        if self._subscriptions.is_wanted(self.scope):
            # A task that is collecting changes continues to collect them, but never for a whole linger.
            delay = 0.0 if self.pending.task is None else self._parts.settings.debounce_delay
            self.pending.metrics.resubscriptions += self.pending.ensure(delay)

    def _on_sent(self) -> None:
        """After a request: set a timer that notifies the feeds when unheard streams begin to count as silent."""
        self._refusal_end.may_come()
        loop = asyncio.get_running_loop()
        while self._timers and self._timers[0].when() <= loop.time():
            self._timers.popleft()
        self._timers.append(loop.call_later(SILENT_AFTER + _TIMER_SLACK, self._notify_status))

    def _on_overdue(self, until: float) -> None:
        wait, allowed = until - self.link.clock(), self._parts.settings.max_wait
        logger.warning("%s: over %.0f s at the rate gate; the request goes in %.1f s", self.scope, allowed, wait)

    def _notify_status(self) -> None:
        self._parts.on_status(self.scope)
