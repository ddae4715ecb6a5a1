"""The status bar over a real engine: it follows the link, the source and the clocks, once a second at most."""

import asyncio
import json
import re
import time
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.process.language import Language
from app.status_bar.bar import StatusBar
from app.status_bar.notice_room import NoticeRoom
from core.engine.websocket_manager import WebSocketManager
from core.market.alerts.quiet_hours import QuietHours, minute_at, written_minute
from core.model.flow_status import FlowStatus
from core.model.link_status import ConnectionState, LinkStatus
from core.model.subscription import Scope
from core.text import translatable
from core.timing import backoff
from core.timing.exchange_clock import BELIEVED_AFTER
from core.timing.timeline import Timeline
from desk_in_hand import ticker
from waiting import eventually
from widgets.look.theme import Ink
from widgets.markets.alerts import UserAlerts


@pytest.fixture
def bar(hand):
    made = StatusBar(hand.window.look, hand.clock)
    hand.window.statusBar().addPermanentWidget(made)
    made.watch(hand.engine, translatable("Sources", "모의"))
    return made


def texts(bar):
    return [place.part.text for place in bar.line.shown]


def ink_of(bar):
    return bar.line.shown[0].part.ink


async def test_it_follows_the_link(hand, bar):
    assert bar.text() == "○ 연결 없음"
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    assert ink_of(bar) is Ink.GOOD


async def test_a_link_whose_feed_has_fallen_silent_does_not_look_live(hand, bar, monkeypatch):
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    monkeypatch.setattr(hand.engine, "flow_status", lambda scope: FlowStatus(is_silent=scope is Scope.PUBLIC))
    await eventually(lambda: bar.text() == "● 데이터 멈춤 · 거래소에 확인하는 중")
    assert ink_of(bar) is Ink.WARNING


async def test_between_two_connections_that_are_ended_at_once_it_does_not_look_live(hand, bar, monkeypatch):
    monkeypatch.setattr(backoff, "INITIAL", 0.05)
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    faults, clock = hand.exchange.faults, asyncio.get_running_loop().time
    faults.set("mute", clock(), reach="all")
    for attempt in (1, 2):
        faults.set("drop", clock())
        await eventually(lambda attempt=attempt: hand.engine.link_status(Scope.PUBLIC).epoch == attempt + 1)
        await eventually(lambda attempt=attempt: bar.text() == f"● 재연결 {attempt}번째")
        for _ in range(20):
            await asyncio.sleep(0.02)
            bar.read()
            assert (bar.text(), ink_of(bar)) == (f"● 재연결 {attempt}번째", Ink.WARNING)
    faults.clear(clock())
    faults.set("drop", clock())
    await eventually(lambda: bar.text() == "● 연결됨")
    assert hand.engine.flow_status(Scope.PUBLIC).has_begun
    assert ink_of(bar) is Ink.GOOD


async def test_a_connection_that_waits_for_the_rate_limit_is_called_connected_and_says_when_it_requests(
    hand, bar, monkeypatch
):
    monkeypatch.setattr(backoff, "INITIAL", 0.05)
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    faults, clock = hand.exchange.faults, asyncio.get_running_loop().time
    faults.set("error", clock(), error="Too Many Requests")
    await eventually(lambda: hand.engine._scopes[Scope.PUBLIC].gate.ledger.next_slot(clock()) > clock() + 50.0)
    faults.set("drop", clock())
    waits = re.compile(r"● 연결됨 · 요청 한도로 (5\d|60)초 후 요청")
    await eventually(lambda: waits.fullmatch(bar.text()))
    assert hand.engine.link_status(Scope.PUBLIC).attempt
    assert ink_of(bar) is Ink.WARNING
    seconds = bar.text()
    await eventually(lambda: bar.text() != seconds)
    assert waits.fullmatch(bar.text())


async def test_a_connection_of_which_nothing_comes_does_not_look_live(hand, bar, monkeypatch):
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    monkeypatch.setattr(hand.engine, "flow_status", lambda scope: FlowStatus(is_barren=scope is Scope.PUBLIC))
    await eventually(lambda: bar.text() == "● 연결됨 · 데이터 없음")
    assert ink_of(bar) is Ink.WARNING


async def test_a_feed_that_leaves_out_messages_does_not_look_live(hand, bar):
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    hand.engine.report_untold({"KRW-BTC"}, is_losing=True)
    await eventually(lambda: bar.text() == "● 데이터 누락")
    assert ink_of(bar) is Ink.WARNING
    hand.engine.report_untold(set(), is_losing=False)
    await eventually(lambda: bar.text() == "● 연결됨")


async def test_what_is_late_is_not_called_missing(hand, bar, monkeypatch):
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    hand.engine.report_untold({"KRW-BTC"}, is_losing=True)
    await eventually(lambda: bar.text() == "● 데이터 누락")
    late = hand.engine.flow_status(Scope.PUBLIC)._replace(late_ms=8000.0)
    monkeypatch.setattr(hand.engine, "flow_status", lambda scope: late)
    bar.read()
    assert bar.text() == "● 연결됨"


async def test_who_waits_for_long_may_press(hand, bar, monkeypatch):
    status = LinkStatus(ConnectionState.RECONNECTING, "거래소가 잠시 접속을 막았습니다", attempt=1, next_in=1800.0)
    pressed = []
    monkeypatch.setattr(hand.engine, "link_status", lambda scope: status)
    monkeypatch.setattr(hand.engine, "reconnect", pressed.append)
    bar.read()
    assert "까지 대기" in bar.text()
    assert not bar.button.isHidden()
    bar.button.click()
    assert pressed == [Scope.PUBLIC]
    status = LinkStatus(ConnectionState.RECONNECTING, "", attempt=1, next_in=2.0)
    bar.read()
    assert bar.button.isHidden()


async def test_a_stopped_connection_is_started_again_by_the_button(hand, bar):
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    assert bar.button.isHidden()
    await hand.engine._scopes[Scope.PUBLIC].link.stop("인증서를 신뢰할 수 없습니다")
    await eventually(lambda: "연결 중지됨" in bar.text())
    assert not bar.button.isHidden()
    bar.button.click()
    await eventually(lambda: bar.text() == "● 연결됨")
    assert bar.button.isHidden()


async def test_messages_delay_and_frames_are_measured(hand, bar):
    assert texts(bar)[1:5] == ["모의", "지연 –", "초당 –건", "프레임 –"]
    hand.open("orderbook", "trades")
    rates = set()

    def are_measured():
        frame = ticker(stream_type="REALTIME", timestamp=round(time.time() * 1000))
        hand.engine.receive(Scope.PUBLIC, json.dumps(frame))
        delay, rate, frame_time = texts(bar)[2:5]
        rates.add(rate)
        return delay.endswith(" ms") and frame_time.endswith(" ms") and rates - {"초당 –건", "초당 0건"}

    hand.open("watchlist")
    await eventually(are_measured)


async def test_it_is_read_once_a_second(hand, bar, monkeypatch):
    reads = []
    before = WebSocketManager.pulse
    monkeypatch.setattr(WebSocketManager, "pulse", lambda engine: reads.append(int(time.time())) or before(engine))
    await eventually(lambda: len(reads) == 3)
    assert len(set(reads)) == 3, "each in another second of the clock that it shows"
    assert bar._timer.timerType() is Qt.TimerType.PreciseTimer


async def test_the_clock_follows_the_time_zone_at_once(hand, bar):
    assert texts(bar)[-1].endswith(" KST")
    hand.window.look.set_time_zone("utc")
    assert texts(bar)[-1].endswith(" UTC")
    hour = time.gmtime().tm_hour
    assert int(texts(bar)[-1][:2]) in {hour, (hour - 1) % 24}
    assert hand.window.look.zone is UTC


async def test_another_engine_is_another_count_and_no_loss(hand, bar, monkeypatch):
    lost = []
    bar.link_lost.connect(lambda: lost.append(bar.text()))
    status = LinkStatus(ConnectionState.LIVE, epoch=1)
    monkeypatch.setattr(hand.engine, "link_status", lambda scope: status)
    bar.read()
    status = LinkStatus(ConnectionState.STOPPED, epoch=1)
    bar.leave()
    assert bar.text() == "○ 연결 없음"
    assert "모의" not in texts(bar)
    assert bar.button.isHidden()
    bar.read()
    status = LinkStatus(ConnectionState.CONNECTING)
    bar.watch(hand.engine, "모의")
    assert lost == []
    bar.watch(WebSocketManager(), "업비트")
    assert texts(bar)[1] == "업비트"
    assert "초당 –건" in texts(bar)
    bar.watch(hand.engine, "모의")
    assert lost == []


async def test_a_loss_is_announced_once(hand, bar):
    lost = []
    bar.link_lost.connect(lambda: lost.append(True))
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    assert lost == []
    await hand.engine._scopes[Scope.PUBLIC].link.stop("인증서를 신뢰할 수 없습니다")
    await eventually(lambda: lost)
    bar.read()
    assert lost == [True]


@pytest.mark.parametrize("press", [lambda line: QTest.mouseClick(line, Qt.MouseButton.LeftButton), None])
async def test_a_press_asks_for_more(hand, bar, press):
    requested = []
    bar.pressed.connect(lambda: requested.append(True))
    press(bar.line) if press else QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert requested == [True]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("percent", [90, 100, 150])
@pytest.mark.parametrize("width", [1366, 1920])
async def test_it_fits_beside_a_notice_and_widens_no_window(
    hand, bar, application, monkeypatch, language, percent, width
):
    spoken = application.findChild(Language) or Language(application)
    spoken.switch(language)
    try:
        hand.window.look.dress(application)
        hand.window.look.set_font_percent(percent)
        hand.window.resize(width, 768)
        await asyncio.sleep(0)
        alone = texts(bar)
        assert len(alone) == 6
        hand.window.notice.show_text("설정이 저장되지 않습니다: 디스크에 남은 자리가 없습니다 " * 5)
        await eventually(lambda: hand.window.notice.width() > 200)
        assert hand.window.width() == width
        assert bar.geometry().right() <= width
        assert texts(bar)[0] == alone[0]
        assert texts(bar)[-1][8:] == alone[-1][8:]
        NoticeRoom(hand.window.statusBar(), hand.window.notice, bar)
        status = LinkStatus(ConnectionState.STOPPED, "거래소의 인증서를 신뢰할 수 없습니다 " * 20)
        monkeypatch.setattr(hand.engine, "link_status", lambda scope: status)
        bar.read()
        line = hand.window.notice._line
        await eventually(lambda: line.width() >= 39 * line.fontMetrics().averageCharWidth())
        await eventually(lambda: bar.geometry().right() <= width == hand.window.width())
    finally:
        hand.window.look.set_font_percent(100)
        spoken.switch("ko")


async def test_each_look_is_a_moment_of_the_time_line(hand, monkeypatch):
    timeline, now = Timeline(), [1_000.0]
    made = StatusBar(hand.window.look, hand.clock, timeline)
    monkeypatch.setattr("app.status_bar.bar.time.monotonic", lambda: now[0])
    made.watch(hand.engine, "")
    for _ in range(5):
        now[0] += 1.0
        made.read()
    moments = timeline.since(0.0)
    assert [moment.at for moment in moments] == [1_000.0 + second for second in range(6)]
    assert moments[-1].messages_a_second == 0.0
    assert sum(moment.reconnects for moment in moments) == 0
    made.deleteLater()


@pytest.mark.parametrize("is_quiet", [True, False])
async def test_quiet_hours_are_shown_as_soon_as_they_are_set_and_only_while_they_hold(hand, is_quiet):
    alerts = UserAlerts()
    made = StatusBar(hand.window.look, hand.clock, alerts=alerts)
    made.resize(1200, 22)
    now = minute_at(round(time.time() * 1000), hand.window.look.zone)
    end = (now + 120) % 1440
    alerts.set_telling({}, QuietHours((now - 60) % 1440 if is_quiet else (now + 60) % 1440, end))
    shown = f"조용한 시간 ~{written_minute(end)}"
    assert (shown in texts(made)) is is_quiet
    alerts.set_telling({}, QuietHours())
    assert shown not in texts(made)


@pytest.mark.parametrize("state", [ConnectionState.CONNECTING, ConnectionState.RECONNECTING])
async def test_a_countdown_changes_with_its_own_seconds_and_not_with_those_of_the_clock(hand, bar, monkeypatch, state):
    bar._timer.setInterval(60_000)
    waits = iter([2.1, 2.0, 0.0])
    left = {"next_in": 0.0}

    def status(scope):
        if scope is Scope.PUBLIC:
            left["next_in"] = next(waits, 3.0)
        return LinkStatus(state, "", attempt=4, next_in=left["next_in"])

    monkeypatch.setattr(hand.engine, "link_status", status)
    seen = []
    monkeypatch.setattr(bar.line, "show_parts", lambda parts, tip: seen.append(parts[0].text))
    bar._timer.blockSignals(True)
    bar._read_link()
    await eventually(lambda: len(seen) >= 4)
    assert ["3초" in seen[0], "2초" in seen[1], "초" in seen[2], "3초" in seen[3]] == [True, True, False, True]
    monkeypatch.undo()
    bar._read_link()
    assert not bar._dialling.isActive()


async def test_an_exchange_whose_clock_differs_from_this_computers_is_told(hand, bar):
    hand.open("trades")
    await eventually(lambda: bar.text() == "● 연결됨")
    day_ms = 86_400_000
    for number in range(BELIEVED_AFTER):
        stamp = round(time.time() * 1000) + 3 * day_ms + number
        frame = ticker(timestamp=stamp, trade_timestamp=stamp, stream_type="REALTIME")
        hand.engine.receive(Scope.PUBLIC, json.dumps(frame))
    await eventually(lambda: hand.engine.exchange_time().ms)
    bar.read()
    assert "시계 +3일" in texts(bar)
