"""Every widget asks the grid of the exchange shown, and none the table behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

import app
import widgets
from core.upbit.price_steps import PriceSteps
from core.upbit.wire.rest_rows import Instrument
from widgets.text import formats, price_steps


@pytest.fixture
def halves():
    """An exchange whose KRW-USDT is traded in halves, as it was in 2025."""
    before, steps = price_steps.present_steps(), PriceSteps()
    rows = [Instrument(code="KRW-USDT", quote_currency="KRW", tick_size="0.5", supported_levels=("0", "10"))]
    steps.state(rows, {"KRW-USDT": 1_400.0})
    price_steps.use_steps(steps)
    yield steps
    price_steps.use_steps(before)


def test_prices_are_written_and_stepped_by_what_the_exchange_states(halves):
    assert formats.price("KRW-USDT", 1_400.0) == "1,400.0"
    assert formats.price("KRW-BTC", 158_219_000.0) == "158,219,000"
    assert price_steps.tick_size("KRW-USDT", 1_400.0) == 0.5
    assert price_steps.tick_above("KRW-USDT", 1_400.0) == 1_400.5
    assert price_steps.tick_below("KRW-USDT", 1_400.0) == 1_399.5
    assert price_steps.book_levels("KRW-USDT") == (10.0,)


def test_nothing_shown_asks_the_table_itself():
    rooms = [Path(package.__file__).parent for package in (app, widgets)]
    asking = [path.name for room in rooms for path in room.rglob("*.py") if "trading_rules" in path.read_text("utf-8")]
    assert asking == []
