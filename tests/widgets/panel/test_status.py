"""What is said about a panel's data, from the real status of its streams; what a retry requests."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QObject

from core.model.link_status import ConnectionState, LinkStatus
from core.model.subscription import StreamType, subscribe
from core.timing import backoff
from desk_in_hand import MARKETS, Desk, ticker
from waiting import eventually
from widgets.panel.status import PanelStatus, retry
from widgets.text.redial import until_next_ms

WANTED = (subscribe(StreamType.TICKER, "KRW-BTC"),)


class Owner(QObject):
    """What the engine holds weakly."""

    def heard(self) -> None:
        """Take notice."""


def watched(desk: Desk):
    owner = Owner()
    feed = desk.engine.attach("one", WANTED, owner=owner, on_data=owner.heard, on_status=owner.heard)
    return owner, feed, PanelStatus(owner, desk.context)


async def test_it_speaks_until_data_arrive(desk: Desk):
    owner, feed, status = watched(desk)
    assert status.notice(status.of(feed), "KRW-BTC", has_data=False, is_fresh=False).text == "불러오는 중"
    await desk.requested()
    desk.deliver(ticker())
    assert status.notice(status.of(feed), "KRW-BTC", has_data=True, is_fresh=True) is None
    assert not status._countdown.isActive()
    del owner


async def test_skipped_rows_are_said_and_counted_down(desk: Desk):
    owner, feed, status = watched(desk)
    await desk.requested()
    desk.deliver(ticker())
    status.count_skipped(3)
    notice = status.notice(status.of(feed), "KRW-BTC", has_data=True, is_fresh=True)
    assert "3" in notice.text
    assert status._countdown.isActive()
    seconds = []
    status.second_passed.connect(lambda: seconds.append(1))
    status._countdown.timeout.emit()
    assert seconds == [1]
    status.stop()
    assert not status._countdown.isActive()
    del owner


async def test_a_market_that_does_not_exist_is_said_with_others_to_choose(desk: Desk):
    owner, feed, status = watched(desk)
    desk.markets.fill(MARKETS)
    assert status.codes_instead("KRW-BTTC", has_data=False)[0] == "KRW-BTC"
    assert status.codes_instead("KRW-BTTC", has_data=True) == ()
    assert status.codes_instead("KRW-BTC", has_data=False) == ()
    assert "KRW-BTTC" in status.notice(status.of(feed), "KRW-BTTC", has_data=False, is_fresh=False).text
    del owner


async def test_a_retry_asks_for_the_market_list_only_where_it_is_missing(desk: Desk):
    owner, feed, _status = watched(desk)
    requests = []
    desk.markets.reload_requested.connect(lambda: requests.append(1))
    retry(desk.context, feed, WANTED)
    assert requests == []
    desk.markets.set_trouble("서버에 연결할 수 없습니다")
    retry(desk.context, feed, WANTED)
    assert requests == [1]
    del owner


@pytest.mark.parametrize("state", [ConnectionState.CONNECTING, ConnectionState.RECONNECTING])
async def test_a_wait_for_the_next_attempt_is_counted_from_number_to_number(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, state: ConnectionState
):
    owner, feed, status = watched(desk)
    real = feed.status()
    seconds = []
    status.second_passed.connect(lambda: seconds.append(1))
    for next_in in (3.2, 2.05):
        link = LinkStatus(state, "", 4, next_in)
        monkeypatch.setattr(type(feed), "status", lambda _feed, link=link: real._replace(link=link))
        status.of(feed)
        assert status._countdown.interval() == until_next_ms(next_in)
    await eventually(lambda: seconds == [1])
    monkeypatch.setattr(type(feed), "status", lambda _feed: real)
    status.of(feed)
    assert not status._countdown.isActive()
    del owner


async def test_a_wait_for_the_rate_limit_is_said_and_counted_from_its_first_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backoff, "INITIAL", 0.01)
    owner = Owner()
    told: list[str] = []

    def tell() -> None:
        notice = status.notice(status.of(feed), "KRW-BTC", has_data=True, is_fresh=False)
        told.append("" if notice is None else notice.text)

    feed = desk.engine.attach("one", WANTED, owner=owner, on_status=tell)
    status = PanelStatus(owner, desk.context)
    await desk.requested()
    desk.deliver(ticker(), {"error": {"name": "Too Many Requests", "message": "요청 수 제한을 초과했습니다."}})
    desk.sockets[-1].abort()
    await eventually(lambda: told and "요청 한도" in told[-1])
    assert re.fullmatch(
        r"다시 불러오는 중 · 마지막 수신 \S+\n거래소의 요청 한도 때문에 (5\d|60)초 뒤에 요청합니다", told[-1]
    )
    assert feed.status().link.state is ConnectionState.LIVE
    status.of(feed)
    assert status._countdown.interval() <= until_next_ms(1.0)
    status.stop()
    del owner
