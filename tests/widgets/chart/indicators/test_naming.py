"""What indicators are called."""

import pytest

from indicators_in_hand import chosen
from widgets.chart.indicators.naming import short_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sma", "MA 20"),
        ("bollinger", "BB 20 2"),
        ("macd", "MACD 12 26 9"),
        ("sar", "SAR 0.02 0.2"),
        ("vwap", "VWAP"),
        ("obv", "OBV"),
        ("volume-profile", "매물대"),
    ],
)
def test_the_name_says_what_it_is_computed_with(name, expected):
    assert short_name(chosen(name)) == expected


def test_another_period_is_another_name():
    assert short_name(chosen("sma").with_value("period", 60)) == "MA 60"
