"""The history that the watch over one connection passes to the watch over the next."""

from __future__ import annotations

import pytest

from core.engine.decide.connection_history import ConnectionHistory
from core.engine.decide.stream_audit import SNAPSHOT_WITHIN
from core.model.subscription import StreamKey, StreamType

BTC, ETH = (StreamKey(StreamType.TICKER, code) for code in ("KRW-BTC", "KRW-ETH"))


def after_barren(connections: int) -> ConnectionHistory:
    history = ConnectionHistory()
    for _ in range(connections):
        history.barren()
    return history


def test_patience_doubles_with_each_connection_on_which_nothing_came_up_to_eightfold() -> None:
    assert [after_barren(n).patience / SNAPSHOT_WITHIN for n in range(6)] == [1, 2, 4, 8, 8, 8]


@pytest.mark.parametrize(("after", "patience"), [(0.2, 10), (9.9, 10), (10.0, 20), (30.0, 40), (39.9, 40), (75.0, 80)])
def test_the_line_needs_as_much_patience_as_its_first_data_took(after: float, patience: float) -> None:
    history = after_barren(3)
    history.began(after)
    assert history.patience == patience


def test_data_that_take_longer_than_expected_give_no_more_patience() -> None:
    history = after_barren(1)
    history.began(70.0)
    assert history.patience == 2 * SNAPSHOT_WITHIN


def test_a_stream_costs_connections_until_it_is_heard_of() -> None:
    history = ConnectionHistory()
    history.spend([BTC, ETH])
    history.spend([BTC])
    assert (history.spent(BTC), history.spent(ETH)) == (2, 1)
    history.heard({BTC})
    assert (history.spent(BTC), history.spent(ETH)) == (0, 1)
