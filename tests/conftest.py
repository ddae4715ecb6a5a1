"""Which event loop a test runs on, and where the recorded data are."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from virtual_time import VirtualTimeLoop

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

RECORDED = Path(__file__).parents[2] / "shared" / "data"

LoopFactory = Callable[[], asyncio.AbstractEventLoop]


def _qt_loop() -> asyncio.AbstractEventLoop:
    from PySide6.QtWidgets import QApplication

    from app.loop import QtLoop

    application = QApplication.instance() or QApplication([])
    return QtLoop(application)


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, LoopFactory]:
    """Panels run on Qt's loop, the engine on a virtual one where a test asks for it, never on Qt's."""
    if item.get_closest_marker("virtual_time"):
        return {"virtual": VirtualTimeLoop}
    if item.path.parent.name in ("widgets", "app") or "application" in getattr(item, "fixturenames", ()):
        return {"qt": _qt_loop}
    return {"asyncio": asyncio.new_event_loop}


@pytest.fixture
def recorded_tickers() -> Path:
    """456 ticker frames of 124 KRW markets, as received."""
    path = RECORDED / "upbit_ticker_krw_2025-07-14.jsonl"
    if not path.exists():
        pytest.skip("the recorded ticker frames are not here")
    return path


@pytest.fixture
def recorded_days() -> Path:
    """366 daily candles of KRW-BTC."""
    path = RECORDED / "upbit_krw-btc_1d_2024-10_2025-10.csv"
    if not path.exists():
        pytest.skip("the recorded daily candles are not here")
    return path
