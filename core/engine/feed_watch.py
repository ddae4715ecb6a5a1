"""Notices a feed, or a stream of it, that died though its socket answers: asks, tells again, reconnects at last.

What is proof: a snapshot that does not come though it was asked for. What is a reason to ask for one: a busy feed that
falls silent, a steady stream that stops, and an answer to LIST_SUBSCRIPTIONS that lacks what was asked for. That
question goes out at every heartbeat, and where snapshots can prove it wrong its answer costs no connection: it may be
late, lost or a lie.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple, Protocol

from core.engine.decide.feed_history import FeedHistory
from core.engine.decide.listed_streams import compare
from core.engine.decide.stream_audit import WINDOW, StreamAudit, StreamCadence
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.intake import Intake
from core.engine.list_question import ListQuestion
from core.link.link import Link
from core.loop.deadline import RESOLUTION, sleep_for, sleep_until
from core.model.control import SubscriptionList
from core.model.subscription import Scope, StreamKey
from core.timing.heartbeat import QUIET
from core.timing.silence import ANSWER_WITHIN, LAST_CHANCE, SILENT_FOR

logger = logging.getLogger(__name__)

_LOOK_EVERY: Final = 1.0

_NEVER_HEARD: Final = 3
"""Connections that streams are worth of which nothing was ever heard, though their codes exist: an order book grouped
as the market does not support is one."""


class Watched(Protocol):
    """One side's connection as its watch sees it."""

    scope: Scope
    link: Link
    intake: Intake
    sent: dict[StreamKey, int]

    def resend(self, lost: Iterable[StreamKey], unasked: Mapping[StreamKey, int]) -> object:
        """Ask again, with snapshots for `lost`, and get rid of what is `unasked`."""

    def exists(self, key: StreamKey) -> bool | None:
        """Whether the stream's code exists; None where that is not known."""


class _Concern(NamedTuple):
    """Why the exchange is asked."""

    keys: frozenset[StreamKey] = frozenset()
    """Streams that may be lost; empty where this is but a heartbeat."""
    is_feed_silent: bool = False


class FeedWatch:
    """One connection's, for as long as it lives.

    Args:
        watched: the connection.
        question: asks what the exchange streams on it.
        dispatcher: knows which streams did.
        history: of the connections before.
        interval: seconds between questions under flow.
        on_doubt: called when `is_feed_silent` has changed.
    """

    def __init__(
        self,
        watched: Watched,
        question: ListQuestion,
        dispatcher: Dispatcher,
        history: FeedHistory,
        interval: float,
        on_doubt: Callable[[], object],
    ) -> None:
        self.is_feed_silent = False
        """Whether a busy feed has fallen silent, and the exchange is being asked why."""
        self._watched = watched
        self._link = watched.link
        self._question = question
        self._intake = watched.intake
        self._dispatcher = dispatcher
        self._history = history
        self._interval = interval
        self._on_doubt = on_doubt
        self._audit = StreamAudit()
        self._cadence = StreamCadence()
        self._stopped: frozenset[StreamKey] = frozenset()
        self._sample_at = 0.0
        self._messages = 0
        self._snapshots = 0
        self._began = 0.0
        self._has_begun = False
        """Whether data have come."""
        self._told_for_list: set[StreamKey] = set()
        """What the list lacked, or had too much, when it was last acted on."""
        self._is_list_wrong = False
        """Whether the list lacked on this connection what came all the same."""

    def is_told_again(self, key: StreamKey) -> bool:
        """Whether the exchange was told of a stream again, and it has not come yet."""
        return self._audit.resends(key) > 0

    async def run(self) -> None:
        """Watch until the feed is given up, or this task is cancelled with its connection."""
        clock = asyncio.get_running_loop().time
        look_at = self._began = self._question.asked_at = clock()
        self._messages, self._snapshots = self._intake.messages, self._intake.snapshots
        self._sample_at = look_at + WINDOW
        self._cadence.begin(self._dispatcher.counts(self._watched.scope))
        self._history.silence.begin()
        while True:
            try:
                await sleep_until(look_at)
                look_at = clock() + _LOOK_EVERY
                if self._watched.sent and (fault := await self._look(clock())):
                    if self._last_data is None:
                        self._history.barren()
                    self._link.give_up(fault, "데이터가 오지 않아 다시 연결합니다")
                    return
                if (last := self._last_data) is not None and clock() + RESOLUTION < last + SILENT_FOR < look_at:
                    look_at = last + SILENT_FOR
            except Exception:
                # A defect of ours must not leave the feed unwatched.
                logger.exception("%s: the watch over the feed failed in a way nobody foresaw", self._link.name)
                look_at = clock() + _LOOK_EVERY

    @property
    def _last_data(self) -> float | None:
        """When data last came on this connection."""
        last = self._intake.last_data
        return last if last is not None and last >= self._began else None

    async def _look(self, now: float) -> str:
        """Act on what has changed; what is wrong with the feed if it is to be given up."""
        self._note(now)
        if (concern := self._concern(now)) is None:
            return ""
        if concern.is_feed_silent:
            self._doubt(True)
        try:
            return await self._act(concern)
        finally:
            self._doubt(False)

    def _note(self, now: float) -> None:
        dispatcher, scope = self._dispatcher, self._watched.scope
        awaited = self._awaited
        self._audit.look(awaited, now)
        heard = self._watched.sent.keys() - awaited
        self._history.heard(heard)
        answers, self._snapshots = self._intake.snapshots - self._snapshots, self._intake.snapshots
        came, self._messages = self._intake.messages - self._messages, self._intake.messages
        if self._last_data is not None:
            if not self._has_begun:
                self._has_begun = True
                self._history.began(now - self._began)
            if not answers or came > answers:  # a second of nothing but snapshots tells nothing of the flow
                self._history.silence.look(has_flow=came > answers)
        if now - self._sample_at > -RESOLUTION:
            self._sample_at = now + WINDOW
            # Kept until it is their turn to be asked for, or they flow again.
            stopped = self._stopped | self._cadence.sample(dispatcher.counts(scope))
            self._stopped = frozenset(key for key in stopped & heard if not self._flows(key))

    def _concern(self, now: float) -> _Concern | None:
        last, is_public = self._last_data, self._watched.scope is Scope.PUBLIC
        is_silent = last is not None and now - last - SILENT_FOR > -RESOLUTION
        if is_silent and self._history.silence.is_busy:
            return _Concern(frozenset(self._watched.sent), is_feed_silent=True)
        is_too_early = last is None and now - self._began < self._history.patience
        overdue = frozenset(filter(self._is_worth_asking, self._audit.overdue(now)))
        if overdue and not is_too_early:
            return _Concern(overdue)
        if self._stopped and is_public and not is_silent and self._cadence.may_probe(now):
            stopped, self._stopped = self._stopped, frozenset()
            return _Concern(stopped)
        quiet_since = max(self._question.asked_at, self._link.last_frame or 0.0)
        if min(quiet_since + QUIET, self._question.asked_at + self._interval) - now <= RESOLUTION:
            return _Concern()
        return None

    def _is_worth_asking(self, key: StreamKey) -> bool:
        """Not if the code is wrong, as far as can be known: it is answered with silence."""
        exists = self._watched.exists(key)
        return exists is not False and (exists is True or not self._audit.resends(key) or not self._is_any_heard)

    @property
    def _awaited(self) -> dict[StreamKey, float]:
        return self._dispatcher.awaited(self._watched.scope, asyncio.get_running_loop().time())

    @property
    def _is_any_heard(self) -> bool:
        """Whether any stream was heard of since it was asked for."""
        return len(self._awaited) < len(self._watched.sent)

    async def _act(self, concern: _Concern) -> str:
        """Find out, and tell again.

        Returns:
            Why the connection is to be given up; empty if it is not.
        """
        messages, sent = self._intake.messages, dict(self._watched.sent)
        is_answered, reply = await self._ask()
        has_spoken = self._intake.messages > messages
        if concern.is_feed_silent and not has_spoken and (fault := await self._about_silence(is_answered)):
            self._history.silence.give_up()
            return fault
        if concern.keys and not is_answered and not has_spoken and self._is_dead(concern.keys):
            return f"no snapshot came, and no answer within {ANSWER_WITHIN:.0f} s"
        lost = set() if concern.is_feed_silent else {key for key in concern.keys if self._is_lost(key)}
        unasked: dict[StreamKey, int] = {}
        if (
            reply is not None
            and self._watched.sent == sent
            and not (self._history.is_list_useless or self._is_list_wrong)
        ):
            missing, unasked = compare(sent, reply)
            if self._watched.scope is Scope.PRIVATE and missing & self._told_for_list:
                return self._told_in_vain()
            lost |= self._missing(missing)
            told, self._told_for_list = self._told_for_list, {*missing, *unasked}
            unasked = {key: depth for key, depth in unasked.items() if key not in told}
        if fault := self._fault(lost):
            return fault
        if lost or unasked:
            self._tell_again(lost, unasked)
        return ""

    async def _about_silence(self, is_answered: bool) -> str:
        """What is wrong with a silent feed; empty where its market is but quiet."""
        is_public = self._watched.scope is Scope.PUBLIC
        if not is_answered and (self._history.has_answered or not is_public):
            return f"the feed is silent, and no answer came within {ANSWER_WITHIN:.0f} s"
        if is_public:
            return await self._last_chance()
        self._history.silence.excuse()  # own orders and balances come when they come, and have no snapshots
        return ""

    async def _last_chance(self) -> str:
        """Ask a silent feed for everything again; what is wrong with it if it stays silent."""
        messages = self._intake.messages
        self._tell_again(self._watched.sent.keys(), {})
        await sleep_for(LAST_CHANCE)
        if self._intake.messages == messages:
            return "the feed stays silent though everything was asked for again"
        self._history.silence.excuse()
        return ""

    def _is_dead(self, keys: Iterable[StreamKey]) -> bool:
        """Whether a connection that answers nothing is lost; where no code is known to exist, that is tried once."""
        if self._is_any_heard:
            return False
        is_worth = any(self._watched.exists(key) or not self._history.spent(key) for key in keys)
        self._history.spend(keys)
        return is_worth

    def _is_lost(self, key: StreamKey) -> bool:
        """Whether a stream that was in doubt before the exchange was asked still is."""
        return key in self._awaited or not self._flows(key)

    def _flows(self, key: StreamKey) -> bool:
        route = self._dispatcher.routes.get(key)
        now = asyncio.get_running_loop().time()
        return route is not None and route.last_heard is not None and now - route.last_heard < QUIET

    def _missing(self, missing: frozenset[StreamKey]) -> set[StreamKey]:
        """What of that is to be believed: not what flows, nor what was told again for this and then came."""
        awaited = self._awaited
        if self._watched.scope is Scope.PUBLIC and (missing & self._told_for_list) - awaited.keys():
            logger.warning("%s: the exchange's list of subscriptions lacks what it streams", self._link.name)
            self._is_list_wrong = True
            return set()
        return {
            key
            for key in missing
            if (self._watched.exists(key) or not self._is_any_heard)  # else the list tells that there is no such code
            and not self._audit.resends(key)  # that one has its time to come
            and not self._flows(key)
        }

    def _told_in_vain(self) -> str:
        """The list lacks what was asked for again: a new connection is tried once, then the list is not believed."""
        if self._history.has_reconnected:
            self._history.is_list_useless = True
            return ""
        self._history.has_reconnected = True
        return "what was asked for again is still not on the exchange's list"

    def _fault(self, lost: Iterable[StreamKey]) -> str:
        """Why the connection is to be given up for what was told again in vain; empty if it is not worth that."""
        worth = [key for key in lost if self._audit.resends(key) and self._history.spent(key) < self._worth(key)]
        self._history.spend(worth)
        return f"{len(worth)} streams were asked for again, and stay silent" if worth else ""

    def _worth(self, key: StreamKey) -> float:
        """How many connections a stream may cost before it is heard of again."""
        if self._is_any_heard:
            return 1 if self._watched.exists(key) else 0
        route = self._dispatcher.routes.get(key)
        if route is not None and route.last_heard is not None:
            return float("inf")
        return _NEVER_HEARD if self._watched.exists(key) else 1

    def _tell_again(self, lost: Iterable[StreamKey], unasked: Mapping[StreamKey, int]) -> None:
        lost = frozenset(lost)
        logger.info("%s: asking again for %d streams", self._link.name, len(lost))
        self._audit.resent(lost, asyncio.get_running_loop().time())
        self._watched.resend(lost, unasked)

    async def _ask(self) -> tuple[bool, SubscriptionList | None]:
        """Ask what the exchange streams.

        Returns:
            Whether it answers, or cannot be asked; and what it says.
        """
        if self._history.is_question_refused:
            return True, None
        reply = await self._question.ask()
        self._history.has_answered |= reply is not None
        return reply is not None, reply

    def _doubt(self, is_feed_silent: bool) -> None:
        if is_feed_silent is not self.is_feed_silent:
            self.is_feed_silent = is_feed_silent
            self._on_doubt()
