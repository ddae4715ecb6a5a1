import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from core.simulator.market.synthetic import SyntheticSource
from core.simulator.serve.child import manners_of, prepare, run, source_of
from core.simulator.serve.options import ExchangeOptions
from core.simulator.streams.manners import Manners

PATIENCE = 45
"""Seconds a process may take to start and end: the tests check whether it ends, not how soon."""

NOW_MS = 1_795_144_500_000
RUN = (
    "import sys; from core.simulator.serve.child import run; from core.simulator.serve.options import ExchangeOptions; "
    "sys.exit(run(ExchangeOptions(markets=2{})))"
)


def start(options="", **kwargs):
    process = subprocess.Popen(
        [sys.executable, "-c", RUN.format(options)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **{"stdin": subprocess.PIPE} | kwargs,
    )
    line = process.stdout.readline()
    assert line, process.stderr.read()
    return process, json.loads(line)["port"]


def finish(process):
    """Wait for the end, for any time on a busy machine; check that nothing was printed as an error."""
    _, complaints = process.communicate(timeout=PATIENCE)
    assert complaints == ""
    return process.returncode


def test_it_serves_once_it_has_written_its_port_and_ends_with_stdin():
    process, port = start()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/market/all") as reply:
        assert len(json.load(reply)) == 2
    process.stdin.close()
    process.stdin = None
    assert finish(process) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it(number):
    process, _ = start()
    process.send_signal(number)
    assert finish(process) == 0


@pytest.mark.parametrize("after", [0.0, 0.2, 0.4, None])
def test_a_parent_that_dies_during_the_start_is_followed_in_silence(after):
    """Both pipes close together; None: before the port is written, which only that write notices."""
    read_end, write_end = os.pipe()
    leash, keeper = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", RUN.format("")], stdin=leash, stdout=write_end, stderr=subprocess.PIPE, text=True
    )
    os.close(write_end)
    os.close(leash)
    if after is None:
        os.close(read_end)
        assert finish(process) == 0
        os.close(keeper)
        return
    time.sleep(after)  # the moment is the subject
    os.close(read_end)
    os.close(keeper)
    assert finish(process) == 0


def test_a_stdin_that_ends_after_the_exchange_has_no_effect():
    code = (
        "import socket, time; from core.simulator.serve.child import run\n"
        "from core.simulator.serve.options import ExchangeOptions\n"
        "taken = socket.create_server(('127.0.0.1', 0))\n"
        "print(run(ExchangeOptions(markets=2, port=taken.getsockname()[1])), flush=True)\n"
        "time.sleep(0.5)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "2\n"
        _, complaints = process.communicate(timeout=PATIENCE)
    assert len(complaints.splitlines()) == 1


def test_without_a_pipe_for_stdin_it_goes_on():
    process, port = start(stdin=subprocess.DEVNULL)
    time.sleep(0.3)  # time enough to end
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/market/all") as reply:
        assert reply.status == 200
    process.terminate()
    assert finish(process) == 0


def test_it_ends_when_its_parent_is_killed():
    parent_code = (
        "import subprocess, sys, time;"
        f"child = subprocess.Popen([sys.executable, '-c', {RUN.format('')!r}],"
        " stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True);"
        "child.stdout.readline(); print(child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", parent_code], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 2.0
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(child)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A killed process that was not waited for is gone as well.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_port_in_use_is_reported_in_one_line(capsys):
    process, port = start()
    assert run(ExchangeOptions(port=port, markets=2)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("hoga simulate: ")
    assert "already in use" in line
    process.kill()
    process.communicate()


def test_a_bad_recording_is_reported_with_its_line(capsys, tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text("{}\n")
    assert run(ExchangeOptions(replay=path)) == 2
    assert f"{path}:1: " in capsys.readouterr().err


def test_it_imports_no_qt():
    code = "import sys, core.simulator.serve.child; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_options_choose_the_market():
    assert len(source_of(ExchangeOptions(markets=5), NOW_MS).markets) == 5


def test_a_replay_knows_its_markets_by_their_names(recorded_tickers):
    markets = source_of(ExchangeOptions(replay=recorded_tickers), NOW_MS).markets
    assert len(markets) == 124
    assert next(market for market in markets if market.code == "KRW-XRP").korean_name.startswith("엑스알피")


def test_options_choose_the_snapshot_delay():
    assert manners_of(ExchangeOptions(snapshot_delay=0.5)).snapshot_delay == (0.5, 0.5)
    assert manners_of(ExchangeOptions()).snapshot_delay == Manners().snapshot_delay


async def test_it_works_out_first_tickers_from_the_most_active_market_on_and_serves_in_between():
    class Asked(SyntheticSource):
        def ticker(self, code, now_ms):
            asked.append(code)
            return super().ticker(code, now_ms)

    asked, served = [], []
    source = Asked(1, 5, 20.0)
    preparing = asyncio.ensure_future(prepare(source))
    while not preparing.done():
        served.append(len(asked))
        await asyncio.sleep(0)
    assert asked == [market.code for market in source.markets]
    assert asked[0].startswith("KRW-")
    assert set(served) == set(range(len(asked) + 1)), "a turn of the loop after each"
