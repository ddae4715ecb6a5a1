"""The folder for logs: the platform's own, readable by the user only."""

import os
import stat
import sys

import pytest

from app.trouble.log_folder import log_folder


@pytest.mark.skipif(sys.platform != "linux", reason="where it is differs by platform")
def test_it_is_made_where_the_platform_keeps_logs(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    folder = log_folder()
    assert folder == tmp_path / "hoga" / "log"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert log_folder() == folder


@pytest.mark.skipif(os.name != "posix", reason="where it is differs by platform")
def test_where_it_cannot_be_made_the_reason_is_reported(monkeypatch, tmp_path):
    (tmp_path / "hoga").write_text("in the way")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with pytest.raises(OSError, match="hoga"):
        log_folder()
