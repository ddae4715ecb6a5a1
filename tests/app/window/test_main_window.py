"""The window: its menu bar stays, and closing it requests the end of the run."""

import os

import pytest
from PySide6.QtCore import QProcessEnvironment, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QLabel, QTabBar

from app.window.main_window import SIZE, MainWindow, first_size
from core.text import translatable
from waiting import eventually


def test_it_opens_at_the_size_the_desk_is_laid_out_for(application):
    window = MainWindow()
    assert window.size() == SIZE
    assert SIZE.toTuple() == (1600, 900)


@pytest.mark.parametrize(
    ("available", "size"),
    [
        ((800, 600), (798, 560)),
        ((1280, 720), (1278, 680)),
        ((1366, 768), (1364, 728)),
        ((1600, 900), (1598, 860)),
        ((1680, 1050), (1600, 900)),
        ((1920, 1080), (1632, 918)),
        ((2560, 1440), (2176, 1224)),
        ((3840, 2160), (3264, 1836)),
        ((1080, 1920), (1078, 1632)),
        ((2560, 1080), (2176, 918)),
    ],
)
def test_a_new_window_takes_a_sensible_share_of_its_screen(available, size):
    assert first_size(QSize(*available)).toTuple() == size


def test_the_bar_is_there_whatever_the_menus_do(application):
    window = MainWindow()
    window.banner.show_text(translatable("SourceBanner", "모의 시세 – 실제 시세가 아닙니다"))
    window.show()
    assert "모의 시세 – 실제 시세가 아닙니다" in [
        label.text() for label in window.findChildren(QLabel) if label.isVisible()
    ]
    assert window.createPopupMenu().isEmpty()


def test_bar_and_banner_fill_the_top_without_a_gap(application):
    window = MainWindow()
    window.banner.show_text(translatable("SourceBanner", "모의 시세 – 실제 시세가 아닙니다"))
    window.show()
    top, bar, below = window.menuWidget(), window.menu_bar.geometry(), window.banner.geometry()
    assert (bar.x(), bar.y(), bar.width()) == (0, 0, window.width())
    assert (below.x(), below.y(), below.width()) == (0, bar.height(), window.width())
    assert below.bottom() == top.rect().bottom()


def test_closing_asks_to_leave_and_hides(application):
    window = MainWindow()
    window.show()
    requested = []
    window.closing.connect(lambda: requested.append(True))
    assert not window.close()
    assert requested == [True]
    assert not window.isVisible()


def test_it_comes_forward_from_the_taskbar_as_large_as_it_was(application):
    window = MainWindow()
    window.showMaximized()
    window.showMinimized()
    window.come_forward()
    assert window.isVisible()
    assert not window.isMinimized()
    assert window.isMaximized()


async def test_it_comes_forward_before_the_window_the_user_is_in(application):
    window, other = MainWindow(), QLabel()
    window.show()
    other.show()
    other.activateWindow()
    await eventually(other.isActiveWindow)
    window.come_forward()
    await eventually(window.isActiveWindow)


def test_a_compositors_token_is_left_where_qt_looks_for_it_and_children_do_not(application):
    MainWindow().come_forward("kwin-1")
    assert QProcessEnvironment.systemEnvironment().value("XDG_ACTIVATION_TOKEN") == "kwin-1"
    assert "XDG_ACTIVATION_TOKEN" not in os.environ
    os.unsetenv("XDG_ACTIVATION_TOKEN")


async def test_the_words_of_tabs_are_shortened_in_their_middle_where_they_say_the_same(application):
    window = MainWindow()
    first, second = QDockWidget("Bitcoin BTC/KRW · Trades"), QDockWidget("Bitcoin BTC/KRW · Depth")
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, first)
    window.tabifyDockWidget(first, second)
    window.show()
    bars = [bar for bar in window.findChildren(QTabBar) if bar.count()]
    assert [bar.elideMode() for bar in bars] == [Qt.TextElideMode.ElideMiddle]
