from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from core.market.trades.tiers import USUAL_TIERS
from widgets.trades.tier_editor import TierEditor


@pytest.fixture
def parent(application) -> QWidget:
    return QWidget()


@pytest.fixture
def editor(parent) -> TierEditor:
    made = TierEditor("KRW", (1e6, 2e6, 3e6), parent)
    made.show()
    return made


def test_it_shows_the_present_amounts(editor):
    assert [box.text() for box in editor.boxes] == ["1,000,000 KRW", "2,000,000 KRW", "3,000,000 KRW"]


@pytest.mark.parametrize(
    ("typed", "told"), [("5000000", (2e6, 3e6, 5e6)), ("0", None), ("x", None), ("12", (12.0, 2e6, 3e6))]
)
def test_what_is_typed_is_told_in_ascending_order(editor, typed, told):
    changes = []
    editor.changed.connect(lambda quote, thresholds: changes.append((quote, thresholds)))
    editor.boxes[0].selectAll()
    QTest.keyClicks(editor.boxes[0], typed)
    QTest.keyClick(editor.boxes[0], Qt.Key.Key_Tab)
    if told is None:
        assert all(min(thresholds) > 0 for _, thresholds in changes)
    else:
        assert changes[-1] == ("KRW", told)
        assert editor.order.isVisible() is (typed == "5000000"), "another order than they stand in is said"
        editor.usual.click()
        assert not editor.order.isVisible()


def test_the_usual_amounts_are_a_button_away(editor):
    changes = []
    editor.changed.connect(lambda _, thresholds: changes.append(thresholds))
    editor.usual.click()
    assert changes[-1] == USUAL_TIERS["KRW"]


@pytest.mark.parametrize(("quote", "text"), [("BTC", "0.5000 BTC"), ("USDT", "0.50 USDT")])
def test_other_currencies_have_decimals(parent, quote, text):
    assert TierEditor(quote, (0.5, 1.0, 2.0), parent).boxes[0].text() == text
