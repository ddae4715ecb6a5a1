"""When the loss of a connection is worth a sound."""

import pytest

from app.status_bar.link_loss import QUIET, LinkLoss
from core.model.link_status import ConnectionState as S
from core.model.link_status import LinkStatus


def sounds(*looks, loss=None):
    """The looks, one a second, at which there is a sound: each is a state, or a state and the number of connections."""
    loss = loss or LinkLoss()
    found = []
    for second, look in enumerate(looks):
        state, epoch = look if isinstance(look, tuple) else (look, 1)
        if loss.is_lost(LinkStatus(state, epoch=epoch), float(second)):
            found.append(second)
    return found


@pytest.mark.parametrize("after", [S.RECONNECTING, S.STOPPED, S.CONNECTING])
@pytest.mark.parametrize("before", [S.LIVE, S.STALE])
def test_a_link_that_was_up_and_is_down_was_lost_once(before, after):
    assert sounds(S.CONNECTING, before, before, after, after, after) == [3]


@pytest.mark.parametrize("state", [S.CONNECTING, S.RECONNECTING, S.STOPPED])
def test_a_first_connection_that_does_not_come_is_silent(state):
    assert sounds(S.IDLE, S.CONNECTING, state, S.RECONNECTING, state) == []


def test_a_link_that_is_not_wanted_any_more_is_not_lost():
    assert sounds(S.CONNECTING, S.LIVE, S.IDLE, S.CONNECTING, S.STOPPED) == []


def test_a_loss_between_two_looks_is_heard():
    assert sounds((S.LIVE, 1), (S.LIVE, 1), (S.LIVE, 2), (S.LIVE, 2)) == [2]


def test_the_first_connection_is_no_loss_whatever_its_number():
    assert sounds((S.CONNECTING, 0), (S.LIVE, 1), (S.STALE, 1), (S.LIVE, 1)) == []


def test_it_is_quiet_for_a_while_after_a_sound():
    flutter = [S.LIVE, S.RECONNECTING] * 40
    assert sounds(*flutter) == [1, 1 + int(QUIET), 1 + 2 * int(QUIET)]


def test_a_stop_while_it_reconnects_is_heard_if_the_loss_was_long_ago():
    assert sounds(S.LIVE, *[S.RECONNECTING] * 40, S.STOPPED, S.STOPPED) == [1, 41]


def test_a_switch_to_another_link_is_no_loss_and_keeps_the_quiet_time():
    loss = LinkLoss()
    assert sounds(S.LIVE, S.RECONNECTING, loss=loss) == [1]
    loss.forget()
    assert sounds(S.STOPPED, S.LIVE, S.RECONNECTING, loss=loss) == []
