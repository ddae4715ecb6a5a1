import json
import time
from decimal import Decimal

import aiohttp
import pytest

from core.simulator.account.tokens import KeyState, Permission
from core.simulator.serve.server import serve
from core.simulator.streams.limits import EIGHT_PER_SECOND, Limits, Quota
from core.simulator.streams.manners import Manners
from scripted_source import ScriptedSource, book, trade
from signing import bearer, token

SALE = {"market": "KRW-BTC", "side": "ask", "ord_type": "limit", "price": "100000", "volume": "0.05"}
SIGNED_SALE = "market=KRW-BTC&side=ask&ord_type=limit&price=100000&volume=0.05"


@pytest.fixture
async def client():
    now_ms = time.time_ns() // 1_000_000
    source = ScriptedSource(trades=[trade("KRW-BTC", now_ms - 500)], books=[book("KRW-BTC", now_ms - 500)])
    limits = Limits(account=Quota(30, 60.0), orders=Quota(2, 60.0), order_tests=EIGHT_PER_SECOND)
    async with serve(source, manners=Manners(limits=limits)) as server, aiohttp.ClientSession(server.rest_url) as http:
        http.private = server.exchange.private
        yield http


@pytest.fixture
def key(client):
    (key,) = client.private.keys.keys
    return key


async def name_of(reply):
    return (await reply.json())["error"]["name"]


async def test_the_answer_to_a_good_token_has_the_rest_of_the_limit(client):
    reply = await client.get("/v1/accounts", headers=bearer())
    assert (reply.status, reply.content_type) == (200, "application/json")
    assert reply.headers["Remaining-Req"] == "group=default; min=30; sec=29"
    assert "Limit-By-Ip" not in reply.headers
    assert (await reply.json())[0]["currency"] == "KRW"


@pytest.mark.parametrize("path", ["/v1/accounts", "/v1/orders/open", "/v1/order", "/v1/orders/chance"])
async def test_without_a_token_no_data_is_returned(client, path):
    reply = await client.get(path)
    assert (reply.status, await name_of(reply)) == (401, "no_authorization_token")
    assert "Remaining-Req" not in reply.headers


async def test_a_query_is_covered_by_its_token_however_it_is_escaped(client):
    signed = "market=KRW-BTC&states[]=wait&states[]=watch"
    for sent in (signed, "market=KRW-BTC&states%5B%5D=wait&states%5B%5D=watch"):
        reply = await client.get(f"/v1/orders/open?{sent}", headers=bearer(signed))
        assert (reply.status, await reply.json()) == (200, [])
    for other in ("states[]=wait&states[]=watch&market=KRW-BTC", signed.replace("[", "%5B"), ""):
        reply = await client.get(f"/v1/orders/open?{signed}", headers=bearer(other))
        assert (reply.status, await name_of(reply)) == (401, "invalid_query_payload")


async def test_an_order_is_created_with_201_and_a_body_covered_by_its_token(client):
    reply = await client.post("/v1/orders", json=SALE, headers=bearer(SIGNED_SALE))
    assert (reply.status, (await reply.json())["state"]) == (201, "wait")
    assert reply.headers["Remaining-Req"] == "group=order; min=2; sec=1"
    reply = await client.post("/v1/orders", json=SALE, headers=bearer("market=KRW-BTC"))
    assert await name_of(reply) == "invalid_query_payload"


async def test_a_refused_order_gets_the_reason_and_counts(client):
    reply = await client.post("/v1/orders", json=SALE | {"volume": "9"}, headers=bearer(SIGNED_SALE[:-4] + "9"))
    assert (reply.status, await name_of(reply)) == (400, "insufficient_funds_ask")
    assert reply.headers["Remaining-Req"] == "group=order; min=2; sec=1"


async def test_a_body_that_is_no_object_is_refused(client):
    reply = await client.post("/v1/orders", data=b"market=KRW-BTC", headers=bearer())
    assert (reply.status, await name_of(reply)) == (400, "validation_error")


async def test_limits_are_counted_by_account_and_group(client):
    client.private.account.receive("BTC", Decimal(1))
    replies = [await client.post("/v1/orders", json=SALE, headers=bearer(SIGNED_SALE)) for _ in range(3)]
    assert [reply.status for reply in replies] == [201, 201, 429]
    assert (await client.post("/v1/orders/test", json=SALE, headers=bearer(SIGNED_SALE))).status == 201
    assert (await client.get("/v1/accounts", headers=bearer())).status == 200


async def test_a_nonce_is_good_once(client):
    headers = {"Authorization": f"Bearer {token()}"}
    replies = [await client.get("/v1/accounts", headers=headers) for _ in range(2)]
    assert [reply.status for reply in replies] == [200, 401]
    assert await name_of(replies[1]) == "nonce_used"


async def test_a_key_opens_the_endpoints_of_its_permissions(client, key):
    key.permissions = frozenset({Permission.VIEW_ASSETS})
    assert (await client.get("/v1/accounts", headers=bearer())).status == 200
    reply = await client.get("/v1/orders/open", headers=bearer())
    assert (reply.status, await name_of(reply)) == (401, "out_of_scope")
    key.state = KeyState.EXPIRED
    assert await name_of(await client.get("/v1/accounts", headers=bearer())) == "expired_access_key"
    key.state, key.addresses = KeyState.VALID, frozenset({"10.0.0.1"})
    assert await name_of(await client.get("/v1/accounts", headers=bearer())) == "no_authorization_ip"


async def test_the_events_of_an_order_are_streamed_at_once(client):
    async with client.ws_connect("/websocket/v1/private", headers=bearer()) as socket:
        await socket.send_json([{"ticket": "me"}, {"type": "myOrder"}, {"type": "myAsset"}])
        reply = await client.post("/v1/orders", json=SALE, headers=bearer(SIGNED_SALE))
        uuid = (await reply.json())["uuid"]
        await client.delete(f"/v1/order?uuid={uuid}", headers=bearer(f"uuid={uuid}"))
        heard = [json.loads((await socket.receive()).data) for _ in range(4)]
        assert [message.get("state") for message in heard] == ["wait", None, "cancel", None]
        assert heard[1]["assets"] == [{"currency": "BTC", "balance": 0.05, "locked": 0.05}]


async def test_parameters_may_stand_in_a_form_body(client):
    signed = "market=KRW-BTC&states[]=wait&states[]=watch"
    body = aiohttp.FormData([("market", "KRW-BTC"), ("states[]", "wait"), ("states[]", "watch")])
    reply = await client.get("/v1/orders/open", data=body, headers=bearer(signed))
    assert (reply.status, await reply.json()) == (200, [])
    order = await (await client.post("/v1/orders", json=SALE, headers=bearer(SIGNED_SALE))).json()
    given = {"uuid": order["uuid"]}
    reply = await client.delete("/v1/order", data=given, headers=bearer(f"uuid={order['uuid']}"))
    assert (reply.status, (await reply.json())["uuid"]) == (200, order["uuid"])
    order = await (await client.post("/v1/orders", json=SALE, headers=bearer(SIGNED_SALE))).json()
    given = {"uuid": order["uuid"]}
    reply = await client.delete("/v1/order", json=given, headers=bearer(f"uuid={order['uuid']}"))
    assert (reply.status, (await reply.json())["uuid"]) == (200, order["uuid"])
    reply = await client.delete("/v1/order", data=given, headers=bearer("uuid=another"))
    assert await name_of(reply) == "invalid_query_payload"


@pytest.mark.parametrize("path", ["/v1/status/wallet", "/v1/api_keys"])
async def test_any_key_may_ask_how_the_wallets_and_keys_are(client, key, path):
    key.permissions = frozenset()
    reply = await client.get(path, headers=bearer())
    assert (reply.status, isinstance(await reply.json(), list)) == (200, True)
