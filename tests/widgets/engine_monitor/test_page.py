"""The four sections: their content, their repaints and their positions."""

from __future__ import annotations

import pytest
import pytest_asyncio
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea

from core.engine.pending_task import PendingStage
from core.engine.report import ComponentReport, EngineReport, StreamReport
from core.model.subscription import Scope, StreamKey, StreamType, subscribe
from desk_in_hand import Desk
from engine_figures import with_scope
from looks import DARK, LOOK
from places import place
from widgets.engine_monitor.page import EnginePage, Section
from widgets.engine_monitor.streams import FOLDED_FROM
from widgets.paint.text_table import ROW


class Painted(QObject):
    """Records the height of the area that a widget must paint."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.heights.append(event.rect().height())
        return False


FINE = ComponentReport("trades:KRW-BTC:#4", 1, delivered=9, coalesced=0, lost=0, errors=0)


@pytest_asyncio.fixture
async def at_rest(desk: Desk) -> EngineReport:
    """The report of an engine that has nothing to do yet."""
    return desk.engine.report()


@pytest.fixture
def area(application: QApplication) -> QScrollArea:
    """What the page stands in, high enough for all of it."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidget(EnginePage(LOOK))
    made.resize(1000, 900)
    made.show()
    return made


@pytest.fixture
def page(area: QScrollArea) -> EnginePage:
    return area.widget()


def settle(application: QApplication) -> None:
    """Let a change of size pass through every layout, and paint."""
    for _ in range(4):
        application.processEvents()


def sections(page: EnginePage) -> dict[str, Section]:
    return {
        "streams": page.subscription_section,
        "links": page.link_section,
        "gates": page.gate_section,
        "tasks": page.task_section,
    }


def many_streams(count: int = FOLDED_FROM) -> list[StreamReport]:
    return [
        StreamReport(
            StreamKey(StreamType.TICKER, f"KRW-{n}", 0), 0, ("watchlist::#1",), True, True, True, False, 1.0, 1
        )
        for n in range(count)
    ]


async def test_everything_the_engine_tells_is_read_and_nothing_is_sent(desk):
    desk.engine.attach("trades:KRW-BTC:#1", [subscribe(StreamType.TRADE, "KRW-BTC")])
    await desk.requested()
    sent = list(desk.sockets[-1].heard)
    report = desk.engine.report()
    assert [stream.key.code for stream in report.streams] == ["KRW-BTC"]
    assert [component.component_id for component in report.components] == ["trades:KRW-BTC:#1"]
    assert report.connections.pending.total_messages == 1
    assert report.connections.scopes[Scope.PUBLIC].gate.messages == 1
    assert desk.sockets[-1].heard == sent


async def test_every_section_has_a_title_and_shows_its_part(at_rest, page):
    page.show_report(at_rest._replace(streams=many_streams(2)))
    titles = [section.findChildren(QLabel)[0].text() for section in sections(page).values()]
    assert titles == [
        "구독 상태 · subscription state",
        "연결 상태 · connection state",
        "요청 제한 · Rate Limiter",
        "대기 작업 · Pending Task",
    ]
    shown = (page.streams, page.links, page.gates, page.tasks, page.requests)
    firsts = ["현재가 KRW-0", "상태", "메시지", "changes", "total_messages"]
    assert [table.rows[0].cells[0].text for table in shown] == firsts


async def test_totals_and_the_state_of_the_task_stand_beside_the_titles(at_rest, page):
    report = with_scope(at_rest, subscriptions={"streams": 9}, stage=PendingStage.DEBOUNCING)
    page.show_report(report._replace(components=[FINE, FINE], streams=many_streams(2)))
    assert page.subscription_section.note == "구독자 1 · 스트림 9 · 개정 0 · 변경 0"
    assert page.task_section.note == "시세 변경 모으는 중 · 계정 대기 없음"


async def test_trouble_has_a_line_of_its_own_for_as_long_as_there_is_any(at_rest, page):
    lost = ComponentReport("trades:KRW-BTC:#4", 1, delivered=9, coalesced=0, lost=2, errors=0)
    seen = []
    for components in ([], [lost], []):
        page.show_report(at_rest._replace(components=components))
        seen.append(page._troubles.text() if page._troubles.isVisible() else None)
    assert seen == [None, "trades:KRW-BTC:#4 유실 2 오류 0 지연 0", None]


def test_one_other_figure_is_one_row_painted(application, at_rest, page):
    page.show_report(at_rest)
    settle(application)
    tables = (page.streams, page.links, page.gates, page.tasks, page.requests)
    painted = {table: Painted(table) for table in tables}
    page.show_report(at_rest)
    settle(application)
    assert not any(each.heights for each in painted.values())
    page.show_report(with_scope(at_rest, gate={"waits": 1}))
    settle(application)
    assert {table: each.heights for table, each in painted.items() if each.heights} == {page.gates: [ROW]}


async def test_a_click_opens_a_folded_row_and_another_closes_it(at_rest, page):
    reading = at_rest._replace(streams=many_streams())
    page.unfolded.connect(lambda: page.show_report(reading))
    page.show_report(reading)
    counts = [len(page.streams.rows)]
    for _ in range(2):
        page.streams.clicked.emit(page.streams.rows[0].name)
        counts.append(len(page.streams.rows))
    assert counts == [1, FOLDED_FROM + 1, 1]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (780, [["streams", "links", "gates"], ["tasks"]]),
        (779, [["streams"], ["links", "gates"], ["tasks"]]),
        (520, [["streams"], ["links", "gates"], ["tasks"]]),
        (519, [["streams"], ["links"], ["gates"], ["tasks"]]),
    ],
)
def test_sections_stand_side_by_side_where_there_is_room(application, at_rest, area, page, width, lines):
    page.show_report(at_rest)
    area.resize(width, 900)
    settle(application)
    places: dict[int, list[tuple[int, str]]] = {}
    for name, section in sections(page).items():
        places.setdefault(section.y(), []).append((section.x(), name))
    assert [[name for _, name in sorted(places[y])] for y in sorted(places)] == lines


@pytest.mark.parametrize(("width", "is_beside"), [(700, True), (699, False)])
def test_the_halves_of_the_last_section_stand_side_by_side_where_there_is_room(
    application, at_rest, area, page, width, is_beside
):
    page.show_report(at_rest)
    area.resize(width, 900)
    settle(application)
    assert (page.tasks.y() == page.requests.y()) is is_beside
    assert (page.tasks.x() == page.requests.x()) is not is_beside


def test_every_part_keeps_its_distance(application, area, page):
    """4 pixels at both edges, 14 between columns, 4 between rows; a title is aligned with its table."""
    settle(application)
    titles = [section.findChildren(QLabel)[0] for section in sections(page).values()]
    notes = [section.findChildren(QLabel)[1] for section in sections(page).values()]
    wide = [place(section, page) for section in sections(page).values()]
    streams, links, gates, tasks = wide
    assert (streams[0], streams[1], tasks[0]) == (4, 0, 4)
    assert links[0] - (streams[0] + streams[2]) == gates[0] - (links[0] + links[2]) == 14
    assert gates[0] + gates[2] == tasks[0] + tasks[2] == page.width() - 4
    assert tasks[1] - (streams[1] + streams[3]) == 4
    assert streams[2] > links[2] + gates[2], "what is left over is the streams'"
    for title, note, (left, top, width, _) in zip(titles, notes, wide, strict=True):
        assert place(title, page)[:2] == (left + 5, top + 6)
        ends_at = place(note, page)[0] + note.width()
        assert ends_at == left + width - 5
        assert 0 <= place(note, page)[0] - place(title, page)[0] - title.width() <= 10, "the note takes what is left"
        assert note.alignment() == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        assert note.wordWrap()
    tables = [place(table, page) for table in (page.streams, page.links, page.gates)]
    below = titles[0].height() + 6 + 1
    assert [(left, top - below, width) for left, top, width, _ in tables] == [(x, y, w) for x, y, w, _ in wide[:3]]
    one, other = place(page.tasks, page), place(page.requests, page)
    assert (one[0], other[0] - (one[0] + one[2]), one[2]) == (4, 14, other[2])
    area.resize(519, 900)
    settle(application)
    one, other = place(page.tasks, page), place(page.requests, page)
    assert one[1] + one[3] == other[1], "one table goes on in the other"
    assert [place(section, page)[2] for section in sections(page).values()] == [511] * 4


def test_sections_keep_to_the_top_however_high_the_page_is(application, at_rest, area, page):
    page.show_report(at_rest)
    heights = set()
    for height in (900, 1_400):
        area.resize(1000, height)
        settle(application)
        heights.add(tuple(section.height() for section in sections(page).values()))
    assert len(heights) == 1
    page.streams.show_rows(())
    settle(application)
    assert page.streams.height() == page.streams.sizeHint().height() < page.links.height()


def test_of_two_columns_both_take_what_is_left_over(application, at_rest, area, page):
    page.show_report(at_rest)
    grown = []
    for width in (560, 760):
        area.resize(width, 900)
        settle(application)
        grown.append((page.link_section.width(), page.gate_section.width()))
    assert grown[1][0] - grown[0][0] == grown[1][1] - grown[0][1] == 100


async def test_the_page_is_a_panels_ground_and_a_note_dim(application, page):
    assert page.grab().toImage().pixelColor(2, 2) == DARK.panel
    page.subscription_section.show_text("말")
    assert page.subscription_section.note == "말"


def test_a_trouble_wraps_and_stands_in_from_the_edge(application, at_rest, area, page):
    lost = [ComponentReport(f"trades:KRW-{n}:#4", 1, delivered=9, coalesced=0, lost=2, errors=0) for n in range(30)]
    area.resize(519, 900)
    page.show_report(at_rest._replace(components=lost))
    settle(application)
    label = page._troubles
    assert page.width() == 519
    margins = label.contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom()) == (5, 2, 5, 0)
    assert label.height() > 3 * label.fontMetrics().height()
    table = place(page.links, page)
    assert place(label, page)[1] == table[1] + table[3]


def test_a_page_that_was_wide_fits_a_narrow_dock_again(application, at_rest, area, page):
    figures = {"streams": 1_250, "revision": 1_234_567, "changes": 1_234_567}
    report = with_scope(at_rest, subscriptions=figures, stage=PendingStage.DEBOUNCING)
    report = with_scope(report, Scope.PRIVATE, stage=PendingStage.DEBOUNCING)
    page.show_report(report._replace(streams=many_streams(3), components=[FINE] * 12))
    for width in (1000, 780, 520, 300):
        area.resize(width, 900)
        settle(application)
        areas = [section.geometry() for section in sections(page).values()]
        assert page.width() == width
        assert all(section.left() >= 0 and section.right() < width for section in areas)
        assert not any(one.intersects(other) for one in areas for other in areas if one is not other)


async def test_all_sections_are_one_table(at_rest: EngineReport):
    page = EnginePage(LOOK)
    page.show_report(at_rest)
    table = page.as_table()
    sections = [row.texts[0] for row in table.rows]
    assert len(dict.fromkeys(sections)) == 3  # no stream yet
    assert len({row.key for row in table.rows}) == len(table.rows)
    shown = sum(len(each.rows) for each in (page.streams, page.links, page.gates, page.tasks, page.requests))
    assert len(table.rows) == shown
    assert all(what for _, what, _ in (row.texts for row in table.rows))
