"""The fault matrix, rows 26, 28, 34, 35 and 45: quitting at any moment, bad keys, and network addresses.

Row 36, the order without an answer, applies once the desk can send orders. In row 34, no answer of the exchange to this
desk shows whether a key may also withdraw.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import gc
import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.engine.deliver.feed import FeedState
from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope, StreamType, subscribe
from core.simulator.account.tokens import DEMO_ACCESS_KEY, DEMO_SECRET_KEY, Key, KeyState
from core.simulator.serve.server import ExchangeServer, serve
from core.storage import kept_file, key_store
from core.storage.kept_file import KeptFile
from core.storage.key_store import KeyStore, KeyStoreFailed
from core.storage.whole_file import strays
from core.upbit.credentials import MAX_LENGTH, Credentials
from core.upbit.dial import private_dial
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.account import PrivateRest
from core.upbit.upbit import Upbit
from embedded import EmbeddedExchange, quiet_source
from key_stores import Forgetful, HalfHearted, Hanging, Locked, Memory
from scripted_socket import ScriptedPeer
from under_fault import DESK, MY_ORDERS, TICKER_BTC, exchange_behind_a_pipe, now, public_dial
from virtual_time import VirtualTimeLoop, until
from waiting import eventually

LATEST = 3.0
"""Maximum seconds for everything to end, from any state."""


# 26. Quitting


class CountingLoop(VirtualTimeLoop):
    """A loop that sets an event at a chosen turn: between two awaits of any task."""

    def __init__(self, turn: float) -> None:
        super().__init__()
        self.turns = 0
        self.complaints: list[object] = []
        self.reached = asyncio.Event()
        self._turn = turn
        self.set_exception_handler(lambda _, context: self.complaints.append(context))

    def _run_once(self) -> None:
        self.turns += 1
        if self.turns >= self._turn:
            self.reached.set()
        super()._run_once()


Trouble = Callable[[EmbeddedExchange], None]


def nothing(_: EmbeddedExchange) -> None:
    """All is well."""


def fault(name: str, **parameters: object) -> Trouble:
    return lambda exchange: exchange.faults.set(name, now(), **parameters)


async def _live(exchange: EmbeddedExchange, engine: WebSocketManager, trouble: Trouble) -> None:
    panels = [engine.attach(str(n), [subscription]) for n, subscription in enumerate(DESK)]
    engine.attach("orders", [MY_ORDERS])
    await until(0.5)
    trouble(exchange)
    panels[0].close()
    engine.attach("late", [subscribe(StreamType.TICKER, "KRW-ETH")])
    await until(2.0)
    exchange.faults.set("drop", now())
    await until(12.0)


def turns_until_left_at(turn: float, trouble: Trouble) -> int:
    """Run a while, then quit at one turn of the loop; return the number of turns."""
    loop = CountingLoop(turn)

    async def run() -> int:
        exchange, orders = EmbeddedExchange(quiet_source()), ScriptedPeer(takes=0.3)
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: exchange.dial, Scope.PRIVATE: orders.dial})
        living = asyncio.ensure_future(_live(exchange, engine, trouble))
        leaving = asyncio.ensure_future(loop.reached.wait())
        await asyncio.wait({living, leaving}, return_when=asyncio.FIRST_COMPLETED)
        requested = now()
        living.cancel()
        leaving.cancel()
        await engine.stop()
        await asyncio.wait({living, leaving})
        assert now() - requested <= LATEST
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        exchange.clock.stop()
        return loop.turns

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        turns = runner.run(run())
    assert loop.complaints == []
    return turns


@pytest.mark.parametrize(
    "trouble",
    [
        nothing,
        fault("refuse", seconds=60.0),
        fault("half_open", reach="all"),
        fault("handshake", status=418, wait=3600.0),
        fault("error", error="WRONG_FORMAT"),
        fault("close", code=1008),
        fault("slice", size=1, pause=0.1),
    ],
    ids=["calm", "refused", "half-open", "blocked", "refused request", "1008", "trickle"],
)
def test_row_26_the_engine_can_be_left_at_every_await(trouble: Trouble, caplog: pytest.LogCaptureFixture) -> None:
    turns = turns_until_left_at(float("inf"), trouble)
    for turn in range(1, turns):
        turns_until_left_at(turn, trouble)
    gc.collect()
    assert [record for record in caplog.records if record.name == "asyncio"] == []


async def test_row_26_a_stalled_line_does_not_delay_the_end() -> None:
    async with exchange_behind_a_pipe() as (_, pipe):
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: public_dial(pipe.port)}, debounce_delay=0.0)
        feed = engine.attach("panel", [TICKER_BTC])
        await eventually(lambda: feed.status().state is FeedState.LIVE)
        pipe.stall()
        engine.attach("another", [DESK[1]])
        requested = now()
        await engine.stop()
        assert now() - requested < 1.5


def start_program(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """The program as a user starts it, with its own home."""
    folders = {f"XDG_{name}_HOME": str(home) for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    command = [sys.executable, "-m", "app", "--offscreen", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env={**os.environ, **folders}, stdout=pipe, stderr=pipe, text=True)


async def test_row_26_the_program_ends_in_time_while_its_exchange_is_silent(tmp_path: Path) -> None:
    called = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.set()
        with contextlib.suppress(ConnectionError):
            await reader.read()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        where = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        source = ("--rest-url", f"http://{where}", "--ws-url", f"ws://{where}")
        process = start_program(tmp_path, *source, "--panel", "trades", "chart")
        try:
            async with asyncio.timeout(20.0):
                await called.wait()
            requested = time.monotonic()
            process.send_signal(signal.SIGTERM)
            out, err = await asyncio.to_thread(process.communicate, timeout=20.0)
        finally:
            process.kill()
        assert time.monotonic() - requested < LATEST
        assert (process.returncode, out, err) == (0, "", "")


# 34. A rejected key


def change(**changes: object) -> Callable[[ExchangeServer], None]:
    """Replace the stored key."""

    def apply(server: ExchangeServer) -> None:
        ring = server.exchange.private.keys
        ring.add(replace(ring.find(DEMO_ACCESS_KEY), **changes))

    return apply


@pytest.mark.parametrize(
    ("spoil", "access_key", "secret_key", "reason", "cure"),
    [
        (change(), DEMO_ACCESS_KEY, "canary-secret-key-" * 3, "Secret Key", "다시 복사"),
        (change(), "canary-access-key", DEMO_SECRET_KEY, "등록되지 않은", "다시 입력"),
        (change(state=KeyState.REVOKED), DEMO_ACCESS_KEY, DEMO_SECRET_KEY, "등록되지 않은", "삭제된 키"),
        (change(state=KeyState.EXPIRED), DEMO_ACCESS_KEY, DEMO_SECRET_KEY, "유효 기간", "새 키"),
        (change(addresses=frozenset({"192.0.2.1"})), DEMO_ACCESS_KEY, DEMO_SECRET_KEY, "IP 주소", "허용 목록"),
    ],
    ids=["wrong secret", "unknown", "revoked", "expired", "address"],
)
async def test_row_34_a_refused_key_is_shown_with_the_cure_and_not_retried(
    caplog: pytest.LogCaptureFixture, spoil: Callable[[ExchangeServer], None], access_key: str, secret_key: str,
    reason: str, cure: str,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    async with exchange_behind_a_pipe() as (server, pipe):
        spoil(server)
        endpoints = endpoints_for(
            "simulated", rest_url=f"http://127.0.0.1:{pipe.port}", ws_url=f"ws://127.0.0.1:{pipe.port}"
        )
        credentials = Credentials(access_key, secret_key)
        rest = PrivateRest(endpoints, credentials)
        dials = {Scope.PUBLIC: public_dial(server.port), Scope.PRIVATE: private_dial(endpoints, credentials, rest)}
        engine = WebSocketManager(exchange=Upbit(), dials=dials, debounce_delay=0.0)
        prices, orders = engine.attach("desk", DESK), engine.attach("orders", [MY_ORDERS])
        await eventually(lambda: orders.status().state is FeedState.STOPPED and prices.status().state is FeedState.LIVE)
        assert reason in orders.status().link.reason
        assert cure in orders.status().link.reason
        await asyncio.sleep(0.55)  # longer than the first delay of a redial
        assert pipe.accepted == 1
        await engine.stop()
        await rest.close()
    assert not any(key in record.getMessage() for record in caplog.records for key in (access_key, secret_key))


async def test_row_34_a_key_without_order_permission_is_shown_as_such_and_balances_continue() -> None:
    async with serve(EmbeddedExchange().exchange.source) as server:
        ring = server.exchange.private.keys
        key = ring.find(DEMO_ACCESS_KEY)
        ring.add(
            Key(key.access_key, key.secret_key, frozenset(each for each in key.permissions if "order" not in each))
        )
        endpoints = endpoints_for("simulated", rest_url=server.rest_url)
        credentials = Credentials(DEMO_ACCESS_KEY, DEMO_SECRET_KEY)
        rest = PrivateRest(endpoints, credentials)
        assert await rest.accounts()
        engine = WebSocketManager(
            exchange=Upbit(), dials={Scope.PRIVATE: private_dial(endpoints, credentials, rest)}, debounce_delay=0.0
        )
        orders = engine.attach("orders", [MY_ORDERS])
        await eventually(lambda: orders.status().state is FeedState.STOPPED)
        assert orders.status().link.reason
        await engine.stop()
        await rest.close()


# 28. A killed process


SAVING = """
import sys
from pathlib import Path
from core.storage.kept_file import KeptFile
kept, number = KeptFile(Path(sys.argv[1]), 1), int(sys.argv[2])
while True:
    number += 1
    kept.save({"number": number, "ballast": "x" * 20_000})
    print(number, flush=True)
"""


def test_row_28_killed_at_any_moment_of_saving_no_file_is_broken_and_none_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, known, chance = tmp_path / "workspace.json", 0, random.Random(28)
    for _ in range(12):
        command = [sys.executable, "-c", SAVING, str(path), str(known)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            child.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.03))
            child.kill()
            reported = child.stdout.read().split()
        loaded = KeptFile(path, 1).load()
        assert loaded.notice == ""
        assert loaded.content["number"] >= int(reported[-1] if reported else known)
        known = loaded.content["number"]
    monkeypatch.setattr(kept_file, "STRAY_AGE", -1.0)
    KeptFile(path, 1).load()
    assert strays(path) == [], "what was left half-written is swept up"


# 35. An unusable key store


async def test_row_35_a_key_as_long_as_any_comes_back_whole() -> None:
    backend = Memory()
    credentials = Credentials("access", "s" * MAX_LENGTH)
    await KeyStore("simulated", lambda: backend).save(credentials)
    loaded = await KeyStore("simulated", lambda: backend).load()
    assert loaded is not None
    assert (loaded.access_key, loaded.secret_key) == (credentials.access_key, credentials.secret_key)


@pytest.mark.parametrize("kind", [Hanging, Locked, Forgetful, HalfHearted, lambda: None])
async def test_row_35_keys_without_a_store_cost_3_s_at_most_block_nothing_and_are_in_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: Callable[[], object]
) -> None:
    assert key_store.TIME_LIMIT <= LATEST
    monkeypatch.setattr(key_store, "TIME_LIMIT", 0.1)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    backend = kind()
    saving = asyncio.ensure_future(KeyStore("simulated", lambda: backend).save(Credentials("canary", "x" * 500)))
    began, turns = now(), 0
    while not saving.done():
        await asyncio.sleep(0.005)
        turns += 1
    with pytest.raises(KeyStoreFailed) as failed:
        await saving
    assert failed.value.user_message
    assert now() - began < 1.0
    assert turns >= 1
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - reads a folder of this machine
    if isinstance(backend, Hanging):
        backend.answered.set()


# 45. Demo and the real exchange


LISTENER = """
import os, sys
def hear(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"):
        with open(os.environ["HEARD_SOCKETS"], "a") as file:
            file.write(repr((event, *args[1 if event != "socket.getaddrinfo" else 0:])) + chr(10))
sys.addaudithook(hear)
"""


def test_row_45_in_the_demo_no_socket_leaves_this_machine_with_any_saved_keys(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(LISTENER, encoding="utf-8")
    heard = tmp_path / "heard"
    environment = {
        **os.environ, "PYTHONPATH": str(tmp_path), "HEARD_SOCKETS": str(heard), "QT_QPA_PLATFORM": "offscreen",
        **{f"XDG_{kind}": str(tmp_path / kind) for kind in ("CONFIG_HOME", "STATE_HOME", "CACHE_HOME", "DATA_HOME")},
        "UPBIT_ACCESS_KEY": "canary-access", "UPBIT_SECRET_KEY": "canary-secret",
    }  # fmt: skip
    command = [sys.executable, "-m", "app", "--offscreen", "--run-for", "6"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=50, check=False)
    assert run.returncode == 0, run.stderr[-2_000:]
    reported = [ast.literal_eval(line) for line in heard.read_text(encoding="utf-8").splitlines()]
    hosts = [where[0] for _, where, *_ in reported if isinstance(where, tuple)]
    hosts += [host for event, host, *_ in reported if event == "socket.getaddrinfo"]
    assert hosts, "the desk talks to its own exchange at least"
    assert {host.decode() if isinstance(host, bytes) else host for host in hosts} <= {
        "127.0.0.1", "::1", "localhost", "", None,
    }  # fmt: skip
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "heard")
    assert b"canary-" not in kept + run.stdout.encode() + run.stderr.encode()
