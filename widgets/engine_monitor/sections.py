"""Rows of the engine's report: links, rate limiter, pending task.

Names from the seed documents are kept; their meaning is shown beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from core.engine.decide.metrics import PendingFigures
from core.engine.pending_task import PendingStage
from core.engine.report import ComponentReport, ConnectionsReport, EngineReport, LinkReport
from core.engine.settings import EngineSettings
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from widgets.engine_monitor import units
from widgets.engine_monitor.names import component_names, short_scope_name, trouble_name
from widgets.paint.text_table import Cell, Row, TextColumn, Tone
from widgets.text.language import translate, wording

REQUESTS_A_SECOND: Final = 5
REQUESTS_A_MINUTE: Final = 100
"""Upbit's limit per connection (rate limit page, October 2026); for connects the first limit."""

CLOCKS_APART_MS: Final = 2_000.0
"""Difference between the exchange's clock and the user's clock from which it is shown as a warning."""

LINK_TONES: Final = {
    ConnectionState.IDLE: Tone.FAINT,
    ConnectionState.CONNECTING: Tone.WARN,
    ConnectionState.LIVE: Tone.GOOD,
    ConnectionState.STALE: Tone.WARN,
    ConnectionState.RECONNECTING: Tone.WARN,
    ConnectionState.STOPPED: Tone.BAD,
}


def link_state(link: LinkReport) -> tuple[str, Tone]:
    """Return the text and tone of a link's state."""
    if link.state is ConnectionState.LIVE and link.is_connection_silent:
        return translate("EngineMonitor", "데이터 멈춤"), Tone.WARN
    if link.state is ConnectionState.LIVE and link.is_losing_messages:
        return translate("EngineMonitor", "데이터 누락"), Tone.WARN
    return _link_words(link.state), LINK_TONES[link.state]


def _link_words(state: ConnectionState) -> str:
    return {
        ConnectionState.IDLE: translate("EngineMonitor", "연결 없음"),
        ConnectionState.CONNECTING: translate("EngineMonitor", "연결 중"),
        ConnectionState.LIVE: translate("EngineMonitor", "연결됨"),
        ConnectionState.STALE: translate("EngineMonitor", "응답 지연"),
        ConnectionState.RECONNECTING: translate("EngineMonitor", "재연결 대기"),
        ConnectionState.STOPPED: translate("EngineMonitor", "중지됨"),
    }[state]


def stage_name(stage: PendingStage) -> str:
    """Return the text of a pending task's stage."""
    return {
        PendingStage.NONE: translate("EngineMonitor", "대기 없음"),
        PendingStage.DEBOUNCING: translate("EngineMonitor", "변경 모으는 중"),
        PendingStage.WAITING_FOR_LINK: translate("EngineMonitor", "연결 기다림"),
        PendingStage.WAITING_FOR_GATE: translate("EngineMonitor", "슬롯 기다림"),
        PendingStage.SENDING: translate("EngineMonitor", "보내는 중"),
    }[stage]


_IN_ORDER: Final = frozenset({"status", "list_reply"})
"""Frames that are counted although they are no errors: replies to the engine's own requests."""


def subscription_totals(report: EngineReport) -> str:
    """Return the totals of the subscriptions in one line.

    Who subscribes is no panel always: a compared market and the alerts do, and a panel without quotes does not. Who has
    no stream at present is not counted: neither is it in the picture of the lanes.
    """
    figures = [scope.subscriptions for scope in report.connections.scopes.values()]
    together = {stream.components for stream in report.streams}  # few, of hundreds of streams
    return translate(
        "EngineMonitor", "구독자 {components} · 스트림 {streams} · 개정 {revision} · 변경 {changes}"
    ).format(
        components=len({component for components in together for component in components}),
        streams=sum(each.streams for each in figures),
        revision=sum(each.revision for each in figures),
        changes=sum(each.changes for each in figures),
    )


def troubles(
    connections: ConnectionsReport, components: Iterable[ComponentReport], titles: Mapping[str, str] | None = None
) -> str:
    """Return all errors of frames and mailboxes in one line; empty without errors."""
    frames = connections.frames.items()
    parts = [f"{trouble_name(name)} {count:,}" for name, count in frames if count and name not in _IN_ORDER]
    for component in components:
        if component.lost or component.errors or component.slow:
            what = translate("EngineMonitor", "{name} 유실 {lost:,} 오류 {errors:,} 지연 {slow:,}")
            (name,) = component_names((component.component_id,), titles or {})
            counts = {"lost": component.lost, "errors": component.errors, "slow": component.slow}
            parts.append(what.format(name=name, **counts))
    return " · ".join(parts)


def link_columns() -> tuple[TextColumn, ...]:
    """Return the columns of `link_rows`."""
    return (
        _label_column(translate("EngineMonitor", "최근 프레임")),
        *(_value_column(short_scope_name(scope)) for scope in Scope),
    )


def link_rows(connections: ConnectionsReport) -> list[Row]:
    """Return one row per quantity, with one column per link."""
    links = [connections.scopes[scope].link for scope in Scope]
    state = Row(
        (
            _label(translate("EngineMonitor", "상태")),
            *(Cell(*link_state(link)) for link in links),
        ),
        tip="\n".join(wording(link.reason) for link in links if link.reason),
    )
    return [
        state,
        _row(translate("EngineMonitor", "에포크"), (f"{link.epoch:,}" for link in links)),
        _row(translate("EngineMonitor", "메시지"), (f"{link.messages:,}" for link in links)),
        _row(translate("EngineMonitor", "받은 양"), (units.amount(link.bytes) for link in links)),
        _row(translate("EngineMonitor", "최근 프레임"), (units.age(link.last_frame_age) for link in links)),
        _row(translate("EngineMonitor", "왕복 시간"), (units.milliseconds(link.round_trip_ms) for link in links)),
        _clock_row(links),
        _row(translate("EngineMonitor", "재연결"), (f"{link.reconnects:,}" for link in links)),
        _row(translate("EngineMonitor", "다음 시도"), map(_next_dial, links)),
    ]


def gate_columns() -> tuple[TextColumn, ...]:
    """Return the columns of `gate_rows`."""
    connect = translate("EngineMonitor", "연결")
    names = (*map(short_scope_name, Scope), connect)
    return (
        _label_column(translate("EngineMonitor", "대기 횟수")),
        *(TextColumn(name, units.duration(9999.9), is_right=True) for name in names),
    )


def gate_rows(connections: ConnectionsReport) -> list[Row]:
    """Return one row per quantity, with one column per gate."""
    gates = [*(connections.scopes[scope].gate for scope in Scope), connections.connect_gate]
    minutes = [f"{gate.slots_used_minute}/{REQUESTS_A_MINUTE}" for gate in gates[:-1]]
    throttled = [gate.throttled_for for gate in gates]
    return [
        _row(translate("EngineMonitor", "메시지"), (f"{gate.messages:,}" for gate in gates)),
        _row(
            translate("EngineMonitor", "슬롯 / 초"),
            (f"{gate.slots_used_second}/{REQUESTS_A_SECOND}" for gate in gates),
        ),
        _row(translate("EngineMonitor", "슬롯 / 분"), (*minutes, f"{gates[-1].slots_used_minute}")),
        _row(translate("EngineMonitor", "다음 슬롯"), (_next_slot(gate.next_slot_in) for gate in gates)),
        _row(translate("EngineMonitor", "대기 횟수"), (f"{gate.waits:,}" for gate in gates)),
        _row(translate("EngineMonitor", "대기 시간"), (units.duration(gate.wait_seconds) for gate in gates)),
        Row(
            (
                _label(translate("EngineMonitor", "제한")),
                *(Cell(units.countdown(left or 0.0), Tone.WARN if left else Tone.DIM) for left in throttled),
            )
        ),
    ]


def task_columns() -> tuple[TextColumn, ...]:
    """Return the columns of `task_rows` and `request_rows`: the seeds' name, the figure, its meaning."""
    return (
        TextColumn("", "duplicate_requests_prevented"),
        TextColumn("", "9,999,999", is_right=True),
        TextColumn("", translate("EngineMonitor", "구독 변경 (등록·교체·해제)"), is_elastic=True),
    )


def task_states(connections: ConnectionsReport) -> str:
    """Return the stage of each scope's pending task in one line."""
    return " · ".join(f"{short_scope_name(scope)} {stage_name(connections.scopes[scope].stage)}" for scope in Scope)


def task_rows(pending: PendingFigures) -> list[Row]:
    """Return the rows about the changes."""
    return [
        _metric(pending, "changes", translate("EngineMonitor", "구독 변경 (등록·교체·해제)")),
        _metric(pending, "duplicate_requests_prevented", translate("EngineMonitor", "보낼 것이 없던 변경")),
        _metric(pending, "pending_task_created", translate("EngineMonitor", "새 작업을 만든 변경")),
        _metric(pending, "pending_task_skipped", translate("EngineMonitor", "있던 작업에 합류한 변경")),
        _metric(pending, "batch_efficiency", translate("EngineMonitor", "합류한 변경의 비율"), "{:.0%}"),
        _metric(pending, "avg_batch_size", translate("EngineMonitor", "요청 하나가 나른 변경"), "{:,.1f}"),
    ]


def request_rows(pending: PendingFigures, settings: EngineSettings) -> list[Row]:
    """Return the rows about requests sent and the engine's settings."""
    return [
        _metric(pending, "total_messages", translate("EngineMonitor", "거래소로 보낸 요청")),
        _metric(pending, "rate_limiter_waits", translate("EngineMonitor", "슬롯을 기다린 횟수")),
        _metric(pending, "resubscriptions", translate("EngineMonitor", "재연결 뒤 다시 구독")),
        _setting(settings, "debounce_delay", translate("EngineMonitor", "설정: 변경을 모으는 시간")),
        _setting(settings, "max_wait", translate("EngineMonitor", "설정: 경고 없이 기다릴 시간")),
        _setting(settings, "heartbeat_interval", translate("EngineMonitor", "설정: 핑 간격")),
    ]


def _metric(pending: PendingFigures, name: str, gloss: str, form: str = "{:,}") -> Row:
    value = getattr(pending, name)
    cells = (Cell(name), Cell(form.format(value), Tone.PLAIN if value else Tone.DIM), _label(gloss))
    return Row(cells, tip=f"{name}: {gloss}")


def _setting(settings: EngineSettings, name: str, gloss: str) -> Row:
    return Row((Cell(name, Tone.DIM), Cell(units.setting(getattr(settings, name)), Tone.DIM), _label(gloss)))


def _value_column(title: str) -> TextColumn:
    return TextColumn(
        title, translate("EngineMonitor", "{n}번째 {left}").format(n=999, left=units.countdown(30)), is_right=True
    )


def _label_column(longest: str) -> TextColumn:
    return TextColumn("", longest, is_elastic=True, least=longest)


def _row(label: str, values: Iterable[str]) -> Row:
    return Row((_label(label), *map(Cell, values)))


def _clock_row(links: Iterable[LinkReport]) -> Row:
    """Return the difference between the two clocks; above two seconds one of them is wrong."""
    aheads = [link.clock_ahead_ms for link in links]
    tones = [Tone.WARN if ahead is not None and abs(ahead) > CLOCKS_APART_MS else Tone.PLAIN for ahead in aheads]
    return Row(
        (_label(translate("EngineMonitor", "시계 차이")), *map(Cell, map(units.difference, aheads), tones)),
        tip=translate("EngineMonitor", "거래소 시계에서 이 컴퓨터의 시계를 뺀 값"),
    )


def _label(text: str) -> Cell:
    return Cell(text, Tone.DIM)


def _next_dial(link: LinkReport) -> str:
    if link.state is not ConnectionState.RECONNECTING:
        return units.countdown(0.0)
    return translate("EngineMonitor", "{n}번째 {left}").format(n=link.attempt, left=units.countdown(link.next_in))


def _next_slot(seconds: float) -> str:
    return units.duration(seconds) if seconds > 0 else translate("EngineMonitor", "지금")
