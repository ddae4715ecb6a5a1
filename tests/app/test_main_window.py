"""The window: its bar stays, its close is a wish."""

from PySide6.QtWidgets import QLabel

from app.main_window import SIZE, MainWindow


def test_it_opens_at_the_size_the_desk_is_laid_out_for(application):
    window = MainWindow()
    assert window.size() == SIZE
    assert SIZE.toTuple() == (1600, 900)


def test_the_bar_is_there_whatever_the_menus_do(application):
    window = MainWindow()
    window.show_banner("모의 시세 – 실제 시세가 아닙니다")
    window.show()
    assert "모의 시세 – 실제 시세가 아닙니다" in [
        label.text() for label in window.findChildren(QLabel) if label.isVisible()
    ]
    assert window.createPopupMenu().isEmpty()


def test_closing_asks_to_leave_and_hides(application):
    window = MainWindow()
    window.show()
    asked = []
    window.closing.connect(lambda: asked.append(True))
    assert not window.close()
    assert asked == [True]
    assert not window.isVisible()
