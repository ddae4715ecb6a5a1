import time

import aiohttp
import pytest

from core.simulator.account.tokens import DEMO_ACCESS_KEY, DEMO_SECRET_KEY
from core.simulator.serve.server import serve
from scripted_source import ScriptedSource, book, trade
from signing import bearer

FAR = {"Origin": "https://example.com"}


@pytest.fixture
async def client():
    now_ms = time.time_ns() // 1_000_000
    codes = ("KRW-BTC", "KRW-ETH")
    trades = [trade(code, now_ms - 500) for code in codes]
    source = ScriptedSource(trades=trades, books=[book(code, now_ms - 500) for code in codes])
    async with serve(source) as server, aiohttp.ClientSession(server.rest_url) as http:
        http.private = server.exchange.private
        yield http


async def sell(client, market, volume="0.1"):
    sale = {"market": market, "side": "ask", "ord_type": "limit", "price": "100000", "volume": volume}
    signed = "&".join(f"{name}={value}" for name, value in sale.items())
    return (await (await client.post("/v1/orders", json=sale, headers=bearer(signed))).json())["uuid"]


async def fill(client, **which):
    reply = await client.post("/simulator/fill", json=which)
    return reply.status, await reply.json()


async def change(client, **what):
    reply = await client.post("/simulator/keys", json=what)
    return reply.status, await reply.json()


async def status(client, **keys):
    return (await client.get("/v1/accounts", headers=bearer(**keys))).status


async def test_an_order_is_made_to_trade(client):
    uuid = await sell(client, "KRW-BTC")
    code, order = await fill(client, uuid=uuid, volume="0.04")
    assert (code, order["state"], order["executed_volume"]) == (200, "wait", "0.04")
    assert (await fill(client, uuid=uuid, volume=0.05))[1]["remaining_volume"] == "0.01"
    assert (await fill(client, uuid=uuid, volume="0.02"))[0] == 400
    assert (await fill(client))[1]["state"] == "done"
    assert (await fill(client, uuid=uuid))[0] == 404


async def test_the_oldest_order_of_a_market_is_chosen(client):
    await sell(client, "KRW-BTC", "0.05")
    first, second = await sell(client, "KRW-ETH"), await sell(client, "KRW-ETH")
    assert [(await fill(client, market="KRW-ETH"))[1]["uuid"] for _ in range(2)] == [first, second]
    assert (await fill(client, market="KRW-ETH"))[0] == 404


async def test_a_key_is_revoked_expired_and_restored(client):
    assert await status(client) == 200
    for action, expected in (("revoke", 401), ("restore", 200), ("expire", 401), ("restore", 200)):
        assert (await change(client, do=action))[0] == 200
        assert await status(client) == expected


async def test_a_key_is_limited_to_permissions_and_addresses(client):
    _, row = await change(client, do="scope", permissions=["view_orders"])
    assert (row["permissions"], await status(client)) == (["view_orders"], 401)
    await change(client, do="scope")
    await change(client, do="bind", addresses=["10.0.0.1"])
    assert await status(client) == 401
    await change(client, do="bind")
    assert await status(client) == 200


async def test_a_new_key_works_beside_the_old_one(client):
    _, key = await change(client, do="new", permissions=["view_assets"])
    mine = {"access_key": key["access_key"], "secret_key": key["secret_key"]}
    assert await status(client, **mine) == 200
    await change(client, do="revoke", access_key=key["access_key"])
    assert (await status(client, **mine), await status(client)) == (401, 200)


async def test_keys_are_listed_without_their_secrets(client):
    reply = await client.get("/simulator/keys")
    assert DEMO_SECRET_KEY not in await reply.text()
    (row,) = await reply.json()
    assert (row["access_key"], row["state"], row["addresses"]) == (DEMO_ACCESS_KEY, "valid", None)


@pytest.mark.parametrize(
    "body", [b"hello", b"[]", b'{"do":"nothing"}', b'{"do":"scope","permissions":["x"]}', b"[" * 9999]
)
async def test_an_invalid_command_changes_nothing(client, body):
    assert (await client.post("/simulator/keys", data=body)).status == 400
    assert await status(client) == 200


async def test_an_unknown_key_has_its_own_error(client):
    assert (await change(client, do="revoke", access_key="other"))[0] == 401


async def test_a_revoked_key_closes_its_connections(client):
    async with client.ws_connect("/websocket/v1/private", headers=bearer()) as socket:
        await change(client, do="revoke")
        assert b"INVALID_AUTH" in (await socket.receive()).data
        assert ((await socket.receive()).type, socket.close_code) == (aiohttp.WSMsgType.CLOSE, 1000)


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/simulator/fill"), ("POST", "/simulator/keys"), ("GET", "/simulator/keys")]
)
async def test_only_programs_of_this_machine_control_it(client, method, path):
    assert (await client.request(method, path, json={"do": "revoke"}, headers=FAR)).status == 403
    assert await status(client) == 200
