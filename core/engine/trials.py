"""Tries the components of a refused request one at a time, each on a separate connection.

A refused request ends its connection. On a separate connection it does not interrupt other streams.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from core.engine.decide.quarantine import Quarantine
from core.engine.decide.registration import Registration
from core.engine.decide.wire_plan import Send, plan
from core.errors import ConnectionFailed, ConnectionLost, lasting
from core.link.link import Link
from core.link.socket import Dial, Socket
from core.loop.deadline import sleep_until
from core.loop.rate_gate import RateGate
from core.loop.tasks import TaskOwner
from core.model.control import ErrorReply
from core.model.exchange import Exchange, FrameDecoder, RefusalKind
from core.model.messages import DataMessage
from core.model.subscription import StreamKey
from core.text import foreign, translatable
from core.timing.backoff import Backoff

logger = logging.getLogger(__name__)

VERDICT_AFTER: Final = 2.0
"""Seconds without an error after which a request counts as accepted. An error comes within one round trip; a code that
the exchange does not know gets no answer and no error (seen on the wire)."""


def refusal_cause(name: str) -> str:
    """Return the cause of the errors about refused requests of a scope, as `core.errors.lasting` takes it."""
    return f"{name} requests"


class Trials:
    """The trials of one scope (public or private).

    Args:
        registrations: returns the current registrations.
        link: provides the dial for trials.
        connect_gate: passed before each trial.
        exchange: encodes the requests and judges the errors.
        on_verdict: called after every verdict.
    """

    def __init__(
        self,
        registrations: Callable[[], Iterable[Registration]],
        link: Link,
        connect_gate: RateGate,
        exchange: Exchange,
        on_verdict: Callable[[], object],
    ) -> None:
        self.quarantine = Quarantine()
        self._registrations = registrations
        self._link = link
        self._connect_gate = connect_gate
        self._exchange = exchange
        self._on_verdict = on_verdict
        self._tasks = TaskOwner()

    def suspect(self, keys: Iterable[StreamKey], words: str) -> None:
        """Hold back the streams of a refused request and find out which component caused the refusal."""
        keys = frozenset(keys)
        self.quarantine.suspect(keys)
        suspects = self.quarantine.suspects(self._registrations())
        # A single component that still needs all refused streams is the cause: no trial is necessary.
        if len(suspects) == 1 and suspects[0].streams.keys() >= keys:
            self.quarantine.condemn(suspects[0], words)
            self._on_verdict()
        self._begin()

    def retry(self, registration: Registration) -> None:
        """Try a quarantined component again, at the user's request."""
        self.quarantine.pardon(registration)
        self._on_verdict()
        self._begin()

    def review(self, desired: Mapping[StreamKey, int]) -> None:
        """A registration changed: drop streams that are no longer desired, and try new components."""
        self.quarantine.forget(desired, self._registrations())
        self._begin()

    async def stop(self) -> None:
        """End the trials."""
        await self._tasks.cancel()

    def _begin(self) -> None:
        if not self._tasks and self.quarantine.suspects(self._registrations()):
            self._tasks.spawn(self._try_all(), f"{self._link.name} trials")

    async def _try_all(self) -> None:
        backoff, retry_at = Backoff(), float("-inf")
        clock = asyncio.get_running_loop().time
        while self.quarantine.suspects(self._registrations()):
            try:
                await sleep_until(retry_at)
                await self._try_next()
            except ConnectionFailed as failure:
                logger.info("%s: a trial could not be held: %s", self._link.name, failure)
                if failure.retry_after:  # the exchange counts by address, so this applies to every link
                    self._connect_gate.ledger.close_until(clock() + failure.retry_after)
                retry_at = clock() + backoff.next_delay()
            except Exception:
                # A bug of ours must not hold streams back for ever.
                logger.exception("%s: unexpected error in a trial", self._link.name)
                retry_at = clock() + backoff.next_delay()

    async def _try_next(self) -> None:
        """Reach a verdict on the first suspect.

        Raises:
            ConnectionFailed: as `_refusal_of`.
        """
        if not (suspects := self.quarantine.suspects(self._registrations())):
            return
        registration = suspects[0]
        streams = self.quarantine.on_trial(registration)
        error = await self._refusal_of(streams)
        if error is None:
            self.quarantine.acquit(streams)
        else:
            words = foreign(error.message, error.name)
            logger.error(
                translatable("log", "거래소가 구독을 거절했습니다: %s – %s"),
                registration.component_id,
                words,
                extra=lasting(refusal_cause(self._link.name)),
            )
            self.quarantine.condemn(registration, words)
        self._on_verdict()

    async def _refusal_of(self, streams: dict[StreamKey, int]) -> ErrorReply | None:
        """As `refusal_of`, for a request with only these streams.

        Raises:
            ConnectionFailed: also if the exchange only limited our request rate, or if there is no dial.
        """
        step = plan(streams, {}, frozenset())
        if self._link.dial is None or self._link.is_stopped or not isinstance(step, Send):
            raise ConnectionFailed("nothing to try, or nowhere")
        request = self._exchange.encode_request(str(uuid.uuid4()), step.parts)
        error = await refusal_of(request, self._link.dial, self._connect_gate, self._exchange)
        if error is not None and self._exchange.judge(error).kind is RefusalKind.PACE:
            raise ConnectionFailed(error.message, foreign(error.message, error.name))
        return error


async def refusal_of(request: str, dial: Dial, connect_gate: RateGate, exchange: Exchange) -> ErrorReply | None:
    """The error that the exchange answers to `request`, or None if it accepts it.

    Raises:
        ConnectionFailed: the trial could not be held; nothing is known about the request.
    """
    await connect_gate.acquire()
    socket = await dial()
    try:
        await socket.send(request)
        async with asyncio.timeout(VERDICT_AFTER):
            return await _first_answer(socket, exchange.decoder(lambda _: None))
    except TimeoutError:
        return None
    except ConnectionLost as lost:
        raise ConnectionFailed(f"the trial's {lost}") from lost
    finally:
        socket.abort()


async def _first_answer(socket: Socket, decoder: FrameDecoder) -> ErrorReply | None:
    while True:
        for message in decoder.decode(await socket.receive()):
            if isinstance(message, ErrorReply):
                return message
            if isinstance(message, DataMessage):
                return None
