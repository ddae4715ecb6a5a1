"""What a reload of the market list is said to have brought."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from app.trouble.error_notice import ErrorNotice
from app.window.reload_report import ReloadReport
from core.model.markets import Market, MarketList
from widgets.markets.directory import MarketDirectory

BITCOIN, ETHEREUM, RIPPLE = Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움"), Market("KRW-XRP", "엑스알피")
WARNED = Market("KRW-ETH", "이더리움", warning=True)


@pytest.fixture
def notice(qtbot) -> Iterator[ErrorNotice]:
    made = ErrorNotice()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((), (BITCOIN, ETHEREUM), "종목 목록을 불러왔습니다. 종목 2개입니다."),
        ((BITCOIN, ETHEREUM), (BITCOIN, ETHEREUM), "종목 2개, 바뀐 것이 없습니다."),
        ((BITCOIN, ETHEREUM), (BITCOIN, RIPPLE), "새 종목 1개, 없어진 종목 1개입니다."),
        ((BITCOIN, ETHEREUM), (BITCOIN, WARNED), "종목의 이름이나 유의·주의가 바뀌었습니다."),
    ],
)
def test_it_is_said_once_what_has_changed(notice, before, now, said):
    markets = MarketDirectory()
    if before:
        markets.fill(MarketList(before))
    ReloadReport(markets, notice)
    markets.fill(MarketList(now))
    assert notice.text.endswith(said)
    notice.dismiss()
    markets.fill(MarketList(before or now))
    assert notice.text == "", "nobody asked for this one"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert markets.findChild(ReloadReport) is None


def test_a_failure_is_said_with_its_reason_and_an_older_one_that_ends_is_not(notice):
    markets = MarketDirectory()
    markets.set_trouble("old")
    ReloadReport(markets, notice)
    markets.set_trouble("")
    assert notice.text == ""
    markets.set_trouble("종목 목록을 새로 고치지 못함\n거래소가 대답하지 않습니다")
    assert notice.text == "종목 목록을 새로 고치지 못함"
    assert "대답하지 않습니다" in notice.details


def failed(time: str) -> str:
    return f"종목 목록을 새로 고치지 못함 · {time}에 다시 시도\n거래소가 대답하지 않습니다"


@pytest.mark.parametrize("asked", [1, 3])
def test_the_time_of_the_next_attempt_follows_each_failure_until_the_list_is_there(notice, asked):
    markets = MarketDirectory()
    markets.fill(MarketList((BITCOIN,)))
    for number in range(asked):
        ReloadReport(markets, notice)
        markets.set_trouble(failed(f"20:29:3{number}"))
    for time in ("20:29:47", "20:30:03"):
        markets.set_trouble(failed(time))
        assert notice.text == failed(time).partition("\n")[0]
        assert notice.details.count(time) == 1, "what was said first is said in other words"
    markets.fill(MarketList((BITCOIN, ETHEREUM)))
    assert notice.text.endswith("새 종목 1개, 없어진 종목 0개입니다.")


@pytest.mark.parametrize("other", ["", "종목이 없습니다"])
def test_a_failure_that_was_closed_or_followed_by_other_words_does_not_come_back(notice, other):
    markets = MarketDirectory()
    markets.fill(MarketList((BITCOIN,)))
    ReloadReport(markets, notice)
    markets.set_trouble(failed("20:29:37"))
    notice.dismiss()
    if other:
        notice.show_refusal(other)
    for time in ("20:29:47", "20:30:03"):
        markets.set_trouble(failed(time))
        assert notice.text == other
    markets.fill(MarketList((ETHEREUM,)))
    assert notice.text == other
