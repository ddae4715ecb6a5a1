"""The pending task of a scope: at most one exists, and it sends the latest merged state.

It waits for its deadline, for the link and for the gate, and only then reads the desired state. So it always sends the
state at the moment of sending, not the state at its start. It ends when the sent state equals the desired state.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from core.engine.decide.metrics import PendingMetrics
from core.engine.decide.wire_plan import Close, Nothing, Send, plan
from core.errors import ConnectionLost
from core.loop.deadline import Deadline, sleep_until
from core.loop.tasks import TaskOwner
from core.text import translatable
from core.timing.backoff import Backoff

if TYPE_CHECKING:
    from core.engine.parts import EngineParts
    from core.engine.scope_connection import ScopeConnection

logger = logging.getLogger(__name__)


class PendingStage(StrEnum):
    """What the pending task is doing."""

    NONE = "none"
    DEBOUNCING = "debouncing"
    WAITING_FOR_LINK = "waiting for link"
    WAITING_FOR_GATE = "waiting for gate"
    SENDING = "sending"


class PendingTask:
    """Keeps the streams of one connection equal to the desired state of its scope.

    Args:
        connection: the connection that carries the requests.
        parts: the parts of the engine.
        on_sent: called after each request.

    Attributes:
        task: the one task, while it exists.
        stage: what it is doing.
        metrics: what it has done so far.
    """

    def __init__(self, connection: ScopeConnection, parts: EngineParts, on_sent: Callable[[], object]) -> None:
        self.task: asyncio.Task[None] | None = None
        self.stage = PendingStage.NONE
        self.metrics = PendingMetrics()
        self._connection = connection
        self._scope = connection.scope
        self._subscriptions = parts.subscriptions
        self._dispatcher = parts.dispatcher
        self._exchange = parts.exchange
        self._on_sent = on_sent
        self._deadline = Deadline()
        self._unsent_changes = 0
        self._tasks = TaskOwner()
        self._is_stopped = False

    def carry(self, changes: int, delay: float) -> None:
        """Add changes to the running task, or create one for them.

        Args:
            changes: how many there are.
            delay: seconds from now by which the task must act on them.
        """
        self._unsent_changes += changes
        try:
            created = self.ensure(delay)
        except RuntimeError as error:  # no loop is running: the next task will carry these changes
            logger.error(translatable("log", "구독 변경 콜백 실패: %s"), error)
            created = False
        logger.debug("새로운 구독 변경 처리 Task 생성" if created else "이미 처리 중인 구독 Task 있음 - 자동 통합됨")
        self.metrics.pending_task_created += created
        self.metrics.pending_task_skipped += changes - created

    def ensure(self, delay: float) -> bool:
        """Make sure that a task acts on the desired state within `delay` seconds.

        Returns:
            Whether a new task was created.

        Raises:
            RuntimeError: no event loop is running.
        """
        if self._is_stopped:
            return False
        self._deadline.bring_forward(asyncio.get_running_loop().time() + delay)
        if self._connection.is_needed:
            self._connection.link.open()  # dial while waiting for the deadline
        if self.task is not None:
            return False
        self.task = self._tasks.spawn(self._debounced_subscription_handler(), f"{self._scope} pending subscription")
        return True

    async def stop(self) -> None:
        """End the task, and create no other."""
        self._is_stopped = True
        await self._tasks.cancel()

    async def _debounced_subscription_handler(self) -> None:
        """Run until the sent state equals the desired state."""
        backoff, retry_at = Backoff(), float("-inf")
        try:
            while True:
                failed = translatable("log", "디바운스된 구독 처리 실패")
                try:
                    await sleep_until(retry_at)
                    self.stage = PendingStage.DEBOUNCING
                    await self._deadline.reached()
                    failed = translatable("log", "최신 구독 상태 전송 실패")
                    logger.debug("통합된 구독 상태 전송 시작")
                    await self._send_latest_subscriptions()
                except ConnectionLost as lost:
                    logger.info("%s: 전송 중 연결 끊김 (%s)", self._scope, lost)
                except Exception:
                    # A bug of ours must not end the task: nothing else would send the desired state.
                    logger.exception(failed)
                    self.metrics.failures += 1
                    retry_at = asyncio.get_running_loop().time() + backoff.next_delay()
                # There must be no await between this check and the end of the task: a change could find a task that is
                # about to end.
                if self._is_at_rest():
                    return
        finally:
            self.task = None
            self.stage = PendingStage.NONE
            self._deadline = Deadline()  # a fresh deadline: the next burst must not find this one, which has passed

    def _is_at_rest(self) -> bool:
        link, desired = self._connection.link, self._connection.acceptable()
        if link.is_stopped:
            return True
        return self._connection.sent == desired and (link.is_up if desired else link.is_idle)

    async def _send_latest_subscriptions(self) -> None:
        """Send the desired state as it is once the link and the gate are ready, not as it was at the start.

        Raises:
            ConnectionLost: the connection ended during the request; nothing counts as sent.
        """
        if not await self._ensure_connection():
            return
        slot = await self._apply_rate_limit()
        if self._connection.link.is_up:
            await self._send_current_subscriptions(slot)
        else:
            self._connection.gate.give_back(slot)

    async def _ensure_connection(self) -> bool:
        """Wait until the link is up.

        Returns:
            Whether it is up; False if nothing is desired any more (the link is then closed) or the link is stopped.
        """
        self.stage = PendingStage.WAITING_FOR_LINK
        link, moved = self._connection.link, self._connection.moved
        while not link.is_stopped:
            if not self._connection.acceptable():
                logger.debug("전송할 구독 없음")
                await self._close_link()
                return False
            if link.is_up:
                return True
            link.open()
            moved.clear()
            await moved.wait()
        return False

    async def _apply_rate_limit(self) -> float:
        self.stage = PendingStage.WAITING_FOR_GATE
        return await self._connection.gate.acquire()

    async def _send_current_subscriptions(self, slot: float) -> None:
        """Read the desired state and send it, with no await in between.

        Raises:
            ConnectionLost: as `Link.send`.
        """
        self.stage = PendingStage.SENDING
        desired = self._connection.acceptable()
        revision = self._subscriptions.revision(self._scope)
        changes = self._unsent_changes
        self._deadline = Deadline()  # later changes belong to the next round
        match plan(desired, self._connection.sent, self._dispatcher.answered(self._scope)):
            case Nothing() | Close():  # the next round closes a connection with nothing desired
                self._connection.gate.give_back(slot)
                self._unsent_changes = 0
            case Send(parts, with_snapshot):
                # Before the send, which may take a while: a component that leaves meanwhile may come back.
                self._dispatcher.set_wire(self._scope, desired)
                self._dispatcher.mark_requested(with_snapshot, asyncio.get_running_loop().time())
                await self._connection.link.send(self._exchange.encode_request(str(uuid.uuid4()), parts))
                self._connection.note_sent(desired, revision)
                self.metrics.total_messages += 1
                self.metrics.changes_carried += changes
                self._unsent_changes -= changes
                self._on_sent()
                types = {key.type for key in desired}
                logger.info("%s 구독 전송: %d개 타입", self._scope.value.capitalize(), len(types))
                logger.debug("구독 상태 전송 완료")

    async def _close_link(self) -> None:
        """Close the connection: there is no other way to stop its streams."""
        self._deadline = Deadline()
        self._unsent_changes = 0
        self._connection.forget_sent()
        await self._connection.link.close()
