from __future__ import annotations

from widgets.summary_bar import Figure, SummaryBar


class Counted(SummaryBar):
    painted = 0

    def paintEvent(self, event):
        self.painted += 1
        super().paintEvent(event)


def test_it_is_painted_when_a_figure_differs_and_not_otherwise(application):
    bar = Counted()
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
    bar = SummaryBar()
    bar.resize(90, 44)
    bar.show_figures([Figure("총액", "1,000,000"), Figure("손익", "2,000,000")])
    first = bar.grab().toImage()
    bar.show_figures([Figure("총액", "1,000,000"), Figure("손익", "9,999,999")])
    assert bar.grab().toImage() == first
