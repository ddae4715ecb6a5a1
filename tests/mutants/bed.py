"""A copy of the repository for mutated code, and a process that runs its tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mutant import HERE, ROOT

_NOT_COPIED: Final = shutil.ignore_patterns(".*", "build", "dist", "__pycache__", "*.egg-info")
_PYTEST: Final = ("-x", "-q", "--no-header", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:faulthandler")


class Bed:
    """A copy of the repository, and a process started in it.

    Args:
        directory: receives the copy.
        root: the repository.
    """

    def __init__(self, directory: Path, root: Path = ROOT) -> None:
        self._tree = directory / "tree"
        self._output = directory / "output"
        shutil.copytree(root, self._tree, ignore=_NOT_COPIED)
        command = [sys.executable, str(HERE / "nursery.py"), str(self._tree)]
        self._nursery = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._changes = 0

    def test(self, arguments: Sequence[str], limit: float) -> int | None:
        """Run tests until one fails; return pytest's exit status, None after the limit of seconds."""
        order = {"arguments": [*_PYTEST, *arguments], "limit": limit, "output": str(self._output)}
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(json.dumps(order) + "\n")
        self._nursery.stdin.flush()
        return json.loads(self._nursery.stdout.readline())

    def shown(self) -> str:
        """The output of the last run."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    @contextmanager
    def with_texts(self, texts: Mapping[str, str]) -> Iterator[None]:
        """Write these texts to files inside the block, and restore the files afterwards."""
        before = {path: (self._tree / path).read_text(encoding="utf-8") for path in texts}
        self._write(texts)
        try:
            yield
        finally:
            self._write(before)

    def _write(self, texts: Mapping[str, str]) -> None:
        """Write files, each with a new time: Python detects stale bytecode by the time in seconds."""
        self._changes += 1
        for path, text in texts.items():
            file = self._tree / path
            file.write_text(text, encoding="utf-8")
            os.utime(file, (self._changes * 2.0 + 1e9, self._changes * 2.0 + 1e9))

    def close(self) -> None:
        """End the process."""
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.close()  # which ends it and its children
        self._nursery.wait()
        self._nursery.stdout.close()  # not before: a thread may be waiting for an answer


@contextmanager
def beds(count: int) -> Iterator[list[Bed]]:
    """Create several beds; their processes end with them."""
    made: list[Bed] = []
    with tempfile.TemporaryDirectory(prefix="hoga-mutants-") as directory:
        try:
            for n in range(count):
                place = Path(directory, str(n))
                place.mkdir()
                made.append(Bed(place))
            yield made
        finally:
            for bed in made:
                bed.close()
