"""Whole runs of the program, as somebody outside sees them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.report import summary

LATEST = 3.0
KINDS = ["watchlist", "chart", "orderbook", "trades", "engine"]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(is_so, seconds=15.0):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.02)


@pytest.fixture
def script(tmp_path):
    def write(*steps):
        path = tmp_path / "steps.jsonl"
        lines = [json.dumps({"at": at, "do": do, **({"panel": panel} if panel else {})}) for at, do, panel in steps]
        path.write_text("\n".join(lines))
        return str(path)

    return write


@pytest.fixture
def report(tmp_path):
    return tmp_path / "report.json"


def test_the_default_desk_opens_with_all_five_panels_and_live_quotes(hoga, report, tmp_path):
    shot = tmp_path / "shot.png"
    status, out, err = hoga("--run-for", "4", "--report", str(report), "--screenshot", str(shot)).wait()
    assert (status, err) == (0, "")
    told = read(report)
    assert [panel["panel"].partition(":")[0] for panel in told["panels"]] == KINDS
    assert told["desired"] == told["sent"]
    assert told["frames"]["painted"] > 0
    assert told["process"]["start_to_first_frame_s"] > 0
    assert out.strip() == summary(told)
    assert shot.read_bytes().startswith(b"\x89PNG")


def test_named_panels_open_instead(hoga, report):
    run = hoga("--panel", "trades:KRW-ETH", "orderbook:krw-xrp:5", "--run-for", "2", "--report", str(report))
    assert run.wait()[0] == 0
    assert [panel["panel"] for panel in read(report)["panels"]] == ["trades:KRW-ETH", "orderbook:KRW-XRP:5"]
    assert read(report)["sent"]["public"]["orderbook"] == ["KRW-XRP"]


def test_a_script_works_the_window_and_quits(hoga, report, script):
    steps = script(
        (0.5, "open", "chart:KRW-ETH:5m"),
        (0.7, "float", "trades"),
        (0.8, "dock", "trades"),
        (0.9, "tab", "orderbook"),
        (1.0, "hide", "engine"),
        (1.1, "show", "engine"),
        (1.2, "close", "watchlist"),
        (3.5, "quit", None),
    )
    status, _, err = hoga("--script", steps, "--report", str(report)).wait()
    assert (status, err) == (0, "")
    panels = [panel["panel"] for panel in read(report)["panels"]]
    assert panels == ["chart:KRW-BTC:1m", "orderbook:KRW-BTC", "trades:KRW-BTC", "engine", "chart:KRW-ETH:5m"]
    assert read(report)["desired"] == read(report)["sent"]
    assert len(read(report)["sent"]["public"]["ticker"]) < 10


def test_a_step_for_a_panel_that_is_not_open_ends_the_run_with_its_line(hoga, script):
    status, _, err = hoga("--panel", "engine", "--script", script((0.1, "close", "chart"))).wait()
    assert status == 2
    assert "steps.jsonl:1: there is no open panel chart" in err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.0, 0.3, 3.0])
def test_a_signal_ends_everything_in_time_and_in_silence(hoga, number, after):
    run = hoga("--panel", "trades", "orderbook")
    wait_until(run.children)
    children = run.children()
    time.sleep(after)
    asked = time.monotonic()
    run.process.send_signal(number)
    status, out, err = run.wait()
    assert time.monotonic() - asked < LATEST
    assert (status, out, err) == (0, "", "")
    assert not any(map(is_alive, children))


def test_a_desk_that_is_killed_takes_its_exchange_along(hoga):
    run = hoga("--panel", "trades")
    wait_until(run.children)
    (child,) = run.children()
    run.process.kill()
    wait_until(lambda: not is_alive(child), seconds=2.0)


def test_an_exchange_that_is_killed_comes_back_and_so_do_the_quotes(hoga, report):
    run = hoga("--panel", "trades", "orderbook", "--run-for", "10", "--report", str(report))
    wait_until(run.children)
    (first,) = run.children()
    time.sleep(3.0)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: run.children() not in ([], [first]))
    status, _, err = run.wait()
    assert status == 0
    assert "다시 시작" in err
    link = read(report)["connections"]["links"]["public"]
    assert (link["state"], link["epoch"]) == ("live", 2)
    assert read(report)["connections"]["resubscriptions"] == 1
    assert read(report)["desired"] == read(report)["sent"]


def test_an_unknown_market_is_named_and_costs_the_status(hoga):
    status, _, err = hoga("--panel", "orderbook:KRW-BTCC", "--run-for", "5").wait()
    assert status == 2
    assert "unknown market 'KRW-BTCC'; the nearest are KRW-BTC" in err


def test_the_desk_comes_back_as_it_was_left(hoga, report, script):
    steps = script(
        (0.3, "close", "watchlist"), (0.4, "open", "trades:KRW-ETH"), (0.5, "float", "engine"), (1.5, "quit", None)
    )
    assert hoga("--script", steps).wait()[0] == 0
    assert hoga("--run-for", "1.5", "--report", str(report)).wait()[0] == 0
    left = ["chart:KRW-BTC:1m", "orderbook:KRW-BTC", "trades:KRW-BTC", "engine", "trades:KRW-ETH"]
    assert [panel["panel"] for panel in read(report)["panels"]] == left
    assert hoga("--panel", "engine", "--run-for", "0.5").wait()[0] == 0
    assert hoga("--run-for", "1", "--report", str(report)).wait()[0] == 0
    assert [panel["panel"] for panel in read(report)["panels"]] == left


def test_a_spoilt_workspace_costs_nothing_but_itself(hoga, report, tmp_path):
    kept = tmp_path / "config" / "hoga" / "workspace-simulated.json"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"\0" * 100)
    status, _, err = hoga("--run-for", "1", "--report", str(report)).wait()
    assert status == 0
    assert "workspace-simulated.bad.json" in err
    assert [panel["panel"].partition(":")[0] for panel in read(report)["panels"]] == KINDS
    assert kept.with_suffix(".bad.json").read_bytes() == b"\0" * 100


def test_without_an_exchange_the_desk_stands_and_says_so(hoga, report):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        run = hoga("--rest-url", url, "--panel", "trades", "--run-for", "2", "--report", str(report))
        time.sleep(1.0)
        assert run.children() == []
        assert run.wait()[::2] == (0, "")
    assert read(report)["connections"]["links"]["public"]["state"] == "reconnecting"
    assert read(report)["process"]["start_to_first_frame_s"] is None


def test_without_a_display_the_cure_is_named():
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    clean.pop("QT_QPA_PLATFORM", None)
    ended = subprocess.run([sys.executable, "-m", "app"], env=clean, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "--offscreen" in ended.stderr
