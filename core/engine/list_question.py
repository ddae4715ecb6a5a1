"""Asks the exchange what it streams on a connection, and waits for its answer."""

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
    """One connection's; a question at a time.

    Args:
        link: the connection.
        gate: passed before a question, which counts as a request.
        exchange: encodes the question.
    """

    def __init__(self, link: Link, gate: RateGate, exchange: Exchange) -> None:
        self.asked_at = 0.0
        """When the last question was answered, or given up."""
        self._link = link
        self._gate = gate
        self._exchange = exchange
        self._ticket = ""
        self._answer: asyncio.Future[SubscriptionList] | None = None

    @property
    def is_pending(self) -> bool:
        """Whether an answer is waited for."""
        return self._answer is not None

    def answered(self, reply: SubscriptionList) -> None:
        """The exchange said what it streams; the answer to a question given up is of no interest any more."""
        if self._answer is not None and not self._answer.done() and reply.ticket == self._ticket:
            self._answer.set_result(reply)

    async def ask(self) -> SubscriptionList | None:
        """What the exchange streams; None where it has not said so in time."""
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
            self.asked_at = loop.time()
