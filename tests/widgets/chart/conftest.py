"""Charts in panels, with the candles that the test provides."""

from __future__ import annotations

import pytest

from chart_panel_in_hand import charts_of


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
