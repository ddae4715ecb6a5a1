from __future__ import annotations

import pytest

from core.market.candles.units import CandleUnit
from looks import LOOK
from widgets.chart.drawings.lettering import MarketLettering, on_grid


@pytest.fixture
def lettering(application) -> MarketLettering:
    return MarketLettering(LOOK, "KRW-BTC", CandleUnit.MINUTE_5)


def test_prices_levels_changes_and_moments(lettering):
    assert lettering.price(153_000_000.0) == "153,000,000"
    assert lettering.level(0.618, 153_000_400.0) == "0.618 (153,000,000)"
    assert lettering.change(100_000_000.0, 101_000_000.0) == "+1,000,000 (+1.00%)"
    assert lettering.change(100_000_000.0, 90_000_000.0) == "-10,000,000 (-10.00%)"
    assert lettering.change(100_000_000.0, 100_000_000.0).startswith("0 (")
    assert lettering.time(60_000 * 7) == "1970-01-01 09:05"


def test_a_text_has_room_around_it(lettering):
    width, height = lettering.size("지지선")
    assert width > lettering.text.width("지지선")
    assert height >= lettering.text.metrics.height()


@pytest.mark.parametrize(
    ("code", "price", "nearest"),
    [("KRW-BTC", 153_000_499.0, 153_000_000.0), ("KRW-BTC", 0.0, None), ("BTC-ETH", 0.123456789, 0.12345679)],
)
def test_the_nearest_price_of_a_market(code, price, nearest):
    found = on_grid(code, price)
    assert found > 0
    assert nearest is None or found == nearest
