from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.trade_tape import Gap, TradeTape
from core.upbit.messages import Trade
from widgets import palette
from widgets.cells import HEADER_HEIGHT, ROW_HEIGHT
from widgets.trades_canvas import TradesCanvas

PAGE = 10


@pytest.fixture
def tape() -> TradeTape:
    made = TradeTape(limit=100)
    made.extend(trades(1, 50))
    return made


@pytest.fixture
def canvas(application, tape) -> TradesCanvas:
    made = TradesCanvas(tape, "KRW-A")
    made.resize(420, HEADER_HEIGHT + PAGE * ROW_HEIGHT)
    return made


def trades(first: int, last: int, side: str = "BID") -> list[Trade]:
    return [
        Trade(code="KRW-A", trade_price=100.0, trade_volume=1.0, ask_bid=side, trade_timestamp=time, sequential_id=time)
        for time in range(first, last + 1)
    ]


def enter(canvas: TradesCanvas) -> None:
    at = QPointF(10, 100)
    QApplication.sendEvent(canvas, QEnterEvent(at, at, at))


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
    canvas = TradesCanvas(tape, "KRW-A")
    canvas.resize(420, HEADER_HEIGHT + PAGE * ROW_HEIGHT)
    enter(canvas)
    come(canvas, tape, 1, 1)
    come(canvas, tape, 2, 3)
    assert tape[canvas.first_row].order[0] == 1, "even on a tape shorter than the page"


def test_what_has_fallen_off_the_tape_cannot_be_held(canvas, tape):
    QTest.keyClick(canvas, Qt.Key.Key_End)
    come(canvas, tape, 51, 400)
    assert canvas.first_row == canvas.last_first_row == 90


def test_keys_and_pages_stay_on_the_tape(canvas):
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.first_row == 0
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.first_row == PAGE
    canvas.scroll_to(1000)
    assert canvas.first_row == 40


def test_a_bar_says_from_when_to_when_trades_are_missing_and_why(canvas):
    gap = Gap((1_795_144_542_000, 1, 1), (1_795_144_600_000, 2, 0), 0, "불러오는 중")
    assert canvas.gap_text(gap) == "체결 누락 구간 12:15:42–12:16:40 · 불러오는 중"
    assert canvas.gap_text(gap._replace(order=(0, 0, 1), lost=1200, reason="")) == "체결 누락 구간 –12:16:40 · 1,200건"
    given_up = gap._replace(reason="점검 중", can_retry=True)
    assert canvas.gap_text(given_up) == "체결 누락 구간 12:15:42–12:16:40 · 점검 중 · 눌러서 다시 시도"
    day_before = gap._replace(order=(1_795_144_542_000 - 86_400_000, 1, 1), reason="")
    assert canvas.gap_text(day_before) == "체결 누락 구간 2026-11-19 12:15:42–2026-11-20 12:16:40"


def test_pressing_a_bar_asks_for_what_is_missing(canvas, tape, qtbot):
    tape.mark(Gap((tape[1].order[0], tape[1].order[1], 1), tape[0].order))
    canvas.tape_changed()
    asked = []
    canvas.gap_chosen.connect(lambda: asked.append(True))
    for row, times in ((0, 0), (1, 1), (2, 1)):
        place = QPoint(50, HEADER_HEIGHT + row * ROW_HEIGHT + ROW_HEIGHT // 2)
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
        assert len(asked) == times


def test_buyers_are_red_sellers_blue_and_a_gap_is_an_amber_bar(canvas, tape):
    tape.extend(trades(51, 51, side="ASK"))
    tape.mark(Gap((*tape[0].order[:2], 1), tape[0].order))
    image = canvas.grab().toImage()

    def shown(row: int) -> set[str]:
        lines = range(HEADER_HEIGHT + row * ROW_HEIGHT, HEADER_HEIGHT + (row + 1) * ROW_HEIGHT)
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in lines}

    def has(row: int, hue: int) -> bool:
        found = (palette.QColor(name) for name in shown(row))
        return any(abs(color.hue() - hue) < 12 and color.saturation() > 120 and color.value() > 150 for color in found)

    assert palette.GAP_ROW.name() in shown(0)
    assert has(1, palette.FALL.hue())
    assert not has(1, palette.RISE.hue())
    assert has(2, palette.RISE.hue())
