from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from core.market.watchlist import SortKey, Watchlist, WatchRow
from core.model.markets import Caution, Market, MarketList
from core.model.messages import Ticker
from desk_in_hand import MARKETS
from looks import DARK, LOOK
from painted import Painted, color_name, read_part
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.cells import PADDING
from widgets.text.language import speak
from widgets.watchlist.table.cells import STAR, WATCH_ROW_HEIGHT, Place, WatchlistCells
from widgets.watchlist.table.columns import COLUMNS, WatchColumn
from widgets.watchlist.table.model import WatchlistModel


@pytest.fixture
def model(application) -> WatchlistModel:
    made = WatchlistModel()
    made.fill(Watchlist(MARKETS))
    made.apply([Ticker(code="KRW-BTC", trade_price=99.0, prev_closing_price=100.0)])
    return made


def column_called(key: SortKey) -> WatchColumn:
    return next(column for column in COLUMNS if column.key is key)


def draw(cells: WatchlistCells, model: WatchlistModel, code: str, key: SortKey, size: QSize, is_selected: bool = False):
    """Return what draws one cell at the left of a sheet."""
    row = model.row_at(model.position(code))
    place = Place(column_called(key), 0, size.width())
    return lambda painter: cells.paint(painter, model, [(row, 0)], [place], row if is_selected else None)


def painted(model: WatchlistModel, code: str, key: SortKey, is_selected: bool = False) -> set[str]:
    size = QSize(column_called(key).width, WATCH_ROW_HEIGHT)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(DARK.panel)
    painter = QPainter(image)
    draw(WatchlistCells(LOOK), model, code, key, size, is_selected)(painter)
    painter.end()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def has(colors: set[str], wanted: QColor) -> bool:
    found = map(QColor, colors)
    return any(abs(color.hue() - wanted.hue()) < 12 and color.saturation() > 120 for color in found)


def test_a_fall_is_blue_and_what_is_unknown_is_plain(model):
    assert has(painted(model, "KRW-BTC", SortKey.CHANGE), DARK.fall)
    assert not has(painted(model, "KRW-BTC", SortKey.CHANGE), DARK.rise)
    assert not has(painted(model, "KRW-ETH", SortKey.PRICE), DARK.fall)


def test_warnings_are_red_badges_and_cautions_amber_ones(model):
    assert DARK.warning.name() in painted(model, "KRW-BTC", SortKey.NAME)
    assert DARK.rise.name() in painted(model, "KRW-XRP", SortKey.NAME)
    assert not {DARK.warning.name(), DARK.rise.name()} & painted(model, "KRW-ETH", SortKey.NAME)


def test_a_selected_row_is_lit(model):
    assert DARK.selection.name() in painted(model, "KRW-ETH", SortKey.PRICE, is_selected=True)


def brightest(colors: set[str]) -> int:
    return max(QColor(color).lightness() for color in colors)


def test_figures_from_before_the_loss_have_no_colour(model):
    model.show_unheard({"KRW-BTC"}, set())
    for key in (SortKey.PRICE, SortKey.CHANGE):
        assert not has(painted(model, "KRW-BTC", key), DARK.fall)


def test_a_market_that_does_not_answer_is_dimmed_and_marked(model):
    plain = painted(model, "KRW-ETH", SortKey.NAME)
    model.show_unheard({"KRW-ETH"}, {"KRW-ETH"})
    marked = painted(model, "KRW-ETH", SortKey.NAME)
    assert DARK.dim_text.name() in marked, "the frame of its badge"
    assert DARK.dim_text.name() not in plain
    assert brightest(marked) < brightest(plain)


@pytest.mark.parametrize(
    ("reported", "ink"),
    [
        ({"market_state": "DELISTED"}, Ink.BAD),
        ({"delisting_date": "2026-12-01"}, Ink.BAD),
        ({"delisting_date": "1e308"}, Ink.WARNING),
        ({"market_state": "1e308"}, Ink.WARNING),
    ],
)
def test_a_state_that_is_known_is_red_and_one_that_nobody_knows_amber(model, reported, ink):
    model.apply([Ticker(code="KRW-ETH", **reported)])
    badges = WatchlistCells(LOOK)._badges(model.watchlist.row("KRW-ETH"), is_silent=False)
    assert [badge.ink for badge in badges] == [ink]


def test_where_room_is_short_the_market_goes_first_then_the_words_of_the_marks_and_last_the_name(model):
    cells = WatchlistCells(LOOK)
    row = model.watchlist.row("KRW-BTC")
    badges = cells._badges(row, is_silent=False)
    seen = []
    for room in range(300, 40, -1):
        name, pair, marks = cells._fitted(row, badges, room)
        stage = (name == row.name, bool(pair), *marks)
        if stage not in seen:
            seen.append(stage)
    assert seen == [
        (True, True, "주의"),
        (True, False, "주의"),
        (True, False, "주"),
        (False, False, "주의"),
        (False, False, "주"),
        (False, False, ""),
    ]


def test_among_several_quote_currencies_the_quote_stays_to_the_last(model):
    model.choose("KRW", "이더리움")
    codes = [code for code in ("KRW-ETH", "BTC-ETH") if model.position(code) is not None]
    assert len(codes) == 2
    for width in range(126, 300):
        reported = [seen(model, code, SortKey.NAME, width).texts[1].text for code in codes]
        assert [pair.rpartition("/")[2] for pair in reported] == ["KRW", "BTC"]
    model.choose("KRW", "")
    assert len(seen(model, "KRW-ETH", SortKey.NAME, 96).texts) == 1


@pytest.mark.parametrize("room", range(80, 140, 4))
def test_among_several_quote_currencies_a_symbol_is_whole_and_the_quote_of_the_chosen_list_goes(application, room):
    marked = Market("KRW-VTHO", "비토르토큰", "VeThor Token", cautions=frozenset({Caution.GLOBAL_PRICE_DIFFERENCES}))
    speak("en")
    try:
        found, cells = WatchlistModel(), WatchlistCells(LOOK)
        found.fill(Watchlist(MarketList([marked, Market("BTC-VTHO", "비토르토큰", "VeThor Token")])))
        found.choose("KRW", "vtho")
        assert found.is_mixed
        row = found.watchlist.row("KRW-VTHO")
        badges = cells._badges(row, is_silent=False)
        name, pair, marks = cells._fitted(row, badges, room, is_mixed=True, chosen_quote=found.quote)
        other = cells._fitted(row, badges, room, is_mixed=True, chosen_quote="BTC")
    finally:
        speak("ko")
    assert name in ("VTHO", "VeThor Token")
    assert pair in ("", "KRW", "VTHO/KRW")
    assert len(marks) == 1
    assert other[1].endswith("KRW"), "in another list it tells which of the two it is"


@pytest.mark.parametrize("is_mixed", [False, True])
@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-XRP"])
def test_what_is_painted_of_a_name_stays_within_its_column(model, code, is_mixed):
    cells = WatchlistCells(LOOK)
    row = model.watchlist.row(code)
    badges = cells._badges(row, is_silent=True)
    for room in range(100, 300):
        name, pair, marks = cells._fitted(row, badges, room, is_mixed=is_mixed)
        taken = cells._text.width(name) + sum(cells._small.width(mark) + 2 * PADDING for mark in marks if mark)
        assert taken + (cells._small.width(pair) + PADDING if pair else 0) <= room


WIDTH = 240


def seen(model: WatchlistModel, code: str, key: SortKey, width: int = WIDTH, is_selected: bool = False) -> Painted:
    size = QSize(width, WATCH_ROW_HEIGHT)
    found = read_part(draw(WatchlistCells(LOOK), model, code, key, size, is_selected), size)
    if key is SortKey.NAME:
        assert found.texts.pop(0).text in "★☆"
    return found


class TestOnTheScreen:
    """Each column shows its figure of its market, in that figure's colour."""

    @pytest.fixture
    def model(self, application) -> WatchlistModel:
        made = WatchlistModel()
        made.fill(Watchlist(MARKETS))
        figures = {"prev_closing_price": 1000.0, "high_price": 1100.0, "low_price": 900.0}
        made.apply(
            [
                Ticker(
                    code="KRW-BTC",
                    trade_price=1020.0,
                    signed_change_rate=0.02,
                    acc_trade_price_24h=7e9,
                    **figures,
                ),
                Ticker(
                    code="KRW-ETH",
                    trade_price=980.0,
                    signed_change_rate=-0.02,
                    acc_trade_price_24h=3e9,
                    **figures,
                ),
                Ticker(
                    code="KRW-XRP",
                    trade_price=1000.0,
                    signed_change_rate=0.0,
                    prev_closing_price=1000.0,
                    high_price=990.0,
                    low_price=1010.0,
                ),
            ]
        )
        return made

    @pytest.mark.parametrize("way", [1, -1])
    def test_a_change_that_rounds_to_nothing_has_no_direction(self, model, way):
        row = Ticker(
            code="KRW-BTC",
            trade_price=160_000_000.0 + way,
            opening_price=160_000_000.0,
            signed_change_rate=way * 6e-9,
            prev_closing_price=160_000_000.0,
        )
        model.apply([row])
        (figure,) = seen(model, "KRW-BTC", SortKey.CHANGE).texts
        assert (figure.text, figure.color) == ("0.00%", "TEXT")
        (price,) = seen(model, "KRW-BTC", SortKey.PRICE).texts
        assert price.color == ("RISE" if way > 0 else "FALL"), "it is above or below the close before"

    @pytest.mark.parametrize(
        ("code", "key", "text", "color"),
        [
            ("KRW-BTC", SortKey.PRICE, "1,020", "RISE"),
            ("KRW-BTC", SortKey.CHANGE, "▲ +2.00%", "RISE"),
            ("KRW-BTC", SortKey.TURNOVER, "70억", "TEXT"),
            ("KRW-BTC", SortKey.HIGH, "1,100", "RISE"),
            ("KRW-BTC", SortKey.LOW, "900", "FALL"),
            ("KRW-ETH", SortKey.PRICE, "980", "FALL"),
            ("KRW-ETH", SortKey.CHANGE, "▼ -2.00%", "FALL"),
            ("KRW-ETH", SortKey.TURNOVER, "30억", "TEXT"),
            ("KRW-XRP", SortKey.PRICE, "1,000", "TEXT"),
            ("KRW-XRP", SortKey.CHANGE, "0.00%", "TEXT"),
            ("KRW-XRP", SortKey.HIGH, "990", "FALL"),
            ("KRW-XRP", SortKey.LOW, "1,010", "RISE"),
            ("KRW-SHIB", SortKey.PRICE, "–", "TEXT"),
            ("KRW-SHIB", SortKey.HIGH, "–", "TEXT"),
        ],
    )
    def test_a_figure(self, model, code, key, text, color):
        (figure,) = seen(model, code, key).texts
        assert (figure.text, figure.color) == (text, color)
        assert figure.right == WIDTH - PADDING - 1
        model.show_unheard({code}, set())
        assert seen(model, code, key).texts[0].color == "FAINT_TEXT"

    def test_a_name_its_market_and_its_marks_stand_one_after_the_other(self, model):
        name, pair, mark = seen(model, "KRW-BTC", SortKey.NAME).texts
        assert (name.text, name.color) == ("비트코인", "TEXT")
        assert (pair.text, pair.color) == ("BTC/KRW", "DIM_TEXT")
        assert (mark.text, mark.color) == ("주의", "WARNING")
        assert name.left == STAR
        assert name.right < pair.left
        assert pair.right < mark.left
        (frame,) = seen(model, "KRW-BTC", SortKey.NAME).outlines
        assert frame.color == "WARNING"
        assert frame.left < mark.left < mark.right < frame.right
        assert [text.text for text in seen(model, "BTC-ETH", SortKey.NAME).texts] == ["이더리움", "ETH/BTC"]

    @pytest.mark.parametrize(("code", "color"), [("KRW-BTC", "WARNING"), ("KRW-XRP", "RISE"), ("KRW-ETH", None)])
    @pytest.mark.parametrize("is_silent", [False, True])
    def test_a_warning_is_seen_at_every_width_by_its_mark_or_else_by_the_colour_of_the_name(
        self, model, code, color, is_silent
    ):
        if is_silent:
            model.show_unheard(set(), {code})
        for width in range(60, 300):
            colors = [text.color for text in seen(model, code, SortKey.NAME, width=width).texts]
            assert {"WARNING", "RISE"} & set(colors) == ({color} if color else set()), width
            assert ("TEXT" in colors[:1]) is (color is None or color in colors[1:]), width

    @pytest.mark.parametrize(
        ("code", "is_silent", "marks"),
        [
            ("KRW-XRP", False, [("유의", "RISE")]),
            ("KRW-XRP", True, [("응답 없음", "DIM_TEXT"), ("유의", "RISE")]),
            ("KRW-ETH", True, [("응답 없음", "DIM_TEXT")]),
            ("KRW-ETH", False, []),
        ],
    )
    def test_marks_say_what_the_exchange_says(self, model, code, is_silent, marks):
        model.show_unheard(set(), {code} if is_silent else set())
        texts = seen(model, code, SortKey.NAME, 400).texts
        assert [(text.text, text.color) for text in texts[2:]] == marks

    def test_where_room_is_short_the_arrow_goes_before_any_figure(self, model):
        (figure,) = seen(model, "KRW-ETH", SortKey.CHANGE, 62).texts
        assert figure.text == "-2.00%"
        (figure,) = seen(model, "KRW-BTC", SortKey.PRICE, 30).texts
        assert figure.text.endswith("…")
        assert figure.left >= PADDING - 1

    @pytest.mark.parametrize(
        ("rate", "text"), [(-0.14048, "-14.05%"), (-0.99999, "-100.0%"), (1.23456, "+123%"), (99.94, "+9994%")]
    )
    def test_a_large_change_is_rounded_in_the_narrowest_column_not_cut(self, model, rate, text):
        least = next(column.least for column in COLUMNS if column.key is SortKey.CHANGE)
        model.apply([Ticker(code="KRW-ETH", trade_price=98.0, prev_closing_price=98.0 / (1 + rate))])
        (figure,) = seen(model, "KRW-ETH", SortKey.CHANGE, least).texts
        assert figure.text == text

    def test_only_the_selected_row_is_lit_and_wholly(self, model):
        (lit,) = seen(model, "KRW-ETH", SortKey.PRICE, is_selected=True).fills
        assert lit == (0, 0, WIDTH, WATCH_ROW_HEIGHT, "SELECTION")
        assert not seen(model, "KRW-ETH", SortKey.PRICE).fills


@pytest.mark.parametrize("is_mixed", [False, True])
@pytest.mark.parametrize("is_silent", [False, True])
def test_first_letters_of_a_symbol_stand_however_many_marks_a_market_has(application, is_mixed, is_silent):
    market = Market("KRW-BAT", "베이직어텐션토큰", "", cautions=(Caution.PRICE_FLUCTUATIONS,), warning=True)
    row = WatchRow(market)
    row.name = market.korean_name
    cells = WatchlistCells(LOOK)
    badges = cells._badges(row, is_silent=is_silent)
    assert len(badges) == 2 + is_silent
    shown = []
    for room in range(300, 90 if is_mixed else 40, -1):
        name, pair, marks = cells._fitted(row, badges, room, is_mixed=is_mixed)
        assert name == row.name or name.startswith("BA"), (room, marks)
        assert len(marks) == len(badges)
        assert cells._text.width(name) <= cells._room_beside(pair, marks, room)
        if (standing := [mark for mark in marks if mark][-2:]) not in shown:
            shown.append(standing)
    assert shown[-1] in ([], ["유"]), "a warning stays the longest"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("is_mixed", [False, True])
def test_a_mark_has_its_whole_word_wherever_there_is_room_beside_what_stands(application, language, is_mixed):
    market = Market("KRW-BAT", "베이직어텐션토큰", "Basic Attention Token", cautions=(Caution.PRICE_FLUCTUATIONS,))
    row = WatchRow(market)
    speak(language)
    try:
        row.name = market.korean_name if language == "ko" else market.english_name
        cells = WatchlistCells(LOOK)
        badges = cells._badges(row, is_silent=False)
        words = [badge.words for badge in badges]
        for room in range(40, 400):
            name, pair, marks = cells._fitted(row, badges, room, is_mixed=is_mixed, chosen_quote="KRW")
            fits = cells._text.width(name) <= cells._room_beside(pair, words, room)
            if name in (row.name, market.symbol):
                assert (marks == words) is fits, (room, name, pair)
    finally:
        speak("ko")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_where_a_name_has_no_room_its_symbol_stands(application, language):
    market = Market("KRW-BAT", "베이직어텐션토큰", "Basic Attention Token")
    row = WatchRow(market)
    row.name = market.korean_name if language == "ko" else market.english_name
    cells = WatchlistCells(LOOK)
    speak(language)
    try:
        for room in range(cells._text.width("BAT"), cells._text.width(row.name)):
            assert cells._fitted(row, [], room)[0] == "BAT"
        assert cells._fitted(row, [], 400)[:2] == (row.name, "BAT/KRW")
    finally:
        speak("ko")


@pytest.mark.parametrize("words", ["비트", "ㅂㅌㅋㅇ", "eth", ""])
def test_no_two_rows_of_a_list_read_alike(application, words):
    """A trader who cannot tell 비트코인캐시 from 비트코인에스브이 opens the wrong one."""
    cautions = frozenset({Caution.GLOBAL_PRICE_DIFFERENCES})
    names = {
        "BTC": "비트코인",
        "BCH": "비트코인캐시",
        "BSV": "비트코인에스브이",
        "BTT": "비트토렌트",
        "ETH": "이더리움",
        "ETC": "이더리움클래식",
        "ENS": "이더리움네임서비스",
    }
    markets = [
        Market(f"{quote}-{symbol}", name, symbol, cautions=cautions)
        for quote in ("KRW", "BTC", "USDT")
        for symbol, name in names.items()
    ]
    model, cells = WatchlistModel(), WatchlistCells(LOOK)
    model.fill(Watchlist(MarketList(markets)))
    model.choose("KRW", words)
    rows = [model.watchlist.row(market.code) for market in markets if model.position(market.code) is not None]
    assert len(rows) >= 3
    for room in range(COLUMNS[0].least - STAR - PADDING, 200):
        shown = [
            cells._fitted(
                row, cells._badges(row, is_silent=False), room, is_mixed=model.is_mixed, chosen_quote=model.quote
            )[:2]
            for row in rows
        ]
        assert len(set(shown)) == len(shown), room


@pytest.mark.parametrize("rate", [0.0888, -0.0888, -0.1888])
def test_at_every_font_size_the_narrowest_change_has_two_decimals(model, rate):
    least = next(column.least for column in COLUMNS if column.key is SortKey.CHANGE)
    model.apply([Ticker(code="KRW-BTC", trade_price=99.0, prev_closing_price=99.0 / (1 + rate))])
    for percent in range(90, 151):
        look = Look()
        look.set_font_percent(percent)
        size = QSize(look.px(least), look.px(WATCH_ROW_HEIGHT))
        found = read_part(draw(WatchlistCells(look), model, "KRW-BTC", SortKey.CHANGE, size), size)
        assert found.texts[-1].text.lstrip("▲▼ ") == f"{rate:+.2%}", percent


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("key", [SortKey.CHANGE, SortKey.PRICE])
def test_at_every_width_all_rises_and_falls_have_their_arrows_or_none_has(model, percent, key):
    rates = {"KRW-BTC": (0.0888, -0.0888), "KRW-ETH": (-0.0001, 0.1888), "KRW-XRP": (2.8888, -0.9)}
    look = Look()
    look.set_font_percent(percent)
    cells = WatchlistCells(look)
    cells.shows_arrows = True
    for way in (0, 1):
        model.apply(
            [
                Ticker(code=code, trade_price=99.0, prev_closing_price=99.0 / (1 + both[way]))
                for code, both in rates.items()
            ]
        )
        counts = set()
        for width in range(40, 401):
            size = QSize(width, look.px(WATCH_ROW_HEIGHT))
            shown = [read_part(draw(cells, model, code, key, size), size).texts[-1].text for code in rates]
            arrows = [text[0] if text[0] in "▲▼" else "" for text in shown]
            wanted = ["▲" if both[way] > 0 else "▼" for both in rates.values()]
            assert arrows in (wanted, [""] * len(rates)), (width, shown)
            counts.add(any(arrows))
        assert True in counts


@pytest.mark.parametrize("key", [SortKey.PRICE, SortKey.HIGH, SortKey.LOW])
def test_at_every_font_size_the_narrowest_price_is_whole(model, key):
    model.apply([Ticker(code="KRW-BTC", trade_price=154109000.0, high_price=154109000.0, low_price=154109000.0)])
    for percent in range(90, 151):
        look = Look()
        look.set_font_percent(percent)
        size = QSize(look.px(column_called(key).least), look.px(WATCH_ROW_HEIGHT))
        found = read_part(draw(WatchlistCells(look), model, "KRW-BTC", key, size), size)
        assert found.texts[-1].text == "154,109,000", percent


STATES = {
    "caution": ({}, Market("KRW-BTC", "비트코인", "Bitcoin", cautions=(Caution.PRICE_FLUCTUATIONS,)), "WARNING"),
    "warning": ({}, Market("KRW-BTC", "비트코인", "Bitcoin", warning=True), "BAD"),
    "delisted": ({"market_state": "DELISTED"}, Market("KRW-BTC", "비트코인", "Bitcoin"), "BAD"),
    "to be delisted": ({"delisting_date": "2026-12-01"}, Market("KRW-BTC", "비트코인", "Bitcoin"), "BAD"),
    "unknown": ({"market_state": "1e308"}, Market("KRW-BTC", "비트코인", "Bitcoin"), "WARNING"),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("is_stale", [False, True])
def test_the_state_of_a_market_is_seen_at_every_width_by_its_mark_or_the_colour_of_its_name(
    application, state, is_stale
):
    reported, market, role = STATES[state]
    color = color_name(getattr(DARK, role.lower()))
    made = WatchlistModel()
    made.fill(Watchlist(MarketList([market])))
    made.apply([Ticker(code="KRW-BTC", trade_price=99.0, prev_closing_price=100.0, **reported)])
    if is_stale:
        made.show_unheard({"KRW-BTC"}, set())
    for width in range(STAR + 3 * PADDING, 601):
        texts = seen(made, "KRW-BTC", SortKey.NAME, width).texts
        assert color in {text.color for text in texts}, width
