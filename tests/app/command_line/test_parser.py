"""The command line: valid options are read; invalid ones end with status 2 and a message of cause and cure."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.command_line.options import DeskOptions
from app.command_line.parser import parse
from app.command_line.script import Action
from app.panels.spec import PanelSpec
from core.simulator.serve.options import ExchangeOptions


def test_no_word_opens_the_embedded_exchange():
    options = parse([])
    assert options == DeskOptions()
    assert options.source is None


def test_panels_may_follow_one_option_or_several():
    several = parse(["--panel", "chart:KRW-BTC:1m", "--panel", "trades:KRW-ETH"])
    one = parse(["--panel", "chart:KRW-BTC:1m", "trades:KRW-ETH"])
    assert several == one
    assert one.panels == (PanelSpec("chart", "KRW-BTC", "1m"), PanelSpec("trades", "KRW-ETH"))


def test_everything_at_once(tmp_path):
    script = tmp_path / "s.jsonl"
    script.write_text('{"at": 1, "do": "quit"}')
    options = parse(
        f"--exchange upbit --rest-url http://127.0.0.1:8080 --script {script} --offscreen --run-for 3.5 "
        f"--screenshot {tmp_path}/a.png --report {tmp_path}/r.json --log-level debug "
        "--debounce-delay 0.2 --max-wait 20 --heartbeat-interval 10".split()
    )
    assert options.script[0].action is Action.QUIT
    assert (options.is_offscreen, options.run_for, options.log_level) == (True, 3.5, "DEBUG")
    assert options.settings == {"debounce_delay": 0.2, "max_wait": 20.0, "heartbeat_interval": 10.0}
    assert options.screenshot == tmp_path / "a.png"


@pytest.mark.parametrize("url", [["--rest-url", "http://127.0.0.1:1"], ["--ws-url", "ws://127.0.0.1:1"]])
def test_a_url_means_the_exchange_runs_elsewhere(url):
    assert parse(url).source.has_address
    assert not parse(url).source.is_embedded


def test_simulate_is_a_command_of_its_own(tmp_path):
    recorded = tmp_path / "frames.jsonl"
    recorded.write_text("")
    assert parse(["simulate"]) == ExchangeOptions()
    assert parse(
        f"simulate --host 0.0.0.0 --port 80 --seed 7 --markets 3 --trades-per-second 0.5 --snapshot-delay 0.35 "
        f"--replay {recorded}".split()
    ) == ExchangeOptions("0.0.0.0", 80, 7, 3, 0.5, 0.35, Path(recorded))


@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        ("--panel graph:KRW-BTC", "unknown kind 'graph'; use one of watchlist"),
        ("--panel chart:KRW-BTC:2m", "unknown option '2m'"),
        ("--exchange binance", "invalid choice: 'binance'"),
        ("--rest-url ftp://x", "ftp://x"),
        ("--ws-url nonsense", "nonsense"),
        ("--rest-url http://127.0.0.1:99999", "99999"),
        ("--run-for soon", "'soon' is not a number"),
        ("--run-for -1", "'-1' is not a number from 0"),
        ("--run-for nan", "'nan' is not a number"),
        ("--debounce-delay 11", "use 0–10 s"),
        ("--max-wait 0", "use 0.1–600 s"),
        ("--heartbeat-interval 61", "use 1–60 s"),
        ("--log-level LOUD", "LOUD"),
        ("--script absent.jsonl", "absent.jsonl"),
        ("--screenshot shot.gif", "let it end in .png"),
        ("--screenshot absent/shot.png", "make it first"),
        ("--report absent/report.json", "make it first"),
        ("--run 3", "--run"),
        ("stray", "stray"),
        ("simulate --port 70000", "from 0 to 65535"),
        ("simulate --port x", "'x' is not a whole number"),
        ("simulate --markets 0", "from 1 to"),
        ("simulate --replay absent.jsonl", "there is no file 'absent.jsonl'"),
        ("simulate --snapshot-delay inf", "'inf' is not a number"),
    ],
)
def test_what_cannot_be_is_refused(arguments, reported, capsys):
    with pytest.raises(SystemExit) as refusal:
        parse(arguments.split())
    assert refusal.value.code == 2
    assert reported in capsys.readouterr().err


def test_reading_the_command_line_loads_neither_qt_nor_the_exchange():
    probe = (
        "import sys; from app.command_line.parser import parse; parse(['--panel', 'chart:KRW-BTC:1m']);"
        "print([name for name in ('PySide6', 'aiohttp', 'websockets', 'upbit', 'numpy') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("option", "least", "most"),
    [
        ("--run-for", "0", str(7 * 24 * 3600)),
        ("--debounce-delay", "0", "10"),
        ("--max-wait", "0.1", "600"),
        ("--heartbeat-interval", "1", "60"),
    ],
)
def test_both_ends_of_a_range_are_in_it(option, least, most):
    for end in (least, most):
        options, name = parse([option, end]), option.removeprefix("--").replace("-", "_")
        assert options.settings.get(name, options.run_for) == float(end)


@pytest.mark.parametrize(("option", "most"), [("--port", 65535), ("--seed", 2**63 - 1), ("--markets", 100_000)])
def test_both_ends_of_a_whole_range_are_in_it(option, most):
    for end in (1 if option == "--markets" else 0, most):
        assert getattr(parse(["simulate", option, str(end)]), option.removeprefix("--")) == end
