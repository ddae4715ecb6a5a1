"""The packaged program as a user gets it: its folder, started in an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from packaged import NAME, NOTHING, Run

Start = Callable[..., Run]


@pytest.fixture(scope="session")
def package() -> Path:
    """The folder from `make package`, if it exists; or the one that HOGA_PACKAGE names, which must exist."""
    named = os.environ.get("HOGA_PACKAGE", "")
    folder = Path(named or Path(__file__).parents[2] / "dist" / "hoga").absolute()
    if not (folder / NAME).is_file():
        (pytest.fail if named else pytest.skip)(f"there is no package in {folder}: make package")
    return folder


@pytest.fixture
def start(package: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the program with its own home; keywords in capitals are its only other variables.

    `at` is another folder to start it from, `home` another home, `before` a command that starts it; the rest is for
    `subprocess.Popen`.
    """
    runs: list[Run] = []

    def begin(
        *words: object, at: Path = package, home: Path = tmp_path, before: tuple[str, ...] = (), **others: Any
    ) -> Run:
        variables = {name: others.pop(name) for name in list(others) if name.isupper()}
        folders = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "state", "cache")}
        settings = {"env": NOTHING | folders | variables, "cwd": tmp_path, "text": True, "encoding": "utf-8"}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen([*before, str(at / NAME), *map(str, words)], **{**settings, **pipes, **others})
        runs.append(Run(process, home))
        return runs[-1]

    yield begin
    for run in runs:
        with run.process:
            run.process.kill()


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A virtual display."""
    if (xvfb := shutil.which("Xvfb")) is None:
        pytest.skip("there is no Xvfb: apt-get install xvfb")
    reported, telling = os.pipe()
    words = ["-displayfd", str(telling), "-screen", "0", "1700x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen([xvfb, *words], pass_fds=(telling,), stderr=subprocess.DEVNULL) as server:
        os.close(telling)
        with os.fdopen(reported) as number:
            yield f":{number.readline().strip()}"
        server.terminate()


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user of the machine can read, unlike those of tests."""
    with tempfile.TemporaryDirectory(prefix="hoga-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in folder.rglob("*"):  # a test may have made it read-only
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
