from __future__ import annotations

import pytest

from core.market.watchlist import SortKey
from desk_in_hand import MARKETS, Desk, ticker
from widgets.watchlist.panel import WatchlistPanel
from widgets.watchlist.table.columns import COLUMNS


@pytest.fixture
async def panel(desk: Desk) -> WatchlistPanel:
    desk.markets.fill(MARKETS)
    made = WatchlistPanel(desk.context)
    await desk.requested()
    desk.deliver(ticker(price=100.0, prev=80.0))
    made.frame()
    return made


async def test_the_rows_listed_are_told_with_all_columns(panel: WatchlistPanel):
    table = panel.shown_values()
    assert table.summary == "4종목"
    assert table.titles[:7] == ("종목", "현재가", "환산가", "전일대비", "등락액", "대금(억)", "거래량")
    assert len(table.titles) == len(COLUMNS)
    (bitcoin,) = (row for row in table.rows if row.key == "KRW-BTC")
    assert bitcoin.texts[:3] == ("비트코인 BTC/KRW", "100", "")


async def test_titles_have_no_arrow_however_it_is_sorted(panel: WatchlistPanel):
    panel._table.sort_by(SortKey.NAME, is_descending=False)
    assert panel.shown_values().titles[0] == "종목"


async def test_without_a_list_there_is_nothing_to_say(desk: Desk):
    table = WatchlistPanel(desk.context).shown_values()
    assert (table.summary, list(table.rows)) == ("", [])


async def test_a_volume_is_told_to_its_last_digit_for_who_copies_it(panel: WatchlistPanel, desk: Desk):
    sums = {"acc_trade_volume_24h": 1203.88120417, "acc_trade_price_24h": 1e8}
    desk.deliver(ticker(price=100.0, prev=80.0, **{**sums, "timestamp": 1_795_144_543_000}))
    panel.frame()
    (bitcoin,) = (row for row in panel.shown_values().rows if row.key == "KRW-BTC")
    assert bitcoin.texts[6] == "1,203.88120417"
