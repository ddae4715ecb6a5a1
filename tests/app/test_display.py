"""Whether a window can open here."""

import pytest

from app.display import missing_display


@pytest.mark.parametrize(
    ("platform", "environment", "is_missing"),
    [
        ("linux", {}, True),
        ("linux", {"DISPLAY": ""}, True),
        ("linux", {"DISPLAY": ":0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, False),
        ("darwin", {}, False),
    ],
)
def test_only_a_linux_without_a_display_has_none(platform, environment, is_missing):
    assert bool(missing_display(platform, environment)) is is_missing


def test_the_cure_is_named():
    assert "--offscreen" in missing_display("linux", {})
