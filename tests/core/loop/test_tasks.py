"""A task has an owner, which holds it, logs its failure and ends it."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging

import pytest

from core.loop.tasks import TaskOwner, is_loop_running

pytestmark = pytest.mark.virtual_time


async def test_a_task_has_a_name_and_a_result() -> None:
    async def work() -> int:
        return 7

    task = TaskOwner().spawn(work(), "the work")
    assert task.get_name() == "the work"
    assert await task == 7


async def test_it_is_held_until_it_ends_and_no_longer() -> None:
    owner, done = TaskOwner(), asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(1.0)
        done.set()

    owner.spawn(work(), "the work")
    gc.collect()
    assert len(owner) == 1
    await asyncio.wait_for(done.wait(), 5.0)
    await asyncio.sleep(0)
    assert len(owner) == 0


async def test_a_failure_is_logged_once_when_it_happens(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ValueError("on purpose")

    owner = TaskOwner()
    owner.spawn(fail(), "the work")
    await asyncio.sleep(0.1)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "the work" in record.getMessage()
    assert len(owner) == 0


async def test_cancelled_together_all_have_ended(caplog: pytest.LogCaptureFixture) -> None:
    owner, cleaned = TaskOwner(), []

    async def work(name: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(1.0)
            cleaned.append(name)

    for name in "ab":
        owner.spawn(work(name), name)
    await asyncio.sleep(0)
    await owner.cancel()
    assert sorted(cleaned) == ["a", "b"]
    assert len(owner) == 0
    assert caplog.records == []


async def test_a_task_may_cancel_its_owners_others_without_waiting_for_itself() -> None:
    owner = TaskOwner()
    other = owner.spawn(asyncio.Event().wait(), "other")
    await owner.spawn(owner.cancel(), "the canceller")
    assert other.cancelled()


async def test_with_nothing_to_cancel_it_returns() -> None:
    await TaskOwner().cancel()


def test_whether_a_task_could_be_started_is_known() -> None:
    async def inside() -> bool:
        return is_loop_running()

    assert not is_loop_running()
    assert asyncio.run(inside())
    assert not is_loop_running()


@pytest.mark.filterwarnings("error")
def test_without_a_loop_the_work_is_closed() -> None:
    async def work() -> None:
        pass

    refused = work()
    with pytest.raises(RuntimeError, match="no running event loop"):
        TaskOwner().spawn(refused, "the work")
    assert inspect.getcoroutinestate(refused) == inspect.CORO_CLOSED
