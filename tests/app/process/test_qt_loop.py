"""The loop: precise, never early, no timer left."""

import asyncio
import time

import pytest

from app.process.qt_loop import QtLoop


@pytest.fixture
def run(qapp):
    def run_on_qt(main):
        with asyncio.Runner(loop_factory=lambda: QtLoop(qapp)) as runner:
            return runner.run(main())

    return run_on_qt


@pytest.mark.parametrize("delay", [0.0003, 0.001, 0.02, 0.05])
def test_a_sleep_is_never_short(run, delay):
    async def main():
        short = 0
        for _ in range(10):
            start = time.monotonic()
            await asyncio.sleep(delay)
            short += time.monotonic() - start < delay
        return short

    assert run(main) == 0


def test_cancelled_timeouts_leave_no_timer(run):
    async def main():
        loop = asyncio.get_running_loop()
        before = len(loop._timer)
        for _ in range(500):
            async with asyncio.timeout(30):
                await asyncio.sleep(0)
        return len(loop._timer) - before

    assert run(main) == 0


def test_cancelling_a_call_already_made_leaves_the_next_one_alone(run):
    async def main():
        loop = asyncio.get_running_loop()
        made = []
        first = loop.call_later(0.001, made.append, "first")
        await asyncio.sleep(0.01)
        later = loop.call_later(0.02, made.append, "later")
        # As if Qt had reused the same identifier.
        first.timer_id = later.timer_id
        first.cancel()
        await asyncio.sleep(0.06)
        return made

    assert run(main) == ["first", "later"]


def test_calls_are_made_in_order_of_asking(run):
    async def main():
        made = []
        loop = asyncio.get_running_loop()
        for number in range(100):
            loop.call_soon(made.append, number)
        await asyncio.sleep(0.01)
        return made

    assert run(main) == list(range(100))


def test_a_delayed_call_knows_its_time(run):
    async def main():
        loop = asyncio.get_running_loop()
        handle = loop.call_later(5, print)
        ahead = handle.when() - loop.time()
        handle.cancel()
        return ahead

    assert 4.9 < run(main) <= 5.0


def test_what_is_due_when_the_loop_stops_waits_until_it_runs_again(qapp):
    found = []

    async def look(name):
        found.append((name, asyncio.get_running_loop()))

    async def first():
        loop = asyncio.get_running_loop()
        loop.call_soon(lambda: tasks.append(loop.create_task(look("late"))))

    async def second():
        await asyncio.sleep(0.01)
        await tasks[0]

    tasks = []
    with asyncio.Runner(loop_factory=lambda: QtLoop(qapp)) as runner:
        runner.run(first())
        runner.run(second())
        assert found == [("late", runner.get_loop())]


def test_a_closed_loop_leaves_qt_no_timer(qapp):
    with asyncio.Runner(loop_factory=lambda: QtLoop(qapp)) as runner:
        loop = runner.get_loop()
        loop.call_later(30, print)
    assert len(loop._timer) == 0


def test_a_call_from_another_thread_arrives(run):
    async def main():
        loop = asyncio.get_running_loop()
        arrived = loop.create_future()
        await asyncio.to_thread(loop.call_soon_threadsafe, arrived.set_result, 7)
        return await arrived

    assert run(main) == 7


def test_a_generator_that_is_not_read_to_its_end_is_closed_in_order(run):
    async def main():
        closed = []

        async def lines():
            try:
                yield "first"
                yield "second"
            finally:
                await asyncio.sleep(0)
                closed.append(True)

        async for _ in lines():
            break
        for _ in range(20):
            await asyncio.sleep(0)
        return closed

    assert run(main) == [True]
