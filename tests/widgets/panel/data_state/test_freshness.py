from __future__ import annotations

import pytest

from core.model.messages import Loss, Ticker
from desk_in_hand import Desk, trade
from widgets.panel.data_state.freshness import Freshness, age_text
from widgets.trades.panel import TradesPanel


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "방금"), (0.99, "방금"), (1.0, "1초 전"), (59.9, "59초 전"), (60.0, "1분 전"), (3_599.0, "59분 전"),
        (3_600.0, "1시간 전"), (90_000.0, "25시간 전"),
    ],
)  # fmt: skip
def test_an_age_is_a_whole_number(application, seconds, text):
    assert age_text(seconds) == text


def ticker(stamp: int, origin: str = "REALTIME") -> Ticker:
    return Ticker(code="KRW-BTC", timestamp=stamp, stream_type=origin)


async def test_only_live_messages_tell_how_long_they_took(desk: Desk):
    freshness = Freshness(desk.engine)
    assert not freshness.took([])
    assert not freshness.took([ticker(5, "SNAPSHOT"), Loss(3), ticker(0)])
    assert freshness.took([ticker(5), ticker(7), ticker(6)])
    assert freshness._stamp == 7


async def test_without_a_clock_of_the_exchange_nothing_is_said(desk: Desk):
    freshness = Freshness(desk.engine)
    freshness.took([ticker(5)])
    freshness.painted()
    assert freshness.latency_ms is None
    assert freshness.text(None) == ""


async def shown(desk: Desk) -> TradesPanel:
    panel = TradesPanel(desk.context, "KRW-BTC")
    panel.show()
    await desk.requested()
    return panel


def flow(desk: Desk, panel: TradesPanel, first: int, count: int = 10) -> None:
    """Messages of this moment, and their frames with what paints them."""
    for number in range(first, first + count):
        now_ms = round(desk.engine.time() * 1000) + 1_795_144_542_000
        desk.deliver(trade(number, trade_timestamp=now_ms, timestamp=now_ms))
        desk.clock._on_beat()


async def test_a_panel_measures_from_the_timestamp_to_the_picture_only_while_it_is_wanted(desk: Desk):
    panel = await shown(desk)
    flow(desk, panel, 1)
    assert panel.freshness.latency_ms is None
    desk.context.ages.show_ages(True)
    flow(desk, panel, 11)
    assert 0.0 <= panel.freshness.latency_ms < 1_000
    assert panel.freshness_text.startswith("방금 · ")
    panel.set_market("KRW-ETH")
    assert panel.freshness.latency_ms is None, "another market has its own"
    assert panel.freshness_text == "받은 것 없음"


async def test_the_age_is_that_of_the_last_message(desk: Desk, monkeypatch):
    panel = await shown(desk)
    assert panel.age is None
    desk.deliver(trade(1))
    panel.frame()
    now = desk.engine.time()
    monkeypatch.setattr(desk.engine, "_clock", lambda: now + 75.0)
    assert 74.0 < panel.age < 76.0
    assert panel.freshness_text == "1분 전"
