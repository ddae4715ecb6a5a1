"""Detects a connection that delivers no data, or a stream of it that stopped, though the socket still answers.

It first asks the exchange for its list of subscriptions, then requests the streams again, and reconnects as a last
resort. The only proof of a fault is a requested snapshot that does not come. The reasons to ask for one are: a busy
connection that falls silent, a steady stream that stops, and an answer to LIST_SUBSCRIPTIONS that lacks a requested
stream. LIST_SUBSCRIPTIONS is sent at every heartbeat, but not in the second half of the time in which a busy connection
must fall silent to be suspected. Its answer may be late, lost or wrong, so it never costs a connection where snapshots
can disprove it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from core.engine.decide.connection_history import ConnectionHistory
from core.engine.decide.listed_streams import compare
from core.engine.decide.lost_streams import LostStreams
from core.engine.decide.probe_pauses import ProbePauses
from core.engine.decide.stream_cadence import WINDOW, StreamCadence
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.list_question import ListQuestion
from core.engine.stream_cure import StreamCure
from core.engine.watched import NO_DATA, Watched
from core.loop.deadline import RESOLUTION, sleep_for, sleep_until
from core.model.control import SubscriptionList
from core.model.subscription import Scope, StreamKey
from core.timing.heartbeat import QUIET
from core.timing.silence import ANSWER_WITHIN, LAST_CHANCE, SILENT_FOR

logger = logging.getLogger(__name__)

_LOOK_EVERY: Final = 1.0


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
        cure: requests all streams again where that needs no question.
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
        cure: StreamCure,
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
        self._cure = cure
        self._intake = watched.intake
        self._dispatcher = dispatcher
        self._history = history
        self.interval = interval
        self._on_doubt = on_doubt
        self._streams = LostStreams(watched.link.name, watched, dispatcher, history)
        self._cadence = StreamCadence()
        self._probes = ProbePauses()
        self._stopped: frozenset[StreamKey] = frozenset()
        self._sample_at = 0.0
        self._messages = 0
        self._snapshots = 0
        self._began = watched.link.clock()
        self._has_begun = False
        """Whether any data have arrived."""

    def is_requested_again(self, key: StreamKey) -> bool:
        """Whether the stream was requested again and has not arrived yet."""
        return self._streams.is_requested_again(key)

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
    def has_heard(self) -> bool:
        """Whether any data have arrived on this connection."""
        return self._last_data is not None

    @property
    def is_barren(self) -> bool:
        """Whether nothing has come of what was requested for as long as a busy connection may be silent."""
        if self.has_heard or not self._watched.sent:
            return False
        return self._link.clock() - self._began >= SILENT_FOR

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
        if again := self._cure.after_clock_step():
            self._streams.resent(again, now)
            return ""
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
        heard = self._streams.look(now)
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
            self._stopped = frozenset(key for key in stopped & heard if not self._streams.flows(key, now))

    def _concern(self, now: float) -> _Concern | None:
        last, is_public = self._last_data, self._watched.scope is Scope.PUBLIC
        quiet = 0.0 if last is None else now - last
        is_silent = quiet - SILENT_FOR > -RESOLUTION
        if is_silent and self._history.silence.is_busy:
            return _Concern(frozenset(self._watched.sent), is_connection_silent=True)
        if quiet > SILENT_FOR - ANSWER_WITHIN and self._history.silence.is_busy:
            return None  # while a question waits for its answer, nobody would see that the feed falls silent
        is_too_early = last is None and now - self._began < self._history.patience
        if not is_too_early and (overdue := self._streams.worth_asking_for(now)):
            return _Concern(overdue)
        may_probe = self._stopped and is_public and not is_silent
        if may_probe and (stopped := self._probes.due(self._stopped, self._cadence.lively, now)):
            self._stopped -= stopped
            return _Concern(stopped)
        quiet_since = max(self._question.ended_at, self._link.last_frame or 0.0)
        if min(quiet_since + QUIET, self._question.ended_at + self.interval) - now <= RESOLUTION:
            return _Concern()
        return None

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
        now, streams = asyncio.get_running_loop().time(), self._streams
        is_unanswered = not is_answered and not has_spoken
        if concern.keys and is_unanswered and streams.is_connection_dead(concern.keys, now):
            return f"no snapshot came, and no answer within {ANSWER_WITHIN:.0f} s"
        lost = set() if concern.is_connection_silent else streams.still_lost(concern.keys, now)
        unasked: dict[StreamKey, int] = {}
        if reply is not None and self._watched.sent == sent and streams.is_list_trusted:
            missing, listed = compare(sent, reply)
            if streams.are_missing_again(missing):
                return streams.missing_again()
            lost |= streams.really_missing(missing, now)
            unasked = streams.newly_unasked(missing, listed)
        if fault := streams.fault(lost, now):
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

    def _request_again(self, lost: Iterable[StreamKey], unasked: Mapping[StreamKey, int]) -> None:
        lost = frozenset(lost)
        logger.info("%s: requesting %d streams again", self._link.name, len(lost))
        self._streams.resent(lost, asyncio.get_running_loop().time())
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
            if is_connection_silent:
                logger.info("%s: no data for %.0f s, asking the exchange", self._link.name, SILENT_FOR)
            self._on_doubt()
