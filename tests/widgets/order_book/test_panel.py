from __future__ import annotations

import pytest

from core.model.subscription import Scope, StreamKey, StreamType
from desk_in_hand import Desk, book, ticker
from widgets.order_book.panel import OrderBookPanel


async def test_it_watches_the_book_and_the_ticker_of_its_market(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    assert desk.wanted == {"orderbook": {"KRW-BTC"}, "ticker": {"KRW-BTC"}}
    assert panel.panel_title() == "BTC/KRW · 호가"


@pytest.mark.parametrize(("option", "depth"), [("", 30), ("5", 5), ("15", 15), ("7", 30), ("deep", 30), ("1", 1)])
async def test_the_option_is_the_depth(desk: Desk, option: str, depth: int):
    panel = OrderBookPanel(desk.context, "KRW-BTC", option)
    desired = desk.engine._subscription_manager.desired(Scope.PUBLIC)
    assert desired[StreamKey(StreamType.ORDERBOOK, "KRW-BTC")] == depth
    assert panel._view.depth == depth


async def test_late_previous_close_comes_from_memory(desk: Desk):
    first = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(ticker(price=110.0, prev=100.0), book())
    late = OrderBookPanel(desk.context, "KRW-BTC", "5")
    late.frame()
    assert late._view.prev_close == 100.0
    assert late._view.last_price == 110.0
    assert len(late._view.asks) == 3
    assert first is not None


async def test_nothing_new_is_nothing_to_paint(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    panel.show()
    desk.deliver(ticker(), book())
    assert panel.frame()
    assert not panel.frame()
    desk.deliver(ticker(timestamp=1_795_144_543_000))
    assert not panel.frame(), "a ticker with the same prices changes nothing here"


async def test_another_market_starts_with_an_empty_book(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book())
    panel.frame()
    panel.set_market("KRW-ETH")
    assert not panel.has_data()
    assert desk.wanted == {"orderbook": {"KRW-ETH"}, "ticker": {"KRW-ETH"}}
    desk.deliver(book(), book("KRW-ETH", mid=50.0))
    panel.frame()
    assert panel._view.asks[0].price == 51.0


@pytest.mark.parametrize(
    ("reported", "title", "shown"),
    [
        ({"is_trading_suspended": True}, "BTC/KRW [거래 정지] · 호가", "거래소가 거래를 일시 정지한 종목입니다"),
        ({"market_state": "PREVIEW"}, "BTC/KRW [거래 시작 전] · 호가", "아직 거래가 시작되지 않은 종목입니다"),
        ({"market_state": "DELISTED"}, "BTC/KRW [거래지원 종료] · 호가", "거래지원이 종료된 종목입니다"),
        ({"delisting_date": "2026-12-01"}, "BTC/KRW [거래지원 종료 2026-12-01] · 호가", ""),
        ({"market_state": "NEW_WORD"}, "BTC/KRW [거래 상태 확인] · 호가", ""),
    ],
)
async def test_its_ticker_tells_every_panel_of_the_market_what_is_the_matter(desk: Desk, reported, title, shown):
    panel, other = OrderBookPanel(desk.context, "KRW-BTC"), OrderBookPanel(desk.context, "KRW-ETH")
    panel.show()
    titles: list[str] = []
    panel.title_changed.connect(titles.append)
    other.title_changed.connect(titles.append)
    await desk.requested()
    desk.deliver(book(), ticker(**reported))
    panel.frame()
    panel._update_status()
    assert (titles, panel.panel_title(), panel.status_text) == ([title], title, shown)
    desk.deliver(ticker(timestamp=1_795_144_543_000))
    panel.frame()
    assert (panel.panel_title(), panel.status_text) == ("BTC/KRW · 호가", "")
