"""Checks whether a window can open, and otherwise says why in one sentence with the cure; Qt would end the process."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Final

from core.text import Text, in_english, translatable

OFFSCREEN: Final = "offscreen"

_QT: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Libraries Qt links to that its wheel does not contain -> the package of Debian and Ubuntu."""

_X11: Final = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Further libraries that Qt's X11 plugin needs."""

_WAYLAND: Final = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""Further libraries that Qt's Wayland plugin needs."""

_PLUGINS: Final = {"xcb": _X11, "wayland": _WAYLAND}

_SCALES: Final = (0.25, 8.0)
_DPIS: Final = (24.0, 768.0)
_NUMBERS: Final = {"QT_SCALE_FACTOR": _SCALES, "QT_SCREEN_SCALE_FACTORS": _SCALES, "QT_FONT_DPI": _DPIS}
"""Qt's scaling variables -> the accepted range; outside it nothing is visible."""

_OUT_OF_RANGE: Final = translatable(
    "Display", "환경 변수 {setting}: {least:g}~{most:g} 범위의 값이 아니어서 쓰지 않습니다"
)
_NO_DISPLAY: Final = in_english(
    "terminal", "there is no display (DISPLAY and WAYLAND_DISPLAY are not set); add --offscreen to run without one"
)

_NO_SUCH_LIBRARY: Final = re.compile(r"(\S+): cannot open shared object file")


def missing_display(platform: str, environment: Mapping[str, str]) -> str:
    """Return why no window can open here, with the cure; empty if one may open.

    Args:
        platform: as `sys.platform`.
        environment: as `os.environ`.
    """
    if platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return ""
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return ""
    return _NO_DISPLAY


def take_out_what_cannot_be_painted(environment: MutableMapping[str, str]) -> list[Text]:
    """Remove Qt scaling variables from `environment` whose values would leave no visible window.

    Returns:
        For each a sentence for the window.
    """
    notices: list[Text] = []
    for name, (least, most) in _NUMBERS.items():
        value = environment.get(name, "")
        if value and not all(_is_between(least, each, most) for each in _factors(name, value)):
            del environment[name]
            notices.append(_OUT_OF_RANGE.format(setting=f"{name}={value[:40]!r}", least=least, most=most))
    return notices


def _factors(name: str, value: str) -> list[str]:
    """Return the numbers in a variable; it may hold one per screen, with or without the screen's name."""
    if name != "QT_SCREEN_SCALE_FACTORS":
        return [value]
    return [factor for each in value.split(";") if (factor := each.rpartition("=")[2])]


def _is_between(least: float, text: str, most: float) -> bool:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    return least <= number <= most


def why_qt_is_not_loaded(error: str, is_there: Callable[[str], bool]) -> str:
    """Explain the failed import of Qt, with the cure.

    Args:
        error: the import's error.
        is_there: whether a shared library can be loaded.
    """
    if (named := _NO_SUCH_LIBRARY.search(error)) is None:  # a different error, or another system's loader
        return in_english("terminal", "Qt cannot be loaded: {error}").format(error=error)
    # The loader stops at the first missing library; list all of them, so that the user installs them at once.
    return _not_installed(list(dict.fromkeys([*(library for library in _QT if not is_there(library)), named[1]])))


def why_no_window(environment: Mapping[str, str], is_there: Callable[[str], bool]) -> str:
    """Explain why Qt was loaded but found no display, with the cure.

    Args:
        environment: as `os.environ`.
        is_there: whether a shared library can be loaded.
    """
    named = environment.get("QT_QPA_PLATFORM", "")
    displays = {"wayland": environment.get("WAYLAND_DISPLAY", ""), "xcb": environment.get("DISPLAY", "")}
    tried = _platforms(named) if named else [platform for platform, display in displays.items() if display]
    missing = [library for plugin in tried for library in _PLUGINS.get(plugin, ()) if not is_there(library)]
    if missing:
        return in_english("terminal", "{problem}; or add --offscreen").format(problem=_not_installed(missing))
    if named and not set(tried) & displays.keys():
        text = in_english(
            "terminal", "Qt cannot draw on {platform!r}, which QT_QPA_PLATFORM asks for; unset it, or add --offscreen"
        )
        return text.format(platform=named)
    places = [displays[platform] for platform in tried if displays.get(platform)]
    if not places:
        return _NO_DISPLAY
    text = in_english(
        "terminal", "the display {display} cannot be reached; see that it runs and lets you in, or add --offscreen"
    )
    return text.format(display=", ".join(places))


def can_load(library: str) -> bool:
    """Return whether the system finds a shared library."""
    import ctypes  # noqa: PLC0415 - only once something is missing

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _platforms(named: str) -> list[str]:
    """Return the plugins that QT_QPA_PLATFORM names, as in `wayland;xcb:option=1`."""
    return [each.partition(":")[0].partition("-")[0] for each in named.split(";")]


def _not_installed(libraries: Sequence[str]) -> str:
    known = _QT | _X11 | _WAYLAND
    packages = sorted({known[library] for library in libraries if library in known})
    cure = in_english("terminal", "install what has it")
    if packages:
        cure = in_english("terminal", "on Debian or Ubuntu: apt-get install {packages}").format(
            packages=" ".join(packages)
        )
    text = in_english("terminal", "Qt needs system libraries that are not installed: {libraries}; {cure}")
    return text.format(libraries=", ".join(libraries), cure=cure)
