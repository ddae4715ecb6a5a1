"""The dialog: what the user picks becomes the panel's words."""

import pytest
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QWidget

from app.window.add_panel_dialog import AddPanelDialog, kind_names
from app.window.panel_spec import KINDS, PanelSpec
from core.upbit.markets import Market, MarketList
from widgets.market_directory import MarketDirectory


@pytest.fixture
def dialog(application):
    parent = QWidget()
    markets = MarketDirectory(parent)
    markets.fill(MarketList([Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움")]))
    yield AddPanelDialog(markets, "KRW-ETH", parent)
    parent.deleteLater()


def choose(dialog, kind, market=None, option=None):
    kinds, options = dialog.findChildren(QComboBox)
    kinds.setCurrentIndex(kinds.findData(kind))
    if market is not None:
        dialog.findChild(QLineEdit).setText(market)
    if option is not None:
        options.setCurrentIndex(options.findData(option))


def test_it_starts_with_a_chart_of_the_market_at_hand(dialog):
    assert dialog.spec == PanelSpec("chart", "KRW-ETH")


@pytest.mark.parametrize("kind", list(KINDS))
def test_it_offers_every_kind_with_its_options(dialog, kind):
    choose(dialog, kind)
    options = dialog.findChildren(QComboBox)[1]
    assert [options.itemData(row) for row in range(options.count())] == ["", *KINDS[kind].options]
    assert dialog.findChild(QLineEdit).isEnabled() is KINDS[kind].has_market
    assert dialog.spec.kind == kind


def test_a_market_may_be_typed_or_picked_with_its_name(dialog):
    choose(dialog, "orderbook", market="krw-xrp", option="5")
    assert dialog.spec == PanelSpec("orderbook", "KRW-XRP", "5")
    choose(dialog, "trades", market="KRW-BTC  비트코인 BTC")
    assert dialog.spec == PanelSpec("trades", "KRW-BTC")


def test_the_completer_finds_a_market_by_its_korean_name(dialog):
    completer = dialog.findChild(QLineEdit).completer()
    completer.setCompletionPrefix("이더")
    assert completer.currentCompletion().startswith("KRW-ETH")


def test_saying_yes_tells_the_words_and_saying_no_nothing(dialog):
    told = []
    dialog.chosen.connect(told.append)
    dialog.reject()
    assert told == []
    choose(dialog, "chart", option="5m")
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert told == ["chart:KRW-ETH:5m"]


def test_every_kind_has_a_korean_name(application):
    assert set(kind_names()) == set(KINDS)
