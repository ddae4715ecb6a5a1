"""Qt's failure to open a display."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qWarning

from app.trouble.qt_refusal import handle_refusal


@pytest.fixture
def heard():
    shown = []
    before = qInstallMessageHandler(lambda kind, _context, message: shown.append((kind, message)))
    yield shown
    qInstallMessageHandler(before)


def test_what_qt_says_meanwhile_is_passed_on_once_it_has_found_a_display(heard):
    with handle_refusal(lambda: None):
        qWarning("looking")
        assert heard == []
    qWarning("after")
    assert heard == [(QtMsgType.QtWarningMsg, "looking"), (QtMsgType.QtWarningMsg, "after")]


def run(code, **environment):
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-c", code], env={**clean, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":98765"}, "the display :98765 cannot be reached"),
        ({"QT_QPA_PLATFORM": "nonsense"}, "'nonsense'"),
    ],
)
def test_a_refusal_is_one_sentence_with_status_2_and_no_crash(environment, reason, tmp_path):
    state = {"XDG_STATE_HOME": str(tmp_path)}
    ended = run("from app.process.application import make_application; make_application()", **environment, **state)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert reason in ended.stderr or "apt-get" in ended.stderr
    assert ended.stderr.removeprefix("hoga: ") in (tmp_path / "hoga" / "log" / "hoga.log").read_text()
