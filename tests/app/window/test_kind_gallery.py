"""The gallery of kinds: found by typing in both languages, chosen by keys and by the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.panels.kinds import KINDS
from app.window.kind_gallery import KindGallery
from widgets.look.look import Look


@pytest.fixture
def gallery(qtbot):
    made = KindGallery(Look())
    qtbot.addWidget(made)
    made.show()
    return made


def listed(gallery):
    return [gallery.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(gallery.list.count())]


def test_it_lists_every_kind_with_a_picture_and_one_line(gallery):
    assert listed(gallery) == list(KINDS)
    for row, kind in enumerate(KINDS.values()):
        item = gallery.list.item(row)
        assert item.text() == f"{kind.title}\n{kind.about}"
        assert not item.icon().isNull()
        assert item.data(Qt.ItemDataRole.AccessibleTextRole) == f"{kind.title}. {kind.about}"
        assert kind.about.endswith(".")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("호가", "orderbook"), ("ㅎㄱ", "orderbook"), ("체", "trades"), ("chart", "chart"), ("ORDER", "orderbook"),
     ("평가손익", "assets"), ("gh", "orderbook"), ("ch", "chart"), ("t", "trades"), ("en", "engine")],
)  # fmt: skip
def test_a_kind_is_found_by_its_name_its_code_and_its_line(gallery, typed, found):
    QTest.keyClicks(gallery.search, typed) if typed.isascii() else gallery.search.setText(typed)
    assert gallery.kind == found
    assert len(listed(gallery)) < len(KINDS)


def test_what_is_not_found_is_said_and_nothing_is_chosen(gallery):
    heard = []
    gallery.changed.connect(lambda: heard.append(gallery.kind))
    gallery.search.setText("zzzz")
    assert (gallery.kind, listed(gallery), heard) == ("", [], [""])
    gallery.search.clear()
    assert listed(gallery) == list(KINDS)
    assert gallery.kind


def test_arrow_keys_move_the_choice_while_the_field_has_the_keyboard(gallery):
    gallery.choose("watchlist")
    QTest.keyClick(gallery.search, Qt.Key.Key_Down)
    assert gallery.kind == list(KINDS)[1]
    QTest.keyClick(gallery.search, Qt.Key.Key_Up)
    QTest.keyClick(gallery.search, Qt.Key.Key_Up)
    assert gallery.kind == next(iter(KINDS))


def test_a_hidden_kind_that_is_chosen_is_shown(gallery):
    gallery.search.setText("chart")
    gallery.choose("trades")
    assert gallery.kind == "trades"
    assert gallery.search.text() == ""


def test_a_double_click_confirms(gallery):
    confirmed = []
    gallery.confirmed.connect(lambda: confirmed.append(gallery.kind))
    gallery.choose("chart")
    place = gallery.list.visualItemRect(gallery.list.currentItem()).center()
    QTest.mouseClick(gallery.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(gallery.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert confirmed == ["chart"]


def test_the_choice_stays_when_look_or_size_change(gallery):
    gallery.choose("trades")
    gallery._look.set_font_percent(150)
    assert gallery.kind == "trades"
    assert gallery.list.iconSize().width() == 132
