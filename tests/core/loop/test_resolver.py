"""A hanging resolver costs one thread, and nothing waits for it."""

from __future__ import annotations

import asyncio
import socket
import threading

import pytest

from core.loop import resolver as module
from core.loop.resolver import Resolver


async def test_a_name_is_looked_up() -> None:
    found = await Resolver(asyncio.get_running_loop()).addresses("localhost", 80, 0, socket.SOCK_STREAM)
    assert {address[4][0] for address in found} & {"127.0.0.1", "::1"}


async def test_a_name_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(OSError, match=r"known|resol|host"):
        await Resolver(asyncio.get_running_loop()).addresses("no.such.host.invalid", 80)


async def test_a_resolver_that_hangs_holds_one_daemon_thread_after_any_number_of_lookups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released = threading.Event()

    def hanging(*_: object) -> list[object]:
        released.wait(10.0)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    resolver = Resolver(asyncio.get_running_loop())
    for _ in range(12):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await resolver.addresses("slow.example", 443)
    threads = [thread for thread in threading.enumerate() if thread.name == "look up slow.example"]
    assert len(threads) == 1
    assert threads[0].daemon
    released.set()
    threads[0].join()
    await asyncio.sleep(0)


async def test_an_answered_name_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    requested: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *question: requested.append(question) or [])
    resolver = Resolver(asyncio.get_running_loop())
    await resolver.addresses("moving.example", 443)
    await resolver.addresses("moving.example", 443)
    assert len(requested) == 2


@pytest.mark.parametrize("error", [UnicodeError("label too long"), MemoryError(), ValueError("embedded null")])
async def test_any_error_of_the_system_is_raised_and_the_name_can_be_looked_up_again(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    answers: list[object] = [error, ["an address"]]

    def once_broken(*_: object) -> object:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(socket, "getaddrinfo", once_broken)
    resolver = Resolver(asyncio.get_running_loop())
    with pytest.raises(type(error)):
        await asyncio.wait_for(resolver.addresses("host.example", 443), 5.0)
    assert await asyncio.wait_for(resolver.addresses("host.example", 443), 5.0) == ["an address"]


async def test_without_a_thread_to_be_had_the_next_one_may_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = Resolver(asyncio.get_running_loop())
    with monkeypatch.context() as patch:

        def refuse(_: threading.Thread) -> None:
            raise RuntimeError("can't start new thread")

        patch.setattr(threading.Thread, "start", refuse)
        with pytest.raises(OSError, match="thread"):
            await resolver.addresses("localhost", 80)
    assert await asyncio.wait_for(resolver.addresses("localhost", 80), 5.0)


async def test_a_call_long_after_a_hung_look_up_starts_a_new_one_within_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released = threading.Event()
    requested: list[object] = []

    def hanging(*question: object) -> list[object]:
        requested.append(question)
        released.wait(10.0)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    monkeypatch.setattr(module, "PATIENCE", -1.0)
    resolver = Resolver(asyncio.get_running_loop())
    for _ in range(module.MOST_THREADS):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await resolver.addresses("slow.example", 443)
    with pytest.raises(OSError, match="hang"):
        await resolver.addresses("slow.example", 443)
    assert len(requested) == module.MOST_THREADS
    released.set()
    for thread in threading.enumerate():
        if thread.name == "look up slow.example":
            thread.join()
    await asyncio.sleep(0)
    monkeypatch.setattr(module, "PATIENCE", 30.0)
    assert await resolver.addresses("slow.example", 443) == []
