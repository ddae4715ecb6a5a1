from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea

from core.upbit.credentials import Credentials
from widgets.key_form import KeyForm

ACCESS, SECRET = "canary-access", "canary-secret"


@pytest.fixture
def form(application) -> KeyForm:
    return KeyForm(is_simulated=False)


def fields(form: KeyForm) -> list[QLineEdit]:
    return form.findChildren(QLineEdit)


def show_low(application: QApplication, form: KeyForm, width: int) -> None:
    """As low as it lets a dock become, once scroll bars have come and gone."""
    form.resize(width, form.minimumSizeHint().height())
    form.show()
    for _ in range(4):
        application.processEvents()


def fill(form: KeyForm, access: str = ACCESS, secret: str = SECRET) -> list[Credentials]:
    entered: list[Credentials] = []
    form.entered.connect(entered.append)
    for field, text in zip(fields(form), (access, secret), strict=True):
        field.setFocus()
        QTest.keyClicks(field, text)
    QTest.keyClick(fields(form)[1], Qt.Key.Key_Return)
    return entered


def test_a_pair_is_handed_on_and_nothing_of_it_is_kept(form):
    (pair,) = fill(form)
    assert (pair.access_key, pair.secret_key) == (ACCESS, SECRET)
    for field in fields(form):
        assert field.text() == ""
        field.undo()
        assert field.text() == ""


def test_what_is_typed_is_never_shown(form):
    for field in fields(form):
        field.setText(SECRET)
        assert field.echoMode() is QLineEdit.EchoMode.Password
        assert SECRET not in field.displayText()
        assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


@pytest.mark.parametrize(("access", "secret", "named"), [("", SECRET, "Access"), (ACCESS, "", "Secret")])
def test_half_a_pair_is_asked_for_again(form, access, secret, named):
    assert not fill(form, access, secret)
    assert named in form.notice
    assert SECRET not in form.notice
    assert any(field.text() for field in fields(form)), "what was right need not be typed again"


def test_the_exchanges_and_the_key_stores_words_are_no_markup(form):
    form.say("<b>no</b>")
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in form.findChildren(QLabel) if label.wordWrap())


def test_a_key_store_that_was_in_the_way_can_be_read_again(form):
    form.show()
    (again,) = [each for each in form.findChildren(QPushButton) if each.text() == "다시 읽기"]
    assert not again.isVisible()
    form.say("키 저장소가 잠겨 있습니다")
    assert again.isVisible()
    asked: list[object] = []
    form.reread_asked.connect(lambda: asked.append(None))
    again.click()
    assert asked


@pytest.mark.parametrize("is_simulated", [True, False])
@pytest.mark.parametrize("width", [240, 420, 820])
def test_nothing_is_squeezed_in_the_lowest_dock(application, is_simulated, width):
    form = KeyForm(is_simulated=is_simulated)
    form.say("이 컴퓨터에서 쓸 수 있는 키 저장소를 찾지 못했습니다. 넣은 키는 이번 실행에서만 유지됩니다")
    show_low(application, form, width)
    parts = [each for kind in (QLabel, QLineEdit, QPushButton) for each in form.findChildren(kind) if each.isVisible()]
    assert all(
        part.height() >= max(part.minimumSizeHint().height(), part.heightForWidth(part.width())) for part in parts
    )


def test_in_a_low_wide_dock_all_of_it_is_seen_at_once(application):
    form = KeyForm(is_simulated=False)
    form.say("이 컴퓨터에서 쓸 수 있는 키 저장소를 찾지 못했습니다. 넣은 키는 이번 실행에서만 유지됩니다")
    show_low(application, form, 820)
    (area,) = form.findChildren(QScrollArea)
    assert not area.verticalScrollBar().isVisible()
    assert not area.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("is_simulated", [True, False])
def test_the_play_account_is_offered_where_there_is_one(application, is_simulated):
    form = KeyForm(is_simulated=is_simulated)
    form.show()
    (demo,) = [each for each in form.findChildren(QPushButton) if "모의" in each.text()]
    assert demo.isVisible() is is_simulated
    asked: list[object] = []
    form.demo_asked.connect(lambda: asked.append(None))
    demo.click()
    assert asked
