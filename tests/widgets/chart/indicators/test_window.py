"""The window of the indicators, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QPushButton, QSpinBox, QWidget

from core.market.indicators.catalogue import CATALOGUE
from indicators_in_hand import chart_with_indicators
from looks import LOOK
from widgets.chart.indicators.window import IndicatorWindow, open_window

_KEY = Qt.ItemDataRole.UserRole


@pytest.fixture
def hand(application):
    view, _series, shown = chart_with_indicators()
    panel = QWidget()
    view.setParent(panel)
    window = open_window(panel, LOOK, shown)
    yield window, shown, view
    view.close()
    panel.deleteLater()
    QApplication.processEvents()


def offered(window):
    items = [window.offered.item(row) for row in range(window.offered.count())]
    return [item.data(_KEY) for item in items if item.data(_KEY)]


def listed(window):
    return [window.listed.item(row).text() for row in range(window.listed.count())]


def _numbers(name):
    return [parameter.key for parameter in CATALOGUE[name].parameters if not parameter.choices]


def button(window, text):
    (found,) = (each for each in window.findChildren(QPushButton) if each.text() == text)
    return found


def test_all_indicators_are_offered_under_where_they_are_drawn(hand):
    window, *_ = hand
    assert offered(window) == list(CATALOGUE)
    headings = [window.offered.item(row) for row in range(window.offered.count())]
    assert [item.text() for item in headings if not item.data(_KEY)] == ["가격 위", "아래 창"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("볼린저", "bollinger"),
        ("bollinger", "bollinger"),
        ("rsi", "rsi"),
        ("ㅇㄷㅍㄱ", "sma"),
        ("일목", "ichimoku"),
        ("ichimoku", "ichimoku"),
        ("dlfahr", "ichimoku"),
        ("ATR", "atr"),
        ("매물대", "volume-profile"),
        ("슈퍼", "supertrend"),
        ("스토캐", "stochastic"),
        ("on balance", "obv"),
    ],
)
def test_what_is_typed_finds_them_in_both_languages(hand, typed, first):
    window, *_ = hand
    window.search.setText(typed)
    assert first in offered(window)
    assert len(offered(window)) < len(CATALOGUE)


def test_nothing_found_is_said_and_nothing_is_added(hand):
    window, shown, _ = hand
    window.search.setText("zzzz")
    assert offered(window) == []
    assert window.offered.item(0).text() == "찾는 지표가 없습니다"
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert len(shown.all) == 4
    assert not button(window, "추가").isEnabled()


def test_the_keyboard_alone_finds_and_adds(hand):
    window, shown, view = hand
    QTest.keyClicks(window.search, "macd")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert shown.all[-1].key == "macd"
    assert "macd" in [pane.key for pane in view.panes]
    assert window.editor.chosen.key == "macd"
    assert listed(window)[-1] == "MACD 12 26 9"


def test_the_arrows_pass_the_names_of_places(hand):
    window, *_ = hand
    seen = [window.offered.currentItem().data(_KEY)]
    for _ in range(30):
        QTest.keyClick(window.search, Qt.Key.Key_Down)
        seen.append(window.offered.currentItem().data(_KEY))
    assert list(dict.fromkeys(seen)) == list(CATALOGUE)
    for _ in range(30):
        QTest.keyClick(window.search, Qt.Key.Key_Up)
    assert window.offered.currentItem().data(_KEY) == next(iter(CATALOGUE))


def test_a_double_click_adds(hand):
    window, shown, _ = hand
    window.search.setText("cci")
    window.offered.itemActivated.emit(window.offered.currentItem())
    assert shown.all[-1].key == "cci"


def test_a_parameter_changes_the_chart_and_the_list_and_keeps_its_field(hand):
    window, shown, _ = hand
    window.choose("sma-2")
    editor = window.editor
    field = editor.findChild(QSpinBox, "period")
    field.setValue(33)
    assert shown.find("sma-2").values["period"] == 33
    assert listed(window)[1] == "이동평균 (MA) 33"
    assert window.editor is editor, "the field with the keyboard stays"


def test_a_box_hides_and_shows(hand):
    window, shown, _ = hand
    window.listed.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not shown.find("sma").is_shown
    window.listed.item(0).setCheckState(Qt.CheckState.Checked)
    assert shown.find("sma").is_shown


def test_fields_of_a_hidden_one_do_not_show_it_again(hand):
    window, shown, _ = hand
    window.choose("sma")
    window.listed.item(0).setCheckState(Qt.CheckState.Unchecked)
    window.editor.findChild(QSpinBox, "period").setValue(9)
    assert not shown.find("sma").is_shown
    assert shown.find("sma").values["period"] == 9


def test_removing_goes_on_with_the_next_one(hand):
    window, shown, _ = hand
    window.choose("sma-2")
    button(window, "삭제").click()
    assert [each.key for each in shown.all] == ["sma", "sma-3", "sma-4"]
    assert window.editor.chosen.key == "sma-3"
    window.listed.setFocus()
    for _ in range(3):
        QTest.keyClick(window.listed, Qt.Key.Key_Delete)
    assert shown.all == ()
    assert window.editor is None
    assert not button(window, "삭제").isEnabled()
    assert not button(window, "기본값으로").isEnabled()


def test_defaults_come_back_for_one_and_for_all(hand):
    window, shown, _ = hand
    window.choose("sma")
    window.editor.findChild(QSpinBox, "period").setValue(200)
    button(window, "기본값으로").click()
    assert shown.find("sma").values["period"] == 20
    assert window.editor.findChild(QSpinBox, "period").value() == 20
    button(window, "모두 처음대로").click()
    assert [each.values["period"] for each in shown.all] == [5, 20, 60, 120]
    assert window.editor.findChild(QSpinBox, "period").value() == 5


def test_the_last_one_that_fits_says_that_no_more_do(hand):
    window, shown, _ = hand
    while not shown.is_full:
        window.add_current()
    assert not button(window, "추가").isEnabled()
    assert any("24" in each.text() for each in window.findChildren(type(window._none)))


def test_what_this_version_does_not_have_is_said(hand):
    window, shown, _ = hand
    shown.restore_state([{"id": "sma"}, {"id": "quantum"}])
    assert window._none.isVisible()
    assert "quantum" in window._none.text()


def test_a_change_elsewhere_is_shown(hand):
    window, shown, _ = hand
    shown.add(CATALOGUE["ema"])
    assert listed(window)[-1] == "지수이동평균 (EMA) 20"


def test_there_is_one_window_a_chart(hand):
    window, shown, _ = hand
    assert open_window(window.parentWidget(), LOOK, shown, "sma-3") is window
    assert window.editor.chosen.key == "sma-3"
    assert isinstance(window, IndicatorWindow)


@pytest.mark.parametrize("name", [name for name in CATALOGUE if _numbers(name)])
def test_a_refused_number_is_said_beside_the_title_where_it_is_seen(hand, name):
    window, shown, _ = hand
    window.choose(shown.add(CATALOGUE[name]).key)
    for key in _numbers(name):
        field = window.editor.findChild(QAbstractSpinBox, key)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, "99999999")
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
        said = window.editor.refusal
        assert said.text()
        assert said.visibleRegion().boundingRect() == said.rect()
        assert said.height() >= said.heightForWidth(said.width())
