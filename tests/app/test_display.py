"""Whether a window can open here."""

import pytest

from app.display import can_load, missing_display, missing_libraries


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


@pytest.mark.parametrize(
    ("platform", "environment", "is_asked"),
    [
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb;wayland"}, True),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, False),
        ("darwin", {"DISPLAY": ":0"}, False),
    ],
)
def test_libraries_are_looked_for_where_qt_will_draw_on_x11(platform, environment, is_asked):
    assert bool(missing_libraries(platform, environment, lambda _: False)) is is_asked


def test_the_packages_that_are_missing_are_named_and_no_others():
    told = missing_libraries("linux", {"DISPLAY": ":0"}, lambda library: "cursor" not in library)
    assert "apt-get install libxcb-cursor0;" in told
    assert missing_libraries("linux", {"DISPLAY": ":0"}, lambda _: True) == ""


def test_a_library_nobody_has_is_not_there():
    assert not can_load("libof-no-such-name.so.9")
