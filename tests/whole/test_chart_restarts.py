"""Changes of unit, each followed by a restart with the stored candles: the chart is right every time.

That every unit can follow every other is tested without restarts, with the panel of charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from candle_pages import EveryUnit
from core.market.candles.units import DAY_MS, CandleUnit
from core.storage.candle_store import CandleStore, SourceCandles
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from desk_in_hand import Desk
from exchange_limits import open_gates
from http_exchange import HttpExchange, served
from waiting import eventually
from widgets.chart.panel import ChartPanel

NOW_MS = 1_795_144_500_000
PRICES = {"KRW-BTC": 150_000_000.0, "KRW-SHIB": 0.0125}
UNITS = tuple(CandleUnit)
KINDS = [*UNITS[: UNITS.index(CandleUnit.MINUTE_3)], *UNITS[UNITS.index(CandleUnit.MINUTE_240) :]]
"""Units that differ in more than their length: of those of minutes the shortest and the longest."""
CHANGES = {*permutations(KINDS, 2), *pairwise(UNITS), *pairwise(UNITS[::-1])}


def tour() -> Iterator[CandleUnit]:
    """All changes from one kind to another, and from each unit to its neighbours, one after the other."""
    left = set(CHANGES)
    at = UNITS[0]
    yield at
    while left:
        # Few steps are taken twice: any way on, or a way to where one is left.
        onward = next((two for one, two in sorted(left) if one is at), None) or next(one for one, _ in sorted(left))
        left.discard((at, onward))
        at = onward
        yield at


def assert_right(panel: ChartPanel, pages: EveryUnit) -> None:
    series, unit = panel.history.series, panel.history.unit
    slots = series.slots.tolist()
    assert slots == list(range(slots[0], unit.slot(pages.now_ms) + 1)), "no gap, and nothing after the present"
    for place in {0, 1, len(slots) // 2, len(slots) - 2, len(slots) - 1} & set(range(len(slots))):
        row, bar = pages.row(panel.code, unit, slots[place]), series[place]
        assert bar.open == row["opening_price"]
        assert bar.high == row["high_price"]
        assert bar.low == row["low_price"]
        assert bar.close == row["trade_price"]
        assert bar.volume == row["candle_acc_trade_volume"]


@pytest.mark.timeout(300)
async def test_changes_between_all_kinds_of_units_and_a_restart_after_each(application: QApplication, tmp_path: Path):
    desk, http = Desk(), HttpExchange()
    pages = EveryUnit(http, PRICES, NOW_MS - 5_000 * DAY_MS, NOW_MS)
    path = tmp_path / "candles.sqlite"
    said: list[str] = []
    async with served(http) as url:
        rest = RestClient(endpoints_for("simulated", url), open_gates())
        code, before, changes = "KRW-BTC", None, set()
        for unit in tour():
            store = CandleStore(path, 10**9, said.append)
            context = replace(desk.context, rest=rest, candles=SourceCandles(store, "upbit"))
            panel = ChartPanel(context, code, (before or unit).value)
            panel.resize(700, 420)
            panel.show()
            history = panel.history

            def is_loaded(panel: ChartPanel = panel) -> bool:
                history = panel.history
                is_joined = not history._pages.joining.is_under_way
                return len(history.series) >= 100 and history.pending is None and is_joined

            if before is not None:
                asked = len(http.requests)
                await eventually(lambda history=history: len(history.series) > 0)
                assert len(history.series) >= 100, "the stored candles are there at once"
                assert len(http.requests) <= asked + 1, "and nothing else was waited for"
            await eventually(is_loaded)
            assert_right(panel, pages)
            if before is not None and before is not unit:
                panel.set_unit(unit.value)
                await eventually(is_loaded)
                assert_right(panel, pages)
                changes.add((before, unit))
            assert panel.requests.notice.text == ""
            panel.release()
            await store.close()
            before, pages.now_ms = unit, pages.now_ms + 61_000
        await desk.stop()
        await rest.close()
    assert changes >= CHANGES
    assert said == []
