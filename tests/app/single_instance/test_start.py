"""A start becomes the desk of the profile, or sends a request to the open desk and prints the result."""

import asyncio
import os
import socket
import threading
import time
from contextlib import asynccontextmanager

import pytest

from app.command_line.options import DeskOptions
from app.command_line.parser import parse
from app.panels.spec import PanelSpec
from app.single_instance.lock import InstanceLock
from app.single_instance.messages import LOOPBACK, Reply
from app.single_instance.server import serve_later_starts
from app.single_instance.start import SecondStart, first_or_second


@pytest.fixture
def first(tmp_path):
    """The lock, held by a first start."""
    lock = InstanceLock.take(tmp_path)
    yield lock
    lock.release()


def test_the_first_start_gets_the_lock(tmp_path):
    start = first_or_second(DeskOptions(), tmp_path, {})
    assert isinstance(start, InstanceLock)
    start.release()


@pytest.mark.parametrize("exempt", [DeskOptions(is_offscreen=True), DeskOptions(run_for=1.0)])
def test_who_is_exempt_neither_heeds_the_lock_nor_takes_it(tmp_path, first, exempt):
    assert first_or_second(exempt, tmp_path, {}) is None
    assert first_or_second(exempt, tmp_path / "other", {}) is None
    assert not (tmp_path / "other").exists()


def test_where_no_lock_can_be_the_desk_opens_all_the_same(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert first_or_second(DeskOptions(), tmp_path / "file" / "hoga", {}) is None
    shown = capsys.readouterr().err
    assert "another start will not find this desk" in shown
    assert str(tmp_path / "file") in shown


@pytest.mark.parametrize("is_listening", [False, True])
def test_a_desk_that_never_answers_is_named_with_the_cure(tmp_path, first, is_listening):
    with socket.create_server((LOOPBACK, 0)) as silent:
        if is_listening:
            first.write_note(silent.getsockname()[1], "token")
        started = time.monotonic()
        start = first_or_second(DeskOptions(), tmp_path, {}, patience=0.2)
    assert time.monotonic() - started < 5.0
    assert isinstance(start, SecondStart)
    assert start.status == 2
    assert f"process {os.getpid()}" in start.message
    assert str(tmp_path) in start.message
    assert "end it, then start again" in start.message


def test_who_waits_for_a_desk_that_is_leaving_becomes_the_first(tmp_path):
    lock = InstanceLock.take(tmp_path)
    gone = threading.Timer(0.2, lock.release)
    gone.start()
    start = first_or_second(DeskOptions(), tmp_path, {})
    gone.join()
    assert isinstance(start, InstanceLock)
    start.release()


@asynccontextmanager
async def desk(lock, source="simulated"):
    """An open desk, and the requests it received."""
    knocks = []

    def handle(request):
        knocks.append(request)
        return Reply(source, len(request.panels) if request.source in ("", source) else 0)

    async with serve_later_starts(lock, handle):
        yield knocks


async def reported(folder, *words, environment=None, status=0):
    start = await asyncio.to_thread(first_or_second, parse(words), folder, environment or {})
    assert isinstance(start, SecondStart)
    assert start.status == status
    return start.message


async def test_a_second_start_brings_the_window_forward_and_says_so(tmp_path, first):
    async with desk(first):
        assert await reported(tmp_path) == "Hoga is already open (simulated); its window has been brought forward."


@pytest.mark.parametrize(
    ("words", "counted"), [(["trades"], "1 panel opened"), (["trades", "chart"], "2 panels opened")]
)
async def test_its_panels_are_passed_on(tmp_path, first, words, counted):
    async with desk(first) as knocks:
        assert counted in await reported(tmp_path, "--panel", *words)
        assert knocks[0].panels == tuple(map(PanelSpec, words))


async def test_another_exchange_is_not_passed_over_in_silence(tmp_path, first):
    async with desk(first):
        shown = await reported(tmp_path, "--exchange", "upbit", "--panel", "trades", status=2)
    assert "already open (simulated)" in shown
    assert "keeps its exchange: choose upbit in its window" in shown
    assert "panel" not in shown


async def test_the_same_exchange_is_no_matter(tmp_path, first):
    async with desk(first, source="upbit"):
        assert "keeps" not in await reported(tmp_path, "--exchange", "upbit")


async def test_options_nobody_heeds_are_named(tmp_path, first):
    async with desk(first):
        words = ["--report", str(tmp_path / "report.json"), "--max-wait", "3", "--log-level", "INFO"]
        shown = await reported(tmp_path, *words, status=2)
    assert "Not used: --report, --log-level, --max-wait." in shown


@pytest.mark.parametrize("words", [["--workspace", "스캘퍼"], ["--theme", "light"], ["--ws-url", "ws://127.0.0.1:9"]])
async def test_what_the_open_desk_does_not_do_fails_the_command_alone(tmp_path, first, words, capfd, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    async with desk(first):
        start = await asyncio.to_thread(first_or_second, parse(words), tmp_path, {})
    assert start.finish() == 2
    assert capfd.readouterr().err == f"hoga: {start.message}\n"
    assert not list(tmp_path.rglob("*.log")), "nothing is wrong with the program"


async def test_the_compositors_token_is_passed_on_if_it_is_one(tmp_path, first):
    async with desk(first) as knocks:
        await reported(tmp_path, environment={"XDG_ACTIVATION_TOKEN": "kwin-1"})
        await reported(tmp_path, environment={"XDG_ACTIVATION_TOKEN": "a\nb"})
    assert [request.activation_token for request in knocks] == ["kwin-1", ""]


async def test_who_comes_before_the_door_is_open_waits_for_it(tmp_path, first):
    waiting = asyncio.get_running_loop().run_in_executor(None, first_or_second, DeskOptions(), tmp_path, {})
    await asyncio.sleep(0.15)  # the second start finds no server meanwhile, and has to wait for one
    async with desk(first):
        assert (await waiting).status == 0


def test_success_is_printed_on_stdout(capfd):
    assert SecondStart(0, "done").finish() == 0
    assert capfd.readouterr() == ("done\n", "")


def test_failure_is_printed_on_stderr_and_logged(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("app.trouble.fatal_message.has_reader", lambda _descriptor: True)
    assert SecondStart(2, "not done").finish() == 2
    assert capfd.readouterr() == ("", "hoga: not done\n")
    assert "not done" in next(tmp_path.rglob("*.log")).read_text(encoding="utf-8")
