from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QApplication, QWidget

from core.market.alerts.alert import AlertKind
from core.market.alerts.quiet_hours import QuietHours
from core.market.alerts.telling import Ways
from looks import LOOK
from widgets.alerts.ways import WaysDialog
from widgets.look.look import Look
from widgets.markets.alerts import UserAlerts


@pytest.fixture
def alerts(application: QApplication) -> UserAlerts:
    return UserAlerts()


@pytest.fixture
def dialog(alerts: UserAlerts) -> Iterator[WaysDialog]:
    parent = QWidget()
    made = WaysDialog(alerts, LOOK, parent)
    made.open()
    yield made
    parent.close()


@pytest.mark.parametrize("kind", AlertKind)
def test_every_kind_is_changed_by_itself_and_at_once(alerts: UserAlerts, dialog: WaysDialog, kind: AlertKind):
    row = dialog.rows[kind]
    assert row.volume.isEnabled()
    row.desktop.click()
    row.volume.setValue(30)
    row.sound.click()
    assert alerts.ways == {kind: Ways(by_desktop=False, by_sound=False, volume=30)}
    assert not row.volume.isEnabled()
    row.desktop.click()
    row.sound.click()
    row.volume.setValue(70)
    assert alerts.ways == {}


def test_quiet_hours_are_set_and_taken_away(alerts: UserAlerts, dialog: WaysDialog):
    assert not dialog.start.isEnabled()
    dialog.quiet.click()
    assert alerts.quiet == QuietHours(23 * 60, 7 * 60)
    dialog.end.setTime(QTime(8, 30))
    assert alerts.quiet == QuietHours(23 * 60, 510)
    dialog.quiet.click()
    assert alerts.quiet == QuietHours()


@pytest.mark.parametrize(("zone", "words"), [("kst", "한국 시간(KST)"), ("utc", "UTC"), ("local", "이 컴퓨터의 시간")])
def test_the_clock_of_the_quiet_hours_is_named(alerts: UserAlerts, zone: str, words: str):
    look, parent = Look(), QWidget()
    dialog = WaysDialog(alerts, look, parent)
    look.set_time_zone(zone)
    assert words in dialog._zone.text()
    parent.deleteLater()


def test_quiet_hours_that_never_are_quiet_are_said(dialog: WaysDialog):
    assert dialog._never.isHidden(), "nothing is quiet anyway"
    dialog.start.setTime(dialog.end.time())
    assert dialog._never.isHidden()
    dialog.quiet.click()
    assert not dialog._never.isHidden()
    dialog.end.setTime(dialog.end.time().addSecs(60))
    assert dialog._never.isHidden()


def test_it_begins_with_what_is_set(alerts: UserAlerts):
    alerts.set_telling({AlertKind.FILL: Ways(by_sound=False, volume=20)}, QuietHours(60, 120))
    parent = QWidget()
    dialog = WaysDialog(alerts, LOOK, parent)
    row = dialog.rows[AlertKind.FILL]
    assert (row.desktop.isChecked(), row.sound.isChecked(), row.volume.value()) == (True, False, 20)
    assert (dialog.start.time(), dialog.end.time()) == (QTime(1, 0), QTime(2, 0))
    assert dialog.quiet.isChecked()


def test_every_control_has_a_name(dialog: WaysDialog):
    names = [widget.accessibleName() for row in dialog.rows.values() for widget in row[1:]]
    assert len(set(names)) == 3 * len(AlertKind)
    assert all(names)
