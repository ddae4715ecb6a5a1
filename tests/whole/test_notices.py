"""No notice of a panel lies over a text of its data: every kind, every notice, any size, font size and language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.panels.kinds import KINDS
from app.process.language import Language
from desk_in_hand import MARKETS, Desk, book, candle, ticker, trade
from painted import read
from whole_desk import WholeDesk
from widgets.account.private_panel import PrivatePanel
from widgets.chart.panel import ChartPanel
from widgets.chart.view import ChartView
from widgets.depth_chart.view import DepthView
from widgets.look.theme import Ink
from widgets.order_book.canvas import OrderBookCanvas
from widgets.paint.row_table import Line, RowTable
from widgets.panel.data_state.data_notice import Notice
from widgets.panel.panel import Panel
from widgets.trades.canvas import TradesCanvas
from widgets.watchlist.table.table import WatchlistTable

STREAMED = [kind for kind in KINDS if kind not in {"engine", "faults", "alerts"}]
"""Kinds whose data have a state; the others watch no stream."""

DATA = (RowTable, WatchlistTable, TradesCanvas, OrderBookCanvas, DepthView, ChartView)
"""What shows figures; a widget cuts off by itself what it has no room for."""

NOTICES = (
    Notice("손상된 데이터 24건 제외", is_aside=True, is_current=True),
    Notice("거래 유의 종목\n거래 지원이 끝난 종목입니다", is_aside=True, is_current=True),
    Notice(
        "Disconnected · last received 12:34:56\nThe host was not found. Check connection and DNS · retry in 3 s",
        is_aside=True,
        can_retry=True,
    ),
)
LOWEST = (0, 0)
SIZES = ((900, 500), (340, 480), (300, 200), LOWEST)
"""Pixels; a panel is never smaller than it needs, which is the last size."""


@pytest.fixture
def language(application: QApplication) -> Iterator[Language]:
    found = application.findChild(Language) or Language(application)
    yield found
    found.switch("ko")


def laid_out() -> None:
    """Let the layouts have their turns, and nothing that would tell of the real state of the data."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def hidden_texts(panel: Panel, *, is_lowest: bool) -> list[str]:
    """Return the painted texts that words or buttons of a notice cut.

    At the least height a table has no room for a whole row, with or without a notice: what counts there is that the
    notice is beside the table.
    """
    parts: list[QWidget] = [panel._overlay._text, *panel._overlay.findChildren(QPushButton)]
    if isinstance(panel, ChartPanel):
        parts.append(panel.requests.notice)
    cards = [QRectF(part.rect()).translated(part.mapTo(panel, part.rect().topLeft())) for part in parts]
    shown = [card for card, part in zip(cards, parts, strict=True) if part.isVisible()]
    assert shown or panel.kind == "market-header"
    if is_lowest:
        data = [each for each in panel.findChildren(QWidget) if isinstance(each, DATA) and each.isVisible()]
        areas = [QRectF(each.rect()).translated(each.mapTo(panel, each.rect().topLeft())) for each in data]
        return [repr(each) for each, area in zip(data, areas, strict=True) if any(map(area.intersects, shown))]
    return [
        text.text
        for text in read(panel).texts
        if text.text.strip()
        and any(
            card.intersects(QRectF(text.left, text.baseline - text.size + 2, text.width, text.size)) for card in shown
        )
    ]


@pytest.mark.parametrize(("name", "percent"), [("ko", 100), ("en", 150)])
@pytest.mark.parametrize("kind", STREAMED)
async def test_a_notice_cuts_no_text_of_the_data_and_needs_no_more_height(application, language, kind, name, percent):
    language.switch(name)
    hand = Desk()
    look = hand.context.look
    look.dress(application)
    look.set_font_percent(percent)
    hand.markets.fill(MARKETS)
    panel = KINDS[kind].load()(hand.context, "KRW-BTC" if KINDS[kind].has_market else "")
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(panel)
    try:
        frame.resize(*SIZES[0])
        frame.show()
        if hand.wanted:
            await hand.requested()
        hand.deliver(ticker(), ticker("KRW-ETH", 200.0), book(depth=15), *map(trade, range(40)), candle())
        panel.frame()
        for table in panel.findChildren(RowTable):
            columns = len(table._headings)
            table.show_lines([Line("", ("글 1.5",) * columns, (Ink.TEXT,) * columns) for _ in range(40)])
        if isinstance(panel, PrivatePanel):  # it has no key here
            panel._pages.setCurrentWidget(panel._data)
        for size in SIZES:
            panel.show_notice(None)
            laid_out()
            frame.resize(QSize(*map(look.px, size)).expandedTo(frame.minimumSizeHint()))
            laid_out()
            least = panel.minimumSizeHint()
            for notice in NOTICES:
                panel.show_notice(notice)
                if isinstance(panel, ChartPanel):
                    panel.requests.notice.show_text(notice.text, can_switch=True)
                laid_out()
                assert hidden_texts(panel, is_lowest=size == LOWEST) == [], (size, notice.text)
                assert panel.minimumSizeHint().height() <= least.height()
    finally:
        frame.close()
        panel.release()
        look._application = None
        await hand.stop()


async def test_a_dock_that_places_its_title_or_floats_leaves_a_notice_its_strip_and_its_title_the_other_margin(
    application,
):
    desk = WholeDesk()
    try:
        await desk.fed()
        dock = next(each for each in desk.desk.docks() if each.panel.kind == "orderbook")
        panel = dock.panel
        for notice in (NOTICES[0], None, NOTICES[2]):
            panel.show_notice(notice)
            for is_floating in (False, True, False):
                dock.setFloating(is_floating)
                dock._place_header()
                top = panel.contentsMargins().top()
                panel.show_notice(notice)
                margins = panel.contentsMargins()
                assert (margins.top(), margins.bottom()) == (top, panel._overlay.strip)
                assert bool(margins.bottom()) is bool(notice)
    finally:
        await desk.stop()
