"""Every unit after every other one, both limits of every zoom, every kind of market: real panels with pages of REST."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import paged_charts
from candle_pages import EveryUnit
from core.market.candles.units import CandleUnit
from core.market.chart.time_window import DEFAULT_BAR_WIDTH, LONGEST_MS, REACH, RIGHT_MARGIN, WIDEST_BAR, WIDEST_SPAN
from desk_in_hand import Desk
from http_exchange import HttpExchange
from thorough import thorough
from widgets.chart.panel import ChartPanel
from widgets.chart.view import ChartView
from widgets.panel.context import PanelContext
from widgets.text.unit_words import unit_label

NOW_MS = int(datetime(2026, 11, 28, 3, 15, 30, tzinfo=UTC).timestamp()) * 1000
BEGAN_MS = int(datetime(2017, 9, 25, tzinfo=UTC).timestamp()) * 1000
PRICES = {"KRW-BTC": 158_000_000.0, "KRW-SHIB": 0.0186, "BTC-ETH": 0.0357, "USDT-BTC": 107_000.0}
UNITS = list(CandleUnit)
LONG = (CandleUnit.DAY, CandleUnit.WEEK, CandleUnit.MONTH)

until = partial(paged_charts.until, within=30.0)


@pytest.fixture
async def exchange() -> EveryUnit:
    return EveryUnit(HttpExchange(), PRICES, BEGAN_MS, NOW_MS)


@pytest.fixture
async def context(application: QApplication, desk: Desk, exchange: EveryUnit) -> AsyncIterator[PanelContext]:
    async with paged_charts.context_of(desk, exchange) as made:
        yield made


async def loaded(panel: ChartPanel) -> None:
    """Return when the panel has all candles it needs."""
    await until(lambda: len(panel.history.series) and panel.history.pending is None)


async def opened(context: PanelContext, code: str = "KRW-BTC", unit: str = "1m") -> ChartPanel:
    panel = ChartPanel(context, code, unit)
    panel.resize(860, 480)
    panel.show()
    await loaded(panel)
    return panel


def streams_of(unit: CandleUnit) -> set[str]:
    return {"ticker"} if unit.stream_type is None else {unit.stream_type.value, "trade", "ticker"}


def check(desk: Desk, panel: ChartPanel, unit: CandleUnit) -> None:
    """Check that the panel shows this unit everywhere, without errors, and a sensible range."""
    panel.grab()  # paints it whole
    window = panel.view.window_of_time
    assert panel.suspension_reason == ""
    assert panel.option == unit.value
    assert panel.panel_title().endswith(f"· {unit_label(unit)}")
    assert panel.view.unit is panel.history.unit is panel.history.series.unit is window.unit is unit
    assert panel.header.unit == unit.value
    assert desk.wanted == {each: {panel.code} for each in streams_of(unit)}
    assert window.least_bar_width <= window.bar_width <= WIDEST_BAR
    span = window.right - window.left
    assert span <= WIDEST_SPAN
    assert span * unit.length_ms <= LONGEST_MS * 1.01


def restarted(context: PanelContext, panel: ChartPanel) -> ChartPanel:
    """The same panel after a restart: its saved state went through a file."""
    kept = json.loads(json.dumps(panel.state()))
    other = ChartPanel(context, panel.code, panel.option)
    other.restore_state(kept)
    other.resize(panel.size())
    other.show()
    return other


def walk_through(units: list[CandleUnit]) -> list[CandleUnit]:
    """A walk from unit to unit that makes every change once, and ends where it begins."""
    first, *others = units
    walk = [first]
    for other in others:
        walk += walk_through(others) if other is others[0] else [other]
        walk.append(first)
    return walk


def zoom_to_the_end(panel: ChartPanel, key: Qt.Key) -> None:
    """Press a key until it has changed nothing three times in a row."""
    window = panel.view.window_of_time
    widths = [window.bar_width]
    while len(widths) < 4 or len(set(widths[-4:])) > 1:
        QTest.keyClick(panel.view, key)
        widths.append(window.bar_width)
        assert len(widths) < 90
    assert widths == sorted(widths, reverse=key is Qt.Key.Key_Minus)


async def test_every_unit_can_follow_every_other_at_the_live_edge(desk, context, caplog):
    walk = walk_through(UNITS)
    assert sorted(itertools.pairwise(walk)) == sorted(itertools.permutations(UNITS, 2))
    panel = await opened(context, unit=walk[0].value)
    for after in walk[1:]:
        panel.set_unit(after.value)
        check(desk, panel, after)
        await until(lambda: len(panel.history.series))
        check(desk, panel, after)
        assert panel.view.window_of_time.is_following
        assert 12 <= panel.view.window_of_time.width / panel.view.window_of_time.bar_width <= 860
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("before", UNITS)
async def test_a_change_of_unit_keeps_the_moment_in_the_middle(desk, context, before):
    panel = await opened(context, unit=before.value)
    window = panel.view.window_of_time
    panel.view.pan(300 if before in LONG else 1_000)
    await loaded(panel)
    moment = window.middle_ms
    for after in UNITS:
        panel.set_unit(after.value)
        await until(lambda: len(panel.history.series))
        check(desk, panel, after)
        slots_away = after.position(NOW_MS) - after.position(moment)
        is_past_the_edge = after.position(moment) + window.width / window.bar_width / 2 >= window.live_right
        if slots_away > REACH or is_past_the_edge:
            assert window.is_following, "too far to load, or the live edge is in sight"
        else:
            assert abs(window.middle_ms - moment) < after.length_ms
            if slots_away < 5_000:
                await loaded(panel)
                assert abs(window.middle_ms - moment) < after.length_ms, "pages that come move nothing"
                assert panel.history.series.slots[0] <= max(window.left, after.slot(BEGAN_MS))
        panel.set_unit(before.value)
        await until(lambda: len(panel.history.series))
        assert abs(window.middle_ms - moment) < before.length_ms, "and back"


AT_THE_EDGE = [(unit, False) for unit in UNITS]
DRAGGED_AWAY = [(unit, True) for unit in UNITS]
SOME_DRAGGED_AWAY = [(unit, True) for unit in (UNITS[0], UNITS[len(UNITS) // 2], *LONG)]


@pytest.mark.parametrize(
    ("unit", "is_dragged_away"), thorough(AT_THE_EDGE + DRAGGED_AWAY, usual=AT_THE_EDGE + SOME_DRAGGED_AWAY)
)
async def test_both_ends_of_the_zoom(desk, context, unit, is_dragged_away, caplog):
    panel = await opened(context, unit=unit.value)
    window = panel.view.window_of_time
    if is_dragged_away:
        panel.view.pan(300)
    for key, end in ((Qt.Key.Key_Plus, WIDEST_BAR), (Qt.Key.Key_Minus, None)):
        zoom_to_the_end(panel, key)
        assert end is None or window.bar_width == end
        check(desk, panel, unit)
        again = restarted(context, panel)
        assert again.view.window_of_time.bar_width == pytest.approx(window.bar_width, rel=0.1)
        await until(lambda panel=again: len(panel.history.series))
        check(desk, again, unit)
        again.release()
    zoom_to_the_end(panel, Qt.Key.Key_Plus)
    assert window.bar_width == WIDEST_BAR
    check(desk, panel, unit)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("unit", LONG)
async def test_zooming_out_ends_where_the_candles_end(desk, context, unit):
    panel = await opened(context, unit=unit.value)
    window = panel.view.window_of_time
    for _ in range(80):
        QTest.keyClick(panel.view, Qt.Key.Key_Minus)
        await asyncio.sleep(0)
    await until(lambda: panel.history.is_at_beginning and panel.history.pending is None)
    for _ in range(80):
        QTest.keyClick(panel.view, Qt.Key.Key_Minus)
    series = panel.history.series
    assert window.x(int(series.slots[0])) == pytest.approx(0, abs=1.5), "the oldest candle is at the left edge"
    assert window.x(int(series.slots[-1]) + 1) == pytest.approx(window.width - RIGHT_MARGIN)
    check(desk, panel, unit)


async def test_a_young_market_can_be_zoomed_to_its_few_candles(desk, context, exchange):
    exchange.began_ms = NOW_MS - 5 * 86_400_000
    panel = await opened(context, unit="day")
    await until(lambda: panel.history.is_at_beginning)
    for _ in range(40):
        QTest.keyClick(panel.view, Qt.Key.Key_Minus)
    assert panel.view.window_of_time.bar_width == DEFAULT_BAR_WIDTH
    check(desk, panel, CandleUnit.DAY)


async def test_every_market_can_follow_every_other(desk, context, caplog):
    for unit in (CandleUnit.SECOND_1, CandleUnit.MINUTE_1, CandleUnit.MONTH):
        panel = await opened(context, unit=unit.value)
        for before, after in itertools.permutations(PRICES, 2):
            panel.set_market(before)
            await loaded(panel)
            panel.set_market(after)
            check(desk, panel, unit)
            await loaded(panel)
            check(desk, panel, unit)
            assert panel.view.scale_of_prices.low < panel.history.series.last.close < panel.view.scale_of_prices.high
        panel.release()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


TOO_WIDE = [10**400, float("inf")]
NO_WIDTHS = [0, -1, True, None, "7", [], {}, float("nan"), float("-inf")]


@pytest.mark.parametrize(
    "width",
    [0.012992574749378708, 0.026132708606293867, 5e-324, 1e308, *TOO_WIDE, *NO_WIDTHS],
    ids=lambda width: repr(width)[:20],
)
async def test_whatever_the_workspace_kept_a_chart_opens(desk, context, width):
    """What is no width leaves the one there was, and what no float holds is as good as 1e308: three units will do."""
    for unit in (UNITS[0], UNITS[len(UNITS) // 2], UNITS[-1]) if width in [*TOO_WIDE, *NO_WIDTHS] else UNITS:
        panel = ChartPanel(context, "KRW-BTC", unit.value)
        panel.restore_state({"bar_width": width})
        panel.resize(860, 480)
        panel.show()
        check_width(panel)
        await until(lambda panel=panel: len(panel.history.series))
        check(desk, panel, unit)
        assert json.loads(json.dumps(panel.state(), allow_nan=False)) == panel.state()
        panel.release()


@pytest.mark.parametrize("width", NO_WIDTHS, ids=repr)
async def test_what_is_no_width_leaves_the_one_there_was(desk, context, width):
    panel = ChartPanel(context, "KRW-BTC", "1m")
    panel.restore_state({"bar_width": 9.5})
    panel.restore_state({"bar_width": width})
    assert panel.state()["bar_width"] == 9.5
    panel.release()


def check_width(panel: ChartPanel) -> None:
    window = panel.view.window_of_time
    assert window.least_bar_width <= window.bar_width <= WIDEST_BAR


def fail_once(view: ChartView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the view refuse the next series, as a part of it might."""
    show = view.show_series

    def fail(*args: object) -> None:
        monkeypatch.setattr(view, "show_series", show)
        raise OverflowError("a part of the view cannot do it")

    monkeypatch.setattr(view, "show_series", fail)


async def test_a_change_of_unit_that_fails_changes_nothing(desk, context, monkeypatch):
    panel = await opened(context)
    titles: list[str] = []
    panel.title_changed.connect(titles.append)
    fail_once(panel.view, monkeypatch)
    with pytest.raises(OverflowError):
        panel.set_unit("month")
    assert titles == []
    check(desk, panel, CandleUnit.MINUTE_1)
    await loaded(panel)
    panel.set_unit("month")
    check(desk, panel, CandleUnit.MONTH)


async def test_a_change_of_market_that_fails_changes_nothing(desk, context, monkeypatch):
    panel = await opened(context)
    titles: list[str] = []
    panel.title_changed.connect(titles.append)
    fail_once(panel.view, monkeypatch)
    with pytest.raises(OverflowError):
        panel.set_market("KRW-SHIB")
    assert (panel.code, titles) == ("KRW-BTC", [])
    assert panel.history.code == "KRW-BTC"
    check(desk, panel, CandleUnit.MINUTE_1)
