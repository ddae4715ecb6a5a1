"""Detects a connection that delivers no data, or a stream of it that stopped, though the socket still answers.

It first asks the exchange for its list of subscriptions, then requests the streams again, and reconnects as a last
resort. The only proof of a fault is a requested snapshot that does not come. The reasons to ask for one are: a busy
connection that falls silent, a steady stream that stops, and an answer to LIST_SUBSCRIPTIONS that lacks a requested
stream. LIST_SUBSCRIPTIONS is sent at every heartbeat. Its answer may be late, lost or wrong, so it never costs a
connection where snapshots can disprove it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple, Protocol

from core.engine.decide.connection_history import ConnectionHistory
from core.engine.decide.listed_streams import compare
from core.engine.decide.stream_audit import WINDOW, StreamAudit, StreamCadence
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.intake import Intake
from core.engine.list_question import ListQuestion
from core.link.link import Link
from core.loop.deadline import RESOLUTION, sleep_for, sleep_until
from core.model.control import SubscriptionList
from core.model.subscription import Scope, StreamKey
from core.text import translatable
from core.timing.heartbeat import QUIET
from core.timing.silence import ANSWER_WITHIN, LAST_CHANCE, SILENT_FOR

logger = logging.getLogger(__name__)

NO_DATA: Final = translatable("core", "데이터가 오지 않아 다시 연결합니다")
"""The reason shown while a connection is replaced that was given up for its data."""

_LOOK_EVERY: Final = 1.0

_NEVER_HEARD: Final = 3
"""Maximum number of connections given up for streams that exist but were never heard, such as an order book with a
grouping level that the market does not support.
"""


class Watched(Protocol):
    """The part of a scope's connection that its watch uses."""

    scope: Scope
    link: Link
    intake: Intake
    sent: dict[StreamKey, int]

    def resend(self, lost: Iterable[StreamKey], unasked: Mapping[StreamKey, int]) -> object:
        """Request everything again, with snapshots for `lost`; the new request ends the `unasked` streams."""

    def exists(self, key: StreamKey) -> bool | None:
        """Whether the stream's code exists; None if unknown."""


class _Concern(NamedTuple):
    """A reason to ask the exchange for its list of subscriptions."""

    keys: frozenset[StreamKey] = frozenset()
    """Streams that may be lost; empty for a plain heartbeat."""
    is_connection_silent: bool = False


class ConnectionWatch:
    """The watch over one connection, for as long as that connection lives.

    Args:
        watched: the connection.
        question: asks the exchange which streams it sends on this connection.
        dispatcher: knows which streams have delivered frames.
        history: what earlier connections of this scope have shown.
        interval: seconds between questions while data flow.
        on_doubt: called when `is_connection_silent` changes.

    Attributes:
        interval: seconds between questions while data flow; may be changed.
    """

    def __init__(
        self,
        watched: Watched,
        question: ListQuestion,
        dispatcher: Dispatcher,
        history: ConnectionHistory,
        interval: float,
        on_doubt: Callable[[], object],
    ) -> None:
        self.is_connection_silent = False
        """Whether a busy connection has fallen silent and the exchange is being asked why."""
        self._watched = watched
        self._link = watched.link
        self._question = question
        self._intake = watched.intake
        self._dispatcher = dispatcher
        self._history = history
        self.interval = interval
        self._on_doubt = on_doubt
        self._audit = StreamAudit()
        self._cadence = StreamCadence()
        self._stopped: frozenset[StreamKey] = frozenset()
        self._sample_at = 0.0
        self._messages = 0
        self._snapshots = 0
        self._began = 0.0
        self._has_begun = False
        """Whether any data have arrived."""
        self._list_differences: set[StreamKey] = set()
        """The differences of the last list that was acted on: missing and unrequested streams."""
        self._is_list_wrong = False
        """Whether the list on this connection lacked a stream that was in fact delivered."""

    def is_requested_again(self, key: StreamKey) -> bool:
        """Whether the stream was requested again and has not arrived yet."""
        return self._audit.resends(key) > 0

    async def run(self) -> None:
        """Watch until the connection is given up, or this task is cancelled with its connection."""
        clock = asyncio.get_running_loop().time
        look_at = self._began = self._question.ended_at = clock()
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
                    self._link.give_up(fault, NO_DATA)
                    return
                if (last := self._last_data) is not None and clock() + RESOLUTION < last + SILENT_FOR < look_at:
                    look_at = last + SILENT_FOR
            except Exception:
                # A bug of ours must not end the watch.
                logger.exception("%s: unexpected error in the watch over the connection", self._link.name)
                look_at = clock() + _LOOK_EVERY

    @property
    def _last_data(self) -> float | None:
        """When data last arrived on this connection; None before the first."""
        last = self._intake.last_data
        return last if last is not None and last >= self._began else None

    async def _look(self, now: float) -> str:
        """Act on what has changed.

        Returns:
            Why the connection must be given up; empty if it may stay.
        """
        self._note(now)
        if (concern := self._concern(now)) is None:
            return ""
        if concern.is_connection_silent:
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
            if not answers or came > answers:  # a second with only snapshots says nothing about the flow
                self._history.silence.look(has_flow=came > answers)
        if now - self._sample_at > -RESOLUTION:
            self._sample_at = now + WINDOW
            # A stopped stream is kept until it is its turn to be requested again, or until it flows again.
            stopped = self._stopped | self._cadence.sample(dispatcher.counts(scope))
            self._stopped = frozenset(key for key in stopped & heard if not self._flows(key))

    def _concern(self, now: float) -> _Concern | None:
        last, is_public = self._last_data, self._watched.scope is Scope.PUBLIC
        is_silent = last is not None and now - last - SILENT_FOR > -RESOLUTION
        if is_silent and self._history.silence.is_busy:
            return _Concern(frozenset(self._watched.sent), is_connection_silent=True)
        is_too_early = last is None and now - self._began < self._history.patience
        if not is_too_early and (overdue := self._worth_asking(self._audit.overdue(now))):
            return _Concern(overdue)
        if self._stopped and is_public and not is_silent and self._cadence.may_probe(now):
            stopped, self._stopped = self._stopped, frozenset()
            return _Concern(stopped)
        quiet_since = max(self._question.ended_at, self._link.last_frame or 0.0)
        if min(quiet_since + QUIET, self._question.ended_at + self.interval) - now <= RESOLUTION:
            return _Concern()
        return None

    def _worth_asking(self, keys: frozenset[StreamKey]) -> frozenset[StreamKey]:
        """The streams to request again; not those whose codes do not exist, as far as is known."""
        found = {key: self._watched.exists(key) for key in keys}
        unknown = {key for key, exists in found.items() if exists is None and self._audit.resends(key)}
        if unknown and self._is_any_heard:
            keys -= unknown
        return frozenset(key for key in keys if found[key] is not False)

    @property
    def _awaited(self) -> dict[StreamKey, float]:
        return self._dispatcher.awaited(self._watched.scope, asyncio.get_running_loop().time())

    @property
    def _is_any_heard(self) -> bool:
        """Whether any stream was heard since it was requested; goes through all of them."""
        return len(self._awaited) < len(self._watched.sent)

    async def _act(self, concern: _Concern) -> str:
        """Ask the exchange, and request lost streams again.

        Returns:
            Why the connection must be given up; empty if it may stay.
        """
        messages, sent = self._intake.messages, dict(self._watched.sent)
        is_answered, reply = await self._ask()
        has_spoken = self._intake.messages > messages
        if concern.is_connection_silent and not has_spoken and (fault := await self._about_silence(is_answered)):
            self._history.silence.give_up()
            return fault
        if concern.keys and not is_answered and not has_spoken and self._is_dead(concern.keys):
            return f"no snapshot came, and no answer within {ANSWER_WITHIN:.0f} s"
        lost = set() if concern.is_connection_silent else self._lost(concern.keys)
        unasked: dict[StreamKey, int] = {}
        if (
            reply is not None
            and self._watched.sent == sent
            and not (self._history.is_list_useless or self._is_list_wrong)
        ):
            missing, unasked = compare(sent, reply)
            if self._watched.scope is Scope.PRIVATE and missing & self._list_differences:
                return self._missing_again()
            lost |= self._missing(missing)
            known, self._list_differences = self._list_differences, {*missing, *unasked}
            unasked = {key: depth for key, depth in unasked.items() if key not in known}
        if fault := self._fault(lost):
            return fault
        if lost or unasked:
            self._request_again(lost, unasked)
        return ""

    async def _about_silence(self, is_answered: bool) -> str:
        """Why a silent connection must be given up; empty if its market is only quiet."""
        is_public = self._watched.scope is Scope.PUBLIC
        if not is_answered and (self._history.has_answered or not is_public):
            return f"the feed is silent, and no answer came within {ANSWER_WITHIN:.0f} s"
        if is_public:
            return await self._last_chance()
        self._history.silence.excuse()  # own orders and balances have no snapshots and may be rare
        return ""

    async def _last_chance(self) -> str:
        """Request every stream again; returns the fault if the connection still stays silent."""
        messages, flowed = self._intake.messages, 0
        self._request_again(self._watched.sent.keys(), {})
        for _ in range(round(LAST_CHANCE)):
            flow = self._flow
            await sleep_for(1.0)
            flowed += self._flow > flow
        if self._intake.messages == messages:
            return "the feed stays silent after a second request"
        self._history.silence.requested_again(flowed)
        return ""

    @property
    def _flow(self) -> int:
        """Messages so far that were no answers."""
        return self._intake.messages - self._intake.snapshots

    def _is_dead(self, keys: Iterable[StreamKey]) -> bool:
        """Whether a connection without any answer is dead; tried only once if no code is known to exist."""
        if self._is_any_heard:
            return False
        is_worth = any(self._watched.exists(key) or not self._history.spent(key) for key in keys)
        self._history.spend(keys)
        return is_worth

    def _lost(self, keys: Iterable[StreamKey]) -> set[StreamKey]:
        """The streams that were suspicious before the question and still are."""
        awaited = self._awaited
        return {key for key in keys if key in awaited or not self._flows(key)}

    def _flows(self, key: StreamKey) -> bool:
        route = self._dispatcher.routes.get(key)
        now = asyncio.get_running_loop().time()
        return route is not None and route.last_heard is not None and now - route.last_heard < QUIET

    def _missing(self, missing: frozenset[StreamKey]) -> set[StreamKey]:
        """The streams on the missing list that are really missing: neither flowing nor just requested again."""
        awaited = self._awaited
        if self._watched.scope is Scope.PUBLIC and (missing & self._list_differences) - awaited.keys():
            logger.warning("%s: the exchange's list of subscriptions lacks what it streams", self._link.name)
            self._is_list_wrong = True
            return set()
        is_any_heard = len(awaited) < len(self._watched.sent)
        return {
            key
            for key in missing
            if (self._watched.exists(key) or not is_any_heard)  # else the list is right: no such code
            and not self._audit.resends(key)  # a stream just requested again still has time to arrive
            and not self._flows(key)
        }

    def _missing_again(self) -> str:
        """A stream is still not listed after a second request: reconnect once, then distrust the list."""
        if self._history.has_reconnected:
            self._history.is_list_useless = True
            return ""
        self._history.has_reconnected = True
        return "streams requested again are still not on the exchange's list"

    def _fault(self, lost: Iterable[StreamKey]) -> str:
        """Return the reason to give the connection up for streams that stay silent; empty if that is not worth it."""
        again = [key for key in lost if self._audit.resends(key)]
        is_any_heard = bool(again) and self._is_any_heard
        worth = [key for key in again if self._history.spent(key) < self._worth(key, is_any_heard=is_any_heard)]
        self._history.spend(worth)
        return f"{len(worth)} streams stay silent after a second request" if worth else ""

    def _worth(self, key: StreamKey, *, is_any_heard: bool) -> float:
        """Return how many connections may still be given up for a stream that was not heard."""
        if is_any_heard:
            return 1 if self._watched.exists(key) else 0
        route = self._dispatcher.routes.get(key)
        if route is not None and route.last_heard is not None:
            return float("inf")
        return _NEVER_HEARD if self._watched.exists(key) else 1

    def _request_again(self, lost: Iterable[StreamKey], unasked: Mapping[StreamKey, int]) -> None:
        lost = frozenset(lost)
        logger.info("%s: requesting %d streams again", self._link.name, len(lost))
        self._audit.resent(lost, asyncio.get_running_loop().time())
        self._watched.resend(lost, unasked)

    async def _ask(self) -> tuple[bool, SubscriptionList | None]:
        """Ask the exchange which streams it sends.

        Returns:
            Whether it answered (also True if it refuses this question), and its list if there is one.
        """
        if self._history.is_question_refused:
            return True, None
        reply = await self._question.ask()
        self._history.has_answered |= reply is not None
        return reply is not None, reply

    def _doubt(self, is_connection_silent: bool) -> None:
        if is_connection_silent is not self.is_connection_silent:
            self.is_connection_silent = is_connection_silent
            self._on_doubt()
