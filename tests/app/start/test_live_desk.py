"""The desk in whole runs: which panels open, the effect of a script, and the restored desk."""

import json
import time

import pytest
from PySide6.QtWidgets import QApplication

from app.automation.report import summary
from app.settings.declared import BEEP_ON_DISCONNECT
from app.settings.store import Settings
from app.start.live_desk import _beep
from core.market.alerts.quiet_hours import QuietHours, minute_at
from looks import LOOK
from widgets.markets.alerts import UserAlerts

KINDS = ["watchlist", "market-header", "chart", "orderbook", "trades"]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


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


def test_the_default_desk_opens_with_all_its_panels_and_live_quotes_and_complains_of_nothing(hoga, report, tmp_path):
    shot = tmp_path / "shot.png"
    status, out, err = hoga("--run-for", "3", "--report", str(report), "--screenshot", str(shot)).wait()
    assert (status, err) == (0, "")
    reported = read(report)
    assert [panel["panel"].partition(":")[0] for panel in reported["panels"]] == KINDS
    assert reported["desired"] == reported["sent"]
    assert reported["frames"]["painted"] > 0
    assert reported["process"]["start_to_first_frame_s"] > 0
    assert out.strip() == summary(reported)
    assert shot.read_bytes().startswith(b"\x89PNG")
    logs = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "state" / "hoga" / "log").iterdir()}
    assert "Thread" not in "".join(text for name, text in logs.items() if name.startswith("crash-")), "no stack"
    assert "ERROR" not in logs["hoga.log"]


def test_named_panels_open_instead(hoga, report):
    run = hoga("--panel", "trades:KRW-ETH", "orderbook:krw-xrp:5", "--run-for", "2", "--report", str(report))
    assert run.wait()[0] == 0
    assert [panel["panel"] for panel in read(report)["panels"]] == ["trades:KRW-ETH", "orderbook:KRW-XRP:5"]
    assert read(report)["sent"]["public"]["orderbook"] == ["KRW-XRP"]


def test_a_script_works_the_window_and_quits_and_the_desk_comes_back_as_it_was_left(hoga, report, script):
    """But what is opened by name leaves nothing for the next start."""
    steps = script(
        (0.5, "open", "chart:KRW-ETH:5m"),
        (0.7, "float", "trades"),
        (0.8, "dock", "trades"),
        (0.9, "tab", "orderbook"),
        (1.0, "hide", "trades"),
        (1.1, "show", "trades"),
        (1.2, "close", "watchlist"),
        (1.3, "float", "trades"),
        (3.5, "quit", None),
    )
    status, _, err = hoga("--script", steps, "--report", str(report)).wait()
    assert (status, err) == (0, "")
    panels = [panel["panel"] for panel in read(report)["panels"]]
    assert panels == [
        "market-header:KRW-BTC",
        "chart:KRW-BTC:1m",
        "orderbook:KRW-BTC",
        "trades:KRW-BTC",
        "chart:KRW-ETH:5m",
    ]
    assert read(report)["desired"] == read(report)["sent"]
    assert len(read(report)["sent"]["public"]["ticker"]) < 10
    assert hoga("--panel", "engine", "--run-for", "0.5").wait()[0] == 0
    for _ in range(2):  # what a restored desk has saved opens too
        assert hoga("--run-for", "1", "--report", str(report)).wait()[0] == 0
        assert [panel["panel"] for panel in read(report)["panels"]] == panels


def test_a_step_for_a_panel_that_is_not_open_ends_the_run_with_its_line(hoga, script):
    status, _, err = hoga("--panel", "engine", "--script", script((0.1, "close", "chart"))).wait()
    assert status == 2
    assert "steps.jsonl:1: there is no open panel chart" in err


def test_an_unknown_market_is_named_and_costs_the_status(hoga):
    status, _, err = hoga("--panel", "orderbook:KRW-BTCC", "--run-for", "5").wait()
    assert status == 2
    assert "unknown market 'KRW-BTCC'; the nearest are KRW-BTC" in err


def test_a_spoilt_workspace_costs_nothing_but_itself(hoga, report, tmp_path):
    kept = tmp_path / "config" / "hoga" / "workspace.json"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"\0" * 100)
    status, _, err = hoga("--run-for", "1", "--report", str(report)).wait()
    assert status == 0
    assert "workspace.bad.json" in err
    assert [panel["panel"].partition(":")[0] for panel in read(report)["panels"]] == KINDS
    assert kept.with_suffix(".bad.json").read_bytes() == b"\0" * 100


@pytest.mark.parametrize("is_quiet", [False, True])
@pytest.mark.parametrize("is_wanted", [False, True])
def test_a_lost_connection_sounds_if_the_user_wants_it_and_it_is_not_quiet(
    application, monkeypatch, is_wanted, is_quiet
):
    sounds, settings, alerts = [], Settings(), UserAlerts()
    monkeypatch.setattr(QApplication, "beep", lambda: sounds.append(True))
    settings.choose(BEEP_ON_DISCONNECT, is_wanted)
    now = minute_at(round(time.time() * 1000), LOOK.zone)
    alerts.set_telling({}, QuietHours((now - 60) % 1440, (now + 60) % 1440) if is_quiet else QuietHours())
    _beep(settings, alerts, LOOK)
    assert sounds == [True] * (is_wanted and not is_quiet)


CHOOSE_IN_PALETTE = """
from PySide6.QtCore import QTimer
import app.window.menus
from app.palette.palette import Palette
add = app.window.menus.Menus._add_panel_keys
def and_choose(menus):
    add(menus)
    def choose():
        if menus._desk.markets.markets is None or not menus.commands["palette"].isEnabled():
            QTimer.singleShot(100, choose)
            return
        menus.commands["palette"].trigger()
        palette = menus.parent().findChild(Palette)
        palette.field.setText("xrp")
        palette.field.entered.emit(False)
        QTimer.singleShot(0, menus.parent().close)
    QTimer.singleShot(100, choose)
app.window.menus.Menus._add_panel_keys = and_choose
"""


def test_what_was_chosen_in_the_palette_is_known_at_the_next_start(hoga, report, tmp_path):
    kept = tmp_path / "config" / "hoga" / "recent.json"
    status, _, err = hoga("--run-for", "60", "--report", str(report), inside=CHOOSE_IN_PALETTE).wait()
    assert (status, err) == (0, "")
    assert "chart:KRW-XRP:1m" in [panel["panel"] for panel in read(report)["panels"]]
    assert read(kept) == ["market:KRW-XRP"]
    kept.write_text("nonsense")
    status, _, err = hoga("--run-for", "1").wait()
    assert (status, read(kept)) == (0, [])
    assert "recent.json cannot be read" in err
