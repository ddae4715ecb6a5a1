"""The engine monitor with a real engine and an exchange that the test controls."""

from __future__ import annotations

import gc

import pytest
import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QTabWidget

from core.engine.pending_task import PendingStage
from core.model.subscription import StreamType, subscribe
from desk_in_hand import Desk, ticker
from engine_figures import with_scope
from paint_count import Paints
from places import place
from waiting import eventually
from widgets.engine_monitor.panel import EnginePanel
from widgets.paint.text_table import TextTable
from widgets.trades.panel import TradesPanel


@pytest_asyncio.fixture
async def panel(desk: Desk) -> EnginePanel:
    made = EnginePanel(desk.context)
    made.resize(840, 500)
    made.show()
    return made


def texts(table: TextTable) -> dict[str, list[str]]:
    """First cell of each row -> the others."""
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}


def station(panel: EnginePanel, title: str) -> tuple[str, str]:
    """The content of a box of the public lane, and its count."""
    (box,) = [box for box in panel.picture.lanes[0] if box.title == title]
    return box.holds, box.passed


async def test_five_quick_openings_show_one_task_four_riders_and_one_request(desk: Desk, panel: EnginePanel) -> None:
    for number in range(5):
        desk.engine.attach(f"trades:KRW-C{number}:#{number}", [subscribe(StreamType.TRADE, f"KRW-C{number}")])
    await desk.requested()
    panel.refresh()
    figures = {name: cells[0] for name, cells in {**texts(panel.page.tasks), **texts(panel.page.requests)}.items()}
    assert (figures["changes"], figures["pending_task_created"], figures["pending_task_skipped"]) == ("5", "1", "4")
    assert (figures["total_messages"], figures["avg_batch_size"], figures["batch_efficiency"]) == ("1", "5.0", "80%")
    assert station(panel, "대기 작업 · Pending Task") == ("대기 없음", "생성 1 · 건너뜀 4")
    assert station(panel, "요청 제한")[1] == "전송 1"


async def test_every_metric_and_setting_keeps_its_seed_name_beside_its_meaning(desk: Desk, panel: EnginePanel) -> None:
    rows = {**texts(panel.page.tasks), **texts(panel.page.requests)}
    assert set(rows) == {
        "changes", "duplicate_requests_prevented", "pending_task_created", "pending_task_skipped", "batch_efficiency",
        "avg_batch_size", "total_messages", "rate_limiter_waits", "resubscriptions",
        "debounce_delay", "max_wait", "heartbeat_interval",
    }  # fmt: skip
    assert all(gloss for _, gloss in rows.values())
    assert rows["max_wait"][0] == "15초"


async def test_a_stream_shows_who_wants_it_and_how_far_it_has_come(desk: Desk, panel: EnginePanel) -> None:
    feed = desk.engine.attach("orderbook:KRW-BTC:30#3", [subscribe(StreamType.TICKER, "KRW-BTC")])
    panel.refresh()
    assert texts(panel.page.streams) == {"현재가 KRW-BTC": ["●", "○", "○", "–", "orderbook:KRW-BTC:30#3", "0"]}
    await desk.requested()
    panel.refresh()
    assert texts(panel.page.streams)["현재가 KRW-BTC"][:3] == ["●", "●", "○"]
    desk.deliver(ticker())
    panel.refresh()
    assert texts(panel.page.streams) == {"현재가 KRW-BTC": ["●", "●", "●", "방금", "orderbook:KRW-BTC:30#3", "1"]}
    feed.close()


async def test_streams_that_stand_alike_are_folded_and_open_at_a_click(desk: Desk, panel: EnginePanel) -> None:
    codes = [f"KRW-C{number:02}" for number in range(30)]
    desk.engine.attach("watchlist::#1", [subscribe(StreamType.TICKER, *codes)])
    await desk.requested()
    desk.deliver(ticker("KRW-C07"))
    panel.refresh()
    assert list(texts(panel.page.streams)) == ["▶ 현재가 29종목", "현재가 KRW-C07"]
    panel.page.streams.clicked.emit(panel.page.streams.rows[0].name)
    assert len(panel.page.streams.rows) == 31
    assert next(iter(texts(panel.page.streams))) == "▼ 현재가 29종목"


async def test_links_and_gates_show_what_passed(desk: Desk, panel: EnginePanel) -> None:
    desk.engine.attach("a", [subscribe(StreamType.TICKER, "KRW-BTC")])
    await desk.requested()
    panel.refresh()
    assert texts(panel.page.links)["상태"] == ["연결됨", "연결 없음"]
    assert texts(panel.page.links)["에포크"] == ["1", "0"]
    assert texts(panel.page.gates)["슬롯 / 초"] == ["1/5", "0/5", "1/5"]
    assert texts(panel.page.gates)["슬롯 / 분"] == ["1/100", "0/100", "1"]


async def test_the_state_of_the_pending_task_is_named(desk: Desk, panel: EnginePanel) -> None:
    desk.engine.attach("a", [subscribe(StreamType.TICKER, "KRW-BTC")])
    panel.page.show_report(with_scope(desk.engine.report(), stage=PendingStage.WAITING_FOR_GATE))
    assert panel.page.task_section.note == "시세 슬롯 기다림 · 계정 대기 없음"
    await desk.requested()
    panel.refresh()
    assert panel.page.task_section.note == "시세 대기 없음 · 계정 대기 없음"


async def test_looking_registers_nothing_and_sends_nothing(desk: Desk, panel: EnginePanel) -> None:
    for _ in range(3):
        panel.refresh()
    assert desk.engine.get_subscription_stats()["components"] == 0
    assert desk.engine.get_connection_metrics()["changes"] == 0
    assert not desk.sockets


async def test_what_says_the_same_is_not_painted_again(desk: Desk, panel: EnginePanel) -> None:
    desk.engine.attach("a", [subscribe(StreamType.TICKER, "KRW-BTC")])
    await desk.requested()
    panel.refresh()
    still = [Paints(each) for each in (panel.page.tasks, panel.page.requests)]
    streams = Paints(panel.page.streams)
    await eventually(lambda: streams.count and all(each.count for each in still))
    before = [each.count for each in still]
    for expected in (streams.count + 1, streams.count + 2):
        panel.refresh()  # nothing has changed
        desk.deliver(ticker())
        panel.refresh()
        await eventually(lambda expected=expected: streams.count >= expected)
        assert streams.count == expected
    assert [each.count for each in still] == before


async def test_it_reads_only_while_it_can_be_seen(desk: Desk) -> None:
    made = EnginePanel(desk.context)
    assert not made._timer.isActive()
    made.show()
    assert made._timer.isActive()
    assert made._timer.interval() == 1000
    made.hide()
    assert not made._timer.isActive()
    desk.engine.attach("a", [subscribe(StreamType.TICKER, "KRW-BTC")])
    made.refresh()
    assert not made.page.streams.rows
    made.show()
    assert made.page.streams.rows


async def test_behind_another_tab_it_does_not_read(desk: Desk) -> None:
    tabs = QTabWidget()
    made = EnginePanel(desk.context)
    tabs.addTab(made, "엔진")
    tabs.addTab(EnginePanel(desk.context), "다른 것")
    tabs.show()
    assert made._timer.isActive()
    tabs.setCurrentIndex(1)
    assert not made._timer.isActive()


async def test_release_is_idempotent_and_final(desk: Desk, panel: EnginePanel) -> None:
    panel.release()
    panel.release()
    assert not panel._timer.isActive()
    panel.refresh()
    assert not panel._timer.isActive()


async def test_losses_are_named(desk: Desk, panel: EnginePanel) -> None:
    desk.deliver({"type": "ticker", "code": "KRW-NOBODY", "trade_price": 1.0, "timestamp": 1})
    panel.refresh()
    assert panel.page._troubles.isVisibleTo(panel)
    assert panel.page._troubles.text() == "구독 없음 1"


@pytest.mark.parametrize("width", [300, 560, 840])
async def test_the_sections_keep_their_order_at_every_width(desk: Desk, panel: EnginePanel, width: int) -> None:
    panel.resize(width, 600)
    panel.grab()
    page = panel.page
    sections = (page.subscription_section, page.link_section, page.gate_section, page.task_section)
    places = [(section.y(), section.x()) for section in sections]
    assert places == sorted(places)


async def test_the_picture_stands_above_the_page_which_scrolls_down_only(panel: EnginePanel) -> None:
    panel.resize(500, 300)
    panel.show()
    await eventually(lambda: panel.page.width() < 500)
    area = panel.findChild(QScrollArea)
    picture = place(panel.picture, panel)
    assert picture[:3] == (0, 0, 500)
    assert place(area, panel) == (0, picture[3], 500, 300 - picture[3])
    assert panel.page.width() == area.viewport().width()
    assert place(panel.page, area)[0] == 0, "no frame"
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    panel.resize(500, 900)
    await eventually(lambda: area.height() > 400)
    assert panel.picture.height() == panel.picture.sizeHint().height(), "the page takes what is left"


async def test_rows_name_the_open_panels_by_their_titles(desk: Desk, panel: EnginePanel) -> None:
    trades = TradesPanel(desk.context, "KRW-BTC")
    panel.refresh()
    assert texts(panel.page.streams)["체결 KRW-BTC"][4] == trades.panel_title()
    trades.set_market("KRW-ETH")
    panel.refresh()
    assert texts(panel.page.streams)["체결 KRW-ETH"][4] == trades.panel_title()
    assert list(desk.context.panels.values()) == [trades]
    trades.release()
    del trades
    gc.collect()
    assert not desk.context.panels, "the table keeps no panel"
