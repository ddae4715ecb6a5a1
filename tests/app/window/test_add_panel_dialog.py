"""The dialog: the user's choices become a panel spec."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QWidget

from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.window.add_panel_dialog import AddPanelDialog
from app.window.kind_gallery import KindGallery
from core.model.markets import Market, MarketList
from widgets.markets.directory import MarketDirectory

MARKETS = MarketList(
    [
        Market("KRW-BTC", "비트코인", "Bitcoin"),
        Market("KRW-ETH", "이더리움", "Ethereum"),
        Market("KRW-XRP", "엑스알피(리플)", "XRP"),
        Market("BTC-ETH", "이더리움", "Ethereum"),
    ]
)


def ok(dialog):
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)


@pytest.fixture
def dialog(application):
    parent = QWidget()
    markets = MarketDirectory(parent)
    markets.fill(MARKETS)
    yield AddPanelDialog(markets, "KRW-ETH", parent)
    parent.deleteLater()


def choose(dialog, kind, market=None, option=None):
    (options,) = dialog.findChildren(QComboBox)
    dialog.findChild(KindGallery).choose(kind)
    if market is not None:
        dialog.findChild(QLineEdit, "market").setText(market)
    if option is not None:
        options.setCurrentIndex(options.findData(option))


def test_it_starts_with_a_chart_of_the_market_at_hand(dialog):
    assert dialog.spec == PanelSpec("chart", "KRW-ETH")


@pytest.mark.parametrize("kind", list(KINDS))
def test_it_offers_every_kind_with_its_options(dialog, kind):
    choose(dialog, kind)
    options = dialog.findChild(QComboBox)
    assert [options.itemData(row) for row in range(options.count())] == ["", *KINDS[kind].options]
    named = [options.itemText(row) for row in range(options.count())]
    assert [name for name in named if re.search("[a-z]", name)] == []
    assert all(named)
    assert dialog.findChild(QLineEdit, "market").isEnabled() is KINDS[kind].has_market
    assert dialog.spec is not None
    assert dialog.spec.kind == kind


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("KRW-BTC", "KRW-BTC"),
        ("KRW-BTC  비트코인 BTC", "KRW-BTC"),
        ("비트코인", "KRW-BTC"),
        ("btc", "KRW-BTC"),
        ("eth", "KRW-ETH"),
        ("xrp/krw", "KRW-XRP"),
        ("KRW:XRP", "KRW-XRP"),
        ("ㅇㄷ", "KRW-ETH"),
        ("이더리움 btc", "BTC-ETH"),
    ],
)
def test_a_market_is_found_by_each_of_its_names_and_shown(dialog, typed, code):
    choose(dialog, "orderbook", market=typed, option="5")
    assert dialog.spec == PanelSpec("orderbook", code, "5")
    assert f"({code})" in dialog.message
    assert ok(dialog).isEnabled()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        ":",
        "a:b:c",
        "KRW-NONE",
        "없는 종목",
        "<b>btc</b>",
        '<img src="/etc/hostname">',
        "😀",
        "가" * 300,
        "\u202e",
    ],
)
def test_what_no_market_goes_by_is_refused_with_a_sentence(dialog, typed):
    reported = []
    dialog.chosen.connect(reported.append)
    choose(dialog, "chart", market=typed)
    assert dialog.spec is None
    assert dialog.message.splitlines()[0].endswith(("종목이 없습니다.", "입력하세요."))
    assert len(dialog.message) < 120
    assert not ok(dialog).isEnabled()
    QTest.keyClick(dialog.findChild(QLineEdit, "market"), Qt.Key.Key_Return)
    dialog.accept()
    assert reported == []


def test_the_most_similar_market_is_named_where_none_is_found(dialog):
    choose(dialog, "chart", market="KRW-BTTC")
    assert "비트코인 BTC/KRW" in dialog.message
    choose(dialog, "chart", market="없는 종목")
    assert "비슷한" not in dialog.message, "none is like it"


def test_a_kind_without_a_market_needs_none(dialog):
    choose(dialog, "chart", market="없는 종목")
    choose(dialog, "engine")
    assert dialog.spec == PanelSpec("engine")
    assert dialog.message == ""
    assert ok(dialog).isEnabled()
    choose(dialog, "trades")
    assert dialog.spec is None


def test_before_the_list_is_there_only_a_code_will_do(application):
    parent = QWidget()
    markets = MarketDirectory(parent)
    dialog = AddPanelDialog(markets, "", parent)
    choose(dialog, "trades", market="krw-xrp")
    assert dialog.spec == PanelSpec("trades", "KRW-XRP")
    choose(dialog, "trades", market="비트코인")
    assert dialog.spec is None
    assert "아직 불러오지 못했습니다" in dialog.message
    markets.fill(MARKETS)
    assert dialog.spec == PanelSpec("trades", "KRW-BTC")
    parent.deleteLater()


def test_what_is_found_is_listed_while_one_types(dialog):
    line = dialog.findChild(QLineEdit, "market")
    line.clear()
    QTest.keyClicks(line, "xrp")
    rows = line.completer().model().stringList()
    assert [row.partition(" ")[0] for row in rows] == ["KRW-XRP"]
    line.setText(rows[0])
    assert dialog.spec.code == "KRW-XRP"


def test_a_market_with_odd_letters_in_its_name_is_listed_as_it_is(application):
    parent = QWidget()
    markets = MarketDirectory(parent)
    markets.fill(MarketList([Market("KRW-ODD", "<b>A & B</b>\n둘째")]))
    dialog = AddPanelDialog(markets, "odd", parent)
    assert dialog.message == "<b>A & B</b> 둘째 ODD/KRW (KRW-ODD)"
    parent.deleteLater()


def test_saying_yes_tells_the_panel_and_saying_no_nothing(dialog):
    reported = []
    dialog.chosen.connect(reported.append)
    dialog.reject()
    assert reported == []
    choose(dialog, "chart", option="5m")
    ok(dialog).click()
    assert reported == [PanelSpec("chart", "KRW-ETH", "5m")]


async def test_a_panel_without_a_market_is_titled_as_it_is_called_where_it_is_added(hand):
    for kind in ("watchlist", "engine", "assets", "my-orders", "faults"):
        assert hand.desk.open(PanelSpec(kind)).panel.panel_title() == KINDS[kind].title


@pytest.mark.parametrize(("kind", "name"), [("chart", "봉 단위"), ("orderbook", "호가 수"), ("trades", "옵션")])
def test_the_option_is_called_what_it_is(dialog, kind, name):
    choose(dialog, kind)
    assert dialog._labels[2].text() == name
