"""Charts in panels, with the candles that the test provides."""

from __future__ import annotations

import pytest

from candle_pages import MinuteHistory
from chart_panel_in_hand import charts_of
from http_exchange import HttpExchange
from paged_charts import LAST, context_of


@pytest.fixture
async def charts(application, desk):
    application.setQuitOnLastWindowClosed(False)
    async with charts_of(desk) as made:
        yield made


@pytest.fixture
async def panel(charts):
    made = await charts.open()
    yield made
    made.release()
    made.close()


@pytest.fixture
async def pages():
    return MinuteHistory(HttpExchange(), LAST - 999, LAST)


@pytest.fixture
async def context(application, desk, pages):
    # As in the product: a window that closes must not end the loop under its tasks.
    application.setQuitOnLastWindowClosed(False)
    async with context_of(desk, pages) as made:
        yield made
