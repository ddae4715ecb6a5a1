"""The tabs of the lists."""

from __future__ import annotations

import pytest

from widgets.watchlist.tabs import FAVOURITES, HELD, ListTabs


@pytest.fixture
def tabs(application, qtbot) -> ListTabs:
    made = ListTabs()
    qtbot.addWidget(made)
    made.told = []
    made.chosen.connect(made.told.append)
    return made


def texts(tabs: ListTabs) -> list[str]:
    return [tabs.tabText(index) for index in range(tabs.count())]


def test_the_users_own_lists_come_first_and_won_has_its_name(tabs):
    tabs.fill(("KRW", "BTC"))
    assert texts(tabs) == ["관심", "보유", "원화", "BTC"]
    assert tabs.names == (FAVOURITES, HELD, "KRW", "BTC")


def test_before_the_market_list_is_there_no_list_has_a_tab(tabs):
    tabs.fill(())
    assert (tabs.count(), tabs.names) == (0, ())


def test_filling_them_chooses_nothing_and_choosing_is_told_once(tabs):
    tabs.fill(("KRW", "BTC"))
    tabs.fill(("KRW", "BTC", "USDT"))
    assert tabs.told == []
    tabs.choose("BTC")
    tabs.choose("BTC")
    assert tabs.told == ["BTC"]


def test_what_has_no_tab_is_not_chosen(tabs):
    tabs.fill(("KRW",))
    tabs.choose("USDT")
    assert (tabs.currentIndex(), tabs.told) == (0, [])


def test_a_currency_that_the_exchange_made_up_cannot_name_a_shortcut(tabs):
    tabs.fill(("A&B",))
    assert "&" not in texts(tabs)[-1]


@pytest.mark.parametrize("narrow", [20, 60, 100, 140])
@pytest.mark.parametrize("points", [9, 14, 20])
def test_a_bar_that_was_narrow_shows_the_first_tab_whole_once_there_is_room(tabs, qtbot, narrow, points):
    font = tabs.font()
    font.setPointSize(points)
    tabs.setFont(font)
    tabs.resize(narrow, 40)
    tabs.fill(("KRW", "BTC", "USDT"))
    tabs.show()
    qtbot.waitExposed(tabs)
    tabs.choose("KRW")
    arrows = tabs.iconSize().width() * 2 + 40
    tabs.resize(tabs.tabRect(2).right() - tabs.tabRect(0).left() + arrows, 40)
    assert tabs.tabRect(0).left() >= 0
    assert tabs.tabRect(2).right() < tabs.width()
    assert (tabs.currentIndex(), tabs.told) == (2, ["KRW"])
