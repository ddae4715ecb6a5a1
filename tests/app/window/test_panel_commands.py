"""Panels opened by commands come forward, with the market at hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from alert_messages import BTC, alert
from app.desk.panel_menu import PanelMenu
from app.panels.links import FIRST_GROUP
from app.panels.spec import DEFAULT_DESK, PanelSpec
from app.window.add_panel_dialog import AddPanelDialog
from app.window.alert_popup import AlertPopup
from app.window.panel_commands import PanelCommands
from core.market.alerts.firing import Firing
from core.model.markets import Market, MarketList
from desk_in_hand import MARKETS
from waiting import eventually
from widgets.chart.indicators.window import IndicatorWindow


@pytest.fixture
def panels(hand):
    return PanelCommands(hand.window, hand.desk)


def words(hand):
    return [str(dock.spec) for dock in hand.desk.docks()]


async def test_a_new_panel_has_the_market_at_hand(hand, panels):
    hand.open("trades:KRW-ETH")
    panels.open_new("orderbook")
    panels.open_new("engine")
    assert words(hand) == ["trades:KRW-ETH", "orderbook:KRW-ETH", "engine"]


async def test_one_more_panel_joins_the_group_of_the_panel_it_is_opened_from_in_each_way(hand, panels):
    hand.markets.fill(MARKETS)
    hand.desk.open_all(DEFAULT_DESK)
    watchlist, _, chart, *_ = hand.desk.docks()
    await hand.laid_out()

    def by_gallery(code):
        panels.ask_for_panel()
        (dialog,) = [each for each in hand.window.findChildren(AddPanelDialog) if each.isVisible()]
        dialog._market.setText(code)
        dialog._look()
        dialog.accept()

    def by_menu_of(dock, code):
        menu = PanelMenu(hand.desk, dock, code)
        next(each for each in menu.actions() if each.text() == "호가 열기").trigger()

    ways = (lambda: panels.open_new("chart"), lambda: by_gallery("KRW-BTC"), lambda: by_menu_of(chart, "KRW-BTC"))
    for way in ways:
        hand.desk.bring_forward(chart)
        await eventually(lambda: chart.has_keyboard)
        way()
        assert hand.desk.docks()[-1].links.market == FIRST_GROUP
        assert hand.desk.docks()[-1].spec.code == "KRW-BTC"
    hand.desk.bring_forward(chart)
    by_gallery("KRW-XRP")
    by_menu_of(watchlist, "KRW-SHIB")
    assert [dock.links.market for dock in hand.desk.docks()[-2:]] == ["", ""], "of other markets"
    hand.desk.linking.choose_market(watchlist, "KRW-ETH")
    codes = [dock.panel.code for dock in hand.desk.docks() if dock.panel.code]
    assert codes == ["KRW-ETH"] * 7 + ["KRW-XRP", "KRW-SHIB"]


async def test_the_first_of_a_kind_is_opened_once(hand, panels):
    panels.show_first("engine")
    hand.desk.docks()[0].hide()
    panels.show_first("engine")
    assert words(hand) == ["engine"]
    assert not hand.desk.docks()[0].isHidden()


async def test_the_indicators_are_those_of_the_active_chart_or_the_first_or_a_new_one(hand, panels):
    def with_window():
        return [str(dock.spec) for dock in hand.desk.docks() if dock.panel.findChildren(IndicatorWindow)]

    hand.open("engine")
    panels.show_indicators()
    assert with_window() == [f"chart:{hand.desk.usual_market}:1m"]
    _, _, third = hand.open("chart:KRW-ETH:1m", "trades:KRW-ETH", "chart:KRW-XRP:5m")
    await hand.laid_out()
    hand.desk.bring_forward(third)
    await eventually(lambda: hand.desk.active() is third)
    panels.show_indicators()
    assert with_window() == [f"chart:{hand.desk.usual_market}:1m", "chart:KRW-XRP:5m"]


async def test_a_number_past_the_last_panel_does_nothing(hand, panels):
    _, second = hand.open("engine", "trades:KRW-BTC")
    second.hide()
    panels.show_numbered(2)
    assert second.isHidden()
    panels.show_numbered(1)
    assert not second.isHidden()


async def test_the_market_list_is_requested_and_its_arrival_is_told(hand, panels):
    requested = []
    hand.markets.reload_requested.connect(lambda: requested.append(True))
    panels.reload_markets()
    panels.reload_markets()
    assert len(requested) == 2
    hand.markets.fill(MarketList([Market("KRW-BTC", "비트코인")]))
    assert "종목 1개" in hand.window.notice.text
    panels.reload_markets()
    hand.markets.set_trouble("불러오지 못함")
    hand.window.notice.dismiss()  # the report before may wait for more to be said of this failure
    panels.reload_markets()
    hand.markets.fill(MarketList([Market("KRW-BTC", "비트코인")]))
    assert "바뀐 것이 없습니다" in hand.window.notice.text


async def test_the_dialog_goes_with_the_source_whose_markets_it_offers(hand, panels):
    panels.ask_for_panel()
    (dialog,) = hand.window.findChildren(AddPanelDialog)
    assert dialog.isVisible()
    hand.desk.move_out()
    assert not dialog.isVisible()


async def test_the_star_is_that_of_the_active_panel_of_its_row_or_else_of_the_market_at_hand(hand, panels):
    favourites = hand.desk.favourites
    panels.toggle_favourite()
    assert favourites.codes == (hand.desk.usual_market,)
    panels.toggle_favourite()
    trades, _ = hand.open("trades:KRW-ETH", "engine")
    await hand.laid_out()
    for dock in hand.desk.docks():
        hand.desk.bring_forward(dock)
        await eventually(lambda d=dock: hand.desk.active() is d)
        panels.toggle_favourite()
        assert favourites.codes == ("KRW-ETH",), "an engine monitor has no market, and says so"
        assert ("고른 종목이 없습니다" in hand.window.notice.text) is (dock is not trades)
    dock = hand.desk.open(PanelSpec("watchlist"))
    hand.markets.fill(MarketList([Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움")]))
    await hand.laid_out()
    hand.desk.bring_forward(dock)
    await eventually(lambda: hand.desk.active() is dock)
    for row, market in enumerate(dock.panel._model.markets):
        dock.panel._table.setCurrentIndex(dock.panel._model.index(row, 0))
        before = market.code in favourites
        panels.toggle_favourite()
        assert (market.code in favourites) is not before
        panels.toggle_favourite()


async def test_a_command_that_does_not_suit_the_active_panel_says_why(hand, panels):
    (dock,) = hand.open("faults")
    await hand.laid_out()
    hand.window.activateWindow()
    hand.desk.bring_forward(dock)
    await eventually(lambda: hand.desk.active() is dock)
    linking = hand.desk.linking
    commands = (panels.show_values, panels.toggle_favourite, linking.ask_for_group, linking.ask_for_unit_group)
    said = []
    for command in commands:
        command()
        said.append(hand.window.notice.text)
    assert len(set(said)) == len(commands)
    assert all("다시 해 보세요" in text for text in said)


async def test_what_a_panel_says_is_shown_in_the_line_of_the_window(hand, panels):
    (dock,) = hand.open("chart:KRW-BTC")
    dock.panel.said.emit("차트가 말합니다")
    assert hand.window.notice.text == "차트가 말합니다"
    dock.panel.done.emit("저장했습니다")
    assert hand.window.notice.text == "저장했습니다"


async def test_a_removed_alert_comes_back_by_undo(hand, panels):
    alerts = hand.desk.alerts
    for key in "abc":
        alerts.put(alert(key=key))
    before = list(alerts)
    alerts.remove("a")
    assert hand.window.notice.isVisible()
    assert "되돌립니다" in hand.window.notice.text
    alerts.remove("b")
    hand.desk.reopen()
    hand.desk.reopen()
    assert list(alerts) == before


async def test_the_alerts_over_the_window_are_snoozed_and_closed_by_command(hand, panels):
    panels.snooze_alert()
    panels.close_alerts()
    alerts = hand.desk.alerts
    popup = AlertPopup(alerts, str, hand.window)
    for key in "abc":
        alerts.put(alert(key=key))
        alerts.tell(Firing(alert(key=key), BTC, 0, price=101.0), 0)
    panels.snooze_alert()
    assert [each.id for each in alerts if each.snoozed_until_ms] == ["c"]
    assert len(popup.cards) == 2
    panels.close_alerts()
    assert popup.isHidden()
    assert [each.id for each in alerts if each.snoozed_until_ms] == ["c"]


async def test_the_active_panel_is_floated_and_docked(hand, panels):
    panels.float_or_dock()
    assert "고른 패널이 없습니다" in hand.window.notice.text
    _, dock = hand.open("engine", "trades")
    await hand.laid_out()
    hand.window.activateWindow()
    hand.desk.bring_forward(dock)
    await eventually(lambda: hand.desk.active() is dock)
    panels.float_or_dock()
    assert dock.isFloating()
    await eventually(lambda: dock.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window)
    # The offscreen platform reports no loss of the focus when Qt makes another window of the dock.
    await eventually(lambda: hand.window.activateWindow() or QApplication.activeWindow() is hand.window)
    await eventually(lambda: dock.activateWindow() or QApplication.activeWindow() is dock)
    dock.panel.setFocus()
    assert hand.desk.active() is dock
    panels.float_or_dock()
    assert not dock.isFloating()


@pytest.mark.parametrize(
    ("command", "said"),
    [("undo", "되돌릴 것이 없습니다"), ("snooze_alert", "알림이 없습니다"), ("close_alerts", "알림이 없습니다")],
)
async def test_a_command_that_finds_nothing_says_so(hand, panels, command, said):
    getattr(panels, command)()
    assert said in hand.window.notice.text
    if command == "undo":
        (dock,) = hand.open("trades")
        dock.close()
        panels.undo()
        assert words(hand) == ["trades:KRW-BTC"]
