"""The candles of a second market: subscribed, loaded, joined after a reconnect, and gone when closed."""

from __future__ import annotations

from chart_panel_in_hand import LAST
from core.market.candles.units import CandleUnit
from core.market.market_state import USUAL, MarketState, Phase
from desk_in_hand import trade
from http_exchange import error
from waiting import eventually
from widgets.chart.comparison.market import ComparedMarket


def loaded(market: ComparedMarket) -> bool:
    return bool(len(market.history.series)) and market.history.pending is None


async def test_it_is_subscribed_and_loaded_as_far_back_as_wanted(panel, desk) -> None:
    market = ComparedMarket(panel, "KRW-ETH", CandleUnit.MINUTE_1)
    assert desk.wanted["candle.1m"] == {"KRW-BTC", "KRW-ETH"}
    market.want(float("inf"))
    await eventually(lambda: loaded(market))
    newest = len(market.history.series)
    market.want(LAST - 500)
    await eventually(lambda: market.history.series.slots[0] <= LAST - 500)
    assert newest < len(market.history.series)
    assert market.history.series.closes[-1] < 10e6


async def test_its_stream_moves_it_and_never_the_first_market(panel, desk, charts) -> None:
    market = ComparedMarket(panel, "KRW-ETH", CandleUnit.MINUTE_1)
    market.want(float("inf"))
    await eventually(lambda: loaded(market))
    await desk.requested()
    changed = []
    market.changed.connect(lambda: changed.append(True))
    before = panel.history.series.last
    desk.deliver(charts.revision("KRW-ETH", 5_555_000.0))
    await eventually(lambda: market.history.series.last.close == 5_555_000.0)
    assert changed
    assert panel.history.series.last == before


async def test_trades_move_it_between_two_candle_messages(panel, desk, charts) -> None:
    market = ComparedMarket(panel, "KRW-ETH", CandleUnit.MINUTE_1)
    assert desk.wanted["trade"] == desk.wanted["ticker"] == {"KRW-BTC", "KRW-ETH"}
    market.want(float("inf"))
    await eventually(lambda: loaded(market))
    await desk.requested()
    candle = charts.revision("KRW-ETH", 5_555_000.0)
    desk.deliver(candle)
    await eventually(lambda: market.history.series.last.close == 5_555_000.0)
    later_ms = candle["timestamp"] + 10
    desk.deliver(trade(7, "KRW-ETH", 5_557_000.0, timestamp=later_ms, trade_timestamp=later_ms))
    await eventually(lambda: market.history.series.last.close == 5_557_000.0)


async def test_after_a_reconnect_what_was_missed_is_loaded(panel, desk, charts) -> None:
    market = ComparedMarket(panel, "KRW-ETH", CandleUnit.MINUTE_1)
    market.want(float("inf"))
    await eventually(lambda: loaded(market))
    await desk.requested()
    desk.deliver(charts.revision("KRW-ETH", 5_555_000.0))
    await eventually(lambda: market.history.series.last.close == 5_555_000.0)
    asked = len(charts.pages.http.requests)
    desk.sockets[-1].drop() if hasattr(desk.sockets[-1], "drop") else await desk.sockets[-1].close()
    await eventually(lambda: len(desk.sockets) > 1)
    await desk.requested()
    desk.deliver(charts.revision("KRW-ETH", 5_556_000.0))
    await eventually(lambda: len([r for r in charts.pages.http.requests[asked:] if r.query.get("market") == "KRW-ETH"]))


async def test_it_is_loaded_again_whenever_its_trading_stops_or_goes_on(panel, desk, charts) -> None:
    market = ComparedMarket(panel, "KRW-ETH", CandleUnit.MINUTE_1)
    market.want(float("inf"))
    for state in (MarketState(Phase.SUSPENDED), USUAL):
        await eventually(lambda: loaded(market))
        charts.pages.http.requests.clear()
        desk.markets.update_state("KRW-ETH", state)
        await eventually(lambda: charts.pages.http.requests)
        assert charts.pages.http.requests[0].query.get("market") == "KRW-ETH"


async def test_another_unit_is_another_stream(panel, desk) -> None:
    market = ComparedMarket(panel, "KRW-ETH", CandleUnit.MINUTE_1)
    market.show_unit(CandleUnit.DAY)
    assert desk.wanted == {"candle.1m": {"KRW-BTC"}, "trade": {"KRW-BTC"}, "ticker": {"KRW-BTC", "KRW-ETH"}}
    market.want(float("inf"))
    await eventually(lambda: loaded(market))
    assert market.history.unit is CandleUnit.DAY


async def test_a_closed_one_leaves_the_wire_and_asks_no_more(panel, desk, charts) -> None:
    market = ComparedMarket(panel, "KRW-ETH", CandleUnit.MINUTE_1)
    market.close()
    market.close()
    assert desk.wanted["candle.1m"] == {"KRW-BTC"}
    asked = len(charts.pages.http.requests)
    market.want(0)
    market.retry()
    assert len(charts.pages.http.requests) == asked
    assert market.component_id == ""


async def test_failed_pages_are_asked_for_again(panel, desk, charts) -> None:
    path = "/v1/candles/minutes/1"
    good = charts.pages.http.replies[path]
    charts.pages.http.replies[path] = error(500, "server_error", "점검 중")
    market = ComparedMarket(panel, "KRW-ETH", CandleUnit.MINUTE_1)
    market.want(float("inf"))
    await eventually(lambda: market.trouble)
    charts.pages.http.replies[path] = good
    market.retry()
    await eventually(lambda: loaded(market))
    assert market.trouble == ""
