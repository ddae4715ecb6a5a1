"""What is said of a list of markets: each reason for a list without rows, with its cure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.market.watchlist import ListFilter
from core.model.markets import MarketList
from desk_in_hand import MARKETS, Desk
from widgets.panel.panel import Panel
from widgets.watchlist.held_markets import HeldMarkets
from widgets.watchlist.list_notice import ListState, list_notice
from widgets.watchlist.tabs import FAVOURITES, HELD

KRW = ListState("KRW", "", 4)


class Empty(Panel):
    kind = "empty"


@pytest.fixture
def held(desk: Desk) -> Iterator[HeldMarkets]:
    panel = Empty(desk.context)
    yield HeldMarkets(panel)
    panel.release()


async def test_while_the_market_list_is_missing_it_is_loading_or_there_is_trouble_to_retry(desk: Desk, held):
    loading = list_notice(KRW, held, desk.context)
    assert (loading.text, loading.can_retry, loading.is_aside) == ("불러오는 중", False, False)
    desk.markets.set_trouble("서버가 응답하지 않습니다")
    failed = list_notice(KRW, held, desk.context)
    assert (failed.text, failed.can_retry, failed.can_switch) == ("서버가 응답하지 않습니다", True, True)


async def test_rows_of_a_sound_list_need_no_words(desk: Desk, held):
    desk.markets.fill(MARKETS)
    assert list_notice(KRW, held, desk.context) is None
    assert list_notice(replace(KRW, typed="비트"), held, desk.context) is None


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (replace(KRW, typed=" 없는\n것 ", rows=0), "맞는 종목이 없습니다"),
        (ListState(FAVOURITES, "", 0), "관심 종목이 없습니다\n"),
        (ListState(HELD, "", 0), "보유 종목이 나옵니다"),
        (ListState(HELD, "없는", 0), "맞는 종목이 없습니다"),
        (ListState("KRW", "", 0, kind=ListFilter.RISING), "오른 종목이 없습니다"),
        (ListState("KRW", "", 0, kind=ListFilter.FALLING), "내린 종목이 없습니다"),
        (ListState("KRW", "", 0, kind=ListFilter.NEW), "새로 나온 종목이 없습니다"),
        (ListState("KRW", "없는", 0, kind=ListFilter.NEW), "맞는 종목이 없습니다"),
        (ListState(FAVOURITES, "", 0, kind=ListFilter.NEW), "관심 종목이 없습니다\n"),
        (ListState(HELD, "", 0, kind=ListFilter.RISING), "보유 종목이 나옵니다"),
    ],
)
async def test_a_list_without_rows_says_why_in_its_middle(desk: Desk, held, shown, text):
    desk.markets.fill(MARKETS)
    notice = list_notice(shown, held, desk.context)
    assert text in notice.text
    assert (notice.is_aside, notice.is_current, notice.can_retry) == (False, True, False), "in the middle of the list"


async def test_favourites_of_another_exchange_are_no_reason_to_look_for_a_star(desk: Desk, held):
    desk.markets.fill(MARKETS)
    desk.context.favourites.toggle("SGD-BTC")
    assert list_notice(ListState(FAVOURITES, "", 0), held, desk.context).text == "이 거래소에 있는 관심 종목이 없습니다"
    assert list_notice(ListState(FAVOURITES, "", 1), held, desk.context) is None


async def test_trouble_with_a_list_that_is_there_names_the_keys_that_load_it_again(desk: Desk, held):
    desk.markets.fill(MARKETS)
    desk.markets.set_trouble("서버가 응답하지 않습니다")
    assert list_notice(KRW, held, desk.context).text == "서버가 응답하지 않습니다"
    with_keys = list_notice(replace(KRW, reload_keys="F5"), held, desk.context)
    assert with_keys.text == "서버가 응답하지 않습니다\nF5 키로 지금 다시 시도"
    assert not with_keys.can_retry


async def test_rows_that_could_not_be_read_are_counted(desk: Desk, held):
    desk.markets.fill(MarketList(MARKETS, spoiled=1234))
    assert list_notice(KRW, held, desk.context).text == "종목 목록에서 손상된 1,234건 제외"
