"""Shows why no window can open: in the terminal, in the log, and otherwise in a dialog without Qt."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Final

from app.trouble.log_folder import log_folder
from app.trouble.logging_setup import FILE_LINE, LogFile
from app.trouble.redaction import Redactor
from app.trouble.reporter import RedactingFormatter
from app.trouble.standard_streams import print_error
from app.trouble.terminal_language import wording

TITLE: Final = "Hoga"

_SHOWN_AFTER: Final = 2.0
"""Seconds after which an open dialog counts as seen."""

_ALERT: Final = "on run argv\ndisplay alert (item 1 of argv) message (item 2 of argv) as critical\nend run"


def show_fatal_message(message: str) -> None:
    """Show the user why no window opens, by every available means."""
    print_error(message)
    _log(message)
    if not has_reader(2):
        show(wording(message), sys.platform, os.environ)


def has_reader(descriptor: int) -> bool:
    """Return whether `descriptor` has a reader: a terminal, or a program at the other end of a pipe.

    Programs started from a desktop write to a socket of the system journal, to a session file, or nowhere.
    """
    try:
        if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            return True
        os.get_terminal_size(descriptor)  # not `isatty`, which on Windows is true of the null device
    except (OSError, ValueError):
        return False
    return True


def show(message: str, platform: str, environment: Mapping[str, str]) -> None:
    """Open a dialog that stays open after this process ends.

    Args:
        message: one sentence.
        platform: as `sys.platform`.
        environment: as `os.environ`.
    """
    if platform == "win32":
        _show_on_windows(message)
        return
    for command in dialogs(message, platform, environment, shutil.which):
        with contextlib.suppress(OSError):
            dialog = subprocess.Popen(  # noqa: S603 - found on the user's own path
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                if dialog.wait(_SHOWN_AFTER) == 0:
                    return
            except subprocess.TimeoutExpired:
                dialog.returncode = 0  # the dialog stays open; suppress the warning about it
                return


def dialogs(
    message: str, platform: str, environment: Mapping[str, str], find: Callable[[str], str | None]
) -> list[list[str]]:
    """Return the commands that may show a message here, the best first.

    Args:
        message: one sentence.
        platform: as `sys.platform`.
        environment: as `os.environ`.
        find: a program's path by its name, None if it is not installed.
    """
    known = []
    plain = message.replace("<", "＜")  # two of these programs interpret markup, which the message may contain
    if platform == "darwin":
        known = [["osascript", "-e", _ALERT, TITLE, message]]
    elif environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        known = [
            ["zenity", "--error", "--no-markup", f"--title={TITLE}", f"--text={message}"],
            ["kdialog", "--title", TITLE, "--error", plain],
            ["xmessage", "-center", "-title", TITLE, message],
            ["notify-send", "--urgency=critical", TITLE, plain],
        ]
    return [[path, *words] for name, *words in known if (path := find(name))]


def _show_on_windows(message: str) -> None:
    import ctypes  # noqa: PLC0415 - on Windows alone

    is_error = 0x10
    ctypes.windll.user32.MessageBoxW(None, message, TITLE, is_error)  # type: ignore[attr-defined,unused-ignore]


def _log(message: str) -> None:
    """Write to the log file, even before logging is set up."""
    with contextlib.suppress(OSError):
        file = LogFile(log_folder())
        with contextlib.closing(file):
            file.setFormatter(RedactingFormatter(Redactor(), FILE_LINE, "%Y-%m-%d %H:%M:%S"))
            file.handle(logging.LogRecord(__name__, logging.CRITICAL, __file__, 0, message, None, None))
