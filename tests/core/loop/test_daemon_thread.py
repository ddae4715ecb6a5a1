from __future__ import annotations

import asyncio
import threading

import pytest

from core.loop.daemon_thread import on_daemon_thread


async def test_the_result_comes_from_a_daemon_thread():
    thread = await on_daemon_thread(threading.current_thread, "some work")
    assert thread is not threading.current_thread()
    assert thread.daemon
    assert thread.name == "some work"


async def test_what_the_work_raises_is_raised_where_it_is_awaited():
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await on_daemon_thread(fail, "some work")


async def test_who_no_longer_waits_is_not_disturbed_by_an_answer():
    release, threads = threading.Event(), list[threading.Thread]()

    def hang() -> int:
        threads.append(threading.current_thread())
        release.wait(10.0)
        return 5

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await on_daemon_thread(hang, "some work")
    release.set()
    threads[0].join()
    await asyncio.sleep(0)


def test_an_answer_after_the_end_of_the_loop_is_dropped():
    release, threads = threading.Event(), list[threading.Thread]()

    def hang() -> None:
        threads.append(threading.current_thread())
        release.wait(10.0)

    async def begin() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await on_daemon_thread(hang, "some work")

    asyncio.run(begin())
    release.set()
    threads[0].join()
