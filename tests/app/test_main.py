"""The program's first words: which command, and what it loads."""

import json
import subprocess
import sys

import pytest

OPTIONS = [
    "exchange",
    "rest-url",
    "ws-url",
    "panel",
    "script",
    "offscreen",
    "run-for",
    "screenshot",
    "report",
    "log-level",
    "debounce-delay",
    "max-wait",
    "heartbeat-interval",
]


def run(*arguments, **kwargs):
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30, **kwargs)


def test_simulate_prints_its_port_and_ends_with_its_input():
    ended = run("simulate", input="")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert 0 < json.loads(ended.stdout)["port"] < 65536


def test_the_exchange_loads_no_qt():
    probe = (
        "import sys; from app.__main__ import main; status = main(['simulate']);"
        "print(status, [name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph', 'qasync'))])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=30, input=""
    )
    assert ended.stdout.splitlines()[-1] == "0 []"


def test_a_port_in_use_is_told_with_status_2():
    with subprocess.Popen(
        [sys.executable, "-m", "app", "simulate"], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as first:
        port = json.loads(first.stdout.readline())["port"]
        ended = run("simulate", "--port", str(port), input="")
        first.stdin.close()
    assert ended.returncode == 2
    assert str(port) in ended.stderr


@pytest.mark.parametrize("arguments", [["--panel", "graph"], ["--script", "absent"], ["simulate", "--port", "x"]])
def test_what_cannot_be_is_told_with_status_2_before_anything_opens(arguments):
    ended = run(*arguments)
    assert ended.returncode == 2
    assert "error" in ended.stderr


def test_help_names_every_option():
    shown = run("--help").stdout
    assert all(f"--{option}" in shown for option in OPTIONS)
    assert "simulate" in shown
