"""Nothing in a dialog is squeezed, whatever it comes to say, in both languages and at every size of the font."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from alert_messages import BTC, alert
from app.about.dialog import AboutDialog
from app.process.language import Language
from app.window.add_panel_dialog import AddPanelDialog
from app.window.name_dialog import NameDialog
from core.market.alerts.alert import AlertKind
from desk_in_hand import MARKETS
from widgets.alerts.form import AlertForm
from widgets.alerts.ways import WaysDialog
from widgets.look.look import Look
from widgets.markets.alerts import UserAlerts
from widgets.markets.directory import MarketDirectory
from widgets.trades.tier_editor import TierEditor

LEVELS = ("158440000", "158440300", "-1", "1e99", "")


def settle() -> None:
    for _ in range(6):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def squeezed(dialog: QDialog) -> list[str]:
    """The widgets of a dialog that are lower than what is in them."""
    settle()
    found = []
    for widget in dialog.findChildren(QWidget):
        is_text = isinstance(widget, QLabel) and widget.wordWrap()
        least = widget.heightForWidth(widget.width()) if is_text else widget.minimumSizeHint().height()
        if widget.isVisible() and widget.height() < least:
            found.append(f"{type(dialog).__name__}: {type(widget).__name__} {widget.height()} < {least}")
    return found


def opened(dialog: QDialog) -> QDialog:
    dialog.open()
    return dialog


def in_turn(look: Look, parent: QWidget) -> Iterator[QDialog]:
    """Every dialog, each time after it has come to say something else."""
    alerts, markets = UserAlerts(), MarketDirectory()
    markets.fill(MARKETS)
    for kind in AlertKind:
        form = AlertForm(alert(kind, code=BTC), alerts, markets, look, parent)
        yield opened(form)
        for level in LEVELS:
            form.level.setText(level)
            form.level.textEdited.emit(level)
            yield form
    ways = WaysDialog(alerts, look, parent)
    yield opened(ways)
    ways.quiet.setChecked(True)
    ways.start.setTime(ways.end.time())
    yield ways
    tiers = TierEditor("KRW", (1e6, 2e6, 3e6), parent)
    yield opened(tiers)
    tiers.boxes[0].setValue(9e6)
    yield tiers
    tiers._refuse(tiers.boxes[0])
    yield tiers
    name = NameDialog("new-workspace", "관찰", lambda _name: False, parent)
    yield opened(name)
    for typed in ("둘", ""):
        name._name.setText(typed)
        yield name
    panel = AddPanelDialog(markets, "KRW-BTC", parent, look)
    yield opened(panel)
    panel._market.setText("q" * 30)
    panel._market.searched.emit("q" * 30)
    yield panel
    yield opened(AboutDialog(parent))


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("code", ["ko", "en"])
def test_nothing_is_squeezed(application: QApplication, percent: int, code: str):
    look = application.findChild(Look) or Look(application)
    look.dress(application)
    language = application.findChild(Language) or Language(application)
    language.switch(code)
    look.set_font_percent(percent)
    parent = QWidget()
    parent.show()
    found = [each for dialog in in_turn(look, parent) for each in squeezed(dialog)]
    language.switch("ko")
    look.set_font_percent(100)
    settle()
    assert found == []
