from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea

from core.upbit.credentials import MAX_LENGTH, Credentials
from places import place
from widgets.account.key_form import KeyForm, least_height

ACCESS, SECRET = "canary-access", "canary-secret-" * 4


@pytest.fixture
def form(application) -> KeyForm:
    return KeyForm(is_simulated=False)


def fields(form: KeyForm) -> list[QLineEdit]:
    return form.findChildren(QLineEdit)


def show_low(application: QApplication, form: KeyForm, width: int) -> None:
    """The minimum height that it allows a dock, once scroll bars have appeared and disappeared."""
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
def test_half_a_pair_is_requested_again(form, access, secret, named):
    assert not fill(form, access, secret)
    assert named in form.notice
    assert SECRET not in form.notice
    assert any(field.text() for field in fields(form)), "what was right need not be typed again"


def test_a_complaint_goes_while_the_key_is_corrected_and_the_field_stays_in_its_place(form, application):
    fill(form, "", SECRET)
    show_low(application, form, 420)
    assert form.notice
    access = fields(form)[0]
    before = access.mapTo(form, access.rect().topLeft())
    QTest.keyClicks(access, "a")
    application.processEvents()
    assert not form.notice
    assert access.mapTo(form, access.rect().topLeft()) == before
    form.show_text("키 저장소가 잠겨 있습니다")
    QTest.keyClicks(access, "b")
    assert form.notice, "typing does not unlock the key store"


@pytest.mark.parametrize("height", [96, 120, 150, 195, 230])
@pytest.mark.parametrize("width", [300, 420, 900])
def test_what_is_missing_is_said_in_sight_with_the_whole_buttons_below(form, application, height, width):
    form.findChild(QScrollArea).setMinimumHeight(0)
    form.resize(width, height)
    form.show()
    fill(form, ACCESS, "")
    for _ in range(4):
        application.processEvents()
    said = next(each for each in form.findChildren(QLabel) if each.text() == form.notice)
    for part in (said, *(each for each in form.findChildren(QPushButton) if each.isVisible())):
        assert form.rect().contains(part.rect().translated(part.mapTo(form, QPoint()))), part


def test_the_exchanges_and_the_key_stores_words_are_no_markup(form):
    form.show_text("<b>no</b>")
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in form.findChildren(QLabel) if label.wordWrap())


def test_a_key_store_that_was_in_the_way_can_be_read_again(form):
    form.show()
    (again,) = [each for each in form.findChildren(QPushButton) if each.text() == "다시 읽기"]
    assert not again.isVisible()
    form.show_text("키 저장소가 잠겨 있습니다")
    assert again.isVisible()
    requested: list[object] = []
    form.reread_requested.connect(lambda: requested.append(None))
    again.click()
    assert requested


@pytest.mark.parametrize("is_simulated", [True, False])
@pytest.mark.parametrize("width", [240, 420, 820])
def test_nothing_is_squeezed_in_the_lowest_dock(application, is_simulated, width):
    form = KeyForm(is_simulated=is_simulated)
    form.show_text("이 컴퓨터에서 쓸 수 있는 키 저장소를 찾지 못했습니다. 넣은 키는 이번 실행에서만 유지됩니다")
    show_low(application, form, width)
    parts = [each for kind in (QLabel, QLineEdit, QPushButton) for each in form.findChildren(kind) if each.isVisible()]
    assert all(
        part.height() >= max(part.minimumSizeHint().height(), part.heightForWidth(part.width())) for part in parts
    )


@pytest.mark.parametrize(("screen", "least"), [(512, 96), (600, 96), (601, 195), (768, 195), (1080, 195)])
def test_only_on_a_low_screen_is_it_scrolled_in_a_low_dock(screen, least):
    assert least_height(screen) == least


@pytest.mark.parametrize("height", [96, 120, 195])
def test_in_a_low_dock_the_keyboard_brings_each_control_into_sight(application, height):
    made = KeyForm(is_simulated=True)
    area = made.findChild(QScrollArea)
    area.setMinimumHeight(0)
    made.resize(600, height)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    made._access.setFocus()
    for control in (made._secret, made._demo, made._save):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is control
        assert area.viewport().rect().contains(control.rect().translated(control.mapTo(area.viewport(), QPoint())))
    made.close()


def test_in_a_low_wide_dock_all_of_it_is_seen_at_once(application):
    form = KeyForm(is_simulated=False)
    form.show_text("이 컴퓨터에서 쓸 수 있는 키 저장소를 찾지 못했습니다. 넣은 키는 이번 실행에서만 유지됩니다")
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
    requested: list[object] = []
    form.demo_requested.connect(lambda: requested.append(None))
    demo.click()
    assert requested


@pytest.mark.parametrize("is_simulated", [True, False])
def test_everything_stands_in_its_order_in_the_middle(application, is_simulated):
    form = KeyForm(is_simulated=is_simulated)
    form.show_text("키 저장소가 잠겨 있습니다")
    form.resize(900, 600)
    form.show()
    application.processEvents()
    title, text, notice = form._title, form._text, form._notice
    column = [title, text, *fields(form), notice, form._save]
    tops = [place(part, form)[1] for part in column]
    assert tops == sorted(tops)
    assert len(set(tops)) == len(tops)
    ends = [place(part, form)[1] + part.height() for part in column]
    gaps = [top - end for end, top in zip(ends, tops[1:], strict=False)]
    assert gaps[0] == gaps[1] == gaps[3] == gaps[4] == 8
    assert abs(tops[0] - (600 - ends[-1])) <= 2
    left, _, width, _ = place(title, form)
    assert width == 560
    assert abs(left - (900 - left - width)) <= 1
    assert place(form._save, form)[0] + form._save.width() == left + width
    again = place(form._reread, form)
    assert again[0] + again[2] < place(form._save, form)[0]
    assert again[0] > left + width / 2, "what is put in goes right"
    assert not is_simulated or place(form._demo, form)[0] == left
    labels = [each.text() for each in form.findChildren(QLabel) if each.buddy() is not None]
    assert labels == ["Access Key", "Secret Key"]


def test_return_goes_from_the_first_field_to_the_second_and_then_hands_on(form):
    entered = []
    form.entered.connect(entered.append)
    form.show()
    form.activateWindow()
    access, secret = fields(form)
    access.setFocus()
    QTest.keyClicks(access, ACCESS)
    QTest.keyClick(access, Qt.Key.Key_Return)
    assert not entered
    assert form.focusWidget() is secret
    QTest.keyClicks(secret, SECRET)
    QTest.mouseClick(form._save, Qt.MouseButton.LeftButton)
    assert len(entered) == 1


def test_a_pair_that_was_handed_on_takes_the_complaint_away(form):
    form.show()
    fill(form, "", SECRET)
    assert form._notice.isVisible()
    assert not form._reread.isVisible(), "the key store is not to blame"
    fields(form)[1].clear()
    fill(form)
    assert form.notice == ""
    assert not form._notice.isVisible()
    form.show_text("잠김")
    assert form._notice.isVisible()
    form.show_text("")
    assert not form._notice.isVisible()
    assert not form._reread.isVisible()


def test_a_paste_that_is_too_long_is_refused_and_not_cut(form):
    assert not fill(form, "x" * (MAX_LENGTH + 50), SECRET)
    assert len(fields(form)[0].text()) == MAX_LENGTH + 50
    assert form.notice


def test_only_the_simulated_exchange_warns_of_real_keys(application):
    forms = [KeyForm(is_simulated=is_simulated) for is_simulated in (True, False)]
    texts = [form._text.text() for form in forms]
    assert ["실제 업비트 키를 넣지 마세요" in text for text in texts] == [True, False]
