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
import tempfile
from pathlib import Path
from typing import Any, Final

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
"""Maximum bytes of memory of a fork: a mutant that never ends may also allocate without limit."""


WARMING_UP: Final = """
from hypothesis import given, strategies

@given(strategies.lists(strategies.integers() | strategies.floats() | strategies.text()))
def test_nothing(_):
    pass
"""


class OneFailureWillDo:
    """A pytest plugin for runs that end at the first failure.

    It stops Hypothesis from searching for smaller examples and further failures, and tries what takes seconds last.
    """

    @staticmethod
    def pytest_sessionstart() -> None:
        """Change Hypothesis after the tests' own settings are known, and before a test is read."""
        hypothesis = importlib.import_module("hypothesis")
        settings, phase = hypothesis.settings, hypothesis.Phase
        phases = (phase.explicit, phase.generate)
        settings.register_profile("mutants", settings.default, phases=phases, report_multiple_bugs=False)
        settings.load_profile("mutants")

    @staticmethod
    def pytest_collection_modifyitems(items: list[Any]) -> None:
        """Put tests that start the whole program (fixture `hoga`) behind all others."""
        items.sort(key=lambda item: "hoga" in getattr(item, "fixturenames", ()))


def serve(tree: str) -> None:
    """Answer requests until the input ends."""
    os.environ["PYTHONPATH"] = tree  # also for processes that the tests start
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # they would compile all they import at each start
    warm_up()
    sys.dont_write_bytecode = False  # otherwise each fork would compile the whole tree again
    os.chdir(tree)
    sys.path[0] = tree
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(run(order["arguments"], order["limit"], order["output"])), flush=True)


def warm_up() -> None:
    """Load libraries; pytest loads its own plugins, because it rewrites them, which takes seconds."""
    with tempfile.TemporaryDirectory(prefix="hoga-warm-") as directory:
        test = Path(directory, "test_warm.py")
        test.write_text(WARMING_UP, encoding="utf-8")
        answers = os.dup(1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # stdout carries the answers, so pytest must print elsewhere
        pytest = importlib.import_module("pytest")
        pytest.main(["-W", "ignore", "-p", "no:xdist", "-p", "no:faulthandler", "-c", os.devnull, str(test)])
        sys.stdout.flush()
        os.dup2(answers, 1)
        os.close(answers)
    for name in LIBRARIES:
        importlib.import_module(name)
    sys.modules.pop("test_warm", None)


def run(arguments: list[str], limit: float, output: str) -> int | None:
    """Run pytest in a fork; return its exit status, None if it was ended at the limit or the parent is gone."""
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for stream in (1, 2):
            os.dup2(descriptor, stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        pytest = importlib.import_module("pytest")
        os._exit(int(pytest.main(arguments, [OneFailureWillDo()])))
    watched = os.pidfd_open(child)
    # Nobody sends a request meanwhile, so readable input means its end.
    readable, _, _ = select.select([watched, sys.stdin], [], [], limit)
    has_ended = watched in readable
    os.close(watched)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # with the processes that the tests started
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if has_ended else None


if __name__ == "__main__":
    serve(sys.argv[1])
