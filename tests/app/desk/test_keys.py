"""Keys from the store, the environment and the form, on the embedded exchange over real sockets."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import jwt
import pytest
import pytest_asyncio

from app.desk.keys import DEMO_ACCESS_KEY, DEMO_SECRET_KEY, Keys, keys_of, take_from
from app.process.exchange_process import _environment
from core.engine.websocket_manager import WebSocketManager
from core.errors import InputError, RateLimited
from core.model.link_status import ConnectionState
from core.model.subscription import ALL, Scope, StreamType, subscribe
from core.simulator.account import tokens
from core.simulator.serve import server as simulator
from core.storage import key_store
from core.storage.key_store import KeyStore
from core.upbit.credentials import Credentials
from core.upbit.endpoints import Endpoints, endpoints_for
from core.upbit.rest.quotation import RestClient
from core.upbit.upbit import Upbit
from http_exchange import HttpExchange, error, served
from key_stores import Hanging, Locked, Memory
from scripted_source import ScriptedSource, book, trade
from waiting import eventually
from widgets.account.assets_panel import AssetsPanel
from widgets.account.my_orders_panel import MyOrdersPanel
from widgets.markets.directory import MarketDirectory
from widgets.panel.context import PanelContext
from widgets.panel.frame_clock import FrameClock
from widgets.panel.private_access import KeyStage, PrivateAccess

ACCESS, SECRET = "canary-access-key", "canary-secret-key-" * 4


class Hand:
    """Keys, the engine that uses them, and the exchange."""

    def __init__(
        self, endpoints: Endpoints, backend: object, environment: dict[str, str], *, simulated: bool, embedded: bool
    ) -> None:
        self.endpoints = endpoints
        self.engine = WebSocketManager(exchange=Upbit())
        self.access = PrivateAccess(is_simulated=simulated)
        self.hidden: list[str] = []
        store = KeyStore("simulated", lambda: backend)
        self.keys = Keys(
            self.access,
            self.engine,
            endpoints,
            store,
            environment,
            lambda *keys: self.hidden.extend(keys),
            is_embedded=embedded,
        )
        self.tasks = self.keys._tasks

    @property
    def link(self) -> tuple[ConnectionState, str]:
        """The status of the private link, and its reason."""
        return self.engine.link_status(Scope.PRIVATE)[:2]

    def watch(self) -> None:
        """Subscribe to the account."""
        self.engine.attach("assets", (subscribe(StreamType.MY_ASSET, ALL),))
        self.access.needed.emit()

    async def becomes(self, stage: KeyStage) -> None:
        """Return when the keys are in the given state, and no request is in progress."""
        await eventually(lambda: self.access.stage is stage and not self.tasks)

    async def stop(self) -> None:
        """Close everything."""
        await self.tasks.cancel()
        await self.engine.stop()
        await self.keys.close()


@asynccontextmanager
async def hand(
    endpoints: Endpoints,
    backend: object = None,
    environment: dict[str, str] | None = None,
    *,
    simulated: bool = True,
    embedded: bool = False,
) -> AsyncIterator[Hand]:
    given = environment if environment is not None else {}
    made = Hand(endpoints, backend, given, simulated=simulated, embedded=embedded)
    yield made
    await made.stop()


@pytest_asyncio.fixture
async def exchange(application) -> AsyncIterator[Endpoints]:
    source = ScriptedSource(trades=[trade("KRW-BTC", 1)], books=[book("KRW-BTC", 1)])
    async with simulator.serve(source) as server:
        yield endpoints_for("simulated", rest_url=server.rest_url)


@pytest.fixture(autouse=True)
def dumps(monkeypatch) -> list[str]:
    """Records calls that forbid core dumps instead of making them: they would last until the tests' process ends."""
    forbidden: list[str] = []
    monkeypatch.setattr("app.desk.keys.forbid_core_dumps", lambda: forbidden.append("forbidden"))
    return forbidden


@pytest.fixture
def memory() -> Memory:
    return Memory()


async def command(endpoints: Endpoints, **order: object) -> None:
    """Set the exchange's treatment of its keys."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{endpoints.rest_url}/simulator/keys", json=order) as response,
    ):
        assert response.status == 200


class TestWhereTheyComeFrom:
    async def test_nothing_is_read_before_a_panel_needs_it(self, exchange, memory):
        requested: list[object] = []
        memory.get_password = lambda *_: requested.append(None)
        async with hand(exchange, memory) as desk:
            assert desk.access.stage is KeyStage.LOADING
            assert not desk.tasks
            desk.access.needed.emit()
            desk.access.needed.emit()
            await desk.becomes(KeyStage.MISSING)
        assert len(requested) == 2, "one look at each entry"

    async def test_the_play_account_is_one_click_away_and_stays(self, exchange, memory):
        for click in (True, False):
            async with hand(exchange, memory) as desk:
                desk.watch()
                if click:
                    await desk.becomes(KeyStage.MISSING)
                    desk.access.demo_requested.emit()
                await desk.becomes(KeyStage.READY)
                await eventually(lambda desk=desk: desk.link[0] is ConnectionState.LIVE)
                assert await desk.access.rest.accounts()

    async def test_there_is_none_on_a_real_exchange(self, exchange):
        async with hand(exchange, simulated=False) as desk:
            desk.watch()
            await desk.becomes(KeyStage.MISSING)
            desk.access.demo_requested.emit()
            assert not desk.tasks

    async def test_those_of_the_environment_are_for_one_run_and_win(self, exchange, memory):
        environment = {"HOGA_ACCESS_KEY": DEMO_ACCESS_KEY, "HOGA_SECRET_KEY": DEMO_SECRET_KEY, "OTHER": "1"}
        async with hand(exchange, memory, environment) as desk:
            assert environment == {"OTHER": "1"}
            desk.watch()
            await desk.becomes(KeyStage.READY)
            await eventually(lambda: desk.link[0] is ConnectionState.LIVE)
            assert "이번 실행에만" in desk.access.notice
        assert memory.kept == {}

    async def test_the_embedded_exchange_is_given_none_of_the_environment_and_says_so(self, exchange, memory, dumps):
        environment = {"HOGA_ACCESS_KEY": ACCESS, "HOGA_SECRET_KEY": SECRET}
        async with hand(exchange, memory, environment, embedded=True) as desk:
            assert environment == {}, "no child inherits them all the same"
            assert desk.hidden == [ACCESS, SECRET]
            assert dumps, "they are in memory all the same"
            desk.watch()
            await desk.becomes(KeyStage.MISSING)
            assert "모의 거래소에서 쓰지 않습니다" in desk.access.notice
            assert desk.link[0] is ConnectionState.STOPPED
            desk.access.demo_requested.emit()
            await desk.becomes(KeyStage.READY)

    async def test_the_embedded_exchange_keeps_and_loads_no_key_but_the_play_accounts(self, exchange, memory):
        async with hand(exchange, memory, embedded=True) as desk:
            desk.access.keys_entered.emit(Credentials(ACCESS, SECRET))
            await desk.becomes(KeyStage.READY)
            assert "저장하지 않습니다" in desk.access.notice
        assert memory.kept == {}
        memory.kept = {("Hoga simulated", "access-key"): ACCESS, ("Hoga simulated", "secret-key"): SECRET}
        async with hand(exchange, memory, embedded=True) as desk:
            desk.watch()
            await desk.becomes(KeyStage.MISSING)
        for click in (True, False):
            async with hand(exchange, memory, embedded=True) as desk:
                desk.watch()
                if click:
                    await desk.becomes(KeyStage.MISSING)
                    desk.access.demo_requested.emit()
                await desk.becomes(KeyStage.READY)

    async def test_the_demo_account_is_opened_again_also_without_a_key_store_until_it_is_forgotten(self, exchange):
        kept: list[bool] = []
        for opens, acts in ((False, True), (True, False), (True, True), (False, False)):
            async with hand(exchange, Locked(), embedded=True) as desk:
                desk.keys.opens_demo = opens
                desk.keys.demo_kept.connect(kept.append)
                desk.watch()
                await desk.becomes(KeyStage.READY if opens else KeyStage.MISSING)
                if acts and not opens:
                    desk.access.demo_requested.emit()
                    await desk.becomes(KeyStage.READY)
                elif acts:
                    desk.access.keys_forgotten.emit()
                    await desk.becomes(KeyStage.MISSING)
        assert kept == [True, False]
        async with hand(exchange, Locked()) as elsewhere:
            elsewhere.keys.opens_demo = True
            elsewhere.watch()
            await elsewhere.becomes(KeyStage.MISSING)

    @pytest.mark.parametrize(("access", "is_forbidden"), [(ACCESS, True), (DEMO_ACCESS_KEY, False)])
    async def test_core_dumps_end_with_the_first_key_that_is_worth_anything(
        self, exchange, memory, dumps, access, is_forbidden
    ):
        async with hand(exchange, memory) as desk:
            assert not dumps
            desk.access.keys_entered.emit(Credentials(access, DEMO_SECRET_KEY))
            await desk.becomes(KeyStage.READY)
            assert bool(dumps) is is_forbidden

    async def test_half_a_key_pair_is_reported_and_not_used(self, exchange, memory):
        async with hand(exchange, memory, {"HOGA_ACCESS_KEY": ACCESS}) as desk:
            desk.watch()
            await desk.becomes(KeyStage.MISSING)
            assert "HOGA_SECRET_KEY" in desk.access.notice
            assert desk.hidden == [ACCESS, ""]

    async def test_every_key_is_passed_to_the_log_filter_before_it_is_used(self, exchange):
        async with hand(exchange) as desk:
            desk.access.keys_entered.emit(Credentials(ACCESS, SECRET))
            await desk.becomes(KeyStage.READY)
            assert desk.hidden == [ACCESS, SECRET]

    def test_no_child_inherits_them(self, monkeypatch):
        monkeypatch.setenv("HOGA_ACCESS_KEY", ACCESS)
        monkeypatch.setenv("HOGA_SECRET_KEY", SECRET)
        inherited = _environment()
        assert inherited["PATH"] == os.environ["PATH"]
        assert not any("canary" in value for value in inherited.values())

    def test_what_cannot_be_a_key_is_refused_without_repeating_it(self):
        with pytest.raises(InputError) as refusal:
            take_from({"HOGA_ACCESS_KEY": "canary key", "HOGA_SECRET_KEY": SECRET}, lambda *_: None)
        assert "canary" not in str(refusal.value) + refusal.value.user_message


class TestWhereTheyAreKept:
    async def test_a_key_works_at_once_and_at_the_next_start(self, exchange, memory):
        async with hand(exchange, memory) as desk:
            desk.access.keys_entered.emit(Credentials(DEMO_ACCESS_KEY, DEMO_SECRET_KEY))
            await desk.becomes(KeyStage.READY)
            assert desk.access.notice == ""
        assert sorted(memory.kept.values()) == sorted((DEMO_ACCESS_KEY, DEMO_SECRET_KEY))

    @pytest.mark.parametrize("backend", [None, Locked()])
    async def test_without_a_key_store_it_lives_as_long_as_the_program(self, exchange, backend):
        async with hand(exchange, backend) as desk:
            desk.watch()
            await desk.becomes(KeyStage.MISSING)
            assert "이번 실행에서만" in desk.access.notice
            desk.access.keys_entered.emit(Credentials(ACCESS, SECRET))
            await desk.becomes(KeyStage.READY)
            assert "이번 실행에서만" in desk.access.notice

    @pytest.mark.parametrize("backend", [None, Locked()])
    @pytest.mark.parametrize("embedded", [True, False])
    async def test_nobody_who_looks_at_the_play_account_hears_where_keys_are_kept(self, exchange, backend, embedded):
        async with hand(exchange, backend, embedded=embedded) as desk:
            desk.watch()
            await desk.becomes(KeyStage.MISSING)
            assert ("이번 실행에서만" in desk.access.notice) is not embedded, "there no key of one's own is kept anyway"
            desk.access.demo_requested.emit()
            await desk.becomes(KeyStage.READY)
            assert desk.access.notice == ""
            await eventually(lambda: desk.link[0] is ConnectionState.LIVE)

    @pytest.mark.parametrize("backend", [None, Locked()])
    async def test_who_enters_a_key_of_ones_own_on_the_embedded_exchange_hears_that_it_is_not_kept(
        self, exchange, backend
    ):
        async with hand(exchange, backend, embedded=True) as desk:
            desk.access.keys_entered.emit(Credentials(ACCESS, SECRET))
            await desk.becomes(KeyStage.READY)
            assert "이번 실행에서만" in desk.access.notice

    async def test_one_that_hangs_keeps_nobody_waiting(self, exchange, monkeypatch):
        monkeypatch.setattr(key_store, "TIME_LIMIT", 0.05)
        hanging = Hanging()
        async with hand(exchange, hanging) as desk:
            desk.watch()
            await desk.becomes(KeyStage.MISSING)
            assert "응답하지 않습니다" in desk.access.notice
        hanging.answered.set()

    async def test_forgetting_takes_it_from_here_and_from_there(self, exchange, memory):
        async with hand(exchange, memory) as desk:
            desk.watch()
            desk.access.demo_requested.emit()
            await desk.becomes(KeyStage.READY)
            desk.access.keys_forgotten.emit()
            await desk.becomes(KeyStage.MISSING)
            assert memory.kept == {}
            assert desk.access.rest is None
            assert desk.keys._credentials is None
            assert desk.link == (ConnectionState.STOPPED, "키가 없습니다")

    async def test_forgotten_keys_of_the_environment_do_not_come_back(self, exchange, memory):
        environment = {"HOGA_ACCESS_KEY": DEMO_ACCESS_KEY, "HOGA_SECRET_KEY": DEMO_SECRET_KEY}
        async with hand(exchange, memory, environment) as desk:
            desk.watch()
            await desk.becomes(KeyStage.READY)
            desk.access.keys_forgotten.emit()
            await desk.becomes(KeyStage.MISSING)
            desk.access.retry_requested.emit()
            await eventually(lambda: not desk.tasks)
            assert desk.access.stage is KeyStage.MISSING

    async def test_a_key_store_that_was_unlocked_meanwhile_is_read_again(self, exchange, memory):
        async with hand(exchange, memory) as desk:
            desk.watch()
            await desk.becomes(KeyStage.MISSING)
            memory.kept = {
                ("Hoga simulated", "access-key"): DEMO_ACCESS_KEY,
                ("Hoga simulated", "secret-key"): DEMO_SECRET_KEY,
            }
            desk.access.retry_requested.emit()
            await desk.becomes(KeyStage.READY)

    async def test_retries_at_once_connect_anew_once_and_not_one_after_the_other(self, exchange, memory):
        environment = {"HOGA_ACCESS_KEY": DEMO_ACCESS_KEY, "HOGA_SECRET_KEY": DEMO_SECRET_KEY}
        async with hand(exchange, memory, environment) as desk:
            desk.watch()
            await desk.becomes(KeyStage.READY)
            stages = []
            desk.access.changed.connect(lambda: stages.append(desk.access.stage))
            for _ in range(5):  # as panels do each for itself, or a user who clicks again and again
                desk.access.retry_requested.emit()
            await eventually(lambda: not desk.tasks)
            assert stages == [KeyStage.READY]
            desk.access.retry_requested.emit()
            await eventually(lambda: not desk.tasks)
            assert stages == [KeyStage.READY] * 2, "a later one is heard"

    async def test_keys_that_could_not_be_deleted_are_reported(self, exchange):
        async with hand(exchange, Locked()) as desk:
            desk.access.keys_forgotten.emit()
            await desk.becomes(KeyStage.MISSING)
            assert "지우지 못했을" in desk.access.notice

    def test_a_key_belongs_to_an_address(self):
        places = [
            endpoints_for("upbit"),
            endpoints_for("upbit-sg"),
            endpoints_for("upbit", rest_url="http://127.0.0.1:9"),
            endpoints_for("upbit", rest_url="https://api.upbit.com", ws_url="ws://127.0.0.1:9"),
            endpoints_for("simulated", rest_url="http://127.0.0.1:9"),
        ]
        names = [keys_of(place, is_embedded=False) for place in places]
        assert len(set(names)) == len(names)
        ports = [endpoints_for("simulated", rest_url=f"http://127.0.0.1:{port}") for port in (1, 2)]
        assert len({keys_of(port, is_embedded=True) for port in ports}) == 1


class TestBadKeys:
    async def test_a_wrong_one_stops_the_private_side_with_a_reason_and_a_cure(self, exchange):
        async with hand(exchange) as desk:
            desk.watch()
            desk.access.keys_entered.emit(Credentials(DEMO_ACCESS_KEY, SECRET))
            await eventually(lambda: desk.link[0] is ConnectionState.STOPPED and "Secret Key" in desk.link[1])
            assert "jwt_verification" in desk.link[1]
            assert desk.engine.link_status(Scope.PUBLIC).state is ConnectionState.IDLE

    @pytest.mark.parametrize(
        ("do", "shown"),
        [
            ({"do": "revoke"}, "등록되지 않은"),
            ({"do": "expire"}, "유효 기간"),
            ({"do": "bind", "addresses": ["192.0.2.1"]}, "IP 주소"),
        ],
    )
    async def test_each_fault_of_a_key_has_its_own_message_and_cure(self, exchange, do, shown):
        async with hand(exchange) as desk:
            desk.watch()
            await command(exchange, **do)
            desk.access.demo_requested.emit()
            await eventually(lambda: desk.link[0] is ConnectionState.STOPPED and shown in desk.link[1])
            await command(exchange, do="restore")
            await command(exchange, do="bind", addresses=None)
            desk.access.retry_requested.emit()
            await eventually(lambda: desk.link[0] is ConnectionState.LIVE)

    async def test_one_revoked_in_use_stops_it_too(self, exchange):
        async with hand(exchange) as desk:
            desk.watch()
            desk.access.demo_requested.emit()
            await eventually(lambda: desk.link[0] is ConnectionState.LIVE)
            await eventually(lambda: desk.engine.stream_report()[0].is_sent)
            await command(exchange, do="revoke")
            await eventually(lambda: desk.link[0] is ConnectionState.STOPPED)
            desk.access.retry_requested.emit()
            await eventually(lambda: "등록되지 않은" in desk.link[1])

    async def test_trying_again_lifts_the_block_of_public_requests_too_once_the_exchange_answers(
        self, application, monkeypatch
    ):
        monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
        http = HttpExchange()
        http.replies["/v1/accounts"] = error(418, "x", "blocked for 3600 seconds")
        http.replies["/v1/ticker"] = error(418, "x", "blocked for 3600 seconds")
        async with served(http) as url, hand(endpoints_for("simulated", rest_url=url)) as desk:
            public = RestClient(desk.endpoints)
            desk.keys._lifted = public.lifted
            with pytest.raises(RateLimited):
                await public.tickers(["KRW-BTC"])
            waits = asyncio.ensure_future(public.lifted.wait_for(3600.0))
            desk.access.demo_requested.emit()
            await desk.becomes(KeyStage.READY)
            for request in (desk.access.rest.accounts(), public.candles("KRW-BTC", "1m")):
                with pytest.raises(RateLimited):
                    await request
            http.replies["/v1/accounts"] = http.replies["/v1/ticker"] = []
            desk.access.retry_requested.emit()
            await desk.becomes(KeyStage.READY)
            assert not waits.done()
            await desk.access.rest.accounts()
            async with asyncio.timeout(10):
                await waits
            assert await public.tickers(["KRW-BTC"]) == []
            await public.close()

    async def test_each_request_of_the_user_is_one_try(self, application):
        http = HttpExchange()

        async def refuse():
            return error(401, "jwt_verification", "no")

        http.replies["/v1/accounts"] = refuse
        async with served(http) as url, hand(endpoints_for("simulated", rest_url=url)) as desk:
            desk.watch()
            desk.access.demo_requested.emit()
            for tries in (1, 2, 3):
                await eventually(lambda tries=tries: len(http.requests) == tries and "Secret" in desk.link[1])
                if tries < 3:
                    desk.access.retry_requested.emit()
            assert {request.path for request in http.requests} == {"/v1/accounts"}, "the socket was not even dialled"
            tokens_sent = [request.headers["Authorization"][7:] for request in http.requests]
            assert len({jwt.decode(t, DEMO_SECRET_KEY, algorithms=["HS256"])["nonce"] for t in tokens_sent}) == 3


class TestPanels:
    """Both panels on the embedded exchange, orders and all."""

    @asynccontextmanager
    async def opened(self, exchange: Endpoints) -> AsyncIterator[tuple[Hand, AssetsPanel, MyOrdersPanel]]:
        async with hand(exchange) as desk:
            rest, clock = RestClient(exchange), FrameClock()
            context = PanelContext(desk.engine, clock, rest, MarketDirectory(), desk.tasks, desk.access)
            panels = AssetsPanel(context), MyOrdersPanel(context)
            desk.access.demo_requested.emit()
            try:
                yield desk, *panels
            finally:
                for panel in panels:
                    panel.release()
                clock.stop()
                await rest.close()

    async def ask(self, exchange: Endpoints, path: str, **body: str) -> dict[str, str]:
        signed = Credentials(DEMO_ACCESS_KEY, DEMO_SECRET_KEY).authorization({key: [body[key]] for key in body})
        headers = {"Authorization": signed} if path.startswith("/v1") else {}
        async with (
            aiohttp.ClientSession() as session,
            session.post(exchange.rest_url + path, json=body, headers=headers) as reply,
        ):
            assert reply.status in (200, 201), await reply.text()
            return await reply.json()

    async def test_an_order_is_seen_from_its_placing_to_its_end(self, exchange):
        async with self.opened(exchange) as (_, assets, orders):
            await eventually(
                lambda: assets._pages.currentIndex() == 0 and orders.status_text == assets.status_text == ""
            )
            before = assets._balances.holdings()[0].available
            placed = await self.ask(
                exchange, "/v1/orders", market="KRW-BTC", side="bid", ord_type="limit", price="50", volume="200"
            )

            def order() -> tuple[str, ...]:
                orders.frame()
                assets.frame()
                return orders._table.lines[0].texts if orders._table.lines else ()

            orders.show()
            await eventually(lambda: order()[3:8] == ("50.0", "200", "0", "0.00%", "대기"))
            money = assets._balances.holdings()[0]
            assert (money.available, money.locked) == (before - 10_005, 10_005)
            await self.ask(exchange, "/simulator/fill", uuid=placed["uuid"], volume="50")
            await eventually(lambda: order()[3:8] == ("50.0", "200", "50", "25.00%", "체결 중"))
            await self.ask(exchange, "/simulator/fill", uuid=placed["uuid"])
            await eventually(lambda: not order())
            assert assets._balances.holdings()[0].available == before - 10_005

    async def test_a_missing_permission_leaves_the_other_panel_its_stream(self, exchange):
        await command(exchange, do="scope", permissions=["view_assets"])
        async with self.opened(exchange) as (desk, assets, orders):
            await eventually(lambda: desk.link[0] is ConnectionState.LIVE and "주문조회" in orders._stop.text)
            await eventually(lambda: assets.frame() or assets.status_text == "")
            assert orders._pages.currentWidget() is orders._stop
            assert desk.engine.get_private_subscriptions().keys() == {StreamType.MY_ASSET}


def test_the_play_accounts_keys_are_those_of_the_exchange():
    assert (DEMO_ACCESS_KEY, DEMO_SECRET_KEY) == (tokens.DEMO_ACCESS_KEY, tokens.DEMO_SECRET_KEY)


@pytest.mark.timeout(90)
def test_a_canary_is_found_in_nothing_a_run_leaves_behind(hoga, tmp_path: Path, monkeypatch):
    """Log at the most verbose level, with a rejected key and an accepted one."""
    canaries = {
        "wrong": (f"Canary{'a' * 28}Key111", f"Canary{'s' * 28}Key222"),
        "right": (DEMO_ACCESS_KEY, DEMO_SECRET_KEY),
    }
    for name, (access, secret) in canaries.items():
        monkeypatch.setenv("HOGA_ACCESS_KEY", access)
        monkeypatch.setenv("HOGA_SECRET_KEY", secret)
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        report = tmp_path / f"{name}.json"
        run = hoga(
            "--panel", "assets", "my-orders", "--run-for", "6", "--log-level", "DEBUG", "--report", str(report)
        )  # fmt: skip
        status, out, err = run.wait(40)
        assert status == 0, err
        texts = {"out": out, "err": err}
        texts |= {str(path): path.read_text(errors="replace") for path in tmp_path.rglob("*") if path.is_file()}
        assert str(report) in texts
        assert "private link" in err, "the keys were at work"
        for secret_text in (access, secret):
            assert not [where for where, text in texts.items() if secret_text in text]
        assert not [where for where, text in texts.items() if re.search(r"eyJ[\w-]{10,}\.[\w-]+\.", text)]
