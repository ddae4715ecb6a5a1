"""Whole messages and heartbeats are cut out of the bytes; whatever else comes is recognised by its first bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from core.link.frame_cutting import can_be_completed, cut_messages, end_of_heartbeat

PAYLOADS = st.one_of(st.binary(max_size=8), st.sampled_from([125, 126, 127, 255, 256, 3000, 65_535]).map(bytes))


def frame(payload: bytes, opcode: Opcode = Opcode.BINARY, *, fin: bool = True) -> bytes:
    return Frame(opcode, payload, fin).serialize(mask=False)


@given(st.lists(PAYLOADS, max_size=8), st.integers(min_value=0, max_value=20))
def test_the_rest_begins_where_the_last_whole_message_ends(payloads: list[bytes], missing: int) -> None:
    data = b"".join(map(frame, payloads))
    taken: list[bytes] = []
    at = cut_messages(data[: max(len(data) - missing, 0)], 0, taken.append)
    assert taken == payloads[: len(taken)]
    assert at == sum(len(frame(payload)) for payload in taken)
    assert cut_messages(data, at, taken.append) == len(data)
    assert taken == payloads


@pytest.mark.parametrize("opcode", [Opcode.PING, Opcode.PONG])
@pytest.mark.parametrize("size", [0, 1, 125])
def test_a_heartbeat_ends_where_its_payload_ends(opcode: Opcode, size: int) -> None:
    heartbeat = frame(bytes(size), opcode)
    assert end_of_heartbeat(b"xx" + heartbeat + b"more", 2) == 2 + len(heartbeat)
    assert end_of_heartbeat(heartbeat, 0) == len(heartbeat)
    for missing in range(1, len(heartbeat) + 1):
        assert end_of_heartbeat(heartbeat[:-missing], 0) is None
        assert can_be_completed(heartbeat[:-missing])


@pytest.mark.parametrize("size", [0, 125, 126, 65_535])
def test_any_beginning_of_a_whole_message_can_be_completed(size: int) -> None:
    message = frame(bytes(size))
    assert all(can_be_completed(message[:length]) for length in range(min(len(message), 200)))
    assert end_of_heartbeat(message, 0) is None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(frame(b"one", fin=False), id="fragment"),
        pytest.param(frame(b"", Opcode.CONT), id="continuation"),
        pytest.param(frame(b"", Opcode.CLOSE), id="close"),
        pytest.param(frame(bytes(65_536)), id="eight bytes of length"),
        pytest.param(b"\xc2\x01x", id="reserved bit"),
        pytest.param(b"\x82\x81abcdx", id="masked message"),
        pytest.param(b"\x89\x81abcdx", id="masked ping"),
        pytest.param(b"\x89\x7e\x00\x80" + bytes(128), id="ping with two bytes of length"),
    ],
)
def test_anything_else_is_left(data: bytes) -> None:
    taken: list[bytes] = []
    assert cut_messages(data, 0, taken.append) == 0
    assert taken == []
    assert end_of_heartbeat(data, 0) is None
    assert not can_be_completed(data)
