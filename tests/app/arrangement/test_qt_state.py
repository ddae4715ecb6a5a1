"""Qt's state of the docks is read; one that is cut or changed is not taken for another, and never crashes."""

import random

from PySide6.QtCore import QByteArray

from app.arrangement.qt_state import read_state
from app.desk.layout.arranging import arrange
from arrangements import random_arrangement, window_with


def test_no_cut_or_changed_state_is_taken_for_one(application):
    window, docks = window_with("abcd")
    arrange(window, docks, random_arrangement(3).renamed("panel-1", "a"))
    state = bytes(window.saveState().data())
    end = state.index("d".encode("utf-16-be")) + 19  # its name, a flag and four numbers
    for length in range(end):
        found = read_state(QByteArray(state[:length]))
        assert found is None or found.names() != set("abcd"), length
    rng = random.Random(1)
    for _ in range(2000):
        spoilt = bytearray(state)
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        read_state(QByteArray(bytes(spoilt)))
    assert read_state(QByteArray()) is None
    assert read_state(QByteArray(b"\0" * 100)) is None
