from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from alert_messages import BTC, alert
from app.window.alert_popup import MOST, SHOWN_FOR_MS, AlertPopup
from app.window.main_window import MainWindow
from core.market.alerts.alert import AlertKind
from core.market.alerts.firing import Firing
from widgets.markets.alerts import UserAlerts
from widgets.text.formats import hour_and_minute


@pytest.fixture
def window(application):
    made = MainWindow()
    made.resize(900, 600)
    made.show()
    return made


@pytest.fixture
def alerts():
    return UserAlerts()


@pytest.fixture
def popup(window, alerts):
    return AlertPopup(alerts, lambda code: f"이름 {code}", window)


def fire(alerts, *keys, kind=AlertKind.PRICE, **more):
    for key in keys:
        made = alert(kind, key, **more)
        alerts.put(made)
        alerts.tell(Firing(made, "" if kind is AlertKind.CONNECTION else BTC, 0, price=101.0, figure=12.0), 0)


def test_it_is_hidden_without_an_alert(popup):
    assert popup.isHidden()


def test_an_alert_is_shown_in_the_corner_over_the_status_bar(popup, alerts, window):
    fire(alerts, "1", note="절반 매도")
    (card,) = popup.cards
    assert (card.title.text(), card.text.text(), card.note.text()) == (
        "가격 도달 · 이름 KRW-BTC",
        "100 도달 → ▲ 101",
        "절반 매도",
    )
    assert popup.isVisible()
    assert popup.geometry().right() <= window.width()
    assert popup.geometry().bottom() <= window.statusBar().geometry().top()
    window.resize(700, 500)
    assert popup.geometry().right() <= 700
    assert popup.geometry().bottom() <= window.statusBar().geometry().top()


def test_an_alert_without_a_market_has_the_name_of_its_kind(popup, alerts):
    fire(alerts, "1", kind=AlertKind.CONNECTION)
    assert [card.title.text() for card in popup.cards] == ["연결 끊김"]


def test_only_the_newest_are_shown(popup, alerts, window):
    window.resize(900, 900)
    fire(alerts, *map(str, range(MOST + 2)))
    assert [card.alert_id for card in popup.cards] == [str(n) for n in range(2, MOST + 2)]


@pytest.mark.parametrize("height", [250, 400, 900])
def test_in_a_small_window_they_take_a_third_of_its_height(popup, alerts, window, height):
    window.resize(900, height)
    fire(alerts, *map(str, range(MOST + 2)), note="절반 매도")
    assert popup.cards[-1].alert_id == str(MOST + 1)
    assert popup.height() <= 0.35 * window.height() or len(popup.cards) == 1
    assert len(popup.cards) == MOST or height < 900


def test_one_that_rings_again_takes_the_place_of_what_it_said_before(popup, alerts):
    fire(alerts, "1", "2")
    fire(alerts, "1")
    assert [card.alert_id for card in popup.cards] == ["2", "1"]


def test_one_is_closed_and_the_last_hides_it(popup, alerts):
    fire(alerts, "1", "2")
    popup.cards[0].close_button.click()
    assert [card.alert_id for card in popup.cards] == ["2"]
    assert popup.isVisible()
    popup.cards[0].close_button.click()
    assert popup.isHidden()


@pytest.mark.parametrize("part", ["title", "text", "note"])
def test_a_click_anywhere_takes_it_away_and_a_click_that_slips_off_does_not(popup, alerts, part):
    fire(alerts, "1", "2", note="절반 매도")
    card = popup.cards[0]
    QTest.mousePress(card, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(-30, -30))
    QTest.mouseClick(card, Qt.MouseButton.RightButton)
    assert len(popup.cards) == 2
    QTest.mouseClick(getattr(card, part), Qt.MouseButton.LeftButton)
    assert [each.alert_id for each in popup.cards] == ["2"]


def test_esc_that_no_panel_uses_takes_all_away(popup, alerts, window):
    using, idle = QComboBox(window), QLabel(window)
    idle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    fire(alerts, "1", "2")
    using.showPopup()
    QTest.keyClick(using.view(), Qt.Key.Key_Escape)
    assert len(popup.cards) == 2, "Esc closed the list"
    QTest.keyClick(idle, Qt.Key.Key_Return)
    assert len(popup.cards) == 2
    QTest.keyClick(idle, Qt.Key.Key_Escape)
    assert popup.isHidden()


def point_at(popup):
    """Move the mouse over a text of an alert, as the window system does."""
    under, at = popup.cards[0].text, QPointF(5, 5)
    none = Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(under, QMouseEvent(QEvent.Type.MouseMove, at, under.mapToGlobal(at), *none))


def point_elsewhere(popup):
    QApplication.sendEvent(popup, QEvent(QEvent.Type.Leave))
    assert popup._stir.isActive(), "the pointer may only have slipped off"
    popup._stir.timeout.emit()


def places(popup):
    return {card.alert_id: card.mapToGlobal(card.rect().topLeft()) for card in popup.cards}


def test_a_pointer_that_rests_where_they_appear_holds_none(popup, alerts):
    fire(alerts, "1", "2")
    at = QPointF(5, 5)
    QApplication.sendEvent(popup, QEnterEvent(at, at, at))
    assert all(card._end.isActive() for card in popup.cards)
    point_at(popup)
    assert not any(card._end.isActive() for card in popup.cards)
    for card in popup.cards:
        card.end()
    popup._stir.timeout.emit()
    fire(alerts, "3")
    assert all(card._end.isActive() for card in popup.cards), "a popup that was hidden knows of no pointer"
    point_at(popup)
    assert not any(card._end.isActive() for card in popup.cards)


def test_all_stay_while_the_pointer_is_on_one_of_them(popup, alerts):
    fire(alerts, "1", "2")
    point_at(popup)
    assert not any(card._end.isActive() for card in popup.cards)
    QApplication.sendEvent(popup, QEvent(QEvent.Type.Leave))
    point_at(popup)
    assert not popup._stir.isActive()
    point_elsewhere(popup)
    assert all(card._end.isActive() for card in popup.cards)


@pytest.mark.parametrize("gone", range(MOST))
async def test_no_card_moves_under_the_pointer_whatever_comes_and_goes(popup, alerts, window, gone):
    window.resize(900, 900)
    fire(alerts, *map(str, range(MOST)))
    await asyncio.sleep(0)
    point_at(popup)
    before = places(popup)
    popup.cards[gone].end()
    fire(alerts, "new", "1")
    await asyncio.sleep(0.05)
    before.pop(str(gone))
    assert places(popup) == before
    point_elsewhere(popup)
    assert [card.alert_id for card in popup.cards][-1] == "1"
    assert "new" in places(popup), "what came meanwhile is shown now"


async def test_what_comes_while_the_pointer_is_there_is_put_above_if_there_is_room(popup, alerts, window):
    window.resize(900, 900)
    fire(alerts, "1")
    await asyncio.sleep(0)
    point_at(popup)
    before = places(popup)
    fire(alerts, "2")
    await asyncio.sleep(0.05)
    after = places(popup)
    assert after["1"] == before["1"]
    assert after["2"].y() < after["1"].y()
    for card in popup.cards:
        card.end()
    assert popup.isHidden()
    fire(alerts, "3")
    assert popup.isHidden(), "a second press would meet what the user has not seen"
    popup._stir.timeout.emit()
    assert list(places(popup)) == ["3"]


def test_one_is_snoozed_and_it_is_said_which_and_until_when(popup, alerts, window):
    fire(alerts, "1")
    popup.cards[0].snooze_button.click()
    (snoozed,) = alerts
    assert abs(snoozed.snoozed_until_ms - time.time() * 1000 - 600_000) < 60_000
    until = hour_and_minute(snoozed.snoozed_until_ms, window.look.zone)
    assert window.notice.text == f"이름 KRW-BTC 100 도달: {until}까지 쉽니다."
    assert popup.isHidden()


def test_one_that_is_told_once_cannot_be_snoozed(popup, alerts):
    fire(alerts, "1", is_once=True)
    assert popup.cards[0].snooze_button.isHidden()
    popup.cards[0].snooze()
    assert len(popup.cards) == 1
    assert all(not each.snoozed_until_ms for each in alerts)


def test_it_goes_by_itself(popup, alerts):
    fire(alerts, "1")
    card = popup.cards[0]
    assert card._end.interval() == SHOWN_FOR_MS
    card._end.timeout.emit()
    assert popup.isHidden()


COMES_AND_GOES = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.window import alert_popup
from app.window.main_window import MainWindow
from core.market.alerts.alert import Alert, AlertKind
from core.market.alerts.firing import Firing
from widgets.markets.alerts import UserAlerts

alert_popup.SHOWN_FOR_MS = {shown_ms}
application = QApplication([])
window, alerts = MainWindow(), UserAlerts()
popup = alert_popup.AlertPopup(alerts, lambda code: code, window)
window.show()
alert = Alert("1", AlertKind.PRICE, "KRW-BTC", 100.0)
alerts.put(alert)
firing = Firing(alert, "KRW-BTC", 0, price=101.0, figure=12.0)
told = 0


def tell():
    global told
    told += 1
    alerts.tell(firing, 0)
    if told == 500:
        application.quit()


clock = QTimer()
clock.timeout.connect(tell)
clock.start(5)
application.exec()
print("told", told)
"""


@pytest.mark.parametrize("shown_ms", [20, 60_000], ids=["soon", "pushed out"])
def test_memory_is_whole_while_alerts_come_and_go(shown_ms):
    """What was freed is overwritten there, so that whoever still uses it crashes at once instead of now and then."""
    done = subprocess.run(
        [sys.executable, "-c", COMES_AND_GOES.format(shown_ms=shown_ms)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONMALLOC": "debug", "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (done.returncode, done.stdout.strip()) == (0, "told 500"), done.stderr[-2000:]


@pytest.mark.parametrize("percent", [90, 100, 150])
@pytest.mark.parametrize("count", range(1, MOST + 2))
async def test_no_card_is_cut_however_many_there_are(application, count, percent):
    window, alerts = MainWindow(), UserAlerts()
    window.look.dress(application)
    window.look.set_font_percent(percent)
    window.resize(1000, 900)
    window.show()
    popup = AlertPopup(alerts, lambda code: f"이름 {code}", window)
    for number in range(count):
        fire(alerts, str(number), note="절반 매도" if number % 2 else "아주 긴 메모 " * 8)
        for card in popup.cards:
            assert_whole(card, popup)
    await asyncio.sleep(0.05)
    popup.cards[0].end()
    window.look.set_font_percent(120)
    await asyncio.sleep(0.05)
    for card in popup.cards:
        assert_whole(card, popup)
    window.look._application = None
    window.close()


def assert_whole(card, popup):
    assert card.isVisible()
    assert popup.rect().contains(card.geometry())
    for part in (card.title, card.text, card.note, card.snooze_button, card.close_button):
        if part.isVisible():
            needed = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.minimumSizeHint().height()
            assert part.height() >= needed, part
            assert card.rect().contains(part.geometry())
