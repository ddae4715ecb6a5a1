from __future__ import annotations

from itertools import pairwise

from looks import LOOK
from painted import read
from widgets.look.theme import Ink
from widgets.paint.cells import PADDING
from widgets.paint.summary_bar import Figure, SummaryBar


class Counted(SummaryBar):
    painted = 0

    def paintEvent(self, event):
        self.painted += 1
        super().paintEvent(event)


def test_it_is_painted_when_a_figure_differs_and_not_otherwise(application):
    bar = Counted(LOOK)
    bar.resize(400, 44)
    bar.show()
    bar.show_figures([Figure("총액", "1"), Figure("손익", "2")])
    application.processEvents()
    bar.painted = 0
    bar.show_figures([Figure("총액", "1"), Figure("손익", "2")])
    application.processEvents()
    assert bar.painted == 0
    bar.show_figures([Figure("총액", "1"), Figure("손익", "3")])
    application.processEvents()
    assert bar.painted == 1


def test_what_has_no_room_is_left_out_whole(application):
    bar = SummaryBar(LOOK)
    bar.resize(90, 44)
    bar.show_figures([Figure("총액", "1,000,000"), Figure("손익", "2,000,000")])
    first = bar.grab().toImage()
    bar.show_figures([Figure("총액", "1,000,000"), Figure("손익", "9,999,999")])
    assert bar.grab().toImage() == first


def test_each_figure_stands_under_its_title_in_its_colour_and_the_first_one_first(application):
    bar = SummaryBar(LOOK)
    bar.resize(400, 44)
    gain, loss = Figure("손익", "+20", Ink.RISE), Figure("비율", "-2%", Ink.FALL)
    bar.show_figures([Figure("총액", "1,000"), gain, loss])
    titles, figures = read(bar).rows()
    assert [(text.text, text.color) for text in titles] == [(t, "DIM_TEXT") for t in ("총액", "손익", "비율")]
    assert [(text.text, text.color) for text in figures] == [("1,000", "TEXT"), ("+20", "RISE"), ("-2%", "FALL")]
    assert [text.left for text in titles] == [text.left for text in figures]
    assert all(one.right + 2 * PADDING <= other.left for one, other in pairwise(figures))
    assert [text.left for text in titles] == [PADDING + place * (400 // 3) for place in range(3)]
    assert 0 < titles[0].baseline < 20 < figures[0].baseline < bar.sizeHint().height() == 44


def test_it_asks_for_a_title_and_a_figure(application):
    assert SummaryBar(LOOK).sizeHint().toTuple() == (420, 44)
