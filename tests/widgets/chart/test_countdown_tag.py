"""The countdown on the axis of a chart."""

from __future__ import annotations

import asyncio

import pytest

from candle_pages import revision
from core.model.markets import Market, MarketList
from desk_in_hand import Desk, ticker
from waiting import eventually
from widgets.chart.panel import ChartPanel

NOW_MS = 1_795_144_500_000 + 20_000
MINUTE = NOW_MS // 60_000


@pytest.fixture
async def panel(desk: Desk):
    made = ChartPanel(desk.context, "KRW-BTC", "1m")
    made.resize(700, 420)
    made.show()
    await desk.requested()
    desk.deliver(*(revision(MINUTE, NOW_MS + number) for number in range(6)))  # the exchange's clock is known
    made.frame()
    yield made
    made.release()


def note(panel: ChartPanel) -> str:
    """What stands below the last price."""
    return panel.view.crosshair.last_values[0].placed.tag.note


async def test_the_price_tag_has_it_and_changes_alone(panel):
    tag = panel.view.prices.tags[0]
    assert note(panel).startswith("00:")
    panel.countdown.show(is_shown=False)
    assert panel.view.prices.tags[0].height < tag.height, "the tag has room for two lines"
    panel.countdown.show(is_shown=True)
    await eventually(lambda: panel.requests.notice.text)  # its strip makes the chart lower
    panel.frame()
    drawn, text = panel.view.layers_drawn, note(panel)
    await eventually(lambda: note(panel) != text)
    assert panel.view.layers_drawn == drawn, "no candle is drawn again for it"


async def test_a_chart_of_a_quiet_market_opened_later_says_the_same(desk, panel):
    await asyncio.sleep(1.2)  # nothing is heard meanwhile
    other = ChartPanel(desk.context, "KRW-BTC", "1m")
    other.resize(700, 420)
    try:
        other.show()
        await eventually(lambda: other.frame() or note(other) != "")
        await eventually(lambda: note(other) == note(panel), within=0.3)
    finally:
        other.release()


async def test_it_can_be_switched_off_and_the_workspace_keeps_that(desk, panel):
    panel.countdown.show(is_shown=False)
    assert note(panel) == ""
    desk.deliver(revision(MINUTE, NOW_MS + 1_500))
    panel.frame()
    await asyncio.sleep(1.2)
    assert note(panel) == ""
    assert panel.state()["has_countdown"] is False
    panel.restore_state({"has_countdown": True})
    assert note(panel)
    panel.restore_state({"has_countdown": "nonsense"})
    assert note(panel)


async def test_switched_off_while_the_chart_is_hidden_it_does_not_come_back_with_the_chart(panel):
    assert note(panel)
    panel.hide()
    panel.countdown.show(is_shown=False)
    panel.show()
    assert note(panel) == ""


async def test_a_hidden_chart_does_not_count(panel):
    panel.hide()
    await asyncio.sleep(1.3)
    assert not panel.countdown.clock._timer.isActive()
    panel.show()
    assert panel.countdown.clock._timer.isActive()


async def test_a_lost_connection_ends_it(desk, panel):
    desk.sockets[-1].abort()
    await eventually(lambda: panel.frame() or note(panel) == "")


@pytest.mark.parametrize("source", ["ticker", "list"])
async def test_a_market_that_is_over_has_none_until_it_comes_back(desk, panel, source):
    """Its last candle does not close by the clock."""
    listed = MarketList([Market(code, code, code) for code in ("KRW-BTC", "KRW-ETH")])
    desk.markets.fill(listed)
    if source == "ticker":
        told = {"timestamp": NOW_MS + 1_500, "stream_type": "REALTIME"}
        desk.deliver(ticker(market_state="DELISTED", **told))
        panel.frame()
    else:
        desk.markets.fill(MarketList(list(listed)[1:]))
    assert note(panel) == ""
    desk.deliver(revision(MINUTE, NOW_MS + 2_000))
    panel.frame()
    assert note(panel) == "", "what comes late does not begin it again"
    if source == "list":
        desk.markets.fill(listed)
        assert note(panel).startswith("00:")
