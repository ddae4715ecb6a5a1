from __future__ import annotations

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from app.process.language import Language
from core.market.market_state import MarketState, Phase
from core.model.markets import MarketList
from desk_in_hand import MARKETS, Desk, ticker
from waiting import eventually
from widgets.market_header.canvas import LOWER, UPPER, MarketHeaderCanvas
from widgets.market_header.fields import Subject
from widgets.market_header.panel import MarketHeaderPanel
from widgets.panel.data_state.data_notice import Notice

WIDE = 1200
YEAR = {"highest_52_week_price": 200.0, "lowest_52_week_price": 50.0}


class Watched(MarketHeaderCanvas):
    """It counts how often it is painted."""

    count = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.count += 1
        super().paintEvent(event)

    def painted(self) -> int:
        """Return how often since the last call."""
        QApplication.processEvents()
        before, self.count = self.count, 0
        return before


@pytest.fixture
async def panel(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> MarketHeaderPanel:
    monkeypatch.setattr("widgets.market_header.panel.MarketHeaderCanvas", Watched)
    desk.markets.fill(MARKETS)
    made = MarketHeaderPanel(desk.context, "KRW-ETH")
    made.resize(WIDE, UPPER + LOWER)
    made.show()
    await desk.requested()
    return made


def text(panel: MarketHeaderPanel, subject: Subject) -> str:
    return next((field.text for field in panel._canvas.fields if field.subject is subject), "")


async def test_it_watches_the_ticker_of_its_market_and_shows_it(desk: Desk, panel: MarketHeaderPanel):
    assert desk.wanted == {"ticker": {"KRW-ETH"}}
    assert panel.status_text == "불러오는 중"
    desk.deliver(ticker("KRW-ETH", 110.0, 100.0, **YEAR, acc_trade_volume_24h=5.0))
    assert panel.frame()
    assert panel.status_text == ""
    assert text(panel, Subject.PRICE).startswith("110")
    assert panel._canvas.shown == tuple(
        subject for subject in Subject if subject not in (Subject.NOTICE, Subject.WARNING)
    )
    assert panel.shown_values().sentence.startswith("현재가 110")
    assert panel.panel_title() == "이더리움 ETH/KRW · 현재가"


async def test_another_market_begins_without_figures(desk: Desk, panel: MarketHeaderPanel):
    desk.deliver(ticker("KRW-ETH", 110.0))
    panel.frame()
    panel.set_market("KRW-XRP")
    assert desk.wanted == {"ticker": {"KRW-XRP"}}
    assert [field.text for field in panel._canvas.fields] == ["불러오는 중"]
    assert not panel.has_data()


async def test_what_did_not_change_is_not_painted(desk: Desk, panel: MarketHeaderPanel):
    desk.deliver(ticker("KRW-ETH", 110.0))
    panel.frame()
    panel._canvas.painted()
    desk.deliver(ticker("KRW-ETH", 110.0, timestamp=1_795_144_543_000, ask_bid="ASK"))
    assert not panel.frame()
    panel.refresh()
    assert panel._canvas.painted() == 0
    desk.deliver(ticker("KRW-ETH", 111.0, timestamp=1_795_144_544_000))
    assert panel.frame()
    assert panel._canvas.painted() == 1


async def test_the_clock_runs_while_the_panel_is_seen(desk: Desk, panel: MarketHeaderPanel):
    desk.deliver(ticker("KRW-ETH", 110.0))
    panel.frame()
    assert panel._clock.isActive()
    panel.hide()
    assert not panel._clock.isActive()
    panel.refresh()
    assert not panel._clock.isActive()
    panel.show()
    assert panel._clock.isActive()
    panel.release()
    assert not panel._clock.isActive()
    panel.refresh()
    assert not panel._clock.isActive()


async def test_the_clock_is_the_exchanges(desk: Desk, panel: MarketHeaderPanel):
    nine = 1_795_132_800_000
    desk.deliver(ticker("KRW-ETH", 110.0, timestamp=nine - 7_200_000))
    for number in range(8):  # so many in a row are believed
        desk.deliver(ticker("KRW-ETH", 110.0 + number, timestamp=nine - 7_200_000 + number, stream_type="REALTIME"))
        panel.frame()
    panel.refresh()
    assert text(panel, Subject.CLOCK).endswith("2시간 0분")


async def test_a_designation_shows_at_once_and_leaves_with_the_next_list(desk: Desk, panel: MarketHeaderPanel):
    panel.set_market("KRW-BTC")
    desk.deliver(ticker("KRW-BTC", 110.0))
    panel.frame()
    assert text(panel, Subject.WARNING) == "주의 종목 글로벌 시세 차이"
    assert panel._canvas.toolTip() == "주의 종목: 글로벌 시세 차이"
    desk.markets.update_state("KRW-BTC", MarketState(Phase.SUSPENDED))
    assert text(panel, Subject.WARNING) == "거래 정지 주의 종목: 글로벌 시세 차이"
    desk.markets.update_state("KRW-ETH", MarketState(Phase.SUSPENDED))
    desk.markets.update_state("KRW-BTC", MarketState())
    desk.markets.fill(MarketList([]))
    assert text(panel, Subject.WARNING) == "거래지원 종료"
    assert text(panel, Subject.CLOCK) == ""
    assert panel._canvas._is_stale


async def test_a_lost_connection_is_told_among_the_figures_which_are_then_old(desk: Desk, panel: MarketHeaderPanel):
    desk.deliver(ticker("KRW-ETH", 110.0))
    panel.frame()
    assert not panel._canvas._is_stale
    desk.sockets[-1].abort()
    await eventually(lambda: panel._on_status() or panel.frame() or panel.status_text.startswith("연결 끊김"))
    assert text(panel, Subject.NOTICE) == panel.status_text.replace("\n", " ")
    assert Subject.NOTICE in panel._canvas.shown
    assert panel._canvas._is_stale
    assert panel._overlay.text == ""


@pytest.mark.parametrize("width", range(110, 900, 37))
async def test_at_every_width_the_price_is_whole_and_nothing_is_cut(desk: Desk, panel: MarketHeaderPanel, width):
    panel.set_market("KRW-BTC")
    desk.deliver(ticker("KRW-BTC", 158_219_000.0, 157_940_000.0, acc_trade_volume_24h=1203.88, **YEAR))
    panel.frame()
    panel.resize(width, UPPER + LOWER)
    canvas = panel._canvas
    assert Subject.PRICE in canvas.shown
    assert all(area.right() < canvas.width() for area in canvas._areas().values())


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-XRP", "BTC-ETH"])
@pytest.mark.parametrize("notice", [None, Notice("연결 끊김 · 마지막 수신 12:31:34")])
async def test_turnover_is_shown_before_the_time_left_and_alone_where_volume_has_no_room(
    desk: Desk, panel: MarketHeaderPanel, application: QApplication, language: str, code: str, notice: Notice | None
):
    """The closing countdown took the place of the day's turnover."""
    speaker = application.findChild(Language) or Language(application)
    speaker.switch(language)
    panel.set_market(code)
    price = 0.03512 if code == "BTC-ETH" else 158_219_000.0
    turnover = {"acc_trade_volume_24h": 1203.88, "acc_trade_price_24h": price * 1203.88}
    desk.deliver(ticker(code, price, price * 0.99, **turnover, **YEAR))
    panel.frame()
    panel.show_notice(notice)
    canvas, forms = panel._canvas, set()
    for width in range(110, 900, 5):
        panel.resize(width, UPPER + LOWER)
        shown = canvas.shown
        assert Subject.CLOCK not in shown or {Subject.RANGE, Subject.AMOUNT} <= set(shown), width
        if Subject.AMOUNT in shown:
            forms.add(canvas._places[Subject.AMOUNT].is_brief)
            assert canvas._areas()[Subject.AMOUNT].right() < canvas.width()
    speaker.switch("ko")
    assert forms == {True, False}


async def test_more_height_shows_more_fields(desk: Desk, panel: MarketHeaderPanel):
    desk.deliver(ticker("KRW-ETH", 110.0, acc_trade_volume_24h=5.0, **YEAR))
    panel.frame()
    panel.resize(200, UPPER + LOWER)
    few = len(panel._canvas.shown)
    panel.resize(200, 6 * (UPPER + LOWER))
    assert few < len(panel._canvas.shown) == len(panel._canvas.fields)


async def test_its_menu_helps_where_data_are_missing_and_copies_them_where_they_are(
    desk: Desk, panel: MarketHeaderPanel
):
    assert panel.menu_entries() == []
    panel.show_notice(Notice("연결하지 못함", ("KRW-BTC",), can_retry=True))
    assert [entry.title for entry in panel.menu_entries()] == ["비트코인 BTC/KRW", "다시 시도"]
    panel.market_chosen.connect(panel.set_market)  # as the desk does, for all panels linked to it
    panel.menu_entries()[0].run()
    assert panel.code == "KRW-BTC"
    panel.set_market("KRW-ETH")
    desk.deliver(ticker("KRW-ETH", 110.0))
    panel.frame()
    (entry,) = panel.menu_entries()
    entry.run()
    assert QApplication.clipboard().text().startswith("110")
