"""The desk of the packaged program off-screen: quotes, panels, files and shutdown."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from packaged import LATEST, NOTHING, is_alive, read_json, wait_until

ROOT = Path(__file__).parents[2]

# After the first request, on a busy machine too: otherwise the panel would be part of that request.
OPENS = {"at": 0.6, "do": "open", "panel": "orderbook:KRW-ETH"}
CLOSES = {"at": 1.6, "do": "close", "panel": "orderbook:KRW-ETH"}
"""The panel closes before it has been open for a minute."""

SETTLED = 4.5
"""Seconds after which the streams of a closed panel have ended: 1.5 s of linger, and the wait for the rate gate."""


def colours(picture, step=5):
    """The number of colours in a grid of rows and columns of a picture."""
    return len({picture.pixel(x, y) for x in range(0, picture.width(), step) for y in range(0, picture.height(), step)})


def test_in_an_environment_with_nothing_in_it_quotes_arrive_and_are_painted(start, tmp_path):
    report = tmp_path / "report.json"
    run = start("--offscreen", "--panel", "chart", "trades", "--run-for", "2", "--report", report, env=NOTHING)
    status, out, err = run.end()
    assert (status, err) == (0, "")
    assert "chart:KRW-BTC:1m" in out
    reported = read_json(report)
    assert reported["connections"]["links"]["public"]["state"] == "live"
    assert reported["process"]["start_to_first_frame_s"] < 15
    assert reported["frames"]["painted"] > 0
    assert all(panel["delivered"] > 0 for panel in reported["panels"])


def test_a_panel_opens_and_closes_and_the_wire_follows(start, tmp_path):
    opened, closed = tmp_path / "opened", tmp_path / "closed"
    for name, steps in ((opened, [OPENS]), (closed, [OPENS, CLOSES])):
        name.with_suffix(".jsonl").write_text("\n".join(map(json.dumps, steps)))
    runs = [
        start(
            *("--offscreen", "--panel", "trades:KRW-BTC", "--script", name.with_suffix(".jsonl")),
            *("--run-for", SETTLED, "--report", name.with_suffix(".json")),
            home=name,
        )
        for name in (opened, closed)
    ]
    assert [run.end()[::2] for run in runs] == [(0, "")] * 2
    with_book, without = (read_json(name.with_suffix(".json")) for name in (opened, closed))
    assert with_book["desired"] == with_book["sent"]
    assert with_book["sent"]["public"]["orderbook"] == ["KRW-ETH"]
    assert without["desired"]["public"] == without["sent"]["public"]
    assert without["sent"]["public"] == {"ticker": ["KRW-BTC"], "trade": ["KRW-BTC"]}
    requests = [report["connections"]["total_messages"] for report in (with_book, without)]
    assert requests == [2, 3], "one for what was open, one for the panel, one without it"


def test_it_draws_what_the_source_draws_korean_included(start, tmp_path):
    """Menu, banner and titles do not change, so their pixels must be equal."""
    frozen, source = tmp_path / "frozen.png", tmp_path / "source.png"
    words = ["--offscreen", "--run-for", "2", "--screenshot"]
    run = start(*words, frozen, home=tmp_path / "frozen")
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    homes = {f"XDG_{name}_HOME": str(tmp_path / "source") for name in ("CONFIG", "STATE")}
    command = [sys.executable, "-m", "app", *words, str(source)]
    subprocess.run(command, cwd=ROOT, env={**environment, **homes}, check=True, stdout=subprocess.DEVNULL)
    assert run.end()[::2] == (0, "")
    ours, theirs = QImage(str(frozen)), QImage(str(source))
    assert ours.size() == theirs.size()
    assert colours(ours) > 30, "it is not blank"
    menu_and_banner = QRect(0, 0, ours.width(), 40)
    assert colours(ours.copy(menu_and_banner), step=1) > 20, "nor are they"
    assert ours.copy(menu_and_banner) == theirs.copy(menu_and_banner)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_on_a_signal_it_ends_in_time_in_silence_and_with_its_exchange(start, package):
    run = start("--offscreen")
    wait_until(run.is_live)
    (exchange,) = run.children()
    assert Path(f"/proc/{exchange}/exe").resolve() == (package / "hoga").resolve(), "it is the same program"
    assert b"simulate" in Path(f"/proc/{exchange}/cmdline").read_bytes()
    assert run.leave() == (0, "", "")
    assert not is_alive(exchange)
    assert [path.name for path in run.logs.iterdir()] == ["hoga.log"]
    assert "ERROR" not in run.log


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("after", [0.0, 0.4])
def test_on_a_signal_during_the_start_it_ends_too(start, after):
    run = start("--offscreen")
    wait_until(run.children)
    children = run.children()
    with pytest.raises(subprocess.TimeoutExpired):
        run.process.wait(after)
    assert run.leave() == (0, "", "")
    wait_until(lambda: not any(map(is_alive, children)), LATEST)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_without_standard_streams_it_runs_all_the_same(start, tmp_path):
    """Start as a desktop does."""
    report = tmp_path / "report.json"
    closing = ("/bin/sh", "-c", 'exec "$0" "$@" <&- >&- 2>&-')
    run = start("--offscreen", "--panel", "trades", "--run-for", "1.5", "--report", report, before=closing)
    assert run.end()[0] == 0
    assert read_json(report)["connections"]["links"]["public"]["state"] == "live"
