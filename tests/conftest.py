"""Chooses the event loop of each test and the examples of property tests; provides the recorded frames."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

from alarm import (  # noqa: F401 - hooks of pytest are found here by their names
    pytest_exception_interact,
    pytest_timeout_cancel_timer,
    pytest_timeout_set_timer,
    watched,
)
from recording import recorded_frames
from virtual_time import VirtualTimeLoop

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples in every run: a new example must not fail an unrelated change. `make soak` draws new ones:
# pytest --hypothesis-profile=random
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None)
hypothesis.settings.register_profile("random", print_blob=True, deadline=None)
hypothesis.settings.load_profile("fixed")

TESTS = Path(__file__).parent
WITHOUT_QT = ("core", "fuzz", "resources")
"""Folders of tests that create no object of Qt."""

ON_THE_QT_LOOP = ("app", "widgets")
"""Folders of tests that run on the program's own loop, in any room below."""

WITH_DESKS = ("matrix", "whole")
"""Folders whose tests with Qt build desks themselves."""

HOLDS_PANELS = frozenset({"hand", "desk", "new_hand"})
"""Fixtures with panels; other tests leave nothing that is worth a full collection."""

LONG_RUN = 60.0
SLOWEST = 15

LoopFactory = Callable[[], asyncio.AbstractEventLoop]


def _qt_loop() -> asyncio.AbstractEventLoop:
    from PySide6.QtWidgets import QApplication

    from app.process.qt_loop import QtLoop

    application = QApplication.instance() or QApplication([])
    application.setQuitOnLastWindowClosed(False)  # as the program does: it would stop the loop of a test
    return watched(QtLoop(application))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Let the examples of fixed profiles depend on their tests alone.

    Hypothesis draws the constants of all modules of the project that are loaded, too. Which ones a worker has loaded
    before a test is chance.
    """
    if hypothesis.settings().derandomize:
        providers._get_local_constants = lambda: providers._local_constants


def pytest_collection(session: pytest.Session) -> None:
    """Collect no garbage while tests are collected: all that is created then stays to the end."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Exempt what was created so far from garbage collection.

    Ten thousand tests and their modules are 350 000 objects, which each of a thousand full collections would scan in
    0.3 s.
    """
    gc.enable()
    gc.collect()
    gc.freeze()


def room_of(path: Path) -> str:
    """Return the folder of `tests` that a test is in: `widgets` for `tests/widgets/chart/test_view.py`."""
    return path.relative_to(TESTS).parts[0]


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, LoopFactory]:
    """Choose Qt's loop for panels, a virtual one for the mark `virtual_time`, and a plain one for all other tests."""
    if item.get_closest_marker("virtual_time"):
        return {"virtual": VirtualTimeLoop}
    if room_of(item.path) in ON_THE_QT_LOOP or "application" in getattr(item, "fixturenames", ()):
        return {"qt": _qt_loop}
    return {"asyncio": asyncio.new_event_loop}


@pytest.fixture(autouse=True)
def style_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give the application the style back that a test took from it: any test may run next, and measure texts."""
    if "application" not in request.fixturenames:
        yield
        return
    application = request.getfixturevalue("application")
    before = (application.font(), application.palette(), application.styleSheet())
    yield
    if (application.font(), application.palette(), application.styleSheet()) != before:
        font, palette, style_sheet = before
        application.setStyleSheet("")
        application.setFont(font)
        application.setPalette(palette)
        application.setStyleSheet(style_sheet)


@pytest.fixture(autouse=True)
def garbage_dies_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect a test's garbage on this thread: a widget or a timer collected on another thread crashes the process.

    Python collects on the thread that creates the most objects. The garbage of one test is in the young generations.
    """
    if room_of(request.path) in WITHOUT_QT:
        yield
        return
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Collect the panels of a test once nothing holds them, and exempt what stays from later collections.

    A panel in a reference cycle must not be left for the collector to find while a worker thread runs it. pytest holds
    a test's fixtures until all of them have ended, so no fixture can do this. What stays belongs to modules and caches:
    after a thousand tests, each full collection would scan it for 0.2 s.
    """
    fixtures = getattr(item, "fixturenames", ())
    has_panels = not HOLDS_PANELS.isdisjoint(fixtures) or (
        room_of(item.path) in WITH_DESKS and "application" in fixtures
    )
    try:
        return (yield)
    finally:
        if has_panels:
            gc.collect()
            gc.freeze()


class _Kept(logging.Handler):
    """Keeps logged errors as text: a record would keep the widgets in its traceback alive."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test that logs an error, unless its mark says that it causes one."""
    kept = _Kept()
    loggers = [logging.getLogger(name) for name in ("widgets.guard.guard", "widgets.panel.suspension")]
    for logger in loggers:
        logger.addHandler(kept)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(kept)
    if kept.texts and item.get_closest_marker("fails_on_purpose") is None:
        pytest.fail(f"behind a guard: {kept.texts[0]}", pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """After a long run print its duration, file by file."""
    seconds: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    if (total := sum(seconds.values())) < LONG_RUN:
        return
    terminalreporter.section(f"{total:.0f} s of tests; the slowest files")
    for name, spent in seconds.most_common(SLOWEST):
        terminalreporter.write_line(f"{spent:7.1f} s  {name}")


@pytest.fixture(scope="session")
def recorded_tickers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ticker frames of 124 KRW markets over 3.9 seconds, one a line, as received."""
    path: Path = tmp_path_factory.mktemp("recorded") / "tickers.jsonl"
    path.write_bytes(b"\n".join(recorded_frames()) + b"\n")
    return path
