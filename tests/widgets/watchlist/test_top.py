from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QTabBar

from looks import LOOK
from widgets.watchlist.filter_box import FilterBox
from widgets.watchlist.search import WatchlistSearch
from widgets.watchlist.top import SEARCH, WatchlistTop


@pytest.fixture
def parts(application: QApplication) -> tuple[WatchlistTop, QTabBar, WatchlistSearch]:
    tabs, search = QTabBar(), WatchlistSearch()
    for name in ("관심", "보유", "원화", "BTC", "USDT"):
        tabs.addTab(name)
    top = WatchlistTop(LOOK, tabs, search, FilterBox())
    top.show()
    return top, tabs, search


@pytest.mark.parametrize("width", range(200, 700, 50))
def test_the_search_has_a_line_of_its_own_where_one_is_too_narrow_for_both(parts, width):
    top, tabs, search = parts
    top.resize(width, top.sizeHint().height())
    QApplication.processEvents()
    is_below = search.y() > tabs.y() + 10
    both = SEARCH + top._filters.sizeHint().width()
    assert is_below == (tabs.sizeHint().width() + both + 8 + 2 * top.layout().spacing() > width)
    assert search.width() >= min(SEARCH, width - top._filters.width() - 20)
    assert top._filters.geometry().left() > search.geometry().right(), "they are side by side"


def test_more_tabs_move_it_too(parts):
    top, tabs, search = parts
    top.resize(520, 80)
    QApplication.processEvents()
    assert abs(search.y() - tabs.y()) < 10
    for number in range(4):
        tabs.addTab(f"탭 {number}")
    top.arrange()
    QApplication.processEvents()
    assert search.y() > tabs.y() + 10


@pytest.mark.parametrize("width", [200, 335, 600])
def test_without_tabs_the_search_has_the_whole_line_and_with_them_they_are_back(parts, width):
    top, tabs, search = parts
    while tabs.count():
        tabs.removeTab(0)
    top.resize(width, 60)
    top.arrange()
    QApplication.processEvents()
    assert (search.x(), search.width()) == (4, width - 8)
    tabs.addTab("원화")
    top.arrange()
    assert tabs.isVisible()
