"""Asks the exchange which streams it sends on a connection, and waits for the answer."""

from __future__ import annotations

import asyncio
import uuid

from core.errors import ConnectionLost
from core.link.link import Link
from core.loop.rate_gate import RateGate
from core.model.control import SubscriptionList
from core.model.exchange import Exchange
from core.timing.silence import ANSWER_WITHIN


class ListQuestion:
    """The list question of one connection; one question at a time.

    Args:
        link: the connection.
        gate: passed before each question, because it counts as a request.
        exchange: encodes the question.
    """

    def __init__(self, link: Link, gate: RateGate, exchange: Exchange) -> None:
        self.ended_at = 0.0
        """When the last question was answered or given up."""
        self._link = link
        self._gate = gate
        self._exchange = exchange
        self._ticket = ""
        self._answer: asyncio.Future[SubscriptionList] | None = None

    @property
    def is_pending(self) -> bool:
        """Whether a question is waiting for its answer."""
        return self._answer is not None

    def answered(self, reply: SubscriptionList) -> None:
        """Take the exchange's list; an answer that comes after its question was given up is ignored."""
        if self._answer is not None and not self._answer.done() and reply.ticket == self._ticket:
            self._answer.set_result(reply)

    async def ask(self) -> SubscriptionList | None:
        """Ask for the list of streams; None if no answer came in time."""
        await self._gate.acquire()
        loop = asyncio.get_running_loop()
        self._ticket, self._answer = str(uuid.uuid4()), loop.create_future()
        try:
            await self._link.send(self._exchange.encode_list_question(self._ticket))
            async with asyncio.timeout(ANSWER_WITHIN):
                return await self._answer
        except (TimeoutError, ConnectionLost):
            return None
        finally:
            self._answer = None
            self.ended_at = loop.time()
