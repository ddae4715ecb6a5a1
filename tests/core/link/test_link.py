"""The life of one socket: its loss is noticed, however it happens, and redials are well spaced."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import pairwise

import pytest
import pytest_asyncio

from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.link.link import DRAIN_SLICE, Link
from core.link.socket import Dial
from core.loop.rate_gate import RateGate
from core.model.link_status import ConnectionState
from core.timing.backoff import INITIAL, MAXIMUM
from core.timing.redial import LONGEST_BLOCK, SLOW_INITIAL, SLOW_MAXIMUM
from scripted_socket import ScriptedPeer, ScriptedSocket
from virtual_time import START, VirtualTimeLoop, until

pytestmark = pytest.mark.virtual_time

LinkFactory = Callable[..., Link]


@pytest_asyncio.fixture
async def make_link() -> AsyncIterator[LinkFactory]:
    """Links that are closed when the test ends."""
    links: list[Link] = []

    def make(
        dial: Dial | None,
        *,
        heartbeat_interval: float = 30.0,
        on_frame: Callable[[bytes | str, float], object] = lambda frame, now: None,
        on_status: Callable[[], object] = lambda: None,
    ) -> Link:
        links.append(Link("test", dial, RateGate(), heartbeat_interval, on_frame, on_status))
        return links[-1]

    yield make
    for link in links:
        await link.close()


def refuse(error: Exception) -> Callable[[], ScriptedSocket]:
    def answer() -> ScriptedSocket:
        raise error

    return answer


def in_turn(answers: Iterator[Callable[[], ScriptedSocket]]) -> Callable[[], ScriptedSocket]:
    def answer() -> ScriptedSocket:
        return next(answers)()

    return answer


async def chatter(peer: ScriptedPeer, every: float, ends: float) -> None:
    """Let the newest socket receive a frame at this interval."""
    clock = asyncio.get_running_loop().time
    while clock() < ends:
        if peer.sockets:
            peer.socket.say()
        await asyncio.sleep(every)


class TestComingUp:
    async def test_it_connects_on_request_and_not_before(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        await until(5.0)
        assert (peer.dials, link.is_idle) == ([], True)
        link.open()
        await until(6.0)
        assert link.is_up
        assert not link.is_idle
        assert link.status.state is ConnectionState.LIVE
        assert link.status.epoch == 1

    async def test_two_requests_to_connect_dial_once(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(takes=1.0)
        link = make_link(peer.dial)
        link.open()
        link.open()
        await until(0.5)
        link.open()
        await until(5.0)
        link.open()
        await until(6.0)
        assert len(peer.dials) == 1

    async def test_with_nothing_to_dial_it_stays_down(self, make_link: LinkFactory) -> None:
        link = make_link(None)
        link.open()
        assert link.is_stopped
        assert link.is_idle

    async def test_every_frame_is_handed_on_with_its_time_and_counted(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        frames: list[tuple[bytes | str, float]] = []
        link = make_link(peer.dial, on_frame=lambda frame, now: frames.append((frame, now)))
        link.open()
        await until(1.0)
        peer.socket.say(b"one")
        peer.socket.say(b"three")
        await until(2.0)
        assert frames == [(b"one", 1.0), (b"three", 1.0)]
        assert (link.messages, link.bytes, link.last_frame) == (2, 8, 1.0)

    async def test_a_flood_of_frames_gives_the_loop_its_turns(self, make_link: LinkFactory) -> None:
        loop, peer, turns = asyncio.get_running_loop(), ScriptedPeer(), [0.0]
        assert isinstance(loop, VirtualTimeLoop)
        link = make_link(peer.dial, on_frame=lambda frame, now: loop.spend(0.001))
        link.open()
        await until(1.0)
        for _ in range(1_000):
            peer.socket.say()
        while link.messages < 1_000:
            turns.append(loop.time())
            await asyncio.sleep(0)
        longest = max(after - before for before, after in pairwise(turns[1:]))
        assert DRAIN_SLICE <= longest < DRAIN_SLICE + 0.002

    async def test_states_are_reported_in_order(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(takes=0.1)
        states: list[ConnectionState] = []
        link = make_link(peer.dial, on_status=lambda: states.append(link.status.state))
        link.open()
        await until(1.0)
        peer.socket.lose()
        await until(5.0)
        await link.close()
        assert states == [
            ConnectionState.CONNECTING,
            ConnectionState.LIVE,
            ConnectionState.RECONNECTING,
            ConnectionState.LIVE,
            ConnectionState.IDLE,
        ]


class TestSending:
    async def test_a_sent_text_arrives(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        await link.send("request")
        assert peer.socket.sent == ["request"]

    async def test_without_a_connection_it_fails(self, make_link: LinkFactory) -> None:
        with pytest.raises(ConnectionLost):
            await make_link(ScriptedPeer().dial).send("request")

    async def test_a_failed_send_is_a_lost_connection_even_before_the_receiver_notices(
        self, make_link: LinkFactory
    ) -> None:
        class Deaf(ScriptedSocket):
            async def send(self, text: str) -> None:
                raise ConnectionLost(1006, "broken pipe")

        answers = iter([Deaf(), ScriptedSocket()])
        peer = ScriptedPeer(lambda: next(answers))
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        with pytest.raises(ConnectionLost):
            await link.send("request")
        assert not link.is_up
        assert peer.sockets[0].how_it_ended == "aborted"
        await until(5.0)
        assert link.is_up
        assert link.epoch == 2

    async def test_a_send_that_outlives_its_connection_fails_though_the_next_one_is_up(
        self, make_link: LinkFactory
    ) -> None:
        class Slow(ScriptedSocket):
            async def send(self, text: str) -> None:
                await asyncio.sleep(20.0)

        peer = ScriptedPeer(Slow)
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        sending = asyncio.get_running_loop().create_task(link.send("request"))
        await until(2.0)
        peer.socket.lose()
        await until(15.0)
        assert (link.is_up, link.epoch, sending.done()) == (True, 2, False)
        with pytest.raises(ConnectionLost):
            await sending
        assert link.is_up, "the one that knows nothing of the request is not to blame"


class TestHeartbeat:
    async def test_an_unexpected_error_in_the_pulse_ends_its_connection(self, make_link: LinkFactory) -> None:
        class Odd(ScriptedSocket):
            async def ping(self) -> None:
                raise ValueError("a library's surprise")

        answers = iter([Odd(), ScriptedSocket()])
        peer = ScriptedPeer(lambda: next(answers))
        link = make_link(peer.dial)
        link.open()
        await until(60.0)
        assert peer.sockets[0].how_it_ended == "aborted"
        assert (link.is_up, link.epoch) == (True, 2)

    async def test_a_half_open_connection_is_noticed_within_12_s(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        peer.socket.say()
        await until(20.0)
        peer.socket.say()
        await until(20.5)
        peer.socket.answers_pings = False
        silent_since = max(20.0, peer.socket.pings[-1])
        await until(silent_since + 12.0)
        assert peer.sockets[0].how_it_ended == "aborted"
        await until(40.0)
        assert len(peer.dials) == 2

    @pytest.mark.parametrize("offset", [0.0, 0.01, 2.5, 4.99, 5.99, 29.9, 30.0, 30.01, 33.0])
    async def test_it_is_noticed_within_12_s_whenever_it_happens(self, make_link: LinkFactory, offset: float) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(0.001)
        await chatter(peer, 0.5, ends=40.0 + offset)
        dies = asyncio.get_running_loop().time()
        peer.socket.answers_pings = False
        await until(dies + 12.0)
        assert peer.sockets[0].how_it_ended == "aborted"

    async def test_doubt_is_shown_after_2_s_and_taken_back(self, make_link: LinkFactory) -> None:
        class Slow(ScriptedSocket):
            async def ping(self) -> None:
                await super().ping()
                await asyncio.sleep(3.0)

        peer = ScriptedPeer(Slow)
        link = make_link(peer.dial)
        link.open()
        await until(8.5)
        assert link.status.state is ConnectionState.STALE
        assert link.is_up
        await until(9.5)
        assert link.status.state is ConnectionState.LIVE
        assert link.round_trip == pytest.approx(3.0)

    async def test_a_quiet_peer_that_answers_is_never_given_up(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(3600.0)
        assert len(peer.dials) == 1
        gaps = [later - earlier for earlier, later in zip(peer.socket.pings, peer.socket.pings[1:], strict=False)]
        assert max(gaps) < 60.0

    async def test_under_flow_a_ping_goes_out_every_30_s(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(0.001)
        await chatter(peer, 0.25, ends=301.0)
        assert peer.socket.pings == pytest.approx([30.0 * n for n in range(1, 11)], abs=0.01)


class Tardy(ScriptedSocket):
    """Answers a ping after so many seconds."""

    late = 0.0

    async def ping(self) -> None:
        await super().ping()
        await asyncio.sleep(self.late)


class TestLatePongs:
    """A pong that is late while data arrive has no effect; neither pong nor data means a loss."""

    @pytest.mark.parametrize("late", [4.0, 7.0, 20.0, 100.0])
    @pytest.mark.parametrize("every", [0.25, 1.5, 4.0])
    async def test_a_connection_on_which_data_flow_is_not_cut(
        self, make_link: LinkFactory, monkeypatch: pytest.MonkeyPatch, late: float, every: float
    ) -> None:
        monkeypatch.setattr(Tardy, "late", late)
        peer = ScriptedPeer(Tardy)
        link = make_link(peer.dial)
        link.open()
        await until(0.001)
        await chatter(peer, every, ends=300.0)
        assert len(peer.dials) == 1
        assert link.status.state is ConnectionState.LIVE or every > 2.0

    async def test_a_missing_pong_causes_another_ping(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(lambda: ScriptedSocket(answers_pings=False))
        link = make_link(peer.dial)
        link.open()
        await until(0.001)
        await chatter(peer, 0.5, ends=100.0)
        assert peer.socket.pings == pytest.approx([30.0, 60.0, 90.0], abs=2.0)
        assert len(peer.dials) == 1

    @pytest.mark.parametrize("late", [4.0, 7.0, 20.0])
    async def test_it_is_lost_when_the_data_end_too(
        self, make_link: LinkFactory, monkeypatch: pytest.MonkeyPatch, late: float
    ) -> None:
        monkeypatch.setattr(Tardy, "late", late)
        peer = ScriptedPeer(Tardy)
        link = make_link(peer.dial)
        link.open()
        await until(0.001)
        await chatter(peer, 0.5, ends=31.0)
        peer.socket.answers_pings = False
        monkeypatch.setattr(Tardy, "late", 1000.0)
        last_sign = 30.0 + late if late < 5.0 else 31.0  # a pong is one too
        await until(last_sign + 12.0)
        assert peer.sockets[0].how_it_ended == "aborted"

    async def test_doubt_is_not_shown_while_data_flow(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(lambda: ScriptedSocket(answers_pings=False))
        states: list[ConnectionState] = []
        link = make_link(peer.dial, on_status=lambda: states.append(link.status.state))
        link.open()
        await until(0.001)
        await chatter(peer, 0.5, ends=100.0)
        assert ConnectionState.STALE not in states

    async def test_doubt_is_taken_back_by_data(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(lambda: ScriptedSocket(answers_pings=False))
        link = make_link(peer.dial)
        link.open()
        await until(8.5)
        assert link.status.state is ConnectionState.STALE
        peer.socket.say()
        await chatter(peer, 0.5, ends=15.0)
        assert link.status.state is ConnectionState.LIVE


class TestLosingTheConnection:
    async def test_a_server_that_has_had_enough_is_left_alone_for_a_minute(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        peer.socket.lose(1008, "policy violation")
        await until(60.9)
        assert len(peer.dials) == 1
        await until(61.1)
        assert len(peer.dials) == 2

    @pytest.mark.parametrize("code", [1000, 1001, 1006, 1011, 1012, 1013, 4000])
    async def test_after_any_close_code_it_is_dialled_again_after_a_delay(
        self, make_link: LinkFactory, code: int
    ) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        peer.socket.lose(code, "going")
        await until(1.1)
        assert link.status.state is ConnectionState.RECONNECTING
        assert 0.0 < link.status.next_in <= INITIAL
        assert link.status.attempt == 1
        assert not link.is_up
        await until(1.0 + INITIAL)
        assert link.epoch == 2
        assert peer.dials[1] >= 1.0 + INITIAL / 2

    async def test_a_peer_that_is_away_is_dialled_at_growing_distances_for_ever(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(refuse(ConnectionFailed("refused", "서버에 연결할 수 없습니다")))
        link = make_link(peer.dial)
        link.open()
        await until(3600.0)
        gaps = [later - earlier for earlier, later in zip(peer.dials, peer.dials[1:], strict=False)]
        assert max(gaps) <= MAXIMUM
        assert min(gaps[8:]) >= MAXIMUM / 2
        assert link.status.reason == "서버에 연결할 수 없습니다"

    async def test_a_first_dial_without_an_answer_has_a_reason_before_five_seconds(
        self, make_link: LinkFactory
    ) -> None:
        peer = ScriptedPeer(takes=7.0)
        link = make_link(peer.dial)
        link.open()
        await until(3.5)
        assert (link.status.state, link.status.reason) == (ConnectionState.CONNECTING, "")
        await until(4.9)
        assert link.status.state is ConnectionState.CONNECTING
        assert "응답하지 않습니다" in link.status.reason
        await until(8.0)
        assert (link.status.state, link.status.reason) == (ConnectionState.LIVE, "")

    async def test_a_peer_that_accepts_and_closes_at_once_is_spared_for_an_hour(self, make_link: LinkFactory) -> None:
        class Curt(ScriptedSocket):
            def __init__(self) -> None:
                super().__init__()
                self.lose(1001)

        peer = ScriptedPeer(Curt)
        link = make_link(peer.dial)
        link.open()
        await until(3600.0)
        assert len(peer.dials) < 300
        assert all(sum(t <= other < t + 1.0 for other in peer.dials) <= 5 for t in peer.dials)
        assert all(sum(t <= other < t + 60.0 for other in peer.dials) <= 100 for t in peer.dials)

    async def test_however_often_a_redial_at_once_is_requested_the_connect_gate_holds(
        self, make_link: LinkFactory
    ) -> None:
        peer = ScriptedPeer()

        def reported() -> None:
            if link.status.state is ConnectionState.LIVE:
                link.redial_at_once()
                peer.socket.lose(1000)

        link = make_link(peer.dial, on_status=reported)
        link.open()
        await until(60.0)
        assert all(sum(t <= other < t + 1.0 for other in peer.dials) <= 5 for t in peer.dials)

    async def test_delays_start_over_only_after_10_s_with_data(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        for _ in range(4):
            await asyncio.sleep(6.0)
            peer.socket.say()  # up for 6 s at most, and nothing more comes
            await asyncio.sleep(30.0)
            peer.socket.lose()
            await asyncio.sleep(0.01)
        assert link.status.attempt == 4
        await asyncio.sleep(20.0)
        await chatter(peer, 0.5, ends=asyncio.get_running_loop().time() + 1.0)
        peer.socket.lose()
        await asyncio.sleep(0.01)
        assert link.status.attempt == 1

    async def test_a_block_stops_this_and_every_other_dial(self, make_link: LinkFactory) -> None:
        answers = iter([refuse(ConnectionFailed("HTTP 418", retry_after=60.0)), ScriptedSocket])
        peer = ScriptedPeer(in_turn(answers))
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        assert link._connect_gate.ledger.next_slot(1.0) == 60.0 + START
        await until(59.9)
        assert len(peer.dials) == 1
        await until(61.0)
        assert link.is_up

    async def test_the_next_loss_after_a_refused_request_is_redialled_at_once_and_only_that(
        self, make_link: LinkFactory
    ) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        link.redial_at_once()
        peer.socket.lose(1000)
        await until(1.001)
        assert len(peer.dials) == 2
        peer.socket.lose(1000)
        await until(1.002)
        assert link.status.state is ConnectionState.RECONNECTING

    async def test_an_unexpected_error_is_logged_and_survived(
        self, make_link: LinkFactory, caplog: pytest.LogCaptureFixture
    ) -> None:
        answers = iter([refuse(ValueError("a library's surprise")), ScriptedSocket])
        peer = ScriptedPeer(in_turn(answers))
        link = make_link(peer.dial)
        link.open()
        await until(0.1)
        assert link.status.state is ConnectionState.RECONNECTING
        await until(5.0)
        assert link.is_up
        assert [record.levelname for record in caplog.records] == ["ERROR"]


class TestRefusals:
    """Without a key a refusal is retried slowly, because it may be temporary."""

    @staticmethod
    def link_to(peer: ScriptedPeer, gate: RateGate | None = None) -> Link:
        nothing = lambda *_: None  # noqa: E731
        return Link("public", peer.dial, gate or RateGate(), 30.0, nothing, nothing, retries_refusals=True)

    async def test_it_is_tried_again_at_growing_distances_for_ever(self) -> None:
        peer = ScriptedPeer(refuse(FatalConnection("403", "거래소가 연결을 거절했습니다 (HTTP 403)")))
        link = self.link_to(peer)
        link.open()
        await until(1.0)
        assert link.status.state is ConnectionState.RECONNECTING
        assert link.status.reason == "거래소가 연결을 거절했습니다 (HTTP 403)"
        assert SLOW_INITIAL / 2 - 1.0 <= link.status.next_in <= SLOW_INITIAL
        await until(7200.0)
        gaps = [later - earlier for earlier, later in zip(peer.dials, peer.dials[1:], strict=False)]
        assert max(gaps) <= SLOW_MAXIMUM
        assert min(gaps[6:]) >= SLOW_MAXIMUM / 2
        await link.close()

    async def test_one_in_passing_is_got_over(self) -> None:
        peer = ScriptedPeer(in_turn(iter([refuse(FatalConnection("403")), ScriptedSocket])))
        link = self.link_to(peer)
        link.open()
        await until(SLOW_INITIAL + 1.0)
        assert link.is_up
        await link.close()

    @pytest.mark.parametrize("act", [Link.dial_now, Link.network_changed])
    async def test_a_user_action_or_a_new_network_ends_the_wait(self, act: Callable[[Link], None]) -> None:
        peer = ScriptedPeer(in_turn(iter([refuse(FatalConnection("certificate")), ScriptedSocket])))
        link = self.link_to(peer)
        link.open()
        await until(1.0)
        act(link)
        await until(1.1)
        assert link.is_up
        await link.close()

    @pytest.mark.parametrize("is_of_key", [True, False])
    async def test_another_network_clears_a_stop_that_is_not_about_the_key(
        self, make_link: LinkFactory, is_of_key: bool
    ) -> None:
        peer = ScriptedPeer(in_turn(iter([refuse(FatalConnection("no", is_of_key=is_of_key)), ScriptedSocket])))
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        assert link.is_stopped
        link.network_changed()
        link.open()
        await until(2.0)
        assert link.is_up is not is_of_key

    async def test_another_network_does_not_end_a_block(self) -> None:
        peer = ScriptedPeer(in_turn(iter([refuse(ConnectionFailed("418", retry_after=60.0)), ScriptedSocket])))
        link = self.link_to(peer)
        link.open()
        await until(1.0)
        link.network_changed()
        await until(59.0)
        assert len(peer.dials) == 1
        assert link.status.next_in == pytest.approx(1.0, abs=0.1)
        await until(61.0)
        assert link.is_up
        await link.close()

    async def test_a_change_of_network_probes_a_live_connection(self) -> None:
        peer = ScriptedPeer()
        link = self.link_to(peer)
        link.open()
        await until(1.0)
        link.network_changed()
        await until(1.1)
        assert peer.socket.pings == [1.0]
        await link.close()

    async def test_a_block_of_a_day_is_kept_for_an_hour(self) -> None:
        peer = ScriptedPeer(in_turn(iter([refuse(ConnectionFailed("418", retry_after=86_400.0)), ScriptedSocket])))
        link = self.link_to(peer)
        link.open()
        await until(LONGEST_BLOCK - 1.0)
        assert len(peer.dials) == 1
        await until(LONGEST_BLOCK + 1.0)
        assert link.is_up
        await link.close()


class TestStopping:
    async def test_a_fatal_error_stops_it_with_its_reason(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(refuse(FatalConnection("401", "거래소가 인증을 거절했습니다")))
        link = make_link(peer.dial)
        link.open()
        await until(100.0)
        assert len(peer.dials) == 1
        assert link.is_stopped
        assert link.status.reason == "거래소가 인증을 거절했습니다"

    async def test_only_the_user_makes_it_try_again_and_sees_that_it_does(
        self, make_link: LinkFactory, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        answers = iter([refuse(FatalConnection("401")), ScriptedSocket])
        peer = ScriptedPeer(in_turn(answers), takes=1.0)
        link = make_link(peer.dial)
        link.open()
        await until(1.5)
        link.open()
        await until(2.0)
        assert len(peer.dials) == 1
        link.reopen()
        assert not link.is_stopped
        link.open()
        await until(2.5)
        assert link.status.state is ConnectionState.CONNECTING
        (stopped,) = filter(None, (getattr(each, "lasting_cause", "") for each in caplog.records))
        assert not any(hasattr(each, "ended_cause") for each in caplog.records)
        await until(3.5)
        assert link.is_up
        assert [each.ended_cause for each in caplog.records if hasattr(each, "ended_cause")] == [stopped]

    async def test_reopening_a_link_that_is_not_stopped_changes_nothing(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.reopen()
        await until(1.0)
        assert (link.is_idle, peer.dials) == (True, [])

    async def test_stopped_for_a_reason_it_keeps_it_through_a_close(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        await link.stop("키가 만료되었습니다")
        await link.close()
        assert link.status == (ConnectionState.STOPPED, "키가 만료되었습니다", 0, 0.0, 1)
        assert peer.socket.how_it_ended == "closed"


class TestClosing:
    async def test_an_open_connection_is_closed_in_order(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        await link.close()
        assert peer.socket.how_it_ended == "closed"
        assert link.is_idle
        assert link.status.state is ConnectionState.IDLE
        await until(100.0)
        assert len(peer.dials) == 1

    async def test_no_frame_follows(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        peer.socket.say()
        await link.close()
        peer.socket.say()
        await until(2.0)
        assert link.messages == 0

    async def test_during_a_dial_the_dial_is_given_up(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(takes=2.0)
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        await link.close()
        await until(10.0)
        assert peer.sockets == []
        assert link.is_idle

    async def test_during_a_pause_nothing_is_dialled_any_more(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(refuse(ConnectionFailed("refused")))
        link = make_link(peer.dial)
        link.open()
        await until(30.0)
        await link.close()
        dials = len(peer.dials)
        await until(300.0)
        assert len(peer.dials) == dials

    async def test_opened_again_while_the_old_socket_closes_there_is_one_new_connection(
        self, make_link: LinkFactory
    ) -> None:
        class Slow(ScriptedSocket):
            async def close(self) -> None:
                await asyncio.sleep(0.8)
                await super().close()

        peer = ScriptedPeer(Slow)
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        closing = asyncio.ensure_future(link.close())
        await until(1.2)
        link.open()
        await until(1.5)
        assert link.is_up
        await closing
        await until(5.0)
        assert link.is_up
        assert len(peer.dials) == 2
        assert [socket.how_it_ended for socket in peer.sockets] == ["closed", ""]

    async def test_a_close_that_is_cancelled_leaves_no_socket_behind(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer()
        link = make_link(peer.dial)
        link.open()
        await until(1.0)
        closing = asyncio.ensure_future(link.close())
        await asyncio.sleep(0)
        closing.cancel()
        await asyncio.gather(closing, return_exceptions=True)
        await until(2.0)
        assert peer.socket.how_it_ended
        assert link.status.state is ConnectionState.IDLE
        link.open()
        await until(3.0)
        peer.socket.lose()
        await until(5.0)
        assert peer.sockets[1].how_it_ended == "lost"
        assert link.is_up

    async def test_opened_and_closed_in_turn_there_is_never_more_than_one_dial(self, make_link: LinkFactory) -> None:
        peer = ScriptedPeer(takes=0.3)
        link = make_link(peer.dial)
        for turn in range(40):
            link.open()
            await asyncio.sleep(0.07 * (turn % 7))
            await link.close()
        assert peer.most_under_way == 1
        assert all(socket.how_it_ended for socket in peer.sockets)
