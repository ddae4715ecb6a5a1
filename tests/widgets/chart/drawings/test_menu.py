from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint

from core.market.drawings.drawing import WIDTHS, Dash, Kind, Tint
from drawn_chart import DrawnChart
from widgets.chart.drawings.menu import chart_entries, drawing_entries, price_entries
from widgets.panel.menu_entry import MenuEntry


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart()
    yield made
    made.close()


def titled(entries: Sequence[MenuEntry], *titles: str) -> MenuEntry:
    """The entry of that title; further titles lead into its submenus."""
    found = next(entry for entry in entries if entry.title.split("\t")[0] == titles[0])
    return titled(found.entries, *titles[1:]) if titles[1:] else found


def test_without_a_selection_there_is_nothing_to_do_to_it(chart):
    chart.draw(Kind.RAY)
    chart.drawings.select(None)
    assert drawing_entries(chart.drawings) == []


@pytest.mark.parametrize("kind", Kind)
def test_everything_can_be_done_to_the_selected_one(chart, kind):
    chart.draw(kind)

    def run(*titles: str) -> None:
        titled(drawing_entries(chart.drawings), *titles).run()

    shape = drawing_entries(chart.drawings)[1 if kind is Kind.TEXT else 0].title
    colors, widths, dashes = (each.entries for each in titled(drawing_entries(chart.drawings), shape).entries)
    for tint, entry in zip(Tint, colors, strict=True):
        entry.run()
        assert chart.list[0].style.color == tint
    assert len(widths) == len(WIDTHS)
    assert len(dashes) == len(Dash)
    run(shape, "굵기", "3픽셀")
    run(shape, "선 종류", "점선")
    assert chart.list[0].style.width == 3
    assert chart.list[0].style.dash is Dash.DOTTED
    checked = [
        entry.title for entry in titled(drawing_entries(chart.drawings), shape, "굵기").entries if entry.is_checked
    ]
    assert checked == ["3픽셀"]
    run("잠그기")
    assert chart.list[0].is_locked
    run("잠그기")
    run("복제")
    assert chart.kinds == [kind, kind]
    chart.drawings.select(1)
    run("맨 앞으로")
    assert [each.id for each in chart.list] == [2, 1]
    run("숨기기")
    assert [each.is_hidden for each in chart.list] == [False, True]
    chart.drawings.select(2)
    run("지우기")
    assert [each.id for each in chart.list] == [1]


def test_the_words_of_a_text_can_be_changed(chart):
    chart.draw(Kind.TEXT)
    titled(drawing_entries(chart.drawings), "글 고치기").run()
    assert not chart.tools.field.isHidden()


def test_tools_magnet_undo_and_what_concerns_all(chart):
    def entries() -> Sequence[MenuEntry]:
        return chart_entries(chart.drawings)

    titled(entries(), "자석").run()
    assert chart.drawings.has_magnet
    titled(entries(), "추세선").run()
    assert chart.drawings.tool is Kind.TREND
    assert titled(entries(), "추세선").is_checked
    titles = [entry.title for entry in entries()]
    assert not any("모두" in title or "되돌리기" in title for title in titles)
    chart.draw(Kind.TREND)
    titled(entries(), "모두 숨기기").run()
    titled(entries(), "모두 보이기").run()
    titled(entries(), "모두 잠그기").run()
    titled(entries(), "모두 잠금 풀기").run()
    titled(entries(), "모두 지우기").run()
    assert chart.list == ()
    titled(entries(), "되돌리기").run()
    assert chart.kinds == [Kind.TREND]
    titled(entries(), "다시 하기").run()
    assert chart.list == ()


def test_at_a_price_there_is_a_level_line_and_beside_the_prices_nothing(chart):
    at = QPoint(300, 200)
    (entry,) = price_entries(chart.drawings, at)
    assert entry.title == f"{chart.view.prices.text_at(200)}에 수평선"
    entry.run()
    assert chart.kinds == [Kind.HORIZONTAL]
    beside = QPoint(chart.view.viewport().width() - 5, 250)
    (entry,) = price_entries(chart.drawings, beside)
    assert entry.title == f"{chart.view.prices.text_at(250)}에 수평선", "of the axis too"
    entry.run()
    assert chart.kinds == [Kind.HORIZONTAL] * 2
    assert price_entries(chart.drawings, None) == []
    assert price_entries(chart.drawings, chart.view.volumes.area.center()) == []
