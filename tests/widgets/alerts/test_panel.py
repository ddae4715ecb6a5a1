from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from alert_messages import BTC, alert
from core.market.alerts.alert import Alert, AlertKind
from core.market.alerts.firing import Firing
from core.market.alerts.quiet_hours import QuietHours, minute_at, written_minute
from desk_in_hand import MARKETS, Desk
from widgets.alerts.panel import AlertsPanel
from widgets.alerts.ways import WaysDialog
from widgets.markets.alerts import Trouble, UserAlerts
from widgets.panel.menu_entry import MenuEntry


@pytest.fixture
def panel(desk: Desk) -> AlertsPanel:
    desk.markets.fill(MARKETS)
    made = AlertsPanel(desk.context)
    made.resize(600, 300)
    made.show()
    return made


@pytest.fixture
def alerts(panel: AlertsPanel) -> UserAlerts:
    return panel.context.alerts


def states(panel: AlertsPanel) -> list[str]:
    return [line.texts[0] for line in panel.table.lines]


def entry(panel: AlertsPanel, *titles: str) -> MenuEntry:
    found, entries = None, panel.menu_entries()
    for title in titles:
        (found,) = [each for each in entries if each.title == title]
        entries = list(found.entries)
    assert found is not None
    return found


async def test_alerts_are_listed_and_what_came_true_below(panel: AlertsPanel, alerts: UserAlerts):
    assert panel.note == "0개"
    alerts.put(alert(note="절반"))
    alerts.put(alert(AlertKind.LISTING, "new"))
    assert [line.texts[1] for line in panel.table.lines] == ["비트코인 BTC/KRW", "–"]
    alerts.tell(Firing(alert(), BTC, 1000, price=101.0), 1000)
    assert [line.texts[3:] for line in panel.history.lines] == [("100 도달", "▲ 101")]
    assert panel.table.lines[0].texts[4] == "01-01 09:00"
    assert panel.note == "2개"


async def test_what_cannot_be_watched_is_said_in_the_row_and_above(panel: AlertsPanel, alerts: UserAlerts):
    alerts.put(alert())
    alerts.put(alert(key="b"))
    alerts.set_troubles({"a": Trouble.DISCONNECTED})
    assert states(panel) == ["연결 끊김", "감시 중"]
    assert panel.note == "2개 · 1개는 지금 감시할 수 없음"
    alerts.remove("a")
    assert panel.note == "1개", "the watch has not looked again yet"
    alerts.set_troubles({})
    assert panel.note == "1개"


@pytest.mark.parametrize("is_quiet", [True, False])
async def test_while_it_is_quiet_the_line_above_says_until_when(panel: AlertsPanel, alerts: UserAlerts, is_quiet: bool):
    alerts.put(alert())
    now = minute_at(round(time.time() * 1000), panel.context.look.zone)
    end = (now + 120) % 1440
    alerts.set_telling({}, QuietHours((now - 60) % 1440 if is_quiet else (now + 60) % 1440, end))
    assert panel.note == (f"1개 · 조용한 시간 ~{written_minute(end)}" if is_quiet else "1개")


async def test_those_of_another_source_are_listed_as_such(panel: AlertsPanel, alerts: UserAlerts):
    alerts.source_name = {"simulated": "모의", "upbit": "업비트"}.get
    alerts.set_source("upbit")
    for key, source in (("a", "upbit"), ("b", "simulated"), ("c", "")):
        alerts.put(alert(key=key, source=source))
    assert states(panel) == ["감시 중", "모의에서만", "감시 중"]
    assert panel.note == "3개 · 1개는 다른 출처의 알림"
    assert [line.texts[2] for line in panel.table.lines] == ["100 도달", "100 도달", "100 도달 · 모든 출처"]
    alerts.set_source("simulated")
    assert states(panel) == ["업비트에서만", "감시 중", "감시 중"]


async def test_one_that_rings_at_every_source_can_be_kept_for_the_present_one(panel: AlertsPanel, alerts: UserAlerts):
    alerts.source_name = {"simulated": "모의", "upbit": "업비트"}.get
    alerts.set_source("upbit")
    alerts.put(alert())
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    entry(panel, "지금 출처에서만 울리기").run()
    assert [each.source for each in alerts] == ["upbit"]
    assert "지금 출처에서만 울리기" not in [each.title for each in panel.menu_entries()]
    alerts.set_source("simulated")
    assert states(panel) == ["업비트에서만"]


async def test_a_click_points_at_the_market_and_a_double_click_edits(panel: AlertsPanel, alerts: UserAlerts):
    pointed: list[str] = []
    asked: list[Alert] = []
    panel.market_pointed.connect(pointed.append)
    alerts.asked.connect(asked.append)
    alerts.put(alert(code="KRW-ETH"))
    alerts.put(alert(AlertKind.LISTING, "new"))
    row = QPoint(20, panel.table._top(0) + 5)
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert pointed == ["KRW-ETH"]
    QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert [each.id for each in asked] == ["a"]
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, panel.table._top(1) + 5))
    assert pointed == ["KRW-ETH"]


async def test_the_keyboard_alone_does_everything(panel: AlertsPanel, alerts: UserAlerts):
    asked: list[Alert] = []
    alerts.asked.connect(asked.append)
    QTest.keyClick(panel.table, Qt.Key.Key_Insert)
    assert len(asked) == 1
    for key in (Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_Delete):
        QTest.keyClick(panel.table, key)  # without a row nothing happens
    assert len(asked) == 1
    alerts.put(alert())
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert states(panel) == ["꺼짐"]
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert states(panel) == ["감시 중"]
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    assert asked[1] == alert()
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert states(panel) == []


async def test_the_menu_is_about_the_row_it_was_opened_on(panel: AlertsPanel, alerts: UserAlerts):
    assert [each.title for each in panel.menu_entries()] == ["알림 추가…", "알리는 방법…"]
    alerts.put(alert())
    alerts.put(alert(key="b", code="KRW-ETH"))
    place = QPoint(20, panel.table._top(1) + 5)
    QTest.mousePress(panel.table.viewport(), Qt.MouseButton.RightButton, pos=place)
    assert panel.market_at(panel.table.viewport().mapTo(panel, place)) == panel.market_at(None) == "KRW-ETH"
    entry(panel, "켜기").run()
    assert states(panel) == ["감시 중", "꺼짐"]
    entry(panel, "알림 지우기").run()
    assert [each.id for each in alerts] == ["a"]


@pytest.mark.parametrize("kind", AlertKind)
async def test_the_menu_of_a_row_offers_a_new_alert_once(panel: AlertsPanel, alerts: UserAlerts, kind: AlertKind):
    alerts.put(alert(kind))
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    own = [each.title for each in panel.menu_entries()].count("알림 추가…")
    assert own + bool(panel.market_at(None)) == 1, "the menu of a market has that entry too"


async def test_an_alert_is_snoozed_and_woken(panel: AlertsPanel, alerts: UserAlerts):
    alerts.put(alert())
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    entry(panel, "잠시 쉬기", "1시간 동안").run()
    (snoozed,) = alerts
    assert abs(snoozed.snoozed_until_ms - time.time() * 1000 - 3_600_000) < 60_000
    assert states(panel)[0].endswith("까지 쉼")
    entry(panel, "잠시 쉬기", "그만 쉬기").run()
    assert states(panel) == ["감시 중"]


async def test_the_buttons_ask_for_the_forms(panel: AlertsPanel, alerts: UserAlerts):
    asked: list[Alert] = []
    alerts.asked.connect(asked.append)
    panel.add_button.click()
    assert [each.kind for each in asked] == [AlertKind.PRICE]
    panel.ways_button.click()
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, WaysDialog)]
    dialog.close()


async def test_a_closed_panel_follows_nothing(panel: AlertsPanel, alerts: UserAlerts):
    panel.release()
    alerts.put(alert())
    assert panel.table.lines == ()


async def test_its_values_are_those_of_the_table(panel: AlertsPanel, alerts: UserAlerts):
    alerts.put(alert())
    assert panel.panel_title() == "알림"
    assert [row.texts for row in panel.shown_values().rows] == [line.texts for line in panel.table.lines]
