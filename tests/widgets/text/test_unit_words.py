"""The names of candle units on the screen."""

from __future__ import annotations

from core.market.candles.units import CandleUnit
from core.text import has_hangul
from widgets.text.unit_words import unit_label


def test_every_unit_has_a_korean_name_of_its_own():
    names = [unit_label(unit) for unit in CandleUnit]
    assert all(map(has_hangul, names))
    assert len(set(names)) == len(names)
    assert unit_label(CandleUnit.MINUTE_240) == "4시간"
