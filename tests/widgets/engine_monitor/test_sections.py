"""The engine's figures as rows: their texts, units and highlights."""

from __future__ import annotations

import pytest
import pytest_asyncio

from core.engine.pending_task import PendingStage
from core.engine.report import ComponentReport, EngineReport, StreamReport
from core.engine.settings import EngineSettings
from core.model.link_status import ConnectionState
from core.model.subscription import Scope, StreamKey, StreamType
from desk_in_hand import Desk
from engine_figures import with_connections, with_frames, with_scope
from looks import LOOK
from widgets.engine_monitor import sections
from widgets.engine_monitor.pipeline import lanes
from widgets.look.fonts import FontRole
from widgets.paint.cells import CellText
from widgets.paint.text_table import Row, TextColumn, Tone


@pytest_asyncio.fixture
async def at_rest(desk: Desk) -> EngineReport:
    """The report of an engine that has nothing to do yet."""
    return desk.engine.report()


def texts(rows: list[Row]) -> dict[str, list[str]]:
    """First cell of each row -> the others."""
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in rows}


def tones(rows: list[Row], label: str) -> list[Tone]:
    (found,) = [row for row in rows if row.cells[0].text == label]
    return [cell.tone for cell in found.cells[1:]]


def clipped(rows: list[Row], index: int, column: TextColumn) -> list[str]:
    """The texts that do not fit into a column."""
    text = CellText(LOOK, FontRole.SMALL)
    return [row.cells[index].text for row in rows if text.width(row.cells[index].text) > text.width(column.sample)]


class TestLinks:
    async def test_a_link_at_rest_knows_nothing_yet(self, at_rest):
        assert texts(sections.link_rows(at_rest.connections)) == {
            "상태": ["연결 없음", "연결 없음"],
            "에포크": ["0", "0"],
            "메시지": ["0", "0"],
            "받은 양": ["0 B", "0 B"],
            "최근 프레임": ["–", "–"],
            "왕복 시간": ["–", "–"],
            "시계 차이": ["–", "–"],
            "재연결": ["0", "0"],
            "다음 시도": ["–", "–"],
        }

    @pytest.mark.parametrize(
        ("ahead_ms", "text", "tone"),
        [
            (None, "–", Tone.PLAIN),
            (-40.0, "0.0초", Tone.PLAIN),
            (2_000.0, "+2.0초", Tone.PLAIN),
            (2_100.0, "+2.1초", Tone.WARN),
            (-3_600_000.0, "-3,600.0초", Tone.WARN),
        ],
    )
    async def test_a_clock_that_is_off_stands_out(self, at_rest, ahead_ms, text, tone):
        rows = sections.link_rows(with_scope(at_rest, link={"clock_ahead_ms": ahead_ms}).connections)
        (row,) = (row for row in rows if row.cells[0].text == "시계 차이")
        assert (row.cells[1].text, row.cells[1].tone) == (text, tone)

    async def test_each_figure_has_its_unit_and_each_link_its_column(self, at_rest):
        public = {
            "state": ConnectionState.LIVE, "epoch": 3, "messages": 12_345, "bytes": 3 << 20, "last_frame_age": 4.2,
            "round_trip_ms": 12.34, "reconnects": 2,
        }  # fmt: skip
        shown = texts(sections.link_rows(with_scope(at_rest, link=public).connections))
        assert [values[0] for values in shown.values()] == [
            "연결됨", "3", "12,345", "3.0 MB", "4초", "12.3 ms", "–", "2", "–",
        ]  # fmt: skip
        assert shown["상태"][1] == "연결 없음"

    async def test_only_a_link_that_waits_to_dial_has_a_next_attempt(self, at_rest):
        waiting = {"state": ConnectionState.RECONNECTING, "attempt": 2, "next_in": 2.4}
        report = with_scope(at_rest, link=waiting)
        report = with_scope(report, Scope.PRIVATE, link={**waiting, "state": ConnectionState.CONNECTING})
        shown = texts(sections.link_rows(report.connections))
        assert shown["다음 시도"] == ["2번째 3초", "–"]

    @pytest.mark.parametrize(
        ("state", "words", "tone"),
        [
            (ConnectionState.IDLE, "연결 없음", Tone.FAINT),
            (ConnectionState.CONNECTING, "연결 중", Tone.WARN),
            (ConnectionState.LIVE, "연결됨", Tone.GOOD),
            (ConnectionState.STALE, "응답 지연", Tone.WARN),
            (ConnectionState.RECONNECTING, "재연결 대기", Tone.WARN),
            (ConnectionState.STOPPED, "중지됨", Tone.BAD),
        ],
    )
    async def test_each_state_has_its_words_and_colour(self, at_rest, state, words, tone):
        rows = sections.link_rows(with_scope(at_rest, Scope.PRIVATE, link={"state": state}).connections)
        assert rows[0].cells[2] == (words, tone)

    async def test_why_a_link_is_down_is_there_for_the_pointer(self, at_rest):
        report = with_scope(at_rest, link={"reason": "서버가 닫음"})
        report = with_scope(report, Scope.PRIVATE, link={"reason": "키가 틀림"})
        rows = sections.link_rows(report.connections)
        assert rows[0].tip == "서버가 닫음\n키가 틀림"

    @pytest.mark.parametrize("state", list(ConnectionState))
    async def test_every_value_has_room_in_its_column(self, at_rest, state):
        figures = {"state": state, "attempt": 999, "next_in": 30.0, "messages": 9_999_999, "bytes": (1 << 30) - 1}
        rows = sections.link_rows(with_scope(at_rest, link=figures).connections)
        assert not clipped(rows, 1, sections.link_columns()[1])


class TestTroubles:
    async def test_nothing_is_shown_without_an_error(self, at_rest):
        fine = ComponentReport("chart:KRW-BTC:1m#3", 2, delivered=900, coalesced=40, lost=0, errors=0)
        assert sections.troubles(at_rest.connections, [fine]) == ""

    async def test_each_kind_of_frame_that_failed_is_counted(self, at_rest):
        metrics = with_frames(at_rest, not_json=1, older=1_234).connections
        assert sections.troubles(metrics, []) == "더 오래됨 1,234 · JSON 아님 1"

    async def test_answers_the_engine_requested_are_not_counted_as_errors(self, at_rest):
        metrics = with_frames(at_rest, status=7, list_reply=19, error=1).connections
        assert sections.troubles(metrics, []) == "거래소 오류 1"

    @pytest.mark.parametrize(
        ("figures", "counts"),
        [
            ({"lost": 1_000, "errors": 0}, "유실 1,000 오류 0 지연 0"),
            ({"lost": 0, "errors": 2}, "유실 0 오류 2 지연 0"),
            ({"lost": 0, "errors": 0, "slow": 3}, "유실 0 오류 0 지연 3"),
        ],
    )
    async def test_a_panel_that_lost_failed_or_dawdled_is_named(self, at_rest, figures, counts):
        report = ComponentReport("trades:KRW-BTC:#4", 1, delivered=9, coalesced=0, **figures)
        assert sections.troubles(at_rest.connections, [report]) == f"trades:KRW-BTC:#4 {counts}"


class TestGates:
    async def test_a_gate_shows_what_is_used_of_what_is_allowed(self, at_rest):
        used = {"slots_used_second": 3, "slots_used_minute": 40, "messages": 1_200}
        connect = at_rest.connections.connect_gate._replace(slots_used_second=1, slots_used_minute=2)
        report = with_connections(with_scope(at_rest, gate=used), connect_gate=connect)
        shown = texts(sections.gate_rows(report.connections))
        assert shown["메시지"] == ["1,200", "0", "0"]
        assert shown["슬롯 / 초"] == ["3/5", "0/5", "1/5"]
        assert shown["슬롯 / 분"] == ["40/100", "0/100", "2"], "connects are limited by the second only"

    async def test_the_next_slot_is_now_or_in_so_many_seconds(self, at_rest):
        shown = texts(sections.gate_rows(with_scope(at_rest, gate={"next_slot_in": 0.34}).connections))
        assert shown["다음 슬롯"] == ["0.3초", "지금", "지금"]

    async def test_what_was_waited_is_counted_and_timed(self, at_rest):
        shown = texts(
            sections.gate_rows(with_scope(at_rest, Scope.PRIVATE, gate={"waits": 7, "wait_seconds": 1.44}).connections)
        )
        assert (shown["대기 횟수"], shown["대기 시간"]) == (["0", "7", "0"], ["0.0초", "1.4초", "0.0초"])

    async def test_a_gate_the_exchange_has_shut_stands_out_until_it_opens(self, at_rest):
        report = with_scope(at_rest, gate={"throttled_for": 3.2})
        report = with_scope(report, Scope.PRIVATE, gate={"throttled_for": 0.0})
        rows = sections.gate_rows(report.connections)
        assert texts(rows)["제한"] == ["4초", "–", "–"]
        assert tones(rows, "제한") == [Tone.WARN, Tone.DIM, Tone.DIM]

    async def test_every_value_has_room_in_its_column(self, at_rest):
        figures = {"slots_used_minute": 100, "waits": 99_999, "wait_seconds": 3_599.9, "throttled_for": 300.0}
        rows = sections.gate_rows(with_scope(at_rest, gate=figures).connections)
        assert not clipped(rows, 1, sections.gate_columns()[1])


class TestPendingTask:
    async def test_the_figures_say_how_much_was_spared(self, at_rest):
        spared = {"pending_task_created": 40, "pending_task_skipped": 164}
        carried = {"changes": 12_345, "changes_carried": 504, "total_messages": 100}
        pending = with_scope(at_rest, pending={**spared, **carried}).connections.pending
        figures = {name: values[0] for name, values in texts(sections.task_rows(pending)).items()}
        assert figures == {
            "changes": "12,345",
            "duplicate_requests_prevented": "0",
            "pending_task_created": "40",
            "pending_task_skipped": "164",
            "batch_efficiency": "80%",
            "avg_batch_size": "5.0",
        }

    async def test_what_has_not_happened_is_dim(self, at_rest):
        connections = with_scope(at_rest, pending={"total_messages": 1}).connections
        rows = sections.request_rows(connections.pending, connections.settings)
        assert tones(rows, "total_messages")[0] is Tone.PLAIN
        assert tones(rows, "resubscriptions")[0] is Tone.DIM

    async def test_settings_are_in_seconds(self, at_rest):
        shown = texts(sections.request_rows(at_rest.connections.pending, EngineSettings(0.1, 15.0, 30.0, 1.5)))
        assert (shown["debounce_delay"][0], shown["max_wait"][0]) == ("0.1초", "15초")

    async def test_the_tool_tip_gives_the_meaning_in_full(self, at_rest):
        assert sections.task_rows(at_rest.connections.pending)[3].tip == "pending_task_skipped: 있던 작업에 합류한 변경"

    @pytest.mark.parametrize(
        ("stage", "words"),
        [
            (PendingStage.NONE, "대기 없음"),
            (PendingStage.DEBOUNCING, "변경 모으는 중"),
            (PendingStage.WAITING_FOR_LINK, "연결 기다림"),
            (PendingStage.WAITING_FOR_GATE, "슬롯 기다림"),
            (PendingStage.SENDING, "보내는 중"),
        ],
    )
    async def test_each_scope_says_what_its_task_is_at(self, at_rest, stage, words):
        metrics = with_scope(at_rest, Scope.PRIVATE, stage=stage).connections
        assert sections.task_states(metrics) == f"시세 대기 없음 · 계정 {words}"

    async def test_every_name_has_room_in_its_column(self, at_rest):
        rows = [
            *sections.task_rows(at_rest.connections.pending),
            *sections.request_rows(at_rest.connections.pending, at_rest.connections.settings),
        ]
        assert not clipped(rows, 0, sections.task_columns()[0])


async def test_the_totals_stand_in_one_line(at_rest):
    report = with_scope(at_rest, subscriptions={"streams": 200, "revision": 4, "changes": 10})
    report = with_scope(report, Scope.PRIVATE, subscriptions={"streams": 50, "revision": 3, "changes": 2})
    idle = ComponentReport("engine", 0, delivered=0, coalesced=0, lost=0, errors=0)
    streams = [
        StreamReport(StreamKey(kind, code, 0), 0, names, True, True, True, False, 1.0, 1)
        for kind, names in ((StreamType.TRADE, ("a", "b")), (StreamType.TICKER, ("b",)), (StreamType.MY_ASSET, ("c",)))
        for code in ("KRW-BTC", "KRW-ETH")
    ]
    report = report._replace(components=[idle], streams=streams)
    assert sections.subscription_totals(report) == "구독자 3 · 스트림 250 · 개정 7 · 변경 12"
    of_scopes = [next(iter(lane)).holds for lane in lanes(report)]
    assert of_scopes == ["2", "1"], "the same subscribers are counted in the picture"


async def test_each_row_has_a_text_for_each_column(at_rest):
    for columns, rows in (
        (sections.link_columns(), sections.link_rows(at_rest.connections)),
        (sections.gate_columns(), sections.gate_rows(at_rest.connections)),
        (sections.task_columns(), sections.task_rows(at_rest.connections.pending)),
        (sections.task_columns(), sections.request_rows(at_rest.connections.pending, at_rest.connections.settings)),
    ):
        assert {len(row.cells) for row in rows} == {len(columns)}
