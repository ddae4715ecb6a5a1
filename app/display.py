"""Whether there is a screen to draw on; Qt would end the process without a word of ours."""

from __future__ import annotations

from collections.abc import Mapping

OFFSCREEN = "offscreen"


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
