"""The entries about links in the context menu, by kind of panel."""

from __future__ import annotations

import pytest

from app.desk.link_menu import link_entries, market_entries, unit_entries
from app.panels.links import Links
from core.model.markets import Market, MarketList

OF_A_MARKET = ["종목 연결", "종목 고정"]


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        ("watchlist", ["종목 연결"]),
        ("chart", ["종목 연결", "봉 단위 연결", "종목 고정"]),
        ("orderbook", OF_A_MARKET),
        ("trades", OF_A_MARKET),
        ("assets", ["종목 연결"]),
        ("my-orders", ["종목 연결"]),
        ("engine", []),
        ("faults", []),
    ],
)
async def test_a_panel_is_offered_what_it_can_be_linked_by(hand, kind, titles):
    (dock,) = hand.open(kind)
    assert [entry.title for entry in link_entries(hand.desk, dock)] == titles


async def test_each_entry_does_what_it_says(hand):
    hand.markets.fill(MarketList([Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움")]))
    chart, trades = hand.open("chart:KRW-BTC", "trades:KRW-ETH")
    shown = [(entry.title, entry.is_checked) for entry in market_entries(hand.desk, trades)]
    assert shown[:3] == [("연결 없음", True), ("그룹 A · 비트코인 BTC/KRW", False), ("그룹 B", False)]
    market_entries(hand.desk, trades)[3].run()
    assert trades.links == Links("C")
    assert market_entries(hand.desk, chart)[3].title == "그룹 C · 이더리움 ETH/KRW"
    unit_entries(hand.desk, chart)[6].run()
    assert chart.links == Links("A", "6")
    assert [entry.is_checked for entry in unit_entries(hand.desk, chart)] == [False] * 6 + [True]
    link_entries(hand.desk, chart)[2].run()
    assert chart.links == Links("A", "6", is_pinned=True)
    assert link_entries(hand.desk, chart)[2].is_checked
