"""A resolver that hangs costs one thread that nobody waits for."""

from __future__ import annotations

import asyncio
import socket
import threading

import pytest

from core.resolver import Resolver


async def test_a_name_is_looked_up() -> None:
    found = await Resolver(asyncio.get_running_loop()).addresses("localhost", 80, 0, socket.SOCK_STREAM)
    assert {address[4][0] for address in found} & {"127.0.0.1", "::1"}


async def test_a_name_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(OSError, match=r"known|resol|host"):
        await Resolver(asyncio.get_running_loop()).addresses("no.such.host.invalid", 80)


async def test_a_resolver_that_hangs_holds_one_daemon_thread_however_often_it_is_asked(
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


async def test_once_answered_it_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *question: asked.append(question) or [])
    resolver = Resolver(asyncio.get_running_loop())
    await resolver.addresses("moving.example", 443)
    await resolver.addresses("moving.example", 443)
    assert len(asked) == 2
