"""Whether a window can open, and the message if it cannot."""

import re
import subprocess
from pathlib import Path

import PySide6
import pytest

from app.process import display
from app.process.display import (
    can_load,
    missing_display,
    take_out_what_cannot_be_painted,
    why_no_window,
    why_qt_is_not_loaded,
)

X11 = {"DISPLAY": ":0"}


def nothing(_library):
    return False


def everything(_library):
    return True


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


EGL = "libEGL.so.1: cannot open shared object file: No such file or directory"


def test_of_an_import_that_failed_all_that_is_missing_is_named_at_once():
    reported = why_qt_is_not_loaded(EGL, lambda library: "EGL" not in library and "xkb" not in library)
    assert "libEGL.so.1, libxkbcommon.so.0;" in reported
    assert reported.endswith("apt-get install libegl1 libxkbcommon0")


def test_a_library_nobody_foresaw_is_named_all_the_same():
    reported = why_qt_is_not_loaded(EGL.replace("EGL", "Odd"), everything)
    assert "not installed: libOdd.so.1;" in reported


def test_another_import_error_is_reported_unchanged():
    assert why_qt_is_not_loaded("undefined symbol: qt_version", everything).endswith("undefined symbol: qt_version")


@pytest.mark.parametrize(
    "error",
    [
        "DLL load failed while importing QtCore: The specified module could not be found.",
        "dlopen(QtCore.abi3.so, 0x0002): Library not loaded: @rpath/QtCore.framework/Versions/A/QtCore",
    ],
)
def test_on_another_system_no_linux_library_is_requested(error):
    assert why_qt_is_not_loaded(error, nothing) == f"Qt cannot be loaded: {error}"


@pytest.mark.parametrize(
    ("environment", "named", "not_named"),
    [
        (X11, ["libxcb-cursor0"], ["libwayland"]),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ["libwayland-cursor0"], ["libxcb"]),
        ({"WAYLAND_DISPLAY": "wayland-0", **X11}, ["libwayland-cursor0", "libxcb-cursor0"], []),
        ({"QT_QPA_PLATFORM": "xcb:option", **X11}, ["libxcb-cursor0"], ["libwayland"]),
        ({"QT_QPA_PLATFORM": "wayland-egl;xcb"}, ["libwayland-cursor0", "libxcb-cursor0"], []),
    ],
)
def test_packages_are_named_for_what_qt_would_draw_on(environment, named, not_named):
    reported = why_no_window(environment, nothing)
    assert all(name in reported for name in named)
    assert not any(name in reported for name in not_named)


def test_the_packages_that_are_missing_are_named_and_no_others():
    reported = why_no_window(X11, lambda library: "cursor" not in library)
    assert "apt-get install libxcb-cursor0;" in reported
    assert "--offscreen" in reported


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        (X11, "the display :0 cannot be reached"),
        ({"WAYLAND_DISPLAY": "wayland-0", **X11}, "the display wayland-0, :0 cannot be reached"),
        ({"QT_QPA_PLATFORM": "xcb"}, "there is no display"),
        ({"QT_QPA_PLATFORM": "nonsense"}, "'nonsense'"),
    ],
)
def test_with_every_library_there_it_is_the_display_that_is_missing(environment, reason):
    assert reason in why_no_window(environment, everything)


def test_a_library_nobody_has_is_not_there():
    assert not can_load("libof-no-such-name.so.9")


def libraries_of(path):
    """The libraries a binary needs that neither Qt's wheel nor the C library contains."""
    try:
        shown = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs objdump")
    needed = set(re.findall(r"NEEDED\s+(\S+)", shown))
    return {
        name for name in needed if not re.match(r"libQt6|libicu|lib(c|m|dl|rt|pthread|stdc\+\+|gcc_s)\.so|ld-", name)
    }


@pytest.mark.skipif(not Path(PySide6.__file__).with_name("Qt").is_dir(), reason="of Linux's wheel")
@pytest.mark.parametrize(
    ("binaries", "known"),
    [
        (["lib/libQt6Core.so.6", "lib/libQt6Gui.so.6", "lib/libQt6Widgets.so.6", "lib/libQt6DBus.so.6"], display._QT),
        (["plugins/platforms/libqxcb.so", "lib/libQt6XcbQpa.so.6"], display._QT | display._X11),
        (["plugins/platforms/libqwayland.so", "lib/libQt6WaylandClient.so.6"], display._QT | display._WAYLAND),
    ],
)
def test_everything_qt_is_linked_to_has_its_package(binaries, known):
    qt = Path(PySide6.__file__).with_name("Qt")
    assert {name for binary in binaries for name in libraries_of(qt / binary)} <= known.keys()


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "1e9", "0.01", "abc", " ", "1,5"])
@pytest.mark.parametrize("name", ["QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI"])
def test_a_scale_at_which_nothing_can_be_seen_is_taken_out_and_named(name, value):
    environment = {name: value, "OTHER": value}
    (texts,) = take_out_what_cannot_be_painted(environment)
    assert name in texts
    assert repr(value) in texts
    assert environment == {"OTHER": value}


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"QT_SCALE_FACTOR": ""},
        {"QT_SCALE_FACTOR": "1.5"},
        {"QT_SCALE_FACTOR": "0.25"},
        {"QT_SCALE_FACTOR": "8"},
        {"QT_SCREEN_SCALE_FACTORS": "1;2"},
        {"QT_SCREEN_SCALE_FACTORS": "eDP-1=1.25;HDMI-1=2;;"},
        {"QT_FONT_DPI": "96"},
    ],
)
def test_a_scale_at_which_something_can_be_seen_stays(environment):
    before = dict(environment)
    assert take_out_what_cannot_be_painted(environment) == []
    assert environment == before
