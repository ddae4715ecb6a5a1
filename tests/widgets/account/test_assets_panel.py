"""The user's balances: loaded by REST, kept by the stream, valued by live tickers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from account_in_hand import ACCOUNTS, Account, account_of, held, my_asset
from core.model.flow_status import FlowStatus
from core.model.link_status import ConnectionState
from core.model.markets import Caution, Market, MarketList
from core.model.messages import Ticker
from core.model.subscription import Scope
from desk_in_hand import MARKETS, Desk, ticker
from painted import read
from waiting import eventually
from widgets.account.assets_panel import AssetsPanel
from widgets.look.theme import Ink
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT


@pytest_asyncio.fixture
async def account(desk: Desk) -> AsyncIterator[Account]:
    async with account_of(desk) as made:
        made.http.replies[ACCOUNTS] = [held("KRW", "1000"), held("BTC", "2", "40", locked="1")]
        yield made


async def opened(account: Account) -> AssetsPanel:
    panel = AssetsPanel(account.context)
    panel.resize(700, 300)
    panel.show()
    await account.unlock()
    await account.listening(panel)
    return panel


def rows(panel: AssetsPanel) -> dict[str, tuple[str, ...]]:
    return {line.texts[0]: line.texts[1:] for line in panel._table.lines}


async def test_it_watches_the_account_and_the_tickers_of_what_is_held(desk, account):
    panel = await opened(account)
    assert desk.wanted == {"ticker": {"KRW-BTC"}}
    assert {str(kind) for kind in desk.engine.get_private_subscriptions()} == {"myAsset"}
    assert panel.panel_title() == "자산"
    assert rows(panel)["BTC"] == ("2", "1", "40.00", "–", "–", "–", "–")
    assert rows(panel)["KRW"] == ("1,000", "", "", "", "1,000", "", "")


async def test_what_is_held_is_worth_what_it_would_bring(desk, account):
    panel = await opened(account)
    desk.deliver(ticker("KRW-BTC", 50.0))
    panel.frame()
    assert rows(panel)["BTC"] == ("2", "1", "40.00", "50.0", "150", "+30", "+25.00%")
    assert [figure.text for figure in panel._summary.figures] == ["1,150 KRW", "+30", "+25.00%", "120"]


async def test_a_profit_that_rounds_to_nothing_has_no_sign_and_no_colour(desk, account):
    account.http.replies[ACCOUNTS] = [held("BTC", "2000000", "40")]
    panel = await opened(account)
    desk.deliver(ticker("KRW-BTC", 40.001))
    panel.frame()
    assert rows(panel)["BTC"][-2:] == ("+2,000", "0.00%")
    (line,) = panel._table.lines
    assert line.inks[-2:] == (Ink.RISE, Ink.TEXT)
    profit, rate = panel._summary.figures[1:3]
    assert (profit.ink, rate.text, rate.ink) == (Ink.RISE, "0.00%", Ink.TEXT)


async def test_an_asset_without_a_price_is_named_as_missing_from_the_total(desk, account):
    panel = await opened(account)
    assert panel._summary.figures[0].title == "총 보유자산 (시세 없는 1종 제외)"
    assert panel._summary.figures[0].text == "1,000 KRW"


async def test_an_asset_without_a_cost_is_named_as_missing_from_the_profit(desk, account):
    account.http.replies[ACCOUNTS] = [held("BTC", "1", "40"), held("ETH", "5", "0")]
    panel = await opened(account)
    desk.deliver(ticker("KRW-BTC", 50.0), ticker("KRW-ETH", 9.0))
    panel.frame()
    assert [figure.text for figure in panel._summary.figures] == ["95 KRW", "+10", "+25.00%", "40"]
    assert panel._summary.figures[1].title == "평가손익 (매수가 없는 1종 제외)"


async def test_the_stream_changes_what_it_names_alone(desk, account):
    panel = await opened(account)
    account.deliver(my_asset(1, KRW=900.0))
    assert panel.frame()
    assert rows(panel)["KRW"][0] == "900"
    assert rows(panel)["BTC"][0] == "2"


async def test_what_was_bought_is_watched_at_once_and_its_average_loaded(desk, account):
    panel = await opened(account)
    account.http.replies[ACCOUNTS] = [held("KRW", "400"), held("BTC", "2", "40", locked="1"), held("ETH", "3", "200")]
    account.deliver(my_asset(1, KRW=400.0, ETH=3.0))
    panel.frame()
    assert desk.wanted == {"ticker": {"KRW-BTC", "KRW-ETH"}}
    assert rows(panel)["ETH"][2] == "–"
    await eventually(lambda: rows(panel)["ETH"][2] == "200.00")


async def test_a_change_that_comes_late_does_not_replace_what_was_loaded_after_a_restart(desk, account):
    panel = await opened(account)
    account.deliver(my_asset(2000, BTC=2.0, KRW=900.0))
    panel.frame()
    account.http.replies[ACCOUNTS] = [held("KRW", "900"), held("BTC", "2", "40")]
    panel.market_changed()
    await eventually(panel.has_data)
    account.deliver(my_asset(1000, KRW=5000.0))
    panel.frame()
    assert rows(panel)["KRW"][0] == "900"


async def test_what_is_sold_out_is_watched_no_more(desk, account):
    panel = await opened(account)
    account.deliver(my_asset(1, BTC=0.0))
    panel.frame()
    assert rows(panel).keys() == {"KRW"}
    assert desk.wanted == {}


async def test_what_the_exchange_does_not_list_is_not_requested(desk, account):
    account.http.replies[ACCOUNTS] = [held("BTC", "1", "40"), held("GONE", "5", "1")]
    panel = await opened(account)
    assert desk.wanted == {"ticker": {"KRW-BTC", "KRW-GONE"}}
    desk.markets.fill(MARKETS)
    assert desk.wanted == {"ticker": {"KRW-BTC"}}
    assert panel._balances.is_loaded


OLD = "평가금액은 마지막 시세 기준입니다"


async def test_prices_that_stopped_are_marked_as_stopped(desk, account):
    panel = await opened(account)
    desk.deliver(ticker("KRW-BTC", 50.0))
    panel.frame()
    await eventually(lambda: desk.sockets)
    desk.sockets[-1].abort()
    await eventually(lambda: panel.status_text == f"시세 연결 끊김 · {OLD}")
    await eventually(lambda: panel.status_text == f"시세 다시 불러오는 중 · {OLD}")
    desk.deliver(ticker("KRW-BTC", 51.0))
    panel.frame()
    await eventually(lambda: panel.status_text == "")


async def test_prices_that_do_not_come_are_said_not_to_come(desk, account):
    panel = await opened(account)
    desk.deliver(ticker("KRW-BTC", 50.0))
    panel.frame()
    await desk.requested()
    desk.engine.report_untold({"KRW-BTC"}, is_losing=False)
    await eventually(lambda: panel.status_text == f"시세 응답 없음 · {OLD}")
    desk.deliver(ticker("KRW-BTC", 51.0))
    panel.frame()
    await eventually(lambda: panel.status_text == "")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ConnectionState.IDLE, "시세 연결 중"),
        (ConnectionState.CONNECTING, "시세 연결 중"),
        (ConnectionState.STALE, "시세 응답 지연"),
        (ConnectionState.RECONNECTING, "시세 연결 끊김"),
        (ConnectionState.STOPPED, "시세 연결 끊김"),
    ],
)
async def test_in_every_state_but_live_prices_are_old(desk, account, state, words):
    panel = await opened(account)
    desk.deliver(ticker("KRW-BTC", 50.0))
    await desk.requested()
    panel.frame()
    assert panel.trouble() == ""
    link = desk.engine._scopes[Scope.PUBLIC].link
    link._state = state
    link._on_status()
    assert panel.trouble() == f"{words} · {OLD}"
    account.deliver(my_asset(1, BTC=0.0))
    panel.frame()
    assert panel.trouble() == "", "nothing is held any more whose price could be old"


async def test_a_price_feed_that_fell_silent_makes_values_old(desk, account):
    panel = await opened(account)
    desk.deliver(ticker("KRW-BTC", 50.0))
    await desk.requested()
    panel.frame()
    watch = desk.engine._scopes[Scope.PUBLIC]._watch
    watch._doubt(True)
    await eventually(lambda: panel.status_text == f"시세가 멈춤 · {OLD}")
    watch._doubt(False)
    await eventually(lambda: panel.status_text == "")


async def test_prices_that_come_late_make_values_old_and_say_how_late(desk, account, monkeypatch):
    panel = await opened(account)
    desk.deliver(ticker("KRW-BTC", 50.0))
    await desk.requested()
    panel.frame()
    assert panel.trouble() == ""
    late = FlowStatus(late_ms=8000.0)
    monkeypatch.setattr(desk.engine, "flow_status", lambda scope: late if scope is Scope.PUBLIC else FlowStatus())
    assert panel.trouble() == f"시세가 8초 늦음 · {OLD}"


async def test_a_click_shows_the_market_and_a_double_click_wants_a_chart_of_it(account):
    panel = await opened(account)
    shown: list[str] = []
    panel.market_pointed.connect(shown.append)
    panel.chart_wanted.connect(lambda code: shown.append(f"chart of {code}"))
    row = next(number for number, line in enumerate(panel._table.lines) if line.name == "KRW-BTC")
    at = QPoint(20, HEADER_HEIGHT + row * ROW_HEIGHT + ROW_HEIGHT // 2)
    QTest.mouseClick(panel._table.viewport(), Qt.MouseButton.RightButton, pos=at)
    assert shown == []
    QTest.mouseClick(panel._table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown == ["KRW-BTC"]
    QTest.mouseDClick(panel._table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown[-1] == "chart of KRW-BTC"


async def test_the_market_of_the_row_reached_by_keys_is_chosen_by_enter_and_is_that_of_the_menu(account):
    panel = await opened(account)
    shown: list[str] = []
    panel.market_pointed.connect(shown.append)
    assert panel.market_at(None) == ""
    for line in panel._table.lines:
        QTest.keyClick(panel._table, Qt.Key.Key_Down)
        QTest.keyClick(panel._table, Qt.Key.Key_Return)
        assert panel.market_at(None) == line.name
    assert shown == ["KRW-BTC"]


@pytest.mark.parametrize("junk", [{"type": "myAsset"}, {"type": "myAsset", "assets": [{"currency": "KRW"}]}])
async def test_a_message_that_says_nothing_changes_nothing(account, junk):
    panel = await opened(account)
    before = rows(panel)
    account.deliver(junk)
    panel.frame()
    assert rows(panel) == before


async def test_the_assets_are_painted_and_gain_and_loss_are_distinguished(desk, account):
    account.http.replies[ACCOUNTS] = [held("KRW", "1000"), held("BTC", "2", "40", locked="1"), held("ETH", "1", "9")]
    panel = await opened(account)
    desk.deliver(ticker("KRW-BTC", 50.0), ticker("KRW-ETH", 6.0))
    panel.frame()
    panel.resize(900, 300)
    by_name = {row[0].text: row for row in read(panel._table).rows()}
    assert [text.text for text in by_name["자산"]] == [
        "자산", "사용 가능", "주문 중", "평균 매수가", "현재가", "평가금액", "평가손익", "수익률",
    ]  # fmt: skip
    gain, loss = by_name["BTC"], by_name["ETH"]
    assert [text.text for text in gain] == ["BTC", "2", "1", "40.00", "50.0", "150", "+30", "+25.00%"]
    assert [text.color for text in gain] == ["TEXT", "TEXT", "WARNING", "DIM_TEXT", "TEXT", "TEXT", "RISE", "RISE"]
    assert [text.text for text in loss if text.text] == ["ETH", "1", "9.00", "6.00", "6", "-3", "-33.33%"]
    assert [text.color for text in loss[-2:]] == ["FALL", "FALL"]
    titles, figures = read(panel._summary).rows()
    assert [text.text for text in titles] == ["총 보유자산", "평가손익", "수익률", "총 매수"]
    assert [(text.text, text.color) for text in figures] == [
        ("1,156 KRW", "TEXT"), ("+27", "RISE"), ("+20.93%", "RISE"), ("129", "TEXT"),
    ]  # fmt: skip
    desk.deliver(ticker("KRW-BTC", 30.0))
    panel.frame()
    assert [text.color for text in read(panel._summary).rows()[1]] == ["TEXT", "FALL", "FALL", "TEXT"]


@pytest.mark.parametrize(
    ("reported", "marked"),
    [
        ({"is_trading_suspended": True}, ("정지", Ink.BAD)),
        ({"market_state": "PREVIEW"}, ("준비", Ink.BAD)),
        ({"delisting_date": "2026-12-01"}, ("종료 12/01", Ink.BAD)),
        ({"market_state": "DELISTED"}, ("종료됨", Ink.BAD)),
        ({"market_state": "NEW"}, ("확인", Ink.WARNING)),
    ],
)
async def test_what_is_held_has_the_badges_of_its_market_from_whatever_panel_hears_of_them(
    desk, account, reported, marked
):
    panel = await opened(account)
    account.context.markets.update_from_ticker(Ticker(code="KRW-BTC", timestamp=1, **reported))
    lines = {line.texts[0]: line for line in panel._table.lines}
    assert [(badge.words, badge.ink) for badge in lines["BTC"].badges] == [marked]
    assert lines["KRW"].badges == ()
    assert f"BTC [{marked[0]}]" in [row.texts[0] for row in panel.shown_values().rows]
    account.context.markets.update_from_ticker(Ticker(code="KRW-BTC", timestamp=2))
    assert not any(line.badges for line in panel._table.lines)


async def test_the_badges_of_a_designation_come_with_the_list_and_are_painted(desk, account):
    panel = await opened(account)
    marked = Market("KRW-BTC", "비트코인", "Bitcoin", warning=True, cautions=frozenset({Caution.PRICE_FLUCTUATIONS}))
    account.context.markets.fill(MarketList([marked]))
    seen = read(panel._table.viewport())
    assert {"비트코인 BTC", "유의", "주의"} <= {text.text for text in seen.texts}
