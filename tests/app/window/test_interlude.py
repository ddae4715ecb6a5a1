"""What covers the place of the panels while there is no source."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.window.main_window import MainWindow
from core.text import translatable


def test_it_covers_what_is_between_menu_and_status_bar_and_follows_the_window(application):
    window = MainWindow()
    window.show()
    window.banner.show_text(translatable("SourceBanner", "모의 시세"))
    window.show_interlude("바꾸는 중")
    for size in ((1366, 768), (1600, 900)):
        window.resize(*size)
        covered = window.interlude.geometry()
        assert covered.top() == window.menuWidget().geometry().bottom() + 1
        assert covered.bottom() + 1 == window.statusBar().y()
        assert covered.width() == window.width()
    assert window.interlude.text == "바꾸는 중"


def test_buttons_are_there_after_a_failure_alone(application):
    window = MainWindow()
    window.show()
    interlude = window.interlude
    window.show_interlude("바꾸는 중")
    assert not interlude.again.isVisible()
    window.show_interlude("못함", "까닭", other="업비트")
    pressed = []
    interlude.retried.connect(lambda: pressed.append("again"))
    interlude.other_wanted.connect(lambda: pressed.append("other"))
    QTest.mouseClick(interlude.again, Qt.MouseButton.LeftButton)
    QTest.keyClick(interlude.other, Qt.Key.Key_Space)
    assert pressed == ["again", "other"]
    assert interlude.text == "못함\n까닭"
    interlude.hide()
    assert interlude.text == ""
