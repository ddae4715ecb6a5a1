"""One scope's side of the engine: its connection, what was sent on it, and what the exchange says besides data."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from core.engine.decide.feed_history import FeedHistory
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.intake import Intake
from core.engine.feed_watch import FeedWatch
from core.engine.list_question import ListQuestion
from core.engine.subscription_manager import SubscriptionManager
from core.engine.trials import Trials
from core.link.link import Link
from core.link.socket import Dial
from core.loop.rate_gate import RateGate
from core.loop.tasks import TaskOwner
from core.model.control import ControlMessage, ErrorReply, SubscriptionList
from core.model.exchange import Exchange, RefusalKind
from core.model.subscription import Scope, StreamKey

logger = logging.getLogger(__name__)


class ScopeConnection:
    """What the engine knows of one scope, and what it does when the connection or the exchange moves.

    Args:
        scope: public or private.
        dial: makes a new socket at each call; None where there is nothing to connect to.
        subscriptions: what is desired.
        dispatcher: receives the data.
        connect_gate: passed before every dial.
        gate: passed before every request.
        heartbeat_interval: seconds between pings under flow.
        exchange: how it is spoken to.
        on_unsent: called when something is to be sent though no component has changed.
        on_status: called when components may stand differently.

    Attributes:
        is_listed: whether the exchange lists a market; None while its list is not there.
        moved: set whenever the link's status or the desired state has changed.
        sent: what this connection was last told; empty in a new epoch.
        sent_revision: the revision of the desired state that `sent` was read at.
    """

    def __init__(
        self,
        scope: Scope,
        dial: Dial | None,
        *,
        subscriptions: SubscriptionManager,
        dispatcher: Dispatcher,
        connect_gate: RateGate,
        gate: RateGate,
        heartbeat_interval: float,
        exchange: Exchange,
        on_unsent: Callable[[Scope], object],
        on_status: Callable[[Scope], object],
    ) -> None:
        self.is_listed: Callable[[str], bool | None] = lambda _: None
        self.scope = scope
        self.gate = gate
        self.intake = Intake(scope, exchange, dispatcher, self._on_control)
        self.link = Link(
            scope.value,
            dial,
            connect_gate,
            heartbeat_interval,
            self.intake.receive,
            self._on_link_status,
            retries_refusals=scope is Scope.PUBLIC,
        )
        self.trials = Trials(subscriptions.registrations, self.link, connect_gate, exchange, self._on_verdict)
        self.moved = asyncio.Event()
        self.sent: dict[StreamKey, int] = {}
        self.sent_revision = 0
        self._subscriptions = subscriptions
        self._dispatcher = dispatcher
        self._exchange = exchange
        self._on_unsent = partial(on_unsent, scope)
        self._on_status = partial(on_status, scope)
        self._epoch = 0
        self._tasks = TaskOwner()
        self._heartbeat_interval = heartbeat_interval
        self._feed_history = FeedHistory()
        self._question: ListQuestion | None = None
        self._feed_watch: FeedWatch | None = None
        self._feed_watching: asyncio.Task[None] | None = None

    def acceptable(self) -> dict[StreamKey, int]:
        """What is desired, but for what the exchange has refused: a copy."""
        return self.trials.quarantine.acceptable(self._subscriptions.desired(self.scope))

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to ask for."""
        if self.trials.quarantine.is_empty:  # and no copy is made for every change
            return self._subscriptions.is_wanted(self.scope)
        return bool(self.acceptable())

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
        self._on_unsent()

    def exists(self, key: StreamKey) -> bool | None:
        """Whether the exchange has the stream, as far as is known: once heard of, it has."""
        route = self._dispatcher.routes.get(key)
        if self.scope is Scope.PRIVATE or (route is not None and route.last_heard is not None):
            return True
        is_listed = self.is_listed(key.code)
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

    def review_trials(self) -> None:
        """What is wanted, or who wants it, has changed."""
        if not self.trials.quarantine.is_empty:
            self.trials.review(self._subscriptions.desired(self.scope))

    async def stop(self) -> None:
        """End the connection and all that goes with it."""
        await self.trials.stop()
        await self.link.close()
        await self._tasks.cancel()

    def _on_link_status(self) -> None:
        if not self.link.is_up:
            self._end_epoch()
        elif self._epoch != self.link.epoch:
            self._end_epoch()
            self._begin_epoch()
        self.moved.set()
        self._on_status()

    def _begin_epoch(self) -> None:
        """A connection is up, and nothing has been sent on it yet."""
        self._epoch = self.link.epoch
        question = self._question = ListQuestion(self.link, self.gate, self._exchange)
        watch = self._feed_watch = FeedWatch(
            self,
            self.link,
            question,
            self.intake,
            self._dispatcher,
            self._feed_history,
            self._heartbeat_interval,
            self._on_status,
        )
        self._feed_watching = self._tasks.spawn(watch.run(), f"{self.scope} feed watch")
        self._on_unsent()

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
        refusal = self._exchange.judge(error)
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
        self._on_unsent()
        self._on_status()
