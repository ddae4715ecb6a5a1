"""Runs of the packaged program, seen from outside: its output, child processes, end and files."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "hoga.exe" if os.name == "nt" else "hoga"

NOTHING = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if os.name == "nt" else {}
"""An empty environment; Windows starts no program without this one variable."""

LATEST = 3.0
"""Maximum seconds from a request to quit until the end."""


def wait_until(is_so: Callable[[], object], seconds: float = 15.0) -> None:
    """Return once the condition is true; fail after a generous number of seconds."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # the latter if it ends during the check
        return False


class Run:
    """One run of the program.

    Args:
        process: of the program.
        home: the folder of all its data.
    """

    def __init__(self, process: subprocess.Popen[str], home: Path) -> None:
        self.process = process
        self.home = home

    @property
    def logs(self) -> Path:
        """The folder of its logs."""
        return self.home / "state" / "hoga" / "log"

    @property
    def log(self) -> str:
        """Its log, with earlier runs in the same home."""
        path = self.logs / "hoga.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def is_live(self, times: int = 1) -> bool:
        """Whether its log has reported arriving quotes at least that many times."""
        assert self.process.poll() is None, self.process.communicate()
        return self.log.count("-> live") >= times

    def children(self) -> list[int]:
        """The child processes it has started."""
        found: list[int] = []
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended meanwhile
                found += map(int, (task / "children").read_text().split())
        return found

    def end(self, seconds: float = 30.0) -> tuple[int, str, str]:
        """Wait for its end; return exit status, stdout and stderr."""
        out, err = self.process.communicate(timeout=seconds)
        return self.process.returncode, out, err

    def leave(self) -> tuple[int, str, str]:
        """Request its end, and check that it ends in time."""
        requested = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        ended = self.end()
        assert time.monotonic() - requested < LATEST
        return ended


def copy_of(package: Path, folder: Path) -> Path:
    """Unpack the package into another folder; with links to the same files if possible."""

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:  # another file system
            shutil.copy2(source, target)

    shutil.copytree(package, folder, symlinks=True, copy_function=link)
    return folder


def read_json(path: Path) -> Any:
    """The content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))
