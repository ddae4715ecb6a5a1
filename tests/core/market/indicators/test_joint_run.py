"""Several runs as one: outputs in order, each part carried along."""

import numpy as np

from core.market.candles.units import CandleUnit
from core.market.indicators.declaration import CLOSE, Row
from core.market.indicators.joint_run import joined
from core.market.indicators.talib_run import started
from indicator_candles import candles_of, made_minutes


def test_the_outputs_of_all_parts_are_combined_with_the_figures():
    bars = made_minutes(30)
    candles = candles_of(bars[:20], CandleUnit.MINUTE_1)
    parts = [started("SMA", (CLOSE,), candles, timeperiod=period) for period in (3, 7)]
    combine = lambda figures, quick, slow: (quick - slow, figures[CLOSE])  # noqa: E731
    run, (_distance, close) = joined(parts, candles.figures, combine, combine)
    assert close.tolist() == [bar.close for bar in bars[:20]]
    all_closes = [bar.close for bar in bars]
    for at in range(20, 30):
        row = Row(bars[at].start_ms, bars[at][1:7])
        expected = np.mean(all_closes[at - 2 : at + 1]) - np.mean(all_closes[at - 6 : at + 1])
        for values in (run.peek(row), run.peek(row), run.update(row)):
            np.testing.assert_allclose(values, (expected, all_closes[at]))
