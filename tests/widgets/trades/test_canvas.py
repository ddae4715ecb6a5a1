from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QCursor, QEnterEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.trades.tape import Gap, TradeTape
from core.market.trades.tiers import Tiers
from core.model.messages import Trade
from looks import DARK, LOOK
from painted import read
from widgets.look.look import Look
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT
from widgets.text import formats
from widgets.trades.canvas import TradesCanvas
from widgets.trades.choices import TapeChoices

PAGE = 10


@pytest.fixture
def tape() -> TradeTape:
    made = TradeTape(limit=100)
    made.extend(trades(1, 50))
    return made


@pytest.fixture
def canvas(application, tape) -> TradesCanvas:
    made = TradesCanvas(LOOK, tape, "KRW-A")
    made.resize(420, HEADER_HEIGHT + PAGE * ROW_HEIGHT)
    return made


def trades(first: int, last: int, side: str = "BID") -> list[Trade]:
    return [
        Trade(code="KRW-A", trade_price=100.0, trade_volume=1.0, ask_bid=side, trade_timestamp=time, sequential_id=time)
        for time in range(first, last + 1)
    ]


def enter(canvas: TradesCanvas) -> None:
    at = QPointF(10, 100)
    everywhere = QPointF(canvas.mapToGlobal(at))
    QApplication.sendEvent(canvas, QEnterEvent(at, at, everywhere))
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, everywhere, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas, moved)


def leave(canvas: TradesCanvas) -> None:
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))


def come(canvas: TradesCanvas, tape: TradeTape, first: int, last: int) -> None:
    tape.extend(trades(first, last))
    canvas.tape_changed()


def test_left_alone_it_follows_the_market(canvas, tape):
    come(canvas, tape, 51, 60)
    assert canvas.first_row == 0
    assert not canvas.is_paused


def test_under_the_pointer_what_is_read_stays_where_it_is(canvas, tape):
    enter(canvas)
    come(canvas, tape, 51, 57)
    assert canvas.first_row == 7
    assert tape[canvas.first_row].order[0] == 50
    leave(canvas)
    assert canvas.first_row == 0


def test_scrolled_away_it_stays_there_until_it_is_brought_back(canvas, tape):
    canvas.scroll_to(5)
    leave(canvas)
    come(canvas, tape, 51, 53)
    assert tape[canvas.first_row].order[0] == 45
    assert canvas.is_paused
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.first_row == 0
    assert not canvas.is_paused


def test_the_header_takes_one_back_to_the_newest(canvas, tape):
    canvas.scroll_to(9)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(30, 5))
    assert canvas.first_row == 0


def test_a_late_trade_below_does_not_move_what_is_read(canvas, tape):
    canvas.scroll_to(5)
    tape.extend([trades(20, 20)[0]])
    canvas.tape_changed()
    assert canvas.first_row == 5


def test_the_first_trade_under_the_pointer_is_held_too(application):
    tape = TradeTape()
    canvas = TradesCanvas(LOOK, tape, "KRW-A")
    canvas.resize(420, HEADER_HEIGHT + PAGE * ROW_HEIGHT)
    enter(canvas)
    come(canvas, tape, 1, 1)
    come(canvas, tape, 2, 3)
    assert tape[canvas.first_row].order[0] == 1, "even on a tape shorter than the page"


def in_sight(canvas: TradesCanvas, tape: TradeTape) -> list[int]:
    return [tape[index].order[0] for index in range(canvas.first_row, min(canvas.first_row + PAGE, len(tape)))]


@pytest.mark.parametrize("first", [5, 33, 40])
def test_what_is_read_stays_on_a_full_tape(canvas, tape, first):
    canvas.scroll_to(first)
    reading = in_sight(canvas, tape)
    for newest in range(50, 450, 7):
        come(canvas, tape, newest + 1, newest + 7)
        assert in_sight(canvas, tape) == reading
        assert not canvas.is_leaving
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    come(canvas, tape, 1_000, 1_000)
    assert len(tape) == 100, "and is let go"


def test_under_a_pointer_that_rests_what_is_read_stays_on_a_full_tape(canvas, tape):
    enter(canvas)
    reading = in_sight(canvas, tape)
    come(canvas, tape, 51, 450)
    assert in_sight(canvas, tape) == reading
    leave(canvas)
    come(canvas, tape, 451, 451)
    assert len(tape) == 100


def test_what_the_tape_has_no_room_left_for_goes_and_the_header_says_so_over_a_full_page(canvas, tape):
    QTest.keyClick(canvas, Qt.Key.Key_End)
    for newest in range(50, 2_000, 7):
        come(canvas, tape, newest + 1, newest + 7)
        assert len(in_sight(canvas, tape)) == PAGE
        assert canvas.is_leaving is (1 not in in_sight(canvas, tape))
        assert (canvas.hint == "▲ 읽던 체결이 지워지는 중 · 눌러서 최신으로") is canvas.is_leaving
    assert len(tape) == 500
    assert canvas.first_row == canvas.last_first_row == 490
    canvas.scroll_to(100)
    assert not canvas.is_leaving, "there are others to read"
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(30, 5))
    assert canvas.first_row == 0
    assert not canvas.is_leaving


def test_keys_and_pages_stay_on_the_tape(canvas):
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.first_row == 0
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.first_row == PAGE
    canvas.scroll_to(1000)
    assert canvas.first_row == 40


def test_pressing_a_bar_asks_for_what_is_missing(canvas, tape, qtbot):
    tape.mark(Gap((tape[1].order[0], tape[1].order[1], 1), tape[0].order))
    canvas.tape_changed()
    chosen = []
    canvas.gap_chosen.connect(lambda: chosen.append(True))
    for row, times in ((0, 0), (1, 1), (2, 1)):
        place = QPoint(50, HEADER_HEIGHT + row * ROW_HEIGHT + ROW_HEIGHT // 2)
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
        assert len(chosen) == times


def test_buyers_are_red_sellers_blue_and_a_gap_is_an_amber_bar(canvas, tape):
    tape.extend(trades(51, 51, side="ASK"))
    tape.mark(Gap((*tape[0].order[:2], 1), tape[0].order))
    image = canvas.grab().toImage()

    def shown(row: int) -> set[str]:
        lines = range(HEADER_HEIGHT + row * ROW_HEIGHT, HEADER_HEIGHT + (row + 1) * ROW_HEIGHT)
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in lines}

    def has(row: int, hue: int) -> bool:
        found = (QColor(name) for name in shown(row))
        return any(abs(color.hue() - hue) < 12 and color.saturation() > 120 and color.value() > 150 for color in found)

    assert DARK.gap_row.name() in shown(0)
    assert has(1, DARK.fall.hue())
    assert not has(1, DARK.rise.hue())
    assert has(2, DARK.rise.hue())


class TestOnTheScreen:
    @pytest.fixture
    def tape(self) -> TradeTape:
        """All figures differ; bought, sold and unknown; above, at and below the previous close."""
        made = TradeTape(limit=100)
        made.extend(
            Trade(
                code="KRW-A",
                trade_price=1000.0 + n,
                trade_volume=n / 4 + 10,
                ask_bid=("BID", "ASK", "?")[n % 3],
                prev_closing_price=1040.0,
                trade_timestamp=1_795_144_542_000 + 61_000 * n,
                sequential_id=n,
            )
            for n in range(50)
        )
        return made

    @staticmethod
    def row(canvas: TradesCanvas, index: int) -> tuple[int, int]:
        top = HEADER_HEIGHT + index * ROW_HEIGHT
        return top, top + ROW_HEIGHT

    @pytest.mark.parametrize("first", [0, 3, 40])
    def test_every_row_says_what_the_tape_says(self, canvas, tape, first):
        canvas.scroll_to(first)
        seen = read(canvas)
        for index in range(PAGE):
            entry = tape[first + index]
            assert seen.words(*self.row(canvas, index)) == [
                formats.clock_time(entry.timestamp_ms),
                {True: "매수", False: "매도", None: "–"}[entry.is_buy],
                f"{entry.price:,.0f}",
                formats.size(entry.size, 1),
                f"{entry.price * entry.size:,.0f}",
            ]

    def test_the_header_has_its_own_ground_above_the_rows(self, canvas):
        assert read(canvas).areas("HEADER") == [(0, 0, canvas.width(), HEADER_HEIGHT, "HEADER")]

    def test_the_newest_is_on_top(self, canvas):
        assert read(canvas).words(*self.row(canvas, 0)) == ["13:05:31", "매도", "1,049", "22.2", "23,340"]

    def test_sides_are_red_and_blue_and_prices_by_the_previous_close(self, canvas, tape):
        canvas.scroll_to(6)
        seen = read(canvas)
        sides = {True: "RISE", False: "FALL", None: "DIM_TEXT"}
        for index in range(PAGE):
            entry = tape[6 + index]
            side = sides[entry.is_buy]
            change = "RISE" if entry.price > 1040 else "FALL" if entry.price < 1040 else "TEXT"
            colors = [text.color for text in seen.within(*self.row(canvas, index))]
            assert colors == ["DIM_TEXT", side, change, side, side]

    def test_figures_end_where_their_titles_end(self, canvas):
        seen = read(canvas)
        titles = seen.within(0, HEADER_HEIGHT)
        assert [title.text for title in titles] == ["시각", "구분", "가격", "수량", "금액"]
        for index in range(PAGE):
            row = seen.within(*self.row(canvas, index))
            assert [text.right for text in row] == [title.right for title in titles]

    @pytest.mark.parametrize(
        ("width", "titles"),
        [(420, "시각구분가격수량금액"), (220, "시각구분가격수량"), (170, "구분가격수량"), (160, "구분가격수량")],
    )
    def test_where_room_is_short_the_side_stays_for_colour_alone_must_not_tell_it(self, canvas, width, titles):
        canvas.resize(width, canvas.height())
        read(canvas)
        assert "".join(text.text for text in read(canvas).within(0, HEADER_HEIGHT)) == titles

    def test_scrolled_away_it_counts_the_newer_rows_above_and_keeps_its_header(self, canvas, tape):
        canvas.scroll_to(1200)
        assert canvas.first_row == 40
        assert canvas.hint == "▲ 멈춤 · 위에 40건"
        assert len(read(canvas).within(0, HEADER_HEIGHT)) == 5
        canvas.scroll_to(0)
        assert canvas.hint == ""

    def test_a_gap_is_an_amber_bar_in_its_place(self, canvas, tape):
        gap = Gap((*tape[2].order[:2], 1), tape[1].order, reason="점검 중", can_retry=True)
        tape.mark(gap)
        canvas.tape_changed()
        seen = read(canvas)
        (bar,) = seen.areas("GAP_ROW")
        assert (bar.left, bar.right) == (0, canvas.width())
        (text,) = seen.within(bar.top, bar.bottom)
        assert (text.text, text.color) == (canvas.gap_text(gap), "WARNING")
        place = QPoint(50, int(bar.top) + 5)
        chosen = []
        canvas.gap_chosen.connect(lambda: chosen.append(True))
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
        assert chosen

    def test_of_another_market_nothing_of_the_one_before_is_left(self, canvas):
        canvas.scroll_to(9)
        canvas.show_tape(TradeTape(), "KRW-B")
        assert read(canvas).rows_of_text() == [["시각", "구분", "가격", "수량", "금액"]]
        assert not canvas.is_paused


class TestHands:
    @pytest.mark.parametrize(
        ("key", "row"),
        [
            (Qt.Key.Key_Up, 14),
            (Qt.Key.Key_Down, 16),
            (Qt.Key.Key_PageUp, 5),
            (Qt.Key.Key_PageDown, 25),
            (Qt.Key.Key_Home, 0),
            (Qt.Key.Key_End, 40),
            (Qt.Key.Key_X, 15),
        ],
    )
    def test_every_key_scrolls_its_way(self, canvas, key, row):
        canvas.scroll_to(15)
        QTest.keyClick(canvas, key)
        assert canvas.first_row == row

    @pytest.mark.parametrize("notches", [1, -1, 2, -2])
    def test_the_wheel_scrolls_three_rows_a_notch_and_towards_the_hand_to_older_trades(self, canvas, notches):
        canvas.scroll_to(20)
        at, none = QPointF(30, 60), (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
        turned = QWheelEvent(at, at, QPoint(), QPoint(0, 120 * notches), *none, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(canvas, turned)
        assert canvas.first_row == 20 - 3 * notches

    def test_the_scroll_position_is_announced(self, canvas, qtbot):
        with qtbot.waitSignal(canvas.scrolled):
            canvas.scroll_to(5)
        with qtbot.assertNotEmitted(canvas.scrolled):
            canvas.scroll_to(5)

    def test_rows_that_fit_make_a_page_and_half_a_row_is_none(self, canvas):
        canvas.resize(420, HEADER_HEIGHT + 4 * ROW_HEIGHT + ROW_HEIGHT - 1)
        assert canvas.page_rows == 4
        canvas.resize(420, HEADER_HEIGHT + 5 * ROW_HEIGHT)
        assert canvas.page_rows == 5

    @pytest.mark.parametrize("rest", range(1, ROW_HEIGHT))
    @pytest.mark.parametrize("first", [0, 7, 40])
    def test_half_a_row_at_the_bottom_is_neither_painted_nor_pressed(self, canvas, tape, first, rest):
        canvas.resize(420, HEADER_HEIGHT + 5 * ROW_HEIGHT + rest)
        canvas.scroll_to(first)
        image = canvas.grab(QRect(0, HEADER_HEIGHT + 5 * ROW_HEIGHT, 420, rest)).toImage()
        assert {image.pixelColor(x, y).rgb() for x in range(420) for y in range(rest)} == {DARK.panel.rgb()}
        below = tape[first + 5].order
        tape.mark(Gap((below[0], below[1], 1), tape[first + 4].order))
        canvas.tape_changed()
        chosen = []
        canvas.gap_chosen.connect(lambda: chosen.append(True))
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, HEADER_HEIGHT + 5 * ROW_HEIGHT))
        assert not chosen
        canvas.scroll_to(first + 1)
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, HEADER_HEIGHT + 5 * ROW_HEIGHT - 1))
        assert chosen, "a whole row now"

    def test_the_first_pixel_below_the_header_is_a_row(self, canvas, tape):
        tape.mark(Gap((tape[1].order[0], tape[1].order[1], 1), tape[0].order))
        canvas.tape_changed()
        chosen = []
        canvas.gap_chosen.connect(lambda: chosen.append(True))
        top = HEADER_HEIGHT + ROW_HEIGHT
        for y in (top - 1, top, top + ROW_HEIGHT - 1, top + ROW_HEIGHT):
            QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, y))
        assert len(chosen) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda canvas: canvas.tape_changed(),
        lambda canvas: canvas.show_tape(TradeTape(), "KRW-B"),
        lambda canvas: canvas.scroll_to(1),
    ],
)
def test_whatever_changes_the_picture_has_it_painted_whole(application, tape, change):
    painted = []

    class Watched(TradesCanvas):
        def paintEvent(self, event):
            painted.append(event.rect())

    watched = Watched(LOOK, tape, "KRW-A")
    watched.resize(420, HEADER_HEIGHT + PAGE * ROW_HEIGHT)
    watched.show()
    QApplication.processEvents()
    painted.clear()
    change(watched)
    QApplication.processEvents()
    assert painted == [watched.rect()]


def test_it_asks_for_the_room_of_thirty_trades(canvas):
    assert canvas.sizeHint().toTuple() == (380, HEADER_HEIGHT + 30 * ROW_HEIGHT)


def test_times_are_of_the_zone_that_is_chosen_those_of_gaps_too(application, tape):
    look = Look()
    canvas = TradesCanvas(look, tape, "KRW-A")
    canvas.resize(420, HEADER_HEIGHT + PAGE * ROW_HEIGHT)
    for zone, time, begin in (
        ("kst", "09:00:00", "09:00:01"),
        ("utc", "00:00:00", "00:00:01"),
        ("kst", "09:00:00", "09:00:01"),
    ):
        look.set_time_zone(zone)
        assert time in {text.text for text in read(canvas).texts}
        assert begin in canvas.gap_text(Gap((1_000, 1), (2_000, 2), 3))


class TestPause:
    def test_the_pointer_pauses_it_and_it_says_so_at_once(self, canvas, qtbot):
        assert canvas.hint == ""
        with qtbot.waitSignal(canvas.scrolled):
            enter(canvas)
        assert canvas.hint == "▲ 멈춤"
        leave(canvas)
        assert canvas.hint == ""

    def test_the_space_bar_pauses_it_without_a_pointer_until_space_or_home(self, canvas, tape):
        last = 50
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Home):
            QTest.keyClick(canvas, Qt.Key.Key_Space)
            assert canvas.is_stopped
            come(canvas, tape, last + 1, last + 5)
            enter(canvas)
            leave(canvas)
            assert canvas.hint == "▲ 멈춤 · 위에 5건"
            QTest.keyClick(canvas, key)
            last += 5
            assert (canvas.hint, canvas.first_row, canvas.is_stopped) == ("", 0, False)
            come(canvas, tape, last + 1, last + 1)
            last += 1
            assert canvas.first_row == 0

    def test_another_market_is_not_paused(self, canvas):
        canvas.toggle_stop()
        canvas.show_tape(TradeTape(), "KRW-B")
        assert not canvas.is_paused

    @pytest.mark.parametrize("is_inside", [True, False])
    def test_after_a_menu_it_looks_for_the_pointer_whose_leaving_nobody_told(
        self, canvas, tape, monkeypatch, is_inside
    ):
        enter(canvas)
        at = canvas.mapToGlobal(QPoint(10, 100))
        QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(10, 100), at))
        place = at if is_inside else canvas.mapToGlobal(QPoint(10, canvas.height() + 100))
        monkeypatch.setattr(QCursor, "pos", lambda: place)
        come(canvas, tape, 51, 53)
        assert canvas.is_paused is is_inside
        assert canvas.first_row == (3 if is_inside else 0)


class TestChoices:
    @pytest.fixture
    def tape(self) -> TradeTape:
        """Of 1 won and one size each: 1 to 4 times ten million, the last two of one taker in one millisecond."""
        made = TradeTape()
        for place, (time, size, side) in enumerate(
            [(1, 1e7, "BID"), (2, 2e7, "ASK"), (3, 3e7, "BID"), (3, 4e7, "BID")]
        ):
            made.put(
                Trade(
                    code="KRW-A", trade_price=1.0, trade_volume=size - 1, ask_bid=side,
                    trade_timestamp=1_795_144_542_000 + time, sequential_id=place,
                )
            )  # fmt: skip
        return made

    @staticmethod
    def shown(canvas: TradesCanvas) -> list[list[str]]:
        return [row for row in read(canvas).rows_of_text() if row[0] != "시각"]

    def test_prints_of_one_taker_are_one_row_with_their_number(self, canvas):
        assert len(self.shown(canvas)) == 4
        canvas.show_choices(TapeChoices(is_merging=True))
        rows = self.shown(canvas)
        assert [row[1] for row in rows] == ["매수 ×2", "매도", "매수"]
        assert rows[0][-1] == "69,999,998"

    def test_small_trades_are_left_out_and_where_none_is_left_it_says_so(self, canvas):
        tiers = Tiers()
        tiers.change("KRW", (1.5e7, 2.5e7, 9e8))
        for tier, rows in ((0, 4), (1, 3), (2, 2)):
            canvas.show_choices(TapeChoices(least_tier=tier, tiers=tiers))
            assert len(self.shown(canvas)) == rows
        canvas.show_choices(TapeChoices(least_tier=3, tiers=tiers))
        assert self.shown(canvas) == [["필터에 맞는 체결 없음"]]

    def test_times_have_milliseconds_on_demand(self, canvas):
        assert self.shown(canvas)[0][0] == "12:15:42"
        canvas.show_choices(TapeChoices(is_precise=True))
        assert self.shown(canvas)[0][0] == "12:15:42.003"

    def test_large_trades_have_a_ground_and_a_mark_for_each_tier(self, canvas):
        tiers = Tiers()
        tiers.change("KRW", (1.5e7, 2.5e7, 3.5e7))
        canvas.show_choices(TapeChoices(tiers=tiers))
        image = canvas.grab().toImage()
        marks = []
        for place in range(4):
            lines = range(HEADER_HEIGHT + place * ROW_HEIGHT, HEADER_HEIGHT + (place + 1) * ROW_HEIGHT)
            ink = [image.pixelColor(2, y).name() in (DARK.rise.name(), DARK.fall.name()) for y in lines]
            marks.append(sum(now and not before for before, now in zip([False, *ink], ink, strict=False)))
        assert marks == [3, 2, 1, 0]
        grounds = [image.pixelColor(30, HEADER_HEIGHT + place * ROW_HEIGHT + 1) for place in range(4)]
        assert [ground.name() for ground in (grounds[0], grounds[2], grounds[3])] == [
            DARK.bid_bar.name(), DARK.ask_row.name(), DARK.panel.name(),
        ]  # fmt: skip
        assert grounds[1].name() not in (DARK.bid_bar.name(), DARK.bid_row.name(), DARK.panel.name())

    def test_a_choice_shows_the_newest_again(self, canvas, tape):
        tape.extend(trades(5, 60))
        canvas.tape_changed()
        canvas.scroll_to(5)
        canvas.show_choices(TapeChoices(is_merging=True))
        assert (canvas.first_row, canvas.is_paused) == (0, False)
