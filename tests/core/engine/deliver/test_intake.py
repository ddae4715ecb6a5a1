"""Frames go in, messages come out at the dispatcher, and no frame can end the connection."""

from __future__ import annotations

import pytest

from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.intake import Intake
from core.engine.deliver.mailbox import Mailbox
from core.model.control import ControlMessage, ErrorReply, Status
from core.model.subscription import Scope, StreamKey, StreamType
from core.upbit.upbit import Upbit
from core.upbit.wire.wire_format import WireFormat
from wire_spelling import frame

TICKER = {"type": "ticker", "code": "KRW-BTC", "timestamp": 5, "trade_price": 100.0, "stream_type": "REALTIME"}
KEY = StreamKey(StreamType.TICKER, "KRW-BTC")
OTHER = StreamKey(StreamType.TICKER, "KRW-ETH")


class Side:
    """An intake with its dispatcher and its control messages."""

    def __init__(self, wire_format: WireFormat = WireFormat.SIMPLE) -> None:
        self.dispatcher, self.mailbox = Dispatcher(), Mailbox()
        self.dispatcher.connect(self.mailbox, [KEY])
        self.controls: list[ControlMessage] = []
        self.intake = Intake(Scope.PUBLIC, Upbit(wire_format), self.dispatcher, self.controls.append)


@pytest.mark.parametrize("wire_format", WireFormat)
def test_data_of_every_format_reach_their_route(wire_format: WireFormat) -> None:
    side = Side(wire_format)
    side.intake.receive(frame(TICKER, short=wire_format.has_short_keys, array=wire_format.is_array), now=3.0)
    (message,) = side.mailbox.take()
    assert (message.code, message.trade_price) == ("KRW-BTC", 100.0)
    assert side.dispatcher.routes[KEY].last_heard == 3.0
    assert (side.intake.messages, side.intake.last_data) == (1, 3.0)


def test_snapshots_are_counted_apart_for_they_only_answer() -> None:
    side = Side()
    for stream_type in ("SNAPSHOT", "REALTIME"):
        side.intake.receive(frame({**TICKER, "stream_type": stream_type}, short=True), now=3.0)
    assert (side.intake.messages, side.intake.snapshots) == (2, 1)


def test_a_control_message_is_passed_on() -> None:
    side = Side()
    side.intake.receive(b'{"status":"UP"}', 0.0)
    assert side.controls == [Status(status="UP")]
    assert (side.intake.messages, side.intake.last_data) == (0, None)


def test_an_error_is_passed_on() -> None:
    side = Side()
    side.intake.receive(b'{"error":{"name":"NO_CODES","message":"no"}}', 0.0)
    assert side.controls == [ErrorReply(name="NO_CODES", message="no")]


def test_so_is_the_answer_to_a_ping_and_neither_counts_as_data() -> None:
    side = Side()
    side.intake.receive(b'{"status":"UP"}', 0.0)
    assert side.controls == [Status(status="UP")]
    assert side.mailbox.take() == []


@pytest.mark.parametrize("junk", [b"", b"<html>", b"[]", b"{}", b"null", b"\xff", "PONG"])
def test_messages_that_are_not_data_are_left_out(junk: bytes | str) -> None:
    side = Side()
    side.intake.receive(junk, 0.0)
    assert side.mailbox.take() == []
    assert side.controls == []
    assert side.intake.failed_frames == 0


def test_our_own_bug_is_logged_once_counted_and_the_next_frame_is_delivered(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = Side()
    receive, faults = side.dispatcher.receive, iter([ValueError("one"), ValueError("two")])

    def failing(*args: object) -> None:
        for fault in faults:
            raise fault
        receive(*args)

    monkeypatch.setattr(side.dispatcher, "receive", failing)
    for _ in range(3):
        side.intake.receive(frame(TICKER, short=True), 0.0)
    assert side.intake.failed_frames == 2
    assert len(side.mailbox.take()) == 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_unreadable_messages_are_counted() -> None:
    side = Side()
    before = sum(side.intake.counters.as_dict().values())
    side.intake.receive(b"<html>", 0.0)
    assert sum(side.intake.counters.as_dict().values()) > before


def test_a_message_that_could_not_be_read_spoils_its_stream_and_no_other() -> None:
    side = Side()
    side.dispatcher.connect(side.mailbox, [OTHER])
    side.intake.receive(frame({**TICKER, "trade_price": {}}, short=True), now=3.0)
    assert side.dispatcher.routes[KEY].spoiled.count(3.0)
    assert not side.dispatcher.routes[OTHER].spoiled.count(3.0)
