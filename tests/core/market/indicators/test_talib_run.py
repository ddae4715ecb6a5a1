"""One function of TA-Lib carried along: the same values as its batch function, from the first candle on."""

import subprocess
import sys

import numpy as np
import pytest
import talib as library

from core.market.candles.units import CandleUnit
from core.market.indicators.declaration import CLOSE, HIGH, LOW, Row
from core.market.indicators.talib_run import started, talib
from indicator_candles import candles_of, made_minutes

BARS = made_minutes(60)


def row(index):
    return Row(BARS[index].start_ms, BARS[index][1:7])


@pytest.mark.parametrize("known", [0, 1, 7, 13, 14, 15, 16, 40])
@pytest.mark.parametrize(
    ("function", "inputs", "arguments"),
    [
        ("RSI", (CLOSE,), {"timeperiod": 14.0}),
        ("ADX", (HIGH, LOW, CLOSE), {"timeperiod": 7.0}),
        ("DONCHIAN", (HIGH, LOW), {"timeperiod": 14.0}),
        ("SUPERTREND", (HIGH, LOW, CLOSE), {"timeperiod": 14.0, "multiplier": 1.5}),
    ],
)
def test_however_few_candles_it_starts_on_the_values_are_those_of_the_batch(known, function, inputs, arguments):
    figures = candles_of(BARS, CandleUnit.MINUTE_1).figures
    batch = getattr(library, function)(
        *figures[list(inputs)], **{**arguments, "timeperiod": int(arguments["timeperiod"])}
    )
    expected = np.array(batch if isinstance(batch, tuple) else (batch,), np.float64)
    run, outputs = started(function, inputs, candles_of(BARS[:known], CandleUnit.MINUTE_1), **arguments)
    np.testing.assert_array_equal(np.array(outputs), expected[:, :known])
    for index in range(known, len(BARS)):
        run.peek(row(0))
        np.testing.assert_array_equal(run.peek(row(index)), expected[:, index])
        np.testing.assert_array_equal(run.update(row(index)), expected[:, index])


def test_the_library_is_loaded_once_and_late_and_brings_no_other():
    script = (
        "import sys, types\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        assert name.split('.')[0] not in ('pandas', 'polars'), name\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from core.market.indicators.catalogue import CATALOGUE\n"
        "assert 'talib' not in sys.modules\n"
        "from core.market.indicators.talib_run import talib\n"
        "assert talib() is talib()\n"
        "assert not {'pandas', 'polars'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_what_was_loaded_before_stays(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", library)
    talib.cache_clear()
    talib()
    assert sys.modules["pandas"] is library
    assert "polars" not in sys.modules
