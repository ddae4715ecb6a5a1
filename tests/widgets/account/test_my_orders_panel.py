"""The user's open orders: loaded by REST, kept by the stream."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from account_in_hand import ORDERS, Account, account_of, my_order, placed
from desk_in_hand import MARKETS, Desk
from painted import read
from waiting import eventually
from widgets.account.my_orders_panel import MyOrdersPanel
from widgets.look.theme import Ink


@pytest_asyncio.fixture
async def account(desk: Desk) -> AsyncIterator[Account]:
    async with account_of(desk) as made:
        made.http.replies[ORDERS] = [placed("a"), placed("b", "ask", "158000000", "0.01", "0.004")]
        yield made


async def opened(account: Account) -> MyOrdersPanel:
    panel = MyOrdersPanel(account.context)
    panel.resize(700, 300)
    panel.show()
    await account.unlock()
    await account.listening(panel)
    return panel


def rows(panel: MyOrdersPanel) -> list[tuple[str, ...]]:
    return [line.texts for line in panel._table.lines]


async def test_an_order_is_described_in_a_traders_words(desk, account):
    panel = await opened(account)
    assert {str(kind): codes for kind, codes in desk.engine.get_private_subscriptions().items()} == {"myOrder": {"*"}}
    assert rows(panel) == [
        ("KRW-BTC", "매수", "지정가", "100", "10", "0", "0.00%", "대기", "11-20 12:15:42"),
        ("KRW-BTC", "매도", "지정가", "158,000,000", "0.01", "0.004", "40.00%", "대기", "11-20 12:15:42"),
    ]
    buy, sell = panel._table.lines
    assert (buy.inks[1], sell.inks[1]) == (Ink.RISE, Ink.FALL)
    desk.markets.fill(MARKETS)
    assert rows(panel)[0][0] == "비트코인 BTC"


async def test_the_price_of_an_order_is_written_as_the_prices_of_its_market(account):
    account.http.replies[ORDERS] = [placed("a", "bid", "12.50000000")]
    panel = await opened(account)
    assert rows(panel)[0][3] == "12.5"
    account.http.replies[ORDERS] = [placed("a", "bid", "12")]
    panel = await opened(account)
    assert rows(panel)[0][3] == "12.0"


async def test_the_title_counts_them(account):
    panel = MyOrdersPanel(account.context)
    titles: list[str] = []
    panel.title_changed.connect(titles.append)
    assert panel.panel_title() == "미체결"
    panel.show()
    await account.unlock()
    await account.listening(panel)
    assert titles[-1] == panel.panel_title() == "미체결 (2)"


async def test_an_order_lives_and_ends_by_the_stream(account):
    panel = await opened(account)
    account.deliver(my_order("c", "wait", timestamp=1))
    panel.frame()
    assert len(rows(panel)) == 3
    account.deliver(my_order("c", "trade", 4.0, timestamp=2))
    panel.frame()
    (order,) = [row for row in rows(panel) if row[5] == "4"]
    assert order[3:8] == ("100", "10", "4", "40.00%", "체결 중")
    account.deliver(my_order("c", "done", 10.0, timestamp=3), my_order("c", "trade", 4.0, timestamp=2))
    panel.frame()
    assert len(rows(panel)) == 2


async def test_of_an_order_first_heard_of_by_its_execution_the_rest_is_loaded(account):
    panel = await opened(account)
    account.http.replies[ORDERS] = [placed("z", volume="10", executed="4")]
    account.deliver(my_order("z", "trade", 4.0, timestamp=5))
    panel.frame()
    assert "–" in {row[3] for row in rows(panel)}
    await eventually(lambda: [row[3:7] for row in rows(panel)] == [("100", "10", "4", "40.00%")])


async def test_an_order_of_a_kind_nobody_foresaw_is_shown_as_the_exchange_spells_it(account):
    panel = await opened(account)
    account.deliver(my_order("c", "odd_state", order_type="odd_type"))
    panel.frame()
    assert any(row[2] == "odd_type" and row[7] == "odd_state" for row in rows(panel))


async def test_what_is_painted_is_what_is_open_and_buying_is_red(account):
    panel = await opened(account)
    panel.resize(1000, 300)
    titles, buy, sell = read(panel._table).rows()
    assert [text.text for text in titles] == [
        "종목", "구분", "유형", "가격", "수량", "체결량", "체결률", "상태", "주문 시각",
    ]  # fmt: skip
    assert [text.text for text in buy] == [
        "KRW-BTC", "매수", "지정가", "100", "10", "0", "0.00%", "대기", "11-20 12:15:42",
    ]  # fmt: skip
    assert [text.color for text in buy] == [
        "TEXT", "RISE", "DIM_TEXT", "RISE", "TEXT", "FAINT_TEXT", "FAINT_TEXT", "DIM_TEXT", "DIM_TEXT",
    ]  # fmt: skip
    assert [text.color for text in sell[1:7]] == ["FALL", "DIM_TEXT", "FALL", "TEXT", "TEXT", "TEXT"]
    assert [text.text for text in sell[4:7]] == ["0.01", "0.004", "40.00%"]
