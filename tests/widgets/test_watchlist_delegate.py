from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from core.market.watchlist import SortKey, Watchlist
from core.upbit.messages import Ticker
from desk_in_hand import MARKETS
from widgets import palette
from widgets.cells import PADDING
from widgets.watchlist_delegate import WATCH_ROW_HEIGHT, WatchlistDelegate
from widgets.watchlist_model import COLUMNS, WatchlistModel


@pytest.fixture
def model(application) -> WatchlistModel:
    made = WatchlistModel()
    made.fill(Watchlist(MARKETS))
    made.apply([Ticker(code="KRW-BTC", trade_price=99.0, signed_change_rate=-0.01, prev_closing_price=100.0)])
    return made


def painted(model: WatchlistModel, code: str, key: SortKey, state=QStyle.StateFlag.State_None) -> set[str]:
    column = next(position for position, column in enumerate(COLUMNS) if column.key is key)
    index = model.index(model.position(code), column)
    delegate = WatchlistDelegate()
    option = QStyleOptionViewItem()
    option.rect.setSize(delegate.sizeHint(option, index))
    option.state = state
    image = QImage(option.rect.size(), QImage.Format.Format_RGB32)
    image.fill(palette.PANEL)
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    assert image.height() == WATCH_ROW_HEIGHT
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def has(colors: set[str], wanted: QColor) -> bool:
    found = map(QColor, colors)
    return any(abs(color.hue() - wanted.hue()) < 12 and color.saturation() > 120 for color in found)


def test_a_fall_is_blue_and_what_is_unknown_is_plain(model):
    assert has(painted(model, "KRW-BTC", SortKey.CHANGE), palette.FALL)
    assert not has(painted(model, "KRW-BTC", SortKey.CHANGE), palette.RISE)
    assert not has(painted(model, "KRW-ETH", SortKey.PRICE), palette.FALL)


def test_warnings_are_red_badges_and_cautions_amber_ones(model):
    assert palette.AMBER.name() in painted(model, "KRW-BTC", SortKey.NAME)
    assert palette.RISE.name() in painted(model, "KRW-XRP", SortKey.NAME)
    assert not {palette.AMBER.name(), palette.RISE.name()} & painted(model, "KRW-ETH", SortKey.NAME)


def test_a_selected_row_is_lit(model):
    assert palette.SELECTION.name() in painted(model, "KRW-ETH", SortKey.PRICE, QStyle.StateFlag.State_Selected)


def brightest(colors: set[str]) -> int:
    return max(QColor(color).lightness() for color in colors)


def test_figures_from_before_the_loss_have_no_colour(model):
    model.show_unheard({"KRW-BTC"}, set())
    for key in (SortKey.PRICE, SortKey.CHANGE):
        assert not has(painted(model, "KRW-BTC", key), palette.FALL)


def test_a_market_that_does_not_answer_is_dimmed_and_marked(model):
    plain = painted(model, "KRW-ETH", SortKey.NAME)
    model.show_unheard({"KRW-ETH"}, {"KRW-ETH"})
    marked = painted(model, "KRW-ETH", SortKey.NAME)
    assert palette.DIM_TEXT.name() in marked, "the frame of its badge"
    assert palette.DIM_TEXT.name() not in plain
    assert brightest(marked) < brightest(plain)


def test_where_room_is_short_the_market_goes_first_then_the_words_of_the_marks_and_last_the_name(model):
    delegate = WatchlistDelegate()
    row = model.watchlist.row("KRW-BTC")
    badges = delegate._badges(row, is_silent=False)
    seen = []
    for room in range(300, 40, -1):
        name, pair, marks = delegate._fitted(row, badges, room)
        stage = (name == row.name, bool(pair), *marks)
        if stage not in seen:
            seen.append(stage)
    assert seen == [
        (True, True, "주의"),
        (True, False, "주의"),
        (True, False, "주"),
        (False, False, "주"),
    ]


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-XRP"])
def test_what_is_painted_of_a_name_stays_within_its_column(model, code):
    delegate = WatchlistDelegate()
    row = model.watchlist.row(code)
    badges = delegate._badges(row, is_silent=True)
    for room in range(100, 300):
        name, pair, marks = delegate._fitted(row, badges, room)
        taken = delegate._text.width(name) + sum(delegate._small.width(mark) + 2 * PADDING for mark in marks)
        assert taken + (delegate._small.width(pair) + PADDING if pair else 0) <= room
