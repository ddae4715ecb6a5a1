"""Streams of a panel beside its own ones."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from core.model.subscription import StreamType, subscribe
from desk_in_hand import ticker
from waiting import eventually
from widgets.panel.panel import Panel
from widgets.panel.side_feed import SideFeed


class Taking(Panel):
    """Shows nothing; has a stream of its own."""

    kind = "taking"

    def consume(self, messages: list[object]) -> bool:
        return False


@pytest.fixture
def panel(application, desk):
    made = Taking(desk.context, "KRW-BTC")
    made.subscribe([subscribe(StreamType.TICKER, "KRW-BTC")])
    made.show()
    yield made
    made.release()
    made.close()


async def test_its_streams_come_and_go_beside_those_of_the_panel(panel, desk) -> None:
    feed, came = SideFeed(panel, "side"), []
    feed.arrived.connect(came.extend)
    assert (feed.component_id, feed.status) == ("", None)
    feed.subscribe([subscribe(StreamType.TICKER, "KRW-ETH")])
    assert desk.wanted == {"ticker": {"KRW-BTC", "KRW-ETH"}}
    await desk.requested()
    desk.deliver(ticker("KRW-ETH", 200.0), ticker("KRW-BTC", 100.0))
    await eventually(lambda: came)
    assert [message.code for message in came] == ["KRW-ETH"]
    feed.subscribe([subscribe(StreamType.TICKER, "KRW-XRP")])
    assert desk.wanted == {"ticker": {"KRW-BTC", "KRW-XRP"}}
    assert feed.component_id in desk.context.panels
    feed.close()
    feed.close()
    assert desk.wanted == {"ticker": {"KRW-BTC"}}
    assert feed.component_id == ""


async def test_the_status_is_told(panel, desk) -> None:
    feed, told = SideFeed(panel, "side"), []
    feed.status_changed.connect(lambda: told.append(feed.status.is_sent))
    feed.subscribe([subscribe(StreamType.TICKER, "KRW-ETH")])
    await desk.requested()
    desk.deliver(ticker("KRW-ETH", 200.0))
    await eventually(lambda: True in told)


async def test_a_hidden_panel_takes_its_messages_within_a_second(panel, desk) -> None:
    panel.hide()
    feed, came = SideFeed(panel, "side"), []
    feed.arrived.connect(came.extend)
    feed.subscribe([subscribe(StreamType.TICKER, "KRW-ETH")])
    await desk.requested()
    desk.deliver(ticker("KRW-ETH", 200.0))
    await eventually(lambda: came)


async def test_it_leaves_the_wire_with_its_panel_however_that_dies(application, desk) -> None:
    panel = Taking(desk.context, "KRW-BTC")
    feed = SideFeed(panel, "side")
    feed.subscribe([subscribe(StreamType.TICKER, "KRW-ETH")])
    gone = weakref.ref(panel), weakref.ref(feed)
    gc.disable()
    try:
        panel.deleteLater()
        del panel, feed
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            await asyncio.sleep(0)
        assert [each() for each in gone] == [None, None]
        assert desk.wanted == {}
    finally:
        gc.enable()


async def test_that_messages_are_left_out_no_more_is_told_though_none_comes(panel, desk, monkeypatch) -> None:
    monkeypatch.setattr("core.engine.deliver.left_out.RUN_ENDS_AFTER", 0.2)
    monkeypatch.setattr("widgets.panel.side_feed._SECOND_MS", 50)
    feed, told = SideFeed(panel, "side"), []
    feed.subscribe([subscribe(StreamType.TICKER, "KRW-ETH")])
    await desk.requested()
    desk.deliver(ticker("KRW-ETH", 200.0))
    await eventually(lambda: feed.status.last_heard is not None)
    feed.status_changed.connect(lambda: told.append(feed.status.has_left_out))
    desk.deliver(ticker("KRW-ETH", 201.0) | {"trade_price": []})
    await eventually(lambda: True in told and told[-1] is False, within=5)
    feed.close()
