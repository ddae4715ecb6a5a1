"""The entry point: which command runs, and which modules it loads."""

import ast
import json
import os
import subprocess
import sys

import pytest

from app import VERSION

OPTIONS = [
    "version",
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


def probe_exchange(shown, **kwargs):
    """The result of `shown` in a process in which an exchange has just ended."""
    code = f"import gc, os, sys; from app.__main__ import main; status = main(['simulate']); print(status, {shown})"
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30, input="", **kwargs)
    return ended.stdout.splitlines()[-1]


def test_the_exchange_loads_no_qt():
    qt = "[name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph', 'qasync'))]"
    assert probe_exchange(qt) == "0 []"


def test_the_exchange_loads_of_the_desk_only_what_reads_the_command_line():
    ours = "[name for name in sys.modules if name.startswith(('app', 'widgets', 'core.upbit', 'core.storage'))]"
    _, _, loaded = probe_exchange(ours).partition(" ")
    assert {"app.start.desk_start", "app.process.exchange_process", "app.single_instance.start"}.isdisjoint(
        ast.literal_eval(loaded)
    )
    assert not [name for name in ast.literal_eval(loaded) if name.startswith("widgets")]


def test_the_exchange_collects_garbage_but_not_what_it_loaded():
    assert probe_exchange("gc.isenabled(), gc.get_freeze_count() > 10_000") == "0 True True"


@pytest.mark.parametrize(("given", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")])
def test_numpy_starts_no_threads_by_default(given, threads):
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"} | given
    assert probe_exchange("os.environ['OPENBLAS_NUM_THREADS']", env=environment) == f"0 {threads}"


def test_a_port_in_use_ends_with_a_message_and_status_2():
    with subprocess.Popen(
        [sys.executable, "-m", "app", "simulate"], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as first:
        port = json.loads(first.stdout.readline())["port"]
        ended = run("simulate", "--port", str(port), input="")
        first.stdin.close()
    assert ended.returncode == 2
    assert str(port) in ended.stderr


@pytest.mark.parametrize("arguments", [["--panel", "graph"], ["--script", "absent"], ["simulate", "--port", "x"]])
def test_invalid_arguments_end_with_status_2_before_anything_opens(arguments):
    ended = run(*arguments)
    assert ended.returncode == 2
    assert "error" in ended.stderr


def test_help_names_every_option():
    shown = run("--help").stdout
    assert all(f"--{option}" in shown for option in OPTIONS)
    assert "simulate" in shown


def test_the_version_is_printed_without_loading_qt():
    probe = (
        "import sys; from app.__main__ import main\n"
        "try: main(['--version'])\n"
        "except SystemExit as left: print(left.code, [name for name in sys.modules if name.startswith('PySide6')])"
    )
    ended = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ended.stdout == f"hoga {VERSION}\n0 []\n"


HIDE = """
import importlib.machinery, sys
def hidden(spec):
    raise ImportError("libEGL.so.1: cannot open shared object file", name=spec.name, path=spec.origin)
create = importlib.machinery.ExtensionFileLoader.create_module
importlib.machinery.ExtensionFileLoader.create_module = (
    lambda loader, spec: hidden(spec) if spec.name.startswith("PySide6.") else create(loader, spec)
)
from app.__main__ import main
sys.exit(main(["--offscreen", "--run-for", "1"]))
"""


def test_a_missing_system_library_is_one_sentence_that_names_the_package_with_status_2(tmp_path):
    folders = {f"XDG_{name}_HOME": str(tmp_path) for name in ("STATE", "CONFIG")}
    ended = subprocess.run(
        [sys.executable, "-c", HIDE], env={**os.environ, **folders}, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith("hoga: Qt needs system libraries that are not installed: libEGL.so.1; on Debian")
    assert line.endswith("apt-get install libegl1")


@pytest.mark.skipif(os.name != "posix", reason="closes descriptors")
def test_without_streams_the_desk_runs_all_the_same(tmp_path):
    folders = {f"XDG_{name}_HOME": str(tmp_path) for name in ("STATE", "CONFIG")}
    report = tmp_path / "report.json"
    words = ["--offscreen", "--panel", "trades", "--run-for", "2", "--report", str(report)]
    command = [sys.executable, "-m", "app", *words]
    close = f"import os; [os.close(n) for n in range(3)]; os.execv({sys.executable!r}, {command!r})"
    ended = subprocess.run([sys.executable, "-c", close], env={**os.environ, **folders}, check=False, timeout=30)
    assert ended.returncode == 0
    assert json.loads(report.read_text())["connections"]["links"]["public"]["state"] == "live"


BROKEN = """
import sys
import app.start.desk_run
def broken(*_arguments):
    raise ValueError("of the desk")
app.start.desk_run.make_application = broken
from app.__main__ import main
sys.exit(main(["--offscreen"]))
"""


def test_an_error_nobody_caught_ends_in_a_sentence_with_status_1_and_its_story_in_the_log(tmp_path):
    folders = {f"XDG_{name}_HOME": str(tmp_path) for name in ("STATE", "CONFIG")}
    ended = subprocess.run(
        [sys.executable, "-c", BROKEN], env={**os.environ, **folders}, capture_output=True, text=True, check=False
    )
    log = tmp_path / "hoga" / "log"
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == f"hoga: ended by an error, ValueError; the log in {log} tells more"
    assert "ValueError: of the desk" in (log / "hoga.log").read_text()
