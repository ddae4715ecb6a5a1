"""The user's own prices in a book, with a real REST client and a private socket in hand."""

from __future__ import annotations

from account_in_hand import ACCOUNTS, ORDERS, account_of, held, my_order, placed
from core.model.subscription import Scope
from desk_in_hand import Desk, book, ticker
from http_exchange import error
from waiting import eventually
from widgets.order_book.own_marks import own_marks
from widgets.order_book.panel import OrderBookPanel


def marks(panel: OrderBookPanel) -> list[tuple[str, float]]:
    return [(mark.word, mark.price) for mark in own_marks(panel._own, panel.code)]


def private(desk: Desk) -> dict:
    return desk.engine.get_private_subscriptions()


async def test_without_a_key_nothing_is_asked(desk: Desk):
    async with account_of(desk) as account:
        panel = OrderBookPanel(account.context, "KRW-BTC")
        desk.deliver(book(), ticker())
        panel.frame()
        assert (marks(panel), private(desk), account.http.requests) == ([], {}, [])
        panel.release()


async def test_with_a_key_average_and_orders_of_this_market_are_marked_and_follow_the_stream(desk: Desk):
    async with account_of(desk) as account:
        account.http.replies[ACCOUNTS] = [held("BTC", "0.5", "120000000"), held("ETH", "1", "5000000")]
        account.http.replies[ORDERS] = [
            placed("u1", "bid", "158000000", "1", "0"),
            placed("u2", "ask", "159e6", "1", "0"),
        ]
        panel = OrderBookPanel(account.context, "KRW-BTC")
        panel.show()
        await account.unlock()
        own = [("내 평균 매수가", 120e6), ("내 매수 주문", 158e6), ("내 매도 주문", 159e6)]
        await eventually(lambda: sorted(marks(panel)) == sorted(own))
        await eventually(lambda: len(private(desk)) == 2)
        await eventually(lambda: desk.engine.link_status(Scope.PRIVATE).epoch and panel._own.is_sent)
        account.deliver(my_order("u1", "cancel", 5.0, ask_bid="BID", price=158_000_000))
        await eventually(lambda: "내 매수 주문" not in dict(marks(panel)))
        panel.set_market("KRW-ETH")
        assert marks(panel) == [("내 평균 매수가", 5e6)]
        panel.release()
        assert private(desk) == {}


async def test_a_key_that_may_not_see_them_leaves_the_book_without_marks_and_without_a_notice(desk: Desk):
    async with account_of(desk) as account:
        account.http.replies[ORDERS] = error(401, "out_of_scope", "권한이 부족합니다")
        panel = OrderBookPanel(account.context, "KRW-BTC")
        await account.unlock()
        await eventually(lambda: account.requests_to(ORDERS) and not panel._own.loader.is_loading)
        assert (marks(panel), private(desk)) == ([], {})
        panel.release()


async def test_another_key_forgets_what_the_one_before_could_see(desk: Desk):
    async with account_of(desk) as account:
        account.http.replies[ACCOUNTS] = [held("BTC", "0.5", "120000000")]
        panel = OrderBookPanel(account.context, "KRW-BTC")
        await account.unlock()
        await eventually(lambda: marks(panel))
        await account.lock()
        await eventually(lambda: not marks(panel))
        assert private(desk) == {}
        panel.release()


async def test_a_key_that_may_see_them_no_longer_loses_marks_and_streams(desk: Desk):
    async with account_of(desk) as account:
        account.http.replies[ACCOUNTS] = [held("BTC", "0.5", "120000000")]
        panel = OrderBookPanel(account.context, "KRW-BTC")
        await account.unlock()
        await eventually(lambda: marks(panel) and private(desk))
        account.http.replies[ORDERS] = error(401, "out_of_scope", "권한이 부족합니다")
        panel._own.loader.load_now()
        await eventually(lambda: not marks(panel) and not private(desk))
        panel.release()
