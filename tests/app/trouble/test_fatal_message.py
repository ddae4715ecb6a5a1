"""The message of a program that cannot open a window."""

import os
import pty
import stat
import subprocess
import sys

import pytest

from app.trouble.fatal_message import dialogs, has_reader, show, show_fatal_message

linux = pytest.mark.skipif(sys.platform != "linux", reason="dialogs differ by platform")
X11 = {"DISPLAY": ":0"}


@pytest.fixture
def logs(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "hoga" / "log" / "hoga.log"


@pytest.fixture
def program(monkeypatch, tmp_path):
    """Puts a program on the path that records its arguments and exits with a status."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def install(name, status=0):
        noted = tmp_path / f"{name}.words"
        path = folder / name
        path.write_text(f'#!/bin/sh\nfor word; do echo "$word" >> "{noted}"; done\nexit {status}\n')
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return noted

    return install


def test_they_go_to_stderr_and_into_the_log(logs, capsys):
    show_fatal_message("there is nothing to draw on")
    assert capsys.readouterr().err == "hoga: there is nothing to draw on\n"
    if sys.platform == "linux":
        assert "CRITICAL app.trouble.fatal_message: there is nothing to draw on" in logs.read_text()


def test_where_no_log_can_be_kept_they_are_printed_all_the_same(monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)
    show_fatal_message("no")
    assert capsys.readouterr().err == "hoga: no\n"


@pytest.mark.skipif(os.name != "posix", reason="needs descriptors of all kinds")
def test_a_terminal_and_a_pipe_are_heard_and_what_a_desktop_gives_is_not(tmp_path):
    terminal, other = pty.openpty()
    read, write = os.pipe()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    session = os.open(tmp_path / "xsession-errors", os.O_WRONLY | os.O_CREAT)
    assert [has_reader(each) for each in (terminal, write)] == [True, True]
    assert [has_reader(each) for each in (nowhere, session)] == [False, False]
    for each in (terminal, other, read, write, nowhere, session):
        os.close(each)
    assert not has_reader(write)


def test_the_null_device_is_heard_by_nobody_even_where_it_passes_for_a_terminal(monkeypatch):
    monkeypatch.setattr("os.isatty", lambda _descriptor: True)  # as on Windows
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - it has no path on every system
        assert not has_reader(nowhere.fileno())


def test_the_best_dialog_there_is_comes_first():
    there = {"xmessage": "/usr/bin/xmessage", "zenity": "/usr/bin/zenity"}
    commands = dialogs("no", "linux", X11, there.get)
    assert [command[0] for command in commands] == ["/usr/bin/zenity", "/usr/bin/xmessage"]
    assert all(any("no" in word for word in command) for command in commands)


def test_without_a_display_there_is_no_dialog_either():
    assert dialogs("no", "linux", {}, lambda name: name) == []


def test_a_mac_brings_its_own():
    ((program, *words),) = dialogs("no", "darwin", {}, lambda name: name)
    assert program == "osascript"
    assert words[-1] == "no"


@linux
def test_one_that_fails_makes_room_for_the_next(program):
    broken, other = program("zenity", status=1), program("xmessage")
    show("no <b>tags</b>", "linux", X11)
    assert "--text=no <b>tags</b>" in broken.read_text()
    assert "no <b>tags</b>" in other.read_text()


@linux
def test_one_that_has_shown_it_is_enough(program):
    program("zenity")
    other = program("xmessage")
    show("no", "linux", X11)
    assert not other.exists()


@linux
def test_a_program_without_a_terminal_says_it_on_the_screen(program, logs):
    noted = program("zenity")
    code = "from app.trouble.fatal_message import show_fatal_message; show_fatal_message('no')"
    subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL, env={**os.environ, **X11}, check=True)
    assert "--text=no" in noted.read_text()


@linux
def test_one_whose_complaint_somebody_reads_opens_nothing(program, logs):
    noted = program("zenity")
    code = "from app.trouble.fatal_message import show_fatal_message; show_fatal_message('no')"
    subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, env={**os.environ, **X11}, check=True)
    assert not noted.exists()


def test_no_dialog_interprets_markup_in_its_text():
    shown = '<img src="/x"> ended'
    commands = dialogs(shown, "linux", {"DISPLAY": ":0"}, lambda name: name)
    read = {command[0]: command[-1] for command in commands}
    assert "<" not in read["kdialog"] + read["notify-send"]
    assert "--no-markup" in commands[0]
    assert read["xmessage"] == shown
