"""The path of a change to the wire: the content of each station, which are busy, and when the picture is painted."""

from __future__ import annotations

from itertools import pairwise

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

import painted
from core.engine.pending_task import PendingStage
from core.engine.report import EngineReport, StreamReport
from core.model.link_status import ConnectionState
from core.model.subscription import ALL, Scope, StreamKey, StreamType
from desk_in_hand import Desk
from engine_figures import with_scope
from looks import DARK, LOOK
from widgets.engine_monitor.pipeline import Box, Lane, PipelinePicture, lanes
from widgets.paint.text_table import Tone

PANELS, STREAMS, TASK, GATE, LINK = range(5)


class Painted(PipelinePicture):
    """A picture that counts how often it is painted."""

    times = 0

    def paintEvent(self, event):
        self.times += 1
        super().paintEvent(event)


@pytest_asyncio.fixture
async def at_rest(desk: Desk) -> EngineReport:
    """The report of an engine that has nothing to do yet."""
    return desk.engine.report()


@pytest.fixture
def picture(application: QApplication) -> Painted:
    made = Painted(LOOK)
    made.resize(600, 80)
    made.show_lanes([lane()])
    made.show()
    application.processEvents()
    made.times = 0
    return made


def stream(stream_type: StreamType, code: str, *components: str) -> StreamReport:
    return StreamReport(StreamKey(stream_type, code, 0), 0, components, True, True, True, False, 0.1, 1)


def lane(**busy: bool) -> Lane:
    return tuple(Box(name, "0", "", is_busy=busy.get(name, False)) for name in ("a", "b", "c", "d", "e"))


def busy(report: EngineReport) -> list[int]:
    """The stations of the public lane that are busy."""
    return [index for index, box in enumerate(lanes(report)[0]) if box.is_busy]


def colors(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def redness(image: QImage) -> int:
    """The red part of the reddest pixel; of frames and arrows only amber ones are red."""
    return max(image.pixelColor(x, y).red() for x in range(image.width()) for y in range(image.height()))


class TestStations:
    async def test_an_engine_at_rest_has_five_quiet_stations(self, at_rest):
        ((subscribers, streams, task, gate, link),) = lanes(at_rest)
        assert subscribers == Box("구독자", "0", "변경 0")
        assert streams == Box("스트림", "0", "중복 0")
        assert task == Box("대기 작업 · Pending Task", "대기 없음", "생성 0 · 건너뜀 0", Tone.DIM)
        assert gate == Box("요청 제한", "0/5", "전송 0")
        assert link == Box("시세 · Public", "연결 없음", "수신 0", Tone.FAINT)

    async def test_each_station_tells_its_scopes_figures_in_few_letters(self, at_rest):
        report = with_scope(
            at_rest,
            subscriptions={"streams": 1_250, "changes": 12_345, "duplicates_prevented": 8},
            pending={"pending_task_created": 40, "pending_task_skipped": 99_000, "total_messages": 41},
            gate={"slots_used_second": 3},
            link={"messages": 340_000_000},
        )
        (boxes,) = lanes(report)
        assert [(box.holds, box.passed) for box in boxes] == [
            ("0", "변경 1.2만"),
            ("1,250", "중복 8"),
            ("대기 없음", "생성 40 · 건너뜀 9.9만"),
            ("3/5", "전송 41"),
            ("연결 없음", "수신 3.4억"),
        ]

    async def test_a_panel_of_many_streams_is_one_panel_and_counts_where_its_streams_are(self, at_rest):
        streams = [
            stream(StreamType.TICKER, "KRW-BTC", "watchlist::#1", "chart:KRW-BTC:1m#2"),
            stream(StreamType.TICKER, "KRW-ETH", "watchlist::#1"),
            stream(StreamType.MY_ASSET, ALL, "assets::#3"),
        ]
        report = with_scope(at_rest._replace(streams=streams), Scope.PRIVATE, subscriptions={"streams": 1})
        public, private = lanes(report)
        assert (public[PANELS].holds, private[PANELS].holds) == ("2", "1")

    @pytest.mark.parametrize(
        ("streams", "epoch", "titles"),
        [
            (0, 0, ["시세 · Public"]),
            (1, 0, ["시세 · Public", "계정 · Private"]),
            (0, 1, ["시세 · Public", "계정 · Private"]),
        ],
    )
    async def test_the_private_lane_is_there_once_it_is_used(self, at_rest, streams, epoch, titles):
        report = with_scope(at_rest, Scope.PRIVATE, subscriptions={"streams": streams}, link={"epoch": epoch})
        assert [boxes[LINK].title for boxes in lanes(report)] == titles


class TestBusy:
    @pytest.mark.parametrize(
        ("stage", "where"),
        [
            (PendingStage.NONE, []),
            (PendingStage.DEBOUNCING, [TASK]),
            (PendingStage.WAITING_FOR_LINK, [TASK]),
            (PendingStage.WAITING_FOR_GATE, [TASK, GATE]),
            (PendingStage.SENDING, [TASK]),
        ],
    )
    async def test_a_pending_task_is_busy_and_the_gate_only_while_it_is_waited_for(self, at_rest, stage, where):
        report = with_scope(at_rest, stage=stage)
        assert busy(report) == where
        assert lanes(report)[0][TASK].tone is (Tone.WARN if where else Tone.DIM)

    @pytest.mark.parametrize("state", list(ConnectionState))
    async def test_a_link_is_busy_on_its_way_to_live(self, at_rest, state):
        report = with_scope(at_rest, link={"state": state})
        at_ease = (ConnectionState.IDLE, ConnectionState.LIVE, ConnectionState.STOPPED)
        assert busy(report) == ([] if state in at_ease else [LINK])

    async def test_a_gate_the_exchange_has_shut_stands_out(self, at_rest):
        shut = with_scope(at_rest, gate={"throttled_for": 2.0})
        assert lanes(shut)[0][GATE].tone is Tone.WARN
        again = with_scope(at_rest, gate={"throttled_for": 0.0})
        assert lanes(again)[0][GATE].tone is Tone.PLAIN


class TestPicture:
    def test_lanes_that_say_the_same_are_not_painted_again(self, application, picture):
        picture.show_lanes([lane()])
        application.processEvents()
        assert picture.times == 0
        picture.show_lanes([lane(c=True)])
        application.processEvents()
        assert picture.times == 1

    def test_the_picture_is_as_high_as_its_lanes(self, application):
        page = QWidget()
        layout = QVBoxLayout(page)
        picture = PipelinePicture(LOOK)
        layout.addWidget(picture)
        layout.addStretch(1)
        page.resize(400, 400)
        page.show()
        heights = []
        for shown in ([], [lane()], [lane(), lane()]):
            picture.show_lanes(shown)
            application.processEvents()
            heights.append(picture.height())
        assert heights == [68, 68, 130], "before anything is known there is room for one lane"

    @pytest.mark.parametrize("station", range(5))
    def test_amber_is_around_what_is_busy_and_on_the_way_on_from_there(self, picture, station):
        picture.show_lanes([lane(**{"abcde"[station]: True})])
        image = picture.grab().toImage()
        places = picture._places(6)
        frames = [image.pixelColor(place.center().x(), place.top()).red() for place in places]
        arrows = [image.copy(left.right() + 2, 6, 12, 56) for left in places[:-1]]
        assert [red > 100 for red in frames] == [index == station for index in range(5)]
        assert [redness(arrow) > 200 for arrow in arrows] == [index == station for index in range(4)]

    def test_what_a_station_holds_has_the_colour_of_its_tone(self, picture):
        quiet = picture.grab().toImage()
        picture.show_lanes([(*lane()[:-1], lane()[-1]._replace(holds="●", tone=Tone.GOOD))])
        assert DARK.good.name() in colors(picture.grab().toImage()) - colors(quiet)

    @given(width=st.integers(200, 1600))
    def test_the_stations_stand_apart_in_order_within_the_picture(self, application, width):
        picture = PipelinePicture(LOOK)
        picture.resize(width, 80)
        places = picture._places(6)
        assert places[0].left() >= 0
        assert places[-1].right() < width
        assert all(left.right() + 8 < right.left() for left, right in pairwise(places))
        assert all(place.width() > 0 for place in places)


def test_stations_stand_in_the_order_of_the_way_and_say_what_they_hold(picture):
    boxes = (
        Box("구독자", "3", "변경 9"),
        Box("스트림", "7", "중복 2"),
        Box("대기 작업 · Pending Task", "보내는 중", "생성 1", Tone.WARN, is_busy=True),
        Box("요청 제한", "4/5", "전송 8"),
        Box("시세 · Public", "연결됨", "수신 6", Tone.GOOD),
    )
    picture.show_lanes([boxes])
    seen = painted.read(picture)
    titles, holds, passed = seen.rows()
    for row, part in ((titles, "title"), (holds, "holds"), (passed, "passed")):
        assert [text.text for text in row] == [getattr(box, part) for box in boxes]
    assert [text.color for text in holds] == ["TEXT", "TEXT", "WARNING", "TEXT", "GOOD"]
    assert {text.color for text in (*titles, *passed)} == {"DIM_TEXT"}
    assert [frame.color for frame in seen.outlines] == ["BORDER", "BORDER", "WARNING", "BORDER", "BORDER"]
    for frame, *texts in zip(seen.outlines, titles, holds, passed, strict=True):
        assert all(frame.left <= text.left and text.right <= frame.right for text in texts)
        assert all(frame.top < text.baseline < frame.bottom for text in texts)
    assert [shape.color for shape in seen.shapes] == ["FAINT_TEXT", "FAINT_TEXT", "WARNING", "FAINT_TEXT"]
    for shape, (one, other) in zip(seen.shapes, pairwise(seen.outlines), strict=True):
        tip, *tail = shape.points
        assert one.right <= min(x for x, _ in tail) < tip[0] <= other.left, "it points along the way"


def test_lanes_stand_one_above_the_other_and_none_over_another(picture):
    picture.show_lanes([lane(), lane()])
    picture.resize(600, picture.sizeHint().height())
    frames = painted.read(picture).outlines
    upper, lower = frames[: len(frames) // 2], frames[len(frames) // 2 :]
    assert [box.left for box in upper] == [box.left for box in lower]
    assert 0 < upper[0].top < upper[0].bottom < lower[0].top < lower[0].bottom < picture.height()
