"""One scope's side of the engine: its connection, what was sent on it, and what the exchange says besides data."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping

from core.engine.decide.feed_history import FeedHistory
from core.engine.decide.registration import Registration, ScopeChange
from core.engine.deliver.intake import Intake
from core.engine.feed_watch import FeedWatch
from core.engine.feeds import SILENT_AFTER
from core.engine.list_question import ListQuestion
from core.engine.parts import EngineParts
from core.engine.pending_task import PendingTask
from core.engine.trials import Trials
from core.link.link import Link
from core.link.socket import Dial
from core.loop.rate_gate import RateGate
from core.loop.tasks import TaskOwner
from core.model.control import ControlMessage, ErrorReply, SubscriptionList
from core.model.exchange import RefusalKind
from core.model.link_status import LinkStatus
from core.model.subscription import Scope, StreamKey

logger = logging.getLogger(__name__)

_TIMER_SLACK = 0.1
"""Seconds by which a timer is late enough to find its moment past, whatever the clock's resolution."""


class ScopeConnection:
    """One scope of the engine: its link, gate, trials and pending task, and what was sent on its connection.

    Args:
        scope: public or private.
        dial: makes a new socket at each call; None where there is nothing to connect to.
        parts: of the engine.

    Attributes:
        moved: set whenever the link's status or the desired state has changed.
        sent: what this connection was last told; empty in a new epoch.
        sent_revision: the revision of the desired state that `sent` was read at.
    """

    def __init__(self, scope: Scope, dial: Dial | None, parts: EngineParts) -> None:
        self.scope = scope
        self.gate = RateGate(max_wait=parts.settings.max_wait, on_throttled=self._on_throttled)
        self.intake = Intake(scope, parts.exchange, parts.dispatcher, self._on_control)
        self.link = Link(
            scope.value,
            dial,
            parts.connect_gate,
            parts.settings.heartbeat_interval,
            self.intake.receive,
            self._on_link_status,
            retries_refusals=scope is Scope.PUBLIC,
        )
        registrations = parts.subscriptions.registrations
        self.trials = Trials(registrations, self.link, parts.connect_gate, parts.exchange, self._on_verdict)
        self.pending = PendingTask(self, parts, self._on_sent)
        self.moved = asyncio.Event()
        self.sent: dict[StreamKey, int] = {}
        self.sent_revision = 0
        self._parts = parts
        self._subscriptions = parts.subscriptions
        self._dispatcher = parts.dispatcher
        self._epoch = 0
        self._tasks = TaskOwner()
        self._feed_history = FeedHistory()
        self._question: ListQuestion | None = None
        self._feed_watch: FeedWatch | None = None
        self._feed_watching: asyncio.Task[None] | None = None

    # What is desired

    def acceptable(self) -> dict[StreamKey, int]:
        """What is desired, but for what the exchange has refused: a copy."""
        return self.trials.quarantine.acceptable(self._subscriptions.desired(self.scope))

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to ask for."""
        if self.trials.quarantine.is_empty:  # and no copy is made for every change
            return self._subscriptions.is_wanted(self.scope)
        return bool(self.acceptable())

    def change(self, change: ScopeChange, held_for: float) -> None:
        """The merged state is another: see that the pending task acts on it.

        Args:
            change: what changed.
            held_for: seconds for which changes were collected already.
        """
        settings = self._parts.settings
        delay = settings.debounce_delay if change.is_addition else settings.linger
        self.pending.carry(change.changes, delay - held_for)
        self.moved.set()

    # What is sent

    def has_sent(self, key: StreamKey) -> bool:
        """Whether the exchange was asked for the stream on the connection that is there now."""
        return key in self.sent

    def note_sent(self, sent: dict[StreamKey, int], revision: int) -> None:
        """The exchange was told `sent`, read at `revision` of the desired state."""
        self.sent, self.sent_revision = sent, revision

    def forget_sent(self) -> None:
        """What was sent counts no more."""
        self.sent = {}
        self._dispatcher.set_wire(self.scope, ())

    def resend(self, lost: Iterable[StreamKey], unasked: Mapping[StreamKey, int]) -> None:
        """Ask again: what was lost counts as not sent, and what the exchange streams unasked as sent."""
        lost = frozenset(lost)
        self._dispatcher.doubt(lost)
        self.sent = {key: depth for key, depth in {**self.sent, **unasked}.items() if key not in lost}
        self._ensure_sent()

    def exists(self, key: StreamKey) -> bool | None:
        """Whether the exchange has the stream, as far as is known: once heard of, it has."""
        route = self._dispatcher.routes.get(key)
        if self.scope is Scope.PRIVATE or (route is not None and route.last_heard is not None):
            return True
        is_listed = self._parts.is_listed(key.code)
        return None if is_listed and key.level else is_listed  # not every market can be grouped at every level

    def doubts(self, key: StreamKey, *, is_silent: bool) -> bool:
        """Whether it is the exchange that owes an unheard stream: its code exists, or nothing else comes either."""
        if self._feed_watch is None or not (is_silent or self._feed_watch.is_told_again(key)):
            return False
        exists = self.exists(key)
        awaited = self._dispatcher.awaited(self.scope, self.link.clock())
        return exists is True or (exists is None and len(awaited) == len(self.sent))

    @property
    def is_feed_silent(self) -> bool:
        """Whether a busy feed has fallen silent, and the exchange is being asked why."""
        return self._feed_watch is not None and self._feed_watch.is_feed_silent

    @property
    def throttled_for(self) -> float:
        """Seconds until a request may go that the rate limit holds back for long; 0 while there is none."""
        until = self.gate.metrics.throttled_until
        return 0.0 if until is None else max(0.0, until - self.link.clock())

    # What is refused

    def refusal(self, registration: Registration) -> str:
        """The words in which the exchange has refused a component; empty where it has not."""
        return self.trials.quarantine.words(registration)

    def retry(self, registration: Registration) -> None:
        """The user wants a refused component tried again."""
        self.trials.retry(registration)

    def review_trials(self) -> None:
        """What is wanted, or who wants it, has changed."""
        if not self.trials.quarantine.is_empty:
            self.trials.review(self._subscriptions.desired(self.scope))

    # The link

    @property
    def status(self) -> LinkStatus:
        """How the link stands."""
        return self.link.status

    async def set_dial(self, dial: Dial | None, reason: str) -> None:
        """See `WebSocketManager.set_dial`."""
        await self.link.set_dial(dial, reason)
        self._open_if_needed()

    def reconnect(self) -> None:
        """Connect now, because the user wants it so: where the link has stopped, and where it waits, told or not."""
        self.link.reopen()
        self._parts.connect_gate.reopen()
        self.link.dial_now()
        self._open_if_needed()

    def network_changed(self) -> None:
        """This machine is on another network: try the connection, but for one whose key was refused."""
        self.link.network_changed()
        self._open_if_needed()

    async def stop(self) -> None:
        """End the connection and all that goes with it; the pending task ends first, or it would open the link."""
        await self.pending.stop()
        await self.trials.stop()
        await self.link.close()
        await self._tasks.cancel()

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
        self._tell_status()

    def _begin_epoch(self) -> None:
        """A connection is up, and nothing has been sent on it yet."""
        self._epoch = self.link.epoch
        question = self._question = ListQuestion(self.link, self.gate, self._parts.exchange)
        watch = self._feed_watch = FeedWatch(
            self,
            question,
            self._dispatcher,
            self._feed_history,
            self._parts.settings.heartbeat_interval,
            self._tell_status,
        )
        self._feed_watching = self._tasks.spawn(watch.run(), f"{self.scope} feed watch")
        self._ensure_sent()

    def _end_epoch(self) -> None:
        self.forget_sent()
        if self._feed_watching is not None:
            self._feed_watching.cancel()
            self._question = self._feed_watch = self._feed_watching = None

    def _on_control(self, message: ControlMessage) -> None:
        if isinstance(message, ErrorReply):
            self._on_refused(message)
        elif isinstance(message, SubscriptionList) and self._question is not None:
            self._question.answered(message)

    def _on_refused(self, error: ErrorReply) -> None:
        """The exchange refused a request, naming no stream of it, and closes the connection next."""
        logger.error("거래소가 %s 요청을 거절했습니다: %s (%s)", self.scope.capitalize(), error.message, error.name)
        refusal = self._parts.exchange.judge(error)
        if refusal.kind is RefusalKind.PACE:
            self.gate.ledger.close_until(asyncio.get_running_loop().time() + refusal.stay_away)
        elif refusal.kind is RefusalKind.KEY and self.scope is Scope.PUBLIC:
            return  # no key was shown, so none was refused: a lost connection like any other
        elif refusal.kind is RefusalKind.KEY:
            self._tasks.spawn(self.link.stop(refusal.user_message), f"{self.scope} link stop")
        # What is live was accepted before; the refused one is among the rest. Its send may not even have returned yet,
        # so what counts is what was being asked for, not what counts as sent.
        elif suspects := self._dispatcher.unproven(self.scope):
            self.link.redial_at_once()
            self.trials.suspect(suspects, error.message)
        elif self._question is not None and self._question.is_pending:
            self._feed_history.is_question_refused = True

    def _on_verdict(self) -> None:
        """A component was found guilty or not: what may be asked for has changed."""
        self._ensure_sent()
        self._tell_status()

    def _ensure_sent(self) -> None:
        """Something is to be sent though no component has changed: the connection is new, or a verdict has come."""
        if self._subscriptions.is_wanted(self.scope):
            # A task that collects changes goes on collecting them, but never through a whole linger.
            delay = 0.0 if self.pending.task is None else self._parts.settings.debounce_delay
            self.pending.metrics.resubscriptions += self.pending.ensure(delay)

    def _on_sent(self) -> None:
        """A request went out: tell whoever has heard nothing when that counts as silent."""
        asyncio.get_running_loop().call_later(SILENT_AFTER + _TIMER_SLACK, self._tell_status)

    def _on_throttled(self, until: float) -> None:
        wait, worth_telling = until - self.link.clock(), self._parts.settings.max_wait
        logger.warning("%s: over %.0f s at the rate gate; the request goes in %.1f s", self.scope, worth_telling, wait)
        self._tell_status()

    def _tell_status(self) -> None:
        self._parts.on_status(self.scope)
