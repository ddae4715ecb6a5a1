"""The settings window: every setting is in it, can be found, and takes effect at once."""

from itertools import cycle

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from app.process.language import Language
from app.settings.declared import DEFAULT_MARKET, FONT_PERCENT, SETTINGS, SHORTCUTS, THEME
from app.settings.kinds import Keys, MarketCode, Number, Section
from app.settings.store import Settings
from app.settings_window.row import EDITOR_WIDTH
from app.settings_window.window import SettingsWindow
from core.text import has_hangul
from thorough import thorough
from widgets.look.look import Look


@pytest.fixture
def settings():
    return Settings()


@pytest.fixture
def parent(application):
    return QWidget()


@pytest.fixture
def window(parent, settings):
    made = SettingsWindow(settings, Look(), parent)
    made.show()
    return made


def press(box, role):
    next(button for button in box.buttons() if box.buttonRole(button) is role).click()


def visible(window):
    return {row.setting.name for row in window.rows if row.isVisible()}


def test_each_setting_has_a_row_with_its_value(window):
    assert visible(window) == {setting.name for setting in SETTINGS}
    for row in window.rows:
        assert row.setting.read(row.editor.value()) == row.setting.default


def test_a_search_shows_the_settings_it_finds_with_their_heading_only(window):
    QTest.keyClicks(window.search, "colors")
    assert visible(window) == {"colors"}
    headings = [heading.text() for heading in window._headings.values() if heading.isVisible()]
    assert headings == ["화면"]
    window.search.clear()
    assert visible(window) == {setting.name for setting in SETTINGS}


def test_a_search_for_a_section_shows_all_of_it(window):
    window.search.setText("단축키")
    assert visible(window) >= {setting.name for setting in SHORTCUTS.values()}


def test_a_search_that_finds_nothing_says_so(window):
    window.search.setText("없는 말")
    assert visible(window) == set()
    assert [each.text() for each in window.findChildren(QLabel) if each.isVisible()] == ["찾는 설정이 없습니다."]


def test_a_section_is_brought_to_the_top(window):
    window.sections.setCurrentRow(2)
    heading = list(window._headings.values())[2]
    assert 0 <= heading.mapTo(window._area.viewport(), heading.rect().topLeft()).y() < 40


@pytest.mark.parametrize("way", ["click", "return"])
def test_the_marked_section_is_gone_to_again(window, way):
    """Also after a search without a hit, which leaves the mark where it was and the page at its top."""
    bar = window._area.verticalScrollBar()
    for row in range(1, window.sections.count()):
        window.sections.setCurrentRow(row)
        place = bar.value()
        assert place > 0
        window.search.setText("qqq")
        window.search.clear()
        bar.setValue(0)
        if way == "click":
            place_of_row = window.sections.visualItemRect(window.sections.item(row)).center()
            QTest.mouseClick(window.sections.viewport(), Qt.MouseButton.LeftButton, pos=place_of_row)
        else:
            window.sections.setFocus()
            QTest.keyClick(window.sections, Qt.Key.Key_Return)
        assert bar.value() == place


@pytest.mark.parametrize("typed", ["", "F5"])
def test_tab_goes_from_a_section_into_it_and_shift_tab_back_to_the_list_and_the_search(window, typed):
    window.activateWindow()
    QTest.keyClicks(window.search, typed)
    seen = set()
    for row, section in enumerate(window._headings):
        if window.sections.item(row).isHidden():
            continue
        place = window.sections.visualItemRect(window.sections.item(row)).center()
        QTest.mouseClick(window.sections.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.keyClick(window.sections, Qt.Key.Key_Tab)
        assert window.focusWidget() is window._area
        window._area.verticalScrollBar().setValue(0)
        QTest.keyClick(window._area, Qt.Key.Key_Tab)
        first = window.focusWidget()
        parts = [*(each for each in window.rows if each.setting.section is section), *window._extras.get(section, [])]
        assert next(part for part in parts if not part.isHidden()).isAncestorOf(first)
        assert in_sight(window, first)
        seen.add(first)
        back = [window._area, window.sections, window.search]
        for at in back:
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
            assert window.focusWidget() is at
        for at in (window.sections, window._area, first):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            assert window.focusWidget() is at
        QTest.keyClick(first, Qt.Key.Key_Tab)
        assert window.focusWidget() not in (*back, first)
    assert len(seen) >= (6 if not typed else 1)


def test_the_list_names_only_sections_with_settings_that_were_found(window):
    window.search.setText("colors")
    listed = [window.sections.item(row) for row in range(window.sections.count())]
    assert [item.text() for item in listed if not item.isHidden()] == ["화면"]


def test_a_section_that_is_seen_is_marked_whatever_is_searched(window):
    for typed in ("theme", "debounce", "단축키", "없는 말", ""):
        window.search.setText(typed)
        item = window.sections.currentItem()
        assert item is not None
        assert item.isSelected()
        assert not item.isHidden() or typed == "없는 말"


def test_the_keyboard_goes_from_the_search_to_what_it_found_and_the_search_stays(window, settings):
    QTest.keyClicks(window.search, "theme")
    for _ in range(10):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget().objectName() == "theme":
            break
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert window.search.text() == "theme"
    assert settings[THEME] == "light"


def test_keys_that_another_command_has_are_refused_by_the_name_of_that_command(window, settings):
    row = window.row_of(SHORTCUTS["full-screen"])
    QTest.keyClick(row.editor.widget, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    row.editor.widget.editingFinished.emit()
    assert "패널 닫기" in row.problem
    assert settings[SHORTCUTS["full-screen"]] == "F11"


def refused(window, settings, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key as the one of full screen; return what is said of it, until the row shows its value again."""
    row = window.row_of(SHORTCUTS["full-screen"])
    QTest.keyClick(row.editor.widget, key, modifier)
    row.editor.widget.editingFinished.emit()
    assert settings[SHORTCUTS["full-screen"]] == "F11"
    problem = row.problem
    row.show_value()
    assert (row.problem, row.editor.value()) == ("", "F11")
    return problem


def test_keys_that_bring_panels_forward_are_refused(window, settings):
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_9):
        assert "열린 패널" in refused(window, settings, key, Qt.KeyboardModifier.AltModifier)


def test_keys_that_panels_read_themselves_are_refused_by_name(window, settings):
    for key, names in (
        (Qt.Key.Key_Home, "목록 처음으로, 끝으로"),
        (Qt.Key.Key_Left, "관심종목: 옆 열로 정렬"),
        (Qt.Key.Key_Plus, "차트 확대, 축소"),
        (Qt.Key.Key_PageDown, "한 쪽씩 이동"),
    ):
        assert names in refused(window, settings, key)


def refuse(row):
    """Have a value refused as the user does; return whether the setting can refuse one."""
    match row.setting:
        case Keys():
            QTest.keyClick(row.editor.widget, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
            row.editor.widget.editingFinished.emit()
        case Number():
            row.editor.widget.selectAll()
            QTest.keyClicks(row.editor.widget, "9999999\r")
        case MarketCode():
            row.editor.widget.setText("없음")
            row.editor.widget.editingFinished.emit()
    return bool(row.problem)


def test_everything_returns_to_the_default_and_no_refused_value_stays_in_any_row(window, settings):
    row = window.row_of(THEME)
    row.editor.widget.setCurrentIndex(row.editor.widget.findData("light"))
    settings.choose(FONT_PERCENT, 150)
    assert {type(row.setting) for row in window.rows if refuse(row)} == {Keys, Number, MarketCode}
    window.resets.reset.click()
    press(window.findChildren(QMessageBox)[-1], QMessageBox.ButtonRole.AcceptRole)
    assert [row.setting.name for row in window.rows if row.problem or row.editor.value() != row.setting.default] == []
    assert not window.resets.reset.isEnabled()
    window.resets.undo.click()
    assert (settings[THEME], window.row_of(FONT_PERCENT).editor.value()) == ("light", 150)


@pytest.mark.parametrize("is_said_before", [False, True])
def test_a_click_on_a_section_goes_there_also_from_a_field_whose_value_is_refused(window, is_said_before):
    """Leaving the field reads it, and what is then said of it would be scrolled to."""
    window.activateWindow()
    bar = window._area.verticalScrollBar()
    row = window.row_of(SHORTCUTS["add-panel"])
    for section in range(window.sections.count()):
        row.editor.widget.setFocus()
        QTest.keyClick(row.editor.widget, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        if is_said_before:
            row.editor.widget.editingFinished.emit()
        settled()
        item = window.sections.item(section)
        window.sections.setFocus()
        click = window.sections.visualItemRect(item).center()
        QTest.mouseClick(window.sections.viewport(), Qt.MouseButton.LeftButton, pos=click)
        settled()
        place = bar.value()
        window._go_to(section)
        assert (row.problem != "", bar.value(), window.sections.currentRow()) == (True, place, section)


def test_the_section_of_a_setting_that_is_shown_is_marked(window):
    for setting in (SETTINGS[-1], THEME, SETTINGS[0]):
        window.show_setting(setting)
        assert list(window._headings)[window.sections.currentRow()] is setting.section


def test_a_change_made_elsewhere_is_shown_until_the_window_is_closed(window, settings):
    settings.choose(THEME, "light")
    assert window.row_of(THEME).editor.value() == "light"
    assert settings.follower_count > 0
    window.close()
    assert settings.follower_count == 0


@pytest.mark.parametrize("percent", [90, 100, 150])
def test_nothing_is_cut_at_the_sides_in_any_language_and_size(application, parent, settings, percent):
    look = application.findChild(Look) or Look(application)
    language = application.findChild(Language) or Language(application)
    window = SettingsWindow(settings, look, parent)
    window.show()
    look.set_font_percent(percent)
    found = []
    for code in ("ko", "en"):
        language.switch(code)
        for _ in range(3):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        room = window._area.viewport()
        ends = [row.default_button.mapTo(room, row.default_button.rect().topRight()).x() for row in window.rows]
        texts = [label for label in window.findChildren(QLabel) if label.isVisible()]
        cut = [label.text() for label in texts if label.mapTo(window, label.rect().topRight()).x() > window.width()]
        found.append((max(ends) < room.width(), cut))
    language.switch("ko")
    look.set_font_percent(100)
    assert found == [(True, []), (True, [])]
    window.close()


def test_it_is_closed_by_its_button_and_by_esc(window, parent, settings):
    window._close.click()
    assert not window.isVisible()
    again = SettingsWindow(settings, Look(), parent)
    again.show()
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert not again.isVisible()


def settled():
    for _ in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def in_sight(window, message):
    room = window._area.viewport()
    return message.isVisible() and room.rect().contains(message.rect().translated(message.mapTo(room, QPoint(0, 0))))


@pytest.mark.parametrize("is_at_the_edge", [False, True])
def test_a_refusal_is_brought_into_sight(window, is_at_the_edge):
    settled()
    bar = window._area.verticalScrollBar()
    each_kind = {type(row.setting): row for row in window.rows}.values()
    ends_and_middle = (window.rows[0], window.rows[len(window.rows) // 2], window.rows[-1])
    for row in thorough(window.rows, usual=dict.fromkeys((*each_kind, *ends_and_middle))):
        bar.setValue(row.y() + row.height() - window._area.viewport().height() if is_at_the_edge else row.y())
        row._say_what_is_allowed()
        settled()
        assert in_sight(window, row._problem), row.setting.name


def test_the_message_of_a_folder_that_cannot_be_opened_is_brought_into_sight(window, monkeypatch):
    monkeypatch.setattr(window._extras[Section.FOLDERS][-1], "_show_folder", lambda _path: False)
    window.sections.setCurrentRow(len(window._headings) - 1)
    settled()
    window._extras[Section.FOLDERS][-1].findChild(QPushButton).click()
    settled()
    assert in_sight(window, window._extras[Section.FOLDERS][-1]._outcome)


def enter(row, value):
    """Enter a value in the editor of a row."""
    row.editor.put(value)
    row.editor.entered.emit()


def notes_of(window):
    """What rows and folders say, by row."""
    said = {row.setting.name: row.problem for row in window.rows}
    return said | {"folders": window._extras[Section.FOLDERS][-1].outcome}


def test_every_note_is_in_the_language_of_the_window_and_the_page_stays_where_it_is(
    application, parent, settings, monkeypatch
):
    settings.choose(DEFAULT_MARKET, "KRW-NONE")
    window = SettingsWindow(settings, Look(), parent, None, lambda code: ["KRW-BTC"] if "X" in code else [])
    window.show()
    monkeypatch.setattr(window._extras[Section.FOLDERS][-1], "_show_folder", lambda _path: False)
    window._extras[Section.FOLDERS][-1].findChild(QPushButton).click()
    refused = cycle(("Ctrl+Q", "Left", "Q", "Ctrl+A"))  # of a command, of panels, typed with, for editing
    for row, keys in zip(window.rows, refused, strict=False):
        if isinstance(row.setting, Keys):
            enter(row, keys if row.setting is not SHORTCUTS["quit"] else "Ctrl+W")
        elif row.setting is not DEFAULT_MARKET:
            row.editor.refused.emit()
    language = application.findChild(Language) or Language(application)
    for code in ("", "KRW-XYZZ", "bit coin"):  # the one in use, one that is refused with its nearest, no code at all
        if code:
            enter(window.row_of(DEFAULT_MARKET), code)
        settled()
        window._area.verticalScrollBar().setValue(100)
        korean = notes_of(window)
        assert all(map(has_hangul, korean.values()))
        language.switch("en")
        settled()
        assert not [note for note in notes_of(window).values() if not note or has_hangul(note)]
        assert window._area.verticalScrollBar().value() == 100
        language.switch("ko")
        settled()
        assert notes_of(window) == korean


def test_keys_are_refused_by_the_names_of_all_that_use_them(window, settings):
    setting = SHORTCUTS["full-screen"]
    row = window.row_of(setting)
    for keys, users in (
        ("Left", ["옆 열로 정렬", "차트 이동", "누적 호가 값 읽기"]),
        ("Space", ["관심 종목에 넣기, 빼기", "알림 켜기, 끄기", "체결 멈춤, 다시 보기", "호가 가운데로"]),
        ("Ctrl+K", ["통합 검색…"]),
        ("F2", ["알림 고치기"]),
    ):
        row.editor.put(keys)
        row.editor.entered.emit()
        assert settings.is_default(setting)
        assert [user for user in users if user not in row.problem] == []
        assert row.problem.count("', '") == len(users) - 1


def test_a_market_that_the_source_does_not_have_is_refused_or_said_once_the_list_is_known(parent, settings):
    known = {"KRW-BTC"}

    def instead_of(code):
        return sorted(known) if known and code not in known else None

    window = SettingsWindow(settings, Look(), parent, None, instead_of)
    window.show()
    row = window.row_of(DEFAULT_MARKET)
    row.editor.widget.setText("krw-xyzz")
    row.editor.entered.emit()
    assert settings[DEFAULT_MARKET] == ""
    assert row.editor.widget.text().upper() == "KRW-XYZZ", "it can be corrected"
    assert "KRW-XYZZ" in row.problem
    assert "KRW-BTC" in row.problem
    settings.choose(DEFAULT_MARKET, "KRW-XYZZ")  # as in a file
    window.judge_markets()
    row.show_value()
    assert "KRW-XYZZ" in row.problem
    known.add("KRW-XYZZ")
    window.judge_markets()
    assert row.problem == ""
    known.clear()
    for code in ("KRW-NONE", ""):
        row.editor.widget.setText(code)
        row.editor.entered.emit()
        assert row.problem == "", "no list is known, or nothing is chosen"
    settings.choose(DEFAULT_MARKET, "KRW-NONE")
    known.add("KRW-BTC")
    row.editor.widget.setText("KRW-B")
    window.judge_markets()
    assert row.editor.widget.text() == "KRW-B", "it is being typed"
    assert row.problem == ""
    row.editor.widget.setText("KRW-NONE")
    window.judge_markets()
    assert "KRW-NONE" in row.problem


@pytest.mark.parametrize("percent", [90, 100, 150])
def test_the_editors_form_a_column(application, parent, settings, percent):
    look = Look()
    look.dress(application)
    look.set_font_percent(percent)
    window = SettingsWindow(settings, look, parent)
    window.show()
    QApplication.processEvents()
    places = {row.editor.widget.mapTo(window, QPoint()).x() for row in window.rows}
    widths = {row.editor.widget.width() for row in window.rows}
    assert (len(places), widths) == (1, {look.px(EDITOR_WIDTH)})
    look._application = None
