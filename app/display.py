"""Whether there is a screen to draw on; Qt would end the process without a word of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

OFFSCREEN: Final = "offscreen"

_X11_LIBRARIES: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's X11 plugin is linked to and the wheel does not bring -> the package of Debian and Ubuntu it is in."""


def missing_display(platform: str, environment: Mapping[str, str]) -> str:
    """Why no window can open here, with the cure; empty when one can.

    Args:
        platform: as `sys.platform`.
        environment: as `os.environ`.
    """
    if platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return ""
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return ""
    return "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); add --offscreen to run without one"


def missing_libraries(platform: str, environment: Mapping[str, str], is_there: Callable[[str], bool]) -> str:
    """Why Qt could not open a window on X11, with the cure; empty when it can, or draws on something else.

    Args:
        platform: as `sys.platform`.
        environment: as `os.environ`.
        is_there: whether a shared library can be loaded.
    """
    if platform != "linux":
        return ""
    named = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    is_x11 = environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY")
    if named != "xcb" and (named or not is_x11):
        return ""
    packages = [package for library, package in _X11_LIBRARIES.items() if not is_there(library)]
    if not packages:
        return ""
    return f"Qt needs libraries that are not installed: apt-get install {' '.join(packages)}; or add --offscreen"


def can_load(library: str) -> bool:
    """Whether the system finds a shared library."""
    import ctypes  # noqa: PLC0415 - on X11 alone

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
