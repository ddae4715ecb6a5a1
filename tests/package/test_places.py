"""The packaged program in various folders, for various users, and where it can write nothing."""

import os
import socket
import sys

import pytest

from packaged import copy_of, read_json

pytestmark = pytest.mark.skipif(os.name != "posix", reason="places are different elsewhere")

NOBODY = 65534
WRITING_NOTHING = ("/bin/sh", "-c", 'ulimit -f 0; exec "$0" "$@"')
"""Starts a program whose writes to files all fail, as on a full disk."""

BRIEFLY = ("--offscreen", "--panel", "trades", "--run-for", "1.5")


def test_in_a_folder_with_spaces_and_korean_letters_by_a_relative_path(start, package, tmp_path):
    """Also without a language in the environment."""
    home = tmp_path / "제 문서"
    copy_of(package, home / "호가 프로그램")
    report, picture = "보고서 1.json", "화면 1.png"
    inside = (*BRIEFLY, "--report", report, "--screenshot", picture)
    run = start(*inside, at=(home / "호가 프로그램").relative_to(home), home=home, cwd=home)
    assert run.end()[::2] == (0, "")
    assert read_json(home / report)["connections"]["links"]["public"]["state"] == "live"
    assert (home / picture).stat().st_size > 1000
    assert "-> live" in run.log


def test_by_a_link_as_an_installed_program_is_from_a_folder_that_has_modules_of_our_names(start, package, tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "hoga").symlink_to(package / "hoga")
    for name in ("app", "core", "json", "PySide6"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('not ours')")
    run = start(*BRIEFLY, at=tmp_path / "bin")
    assert run.end()[::2] == (0, "")
    assert "-> live" in run.log


def test_in_a_folder_nobody_may_write_by_another_user_whose_home_is_not_there(start, package, public_folder):
    copied = copy_of(package, public_folder / "hoga")
    for path in [copied, *copied.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o555)
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
    run = start(*BRIEFLY, at=copied, cwd="/", env={"HOME": "/nonexistent/home"}, **user)
    status, out, err = run.end()
    assert status == 0
    assert "link live" in out
    assert "no log is kept" in err
    assert err.count("\n") == 1, "it opened named panels, so there was no layout to keep"


def test_in_a_home_that_takes_nothing_it_says_once_what_is_not_kept(start, tmp_path):
    home = tmp_path / "home"
    home.write_text("in the way")
    status, out, err = start("--offscreen", "--run-for", "4", home=home).end()
    assert status == 0
    assert "link live" in out
    assert err.count("no log is kept") == 1
    assert "settings.json" not in err, "there are none to keep aside"
    assert err.count("The layout is not saved") == 1
    assert "Traceback" not in err


def test_on_a_full_disk_the_desk_goes_on_and_what_was_kept_is_kept(start, tmp_path):
    first = start("--offscreen", "--run-for", "3")
    assert first.end()[::2] == (0, "")
    workspace = tmp_path / "config" / "hoga" / "workspace.json"
    before = workspace.read_bytes()
    report = tmp_path / "report.json"
    report.write_text("{}")
    steps = tmp_path / "steps.jsonl"
    steps.write_text('{"at": 0.1, "do": "open", "panel": "trades:KRW-ETH"}\n')
    run = start("--offscreen", "--script", steps, "--run-for", "4", "--report", report, before=WRITING_NOTHING)
    status, out, err = run.end()
    assert status == 2, "the report could not be written"
    assert "link live" in out
    assert err.count("No log is kept") == 1
    assert err.count("The layout is not saved") == 1
    assert err.count("the report cannot be written") == 1
    assert (workspace.read_bytes(), report.read_text()) == (before, "{}")
    assert [path.name for path in workspace.parent.glob(".*")] == []


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux's key store")
def test_the_key_store_of_the_system_is_used_where_keys_are_needed(start, tmp_path):
    """A bus that never answers is enough to show that the required libraries are included."""
    address = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(address))
        bus.listen()
        bus.settimeout(15)
        run = start("--offscreen", "--panel", "assets", DBUS_SESSION_BUS_ADDRESS=f"unix:path={address}")
        requested, _ = bus.accept()
        requested.settimeout(5)
        with requested, requested.makefile("rb") as shown:  # which may arrive in pieces
            assert shown.read(5) == b"\0AUTH"
        assert run.leave()[0] == 0
