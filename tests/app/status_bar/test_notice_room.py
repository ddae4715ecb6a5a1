"""A notice is whole wherever there is room for it, the state of the connection, and what warns of the present."""

import pytest
from PySide6.QtWidgets import QApplication

from app.process.language import Language
from app.status_bar.bar import StatusBar
from app.status_bar.figures import Reading, figures
from app.status_bar.line import WARNS
from app.status_bar.notice_room import NoticeRoom
from core.model.korean_time import KST
from core.text import translatable

_SHORT = "저장했습니다"
_LONG = "KRW-BTC-1m-20261129-201811.csv에 쓸 수 없습니다 (읽기 전용). 다른 폴더를 고르거나 공간을 비우세요."


@pytest.fixture
def bar(hand):
    made = StatusBar(hand.window.look, hand.clock)
    hand.window.statusBar().addPermanentWidget(made)
    NoticeRoom(hand.window.statusBar(), hand.window.notice, made)
    made.watch(hand.engine, translatable("Sources", "모의"))
    return made


def settle():
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("percent", [90, 100, 150])
@pytest.mark.parametrize("language", ["ko", "en"])
async def test_it_is_cut_only_where_it_and_the_connection_have_no_room(hand, bar, application, percent, language):
    spoken = application.findChild(Language) or Language(application)
    spoken.switch(language)
    try:
        hand.window.look.dress(application)
        hand.window.look.set_font_percent(percent)
        look_at_all_widths(hand.window, bar)
    finally:
        hand.window.look.set_font_percent(100)
        spoken.switch("ko")


@pytest.mark.parametrize("percent", [90, 100, 150])
@pytest.mark.parametrize("language", ["ko", "en"])
async def test_an_old_notice_leaves_all_warnings_their_place(hand, bar, application, percent, language):
    spoken = application.findChild(Language) or Language(application)
    spoken.switch(language)
    try:
        hand.window.look.dress(application)
        hand.window.look.set_font_percent(percent)
        settle()
        show_warnings(bar)
        hand.window.notice.show_error(_LONG, _LONG)
        hand.window.show()
        for width in range(1900, 560, -70):
            hand.window.resize(width, 500)
            settle()
            told = [place.part.text for place in bar.line.shown if place.part.rank == WARNS]
            least = 1024 if percent > 100 else 1024 / 1.5
            assert told[:1] == [bar._figures[1].text] or width < least / 1.5, "how late quotes are is told the longest"
            assert len(told) == 3 or width < least, (width, told)
            assert hand.window.notice.text.endswith(_LONG)
    finally:
        hand.window.look.set_font_percent(100)
        spoken.switch("ko")


def show_warnings(bar):
    """Show quotes that are late, clocks that differ and frames that are long, until the bar reads the engine again."""
    bar._timer.stop()
    bar._figures = figures(Reading("모의", 8_000.0, 812.0, 250.0, 0, KST, clock_ahead_ms=86_400_000.0))
    bar._read_link()
    assert bar.line.warning_width > 0


def look_at_all_widths(window, bar):
    notice, line = window.notice, bar.line
    window.show()
    met = set()
    least = None
    for width in range(560, 1900, 70):
        window.resize(width, 500)
        notice.dismiss()
        settle()
        everything = len(line.shown)
        least = window.minimumSizeHint().width()
        for text, show in ((_SHORT, notice.show_passing), (_LONG, notice.show_refusal)):
            show(text)
            settle()
            is_whole = notice._line.text() == text
            rest = window.statusBar().width() - notice.wanted_width - bar.least_width
            assert is_whole or rest < 40, (width, text)
            assert line.shown[0].part.rank == 0
            state = min(line._width(line.shown[0].part), line.width() // 2 - 20)
            assert line.shown[0].width >= state or rest < 40, "the state of the connection is read too"
            least_of_notice = notice.layout().minimumSize().width()
            if window.statusBar().width() - least_of_notice > 2 * bar.least_width + 20:
                assert bar.width() >= bar.least_width
            met.add((is_whole, len(line.shown) == everything))
            assert window.width() == width or width < window.minimumSizeHint().width()
        notice.dismiss()
        settle()
        assert len(line.shown) == everything, "the figures have their place again"
        assert window.minimumSizeHint().width() == least
    notice.show_refusal(_LONG)
    settle()
    assert notice._line.text() == _LONG
    for width in (700, 1800):
        window.resize(width, 500)
        settle()
        assert (notice._line.text() == _LONG) is (width > 1000), "a window made larger shows more of it"
    notice.show_refusal(_LONG[:20])
    settle()
    before = bar.width()
    notice.show_refusal(_LONG * 4)
    settle()
    assert bar.width() < before
    assert (True, True) in met
    assert (True, False) in met, "figures gave way"
