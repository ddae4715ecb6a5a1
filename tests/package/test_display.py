"""The packaged program on a display, without a display, and without some of the required libraries."""

import os
import shutil
import signal
import subprocess
import sys

import pytest
from PySide6.QtGui import QImage

from packaged import is_alive, read_json, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="displays are Linux's")

UNREACHABLE = ":98765"


def test_on_a_display_quotes_arrive_are_drawn_and_reported(start, display, tmp_path):
    report, picture = tmp_path / "report.json", tmp_path / "shot.png"
    run = start("--run-for", "3", "--report", report, "--screenshot", picture, DISPLAY=display)
    status, _, err = run.end()
    assert (status, err) == (0, "")
    reported = read_json(report)
    assert reported["connections"]["links"]["public"]["state"] == "live"
    assert reported["frames"]["painted"] > 5
    drawn = QImage(str(picture))
    assert min(drawn.width(), drawn.height()) > 600
    assert len({drawn.pixel(x, y) for x in range(0, drawn.width(), 5) for y in range(0, drawn.height(), 5)}) > 30


def test_a_second_start_brings_the_first_window_forward_and_ends(start, display):
    first = start("--panel", "trades", DISPLAY=display)
    wait_until(first.is_live)
    status, out, err = start(DISPLAY=display).end()
    assert (status, err) == (0, "")
    assert "already open" in out
    assert first.leave() == (0, "", "")


def test_one_that_was_killed_takes_its_exchange_along_and_the_next_start_is_as_ever(start, display):
    first = start("--panel", "trades", DISPLAY=display)
    wait_until(first.is_live)
    (exchange,) = first.children()
    first.process.kill()
    wait_until(lambda: not is_alive(exchange), seconds=3.0)
    second = start("--panel", "trades", DISPLAY=display)
    wait_until(lambda: second.is_live(times=2))
    assert second.leave() == (0, "", "")
    assert [path.name for path in second.logs.iterdir()] == ["hoga.log"], "a kill is no crash"


def test_a_crash_is_kept_where_the_next_start_finds_it(start):
    first = start("--offscreen", "--panel", "trades")
    wait_until(first.is_live)
    first.process.send_signal(signal.SIGSEGV)
    assert first.end()[0] == -signal.SIGSEGV
    second = start("--offscreen", "--panel", "trades", "--run-for", "0.5")
    assert second.end()[::2] == (0, "")
    stacks = (second.logs / "crash.log").read_text()
    assert "Segmentation fault" in stacks
    assert "in run_forever" in stacks


def test_a_display_that_cannot_be_reached_is_one_sentence_with_status_2(start):
    run = start(DISPLAY=UNREACHABLE)
    status, out, err = run.end()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert f"display {UNREACHABLE} cannot be reached" in err
    assert "cannot be reached" in run.log
    assert not (run.logs / "crash.log").exists()


@pytest.fixture
def without(tmp_path):
    """A command that starts a program as if some system libraries were not installed."""
    libraries = "/usr/lib/x86_64-linux-gnu"
    overlay = [tmp_path / name for name in ("upper", "work")]
    for folder in overlay:
        folder.mkdir()
    upper, work = overlay
    mount = f"mount -t overlay overlay -o lowerdir={libraries},upperdir={upper},workdir={work} {libraries}"

    def hide(*names):
        hidden = " ".join(f"{libraries}/{name}*" for name in names)
        return ("unshare", "--mount", "/bin/sh", "-c", f'{mount} && rm -f {hidden}; exec "$0" "$@"')

    probe = [*hide("libof-no-such-name"), "/bin/true"]
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can hide libraries, and not everywhere")
    return hide


PATH = {"PATH": os.defpath}


def test_a_library_qt_cannot_do_without_is_named_with_its_package(start, without):
    status, out, err = start("--offscreen", before=without("libEGL.so", "libfontconfig.so"), **PATH).end()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "libEGL.so.1, libfontconfig.so.1" in err
    assert "apt-get install libegl1 libfontconfig1" in err


def test_a_library_the_display_needs_is_named_with_its_package(start, display, without):
    status, out, err = start(before=without("libX11-xcb.so"), DISPLAY=display, **PATH).end()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "apt-get install libx11-xcb1; or add --offscreen" in err
