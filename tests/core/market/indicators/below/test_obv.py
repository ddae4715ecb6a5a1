"""On-balance volume against its plain sum."""

from core.market.indicators.below.obv import OBV
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed


@ON_REAL_AND_MADE_CANDLES
def test_volume_counts_in_the_direction_of_the_close(candles):
    _, _, _, closes, volumes, _ = columns(candles)
    total, expected = volumes[0], [volumes[0]]
    for before, close, volume in zip(closes, closes[1:], volumes[1:], strict=False):
        total += volume if close > before else -volume if close < before else 0
        expected.append(total)
    assert_close(computed(OBV, candles)["obv"], expected)
