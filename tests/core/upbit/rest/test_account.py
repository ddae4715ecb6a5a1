"""Account requests on a real socket: the requests, their signatures, and how often a bad key is tried."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import logging
import traceback
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal
from urllib.parse import unquote

import jwt
import pytest
from aiohttp import web

from core.errors import AuthFailed, BadReply, ConnectionFailed, ExchangeError, FatalConnection, RateLimited
from core.upbit.credentials import Credentials
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.account import PrivateRest, account_gate
from core.upbit.rest.overlapping_pages import MOST_ROWS
from http_exchange import HttpExchange, error, served

ACCESS = "canary-access-key"
SECRET = "canary-secret-key-0123456789-0123456789-0123456789"

ACCOUNT = {"currency": "KRW", "balance": "1000.5", "locked": "0.5", "avg_buy_price": "0", "unit_currency": "KRW"}


def order(number: int) -> dict[str, str]:
    return {
        "uuid": f"order-{number}", "market": "KRW-BTC", "side": "bid", "ord_type": "limit", "state": "wait",
        "price": "100", "volume": "1", "remaining_volume": "1", "executed_volume": "0",
        "created_at": "2026-11-20T12:15:42+09:00",
    }  # fmt: skip


def listed(
    http: HttpExchange, orders: list[dict[str, str]], change: Callable[[], object] = lambda: None
) -> Callable[[], Awaitable[web.Response]]:
    """Answer with the page of `orders` that is asked for; then they change."""

    async def page() -> web.Response:
        query = http.requests[-1].query
        last = int(query["page"]) * int(query["limit"])
        part = orders[last - int(query["limit"]) : last]
        change()
        return web.json_response(part)

    return page


@pytest.fixture
async def http() -> HttpExchange:
    made = HttpExchange()
    made.replies["/v1/accounts"] = [ACCOUNT]
    return made


@pytest.fixture
async def rest(http: HttpExchange) -> AsyncIterator[PrivateRest]:
    async with served(http) as url:
        made = PrivateRest(endpoints_for("simulated", rest_url=url), Credentials(ACCESS, SECRET))
        yield made
        await made.close()


def claims(request: web.Request) -> dict[str, str]:
    return jwt.decode(request.headers["Authorization"].removeprefix("Bearer "), SECRET, algorithms=["HS256"])


class TestAsking:
    async def test_balances_come_as_decimals(self, rest):
        (account,) = await rest.accounts()
        assert (account.balance, account.locked) == (Decimal("1000.5"), Decimal("0.5"))

    async def test_every_request_has_a_token_of_its_own(self, rest, http):
        for _ in range(3):
            await rest.accounts()
        assert len({claims(request)["nonce"] for request in http.requests}) == 3
        assert all(claims(request).keys() == {"access_key", "nonce"} for request in http.requests)

    async def test_a_query_is_signed_as_it_travels(self, rest, http):
        await rest.open_orders()
        (request,) = http.requests
        query = unquote(request.raw_path.partition("?")[2])
        assert query == "states[]=wait&states[]=watch&page=1&limit=100&order_by=desc"
        assert claims(request)["query_hash"] == hashlib.sha512(query.encode()).hexdigest()

    async def test_open_orders_come_page_by_page(self, rest, http):
        orders = [order(number) for number in range(2 * MOST_ROWS + 7)]
        http.replies["/v1/orders/open"] = listed(http, orders)
        assert {row.uuid for row in await rest.open_orders()} == {each["uuid"] for each in orders}
        assert [request.query["page"] for request in http.requests] == ["1", "2", "3"]

    @pytest.mark.parametrize("ended", [1, 50, 90])
    async def test_orders_that_end_between_two_pages_hide_no_other(self, rest, http, ended):
        orders = [order(number) for number in range(2 * MOST_ROWS)]

        def change() -> None:
            if len(http.requests) == 1:
                del orders[:ended]

        http.replies["/v1/orders/open"] = listed(http, orders, change)
        found = await rest.open_orders()
        assert {each["uuid"] for each in orders} <= {row.uuid for row in found}
        assert found.spoiled == 0

    async def test_orders_that_end_all_the_time_are_said_to_be_incomplete(self, rest, http):
        orders = [order(number) for number in range(9 * MOST_ROWS)]
        http.replies["/v1/orders/open"] = listed(http, orders, lambda: orders.__delitem__(slice(0, 50)))
        assert (await rest.open_orders()).spoiled == 1

    async def test_no_more_pages_are_requested_after_a_repeated_one(self, rest, http):
        http.replies["/v1/orders/open"] = [order(number) for number in range(MOST_ROWS)]
        assert len(await rest.open_orders()) == MOST_ROWS
        assert len(http.requests) == 2

    async def test_unreadable_rows_are_counted(self, rest, http):
        http.replies["/v1/accounts"] = [{"currency": "KRW", "balance": "NaN"}]
        with pytest.raises(ExchangeError, match="bad_reply"):
            await rest.accounts()

    async def test_one_order_is_asked_for_by_its_id_also_after_its_end(self, rest, http):
        http.replies["/v1/order"] = order(7) | {"state": "done", "executed_volume": "1", "trades": []}
        row = await rest.order("order-7")
        assert (row.uuid, row.state, row.executed_volume) == ("order-7", "done", 1)
        assert dict(http.requests[-1].query) == {"uuid": "order-7"}

    async def test_ended_orders_are_asked_for_from_a_time_on(self, rest, http):
        http.replies["/v1/orders/closed"] = [order(8) | {"state": "cancel"}]
        assert [row.state for row in await rest.closed_orders(1234)] == ["cancel"]
        query = http.requests[-1].query
        assert (query["start_time"], query.getall("states[]")) == ("1234", ["done", "cancel"])

    @pytest.mark.parametrize("reply", [[order(7)], {"uuid": 7}, {"uuid": "a", "market": "b", "executed_volume": "NaN"}])
    async def test_an_order_that_cannot_be_read_is_a_bad_reply(self, rest, http, reply):
        http.replies["/v1/order"] = reply
        with pytest.raises(BadReply):
            await rest.order("order-7")

    async def test_a_closed_one_asks_nothing(self, rest, http):
        await rest.close()
        with pytest.raises(ConnectionFailed):
            await rest.accounts()
        assert not http.requests

    async def test_a_redirect_is_not_followed(self, rest, http):
        http.replies["/v1/accounts"] = web.Response(status=302, headers={"Location": "/elsewhere"})
        with pytest.raises(ExchangeError):
            await rest.accounts()
        assert len(http.requests) == 1

    async def test_no_token_goes_where_others_can_read_it(self):
        rest = PrivateRest(endpoints_for("upbit", rest_url="http://192.0.2.1"), Credentials(ACCESS, SECRET))
        with pytest.raises(FatalConnection, match="not encrypted"):
            await rest.accounts()


class TestBadKeys:
    async def refused(self, rest: PrivateRest) -> AuthFailed:
        with pytest.raises(AuthFailed) as refusal:
            await rest.accounts()
        return refusal.value

    async def test_the_key_is_tried_once_for_all_callers(self, rest, http):
        http.replies["/v1/accounts"] = http.replies["/v1/orders/open"] = error(401, "jwt_verification", "no")
        requested = [rest.accounts(), rest.open_orders(), rest.prove(), rest.accounts()]
        outcomes = await asyncio.gather(*requested, return_exceptions=True)
        assert all(isinstance(outcome, AuthFailed) for outcome in outcomes)
        assert {outcome.name for outcome in outcomes} == {"jwt_verification"}
        await self.refused(rest)
        assert len(http.requests) == 1

    async def test_a_refusal_keeps_no_caller_alive(self, rest, http):
        class Panel:
            async def load(self) -> None:
                with pytest.raises(AuthFailed):
                    await rest.accounts()

        http.replies["/v1/accounts"] = error(401, "jwt_verification", "no")
        for _ in range(2):  # the exchange refuses the first, our own record the second
            panel = Panel()
            await panel.load()
            gone = weakref.ref(panel)
            del panel
            gc.collect()
            assert gone() is None

    async def test_one_revoked_later_is_tried_no_more_either(self, rest, http):
        await rest.prove()
        http.replies["/v1/accounts"] = error(401, "expired_access_key", "gone")
        assert (await self.refused(rest)).name == "expired_access_key"
        with pytest.raises(AuthFailed):
            await rest.prove()
        assert len(http.requests) == 2

    async def test_a_missing_scope_is_of_this_request_alone(self, rest, http):

        async def refuse() -> web.Response:
            return error(401, "out_of_scope", "no")

        http.replies["/v1/accounts"] = refuse
        http.replies["/v1/orders/open"] = [order(1)]
        await rest.prove()
        assert (await self.refused(rest)).reason
        assert len(await rest.open_orders()) == 1

    async def test_proving_asks_once(self, rest, http):
        await rest.prove()
        await rest.prove()
        assert len(http.requests) == 1

    async def test_an_unreachable_exchange_proves_nothing(self, http):
        rest = PrivateRest(endpoints_for("simulated", rest_url="http://127.0.0.1:9"), Credentials(ACCESS, SECRET))
        with pytest.raises(ConnectionFailed):
            await rest.prove()
        await rest.close()


class TestLimits:
    async def test_a_block_holds_for_everything_here(self, rest, http):
        http.replies["/v1/accounts"] = error(418, "I'm a teapot", "blocked for 60 seconds")
        with pytest.raises(RateLimited) as limit:
            await rest.accounts()
        assert limit.value.retry_after == 60
        http.replies["/v1/accounts"] = []
        with pytest.raises(RateLimited) as again:
            await rest.open_orders()
        assert 59 < again.value.retry_after <= 60
        assert len(http.requests) == 1

    def test_the_gate_stays_inside_thirty_a_second(self):
        ledger = account_gate().pace.ledger
        slots = [ledger.reserve(0.0) for _ in range(200)]
        assert max(sum(start <= slot < start + 1.0 for slot in slots) for start in slots) <= 24


async def test_no_key_and_no_token_is_in_any_log_or_error(rest, http, caplog):
    caplog.set_level(logging.DEBUG)
    await rest.accounts()
    http.replies["/v1/accounts"] = error(401, "jwt_verification", "no")
    with pytest.raises(AuthFailed) as refusal:
        await rest.accounts()
    texts = [record.getMessage() for record in caplog.records] + traceback.format_exception(refusal.value)
    sent = [request.headers["Authorization"].removeprefix("Bearer ") for request in http.requests]
    assert len(sent) == 2
    for secret in (ACCESS, SECRET, *sent):
        assert not any(secret in text for text in texts)
