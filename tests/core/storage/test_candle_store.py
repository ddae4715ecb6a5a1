"""The store on a real event loop: groups of writes, slow disks, and a process that is killed."""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from candle_parts import part_of
from core.storage import candle_store
from core.storage.candle_file import CandleFile
from core.storage.candle_series import Series
from core.storage.candle_store import CandleStore, SourceCandles
from core.storage.kept_candles import KeptCandles
from waiting import eventually

BTC = Series("upbit", "KRW-BTC", "1m")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "candles.sqlite"


@pytest.fixture
async def store(path: Path):
    made = CandleStore(path, 10**9, lambda text: None)
    yield made
    await made.close()


async def test_what_is_written_is_read_after_the_next_start(store, path):
    assert await store.read(BTC, None, 9_999) is None
    store.write(BTC, part_of(0, 2000))
    store.write(BTC, part_of(1999, 2500))
    await store.close()
    again = CandleStore(path, 10**9, lambda text: None)
    assert (await again.read(BTC, None, 9_999)).batch.slots.tolist() == list(range(2500))
    assert (await again.read(BTC, 2000, 9_999)).stop == 2000
    assert await again.size() > 100_000
    await again.clear()
    assert await again.read(BTC, None, 9_999) is None
    await again.close()


async def test_many_changes_are_one_write(store, path, monkeypatch):
    monkeypatch.setattr(candle_store, "WRITE_INTERVAL", 0.05)
    writes: list[int] = []
    whole = KeptCandles.write

    def counted(self, changes):
        writes.append(len(changes))
        return whole(self, changes)

    monkeypatch.setattr(KeptCandles, "write", counted)
    for slot in range(30):
        store.write(BTC, part_of(slot, slot + 2))
    store.write(BTC, part_of(7, 7))
    await eventually(lambda: writes)
    assert (await store.read(BTC, None, 99)).stop == 31
    assert writes == [30]


async def test_sources_do_not_mix(store):
    upbit, singapore = SourceCandles(store, "upbit"), SourceCandles(store, "upbit-sg")
    upbit.write("USDT-BTC", "1m", part_of(0, 9))
    singapore.write("USDT-BTC", "1m", part_of(0, 9, world=50.0))
    store.set_limit(10**9)
    await store.close()
    again = CandleStore(store._path, 10**9, lambda text: None)
    one = await SourceCandles(again, "upbit").read("USDT-BTC", "1m", None, 9)
    two = await SourceCandles(again, "upbit-sg").read("USDT-BTC", "1m", None, 9)
    assert (one.batch.figures[0] + 50.0).tolist() == two.batch.figures[0].tolist()
    SourceCandles(again, "upbit").forget("USDT-BTC", "1m")
    assert await SourceCandles(again, "upbit").read("USDT-BTC", "1m", None, 9) is None
    assert await SourceCandles(again, "upbit-sg").read("USDT-BTC", "1m", None, 9) is not None
    await again.close()


async def test_what_waits_of_a_forgotten_series_is_not_written(store):
    store.write(BTC, part_of(0, 9))
    store.forget(BTC)
    await store.close()
    again = CandleStore(store._path, 10**9, lambda text: None)
    assert await again.read(BTC, None, 9) is None
    await again.close()


async def test_a_slow_disk_keeps_neither_the_loop_nor_a_chart_waiting(store, monkeypatch):
    monkeypatch.setattr(candle_store, "READ_TIMEOUT", 0.05)
    monkeypatch.setattr(candle_store, "_FAREWELL", 0.05)
    gate = threading.Event()
    monkeypatch.setattr(KeptCandles, "read", lambda *_: gate.wait(10))
    began = time.monotonic()
    assert await store.read(BTC, None, 9) is None
    assert await store.read(BTC, None, 9) is None
    await store.close()
    assert time.monotonic() - began < 5
    gate.set()


async def test_after_the_end_nothing_is_read_or_written(store):
    await store.close()
    store.write(BTC, part_of(0, 9))
    store.forget(BTC)
    store.set_limit(1)
    assert await store.read(BTC, None, 9) is None
    assert await store.size() is None
    await store.clear()
    await store.close()


async def test_notices_are_said_on_the_loop(path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    said: list[tuple[str, int]] = []
    store = CandleStore(path, 10**9, lambda text: said.append((text, threading.get_ident())))
    await store.read(BTC, None, 9)
    await eventually(lambda: said)
    ((text, thread),) = said
    assert "candles.bad.sqlite" in text
    assert thread == threading.get_ident()
    await store.close()


async def test_what_another_process_prevents_is_tried_again(store, path, monkeypatch):
    monkeypatch.setattr(candle_store, "WRITE_INTERVAL", 0.02)
    monkeypatch.setattr("core.storage.sqlite_file.PATIENCE", 0.01)
    written: list[bool] = []
    whole = KeptCandles.write
    monkeypatch.setattr(KeptCandles, "write", lambda *given: written.append(whole(*given)) or written[-1])
    await store.read(BTC, None, 9)
    holder = CandleFile(path)
    holder._sql.execute("BEGIN IMMEDIATE")
    store.write(BTC, part_of(0, 9))
    await eventually(lambda: written)
    assert not any(written), "another process holds the file"
    corrected = part_of(5, 12)
    corrected.batch.figures[1, 0] = 2000.0
    store.write(BTC, corrected)
    holder._sql.execute("ROLLBACK")
    holder.close()
    async with asyncio.timeout(10.0):
        while (found := await store.read(BTC, None, 99)) is None or found.stop < 12:  # noqa: ASYNC110 - a thread writes
            await asyncio.sleep(0.01)
    assert found.batch.slots.tolist() == list(range(12))
    assert found.batch.figures[1, 5] == 2000.0, "in their order"


WRITER = """
import asyncio, sys, time
from pathlib import Path
from candle_parts import part_of
from core.storage.candle_series import Series
from core.storage.candle_store import CandleStore

async def main():
    store = CandleStore(Path(sys.argv[1]), 10**9, print)
    start = int(sys.argv[2])
    slot = start
    while True:
        for code in ("KRW-BTC", "KRW-ETH"):
            store.write(Series("upbit", code, "1m"), part_of(max(0, slot - 1), slot + 50))
        slot += 50
        print(slot, time.time(), flush=True)
        await asyncio.sleep(0.02)

asyncio.run(main())
"""


def test_a_process_killed_at_any_moment_loses_a_second_at_most_and_spoils_nothing(path):
    random.seed(12)
    first = 0
    for _ in range(6):
        command = [sys.executable, "-c", WRITER, str(path), str(first)]
        environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'support'}", "PATH": ""}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
            lines = [writer.stdout.readline().split()]
            threading.Timer(1.8 + random.random(), writer.send_signal, (signal.SIGKILL,)).start()
            lines += [line.split() for line in writer.stdout if line.endswith("\n")]
        killed_at = float(lines[-1][1])
        # What was handed over a second (and the time of one write) before the end is there.
        handed_over = killed_at - candle_store.WRITE_INTERVAL - 0.5
        safe = max((int(slot) for slot, at in lines if float(at) <= handed_over), default=first)
        said: list[str] = []
        kept = KeptCandles(path, 10**9, said.append)
        stops = set()
        for code in ("KRW-BTC", "KRW-ETH"):
            found = kept.read(BTC._replace(code=code), None, 10**6)
            assert found is not None
            assert found.first == 0
            assert found.stop >= safe
            assert found.batch.figures.tolist() == part_of(0, found.stop).batch.figures.tolist()
            stops.add(found.stop)
        assert len(stops) == 1, "one group is written as a whole"
        assert said == []
        assert kept._file._sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept.close()
        first = stops.pop()
