"""Runs tests in forks of a process that has loaded every library once: `python nursery.py TREE`.

Each line of its input is a JSON object: `arguments` for pytest, `limit` in seconds and `output`, a file for what pytest
prints. Each line of its output is the exit status, or null past the limit. The tree's own code is loaded in the fork,
so a fork sees the tree as it is then.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import select
import signal
import sys
from typing import Final

LIBRARIES: Final = (
    "PySide6.QtWidgets",
    "PySide6.QtTest",
    "pyqtgraph",
    "numpy",
    "qasync",
    "websockets.asyncio.client",
    "websockets.asyncio.server",
    "aiohttp.web",
    "httpx",
    "msgspec",
    "_pytest.config",
)

MEMORY: Final = 6 << 30
"""Bytes a fork may have: a mutant that never ends may also take more and more."""


def serve(tree: str) -> None:
    """Answer until the input ends."""
    os.chdir(tree)
    sys.path[0] = tree
    os.environ["PYTHONPATH"] = tree  # for what the tests start
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in LIBRARIES:
        importlib.import_module(name)
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(run(order["arguments"], order["limit"], order["output"])), flush=True)


def run(arguments: list[str], limit: float, output: str) -> int | None:
    """Run pytest in a fork; its exit status, None if it was ended at the limit."""
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for stream in (1, 2):
            os.dup2(descriptor, stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        pytest = importlib.import_module("pytest")
        os._exit(int(pytest.main(arguments)))
    watched = os.pidfd_open(child)
    has_ended = bool(select.select([watched], [], [], limit)[0])
    os.close(watched)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # with what the tests started
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if has_ended else None


if __name__ == "__main__":
    serve(sys.argv[1])
