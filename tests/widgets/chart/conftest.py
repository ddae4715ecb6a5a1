"""Charts in panels, with the candles that the test provides."""

from __future__ import annotations

import pytest

from candle_pages import MinuteHistory
from chart_panel_in_hand import charts_of
from http_exchange import HttpExchange
from paged_charts import LAST, context_of


@pytest.fixture
async def charts(application, desk):
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
    async with context_of(desk, pages) as made:
        yield made
