import json

import msgspec
import pytest

from core.simulator.faults.garbage import KINDS, garbage

FRAME = b'{"type":"ticker","code":"KRW-BTC","trade_price":1.0}'


def test_the_kinds_take_turns():
    assert [garbage(number, FRAME) for number in range(KINDS)] == [
        garbage(number + KINDS, FRAME) for number in range(KINDS)
    ]
    assert len({garbage(number, FRAME) for number in range(KINDS)}) == KINDS


@pytest.mark.parametrize("number", range(KINDS))
def test_no_piece_of_it_is_a_frame_an_exchange_would_send(number):
    piece = garbage(number, FRAME)
    try:
        shown = msgspec.json.decode(piece)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    assert shown is None or shown != json.loads(FRAME)
