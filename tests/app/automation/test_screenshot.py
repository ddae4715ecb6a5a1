"""The window saved as a picture."""

import os

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from app.automation.screenshot import take_screenshot
from app.command_line.parser import IMAGE_SUFFIXES


@pytest.fixture
def window(application):
    label = QLabel("호가")
    label.resize(80, 40)
    return label


@pytest.mark.parametrize("suffix", IMAGE_SUFFIXES)
def test_every_kind_of_picture_that_can_be_requested_can_be_written(window, tmp_path, suffix):
    path = tmp_path / f"shot{suffix}"
    take_screenshot(window, path)
    assert QImage(str(path)).size().toTuple() == (80, 40)


def test_on_a_full_disk_the_old_picture_stays(window, tmp_path, monkeypatch):
    path = tmp_path / "shot.png"
    take_screenshot(window, path)
    before = path.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    window.setText("체결")
    with pytest.raises(OSError, match="No space"):
        take_screenshot(window, path)
    assert path.read_bytes() == before


def test_a_format_that_cannot_be_written_is_reported(window, tmp_path):
    with pytest.raises(OSError, match="nonsense"):
        take_screenshot(window, tmp_path / "shot.nonsense")
