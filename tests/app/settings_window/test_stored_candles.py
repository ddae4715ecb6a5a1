"""The line on stored candles, with a real file behind it."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from app.settings.declared import STORED_CANDLES
from app.settings.store import Settings
from app.settings_window.stored_candles import StoredCandles, StoredCandlesRow
from app.settings_window.window import SettingsWindow
from app.start.candle_keeping import CandleKeeping
from app.window.main_window import MainWindow
from candle_parts import part_of
from core.storage.candle_series import Series
from waiting import eventually
from widgets.look.look import Look

BTC = Series("upbit", "KRW-BTC", "1m")


@pytest.fixture
async def keeping(application, tmp_path):
    window = MainWindow()
    made = CandleKeeping(Settings(), window, tmp_path / "candles.sqlite")
    yield made
    await made.close()


def press(row: StoredCandlesRow, role: QMessageBox.ButtonRole) -> None:
    row.clear_button.click()
    (box,) = row.findChildren(QMessageBox)
    next(button for button in box.buttons() if box.buttonRole(button) is role).click()


async def test_it_shows_the_size_and_empties_the_file_after_a_question(keeping):
    keeping._store.write(BTC, part_of(0, 20_000))
    await keeping._store.read(BTC, None, 1)
    row = StoredCandlesRow(keeping.for_settings)
    assert row.text == "저장한 봉: 크기를 재는 중"
    assert not row.clear_button.isEnabled()
    row.show()
    await eventually(lambda: row.text.startswith("저장한 봉: 1."))
    press(row, QMessageBox.ButtonRole.RejectRole)
    assert await keeping._store.read(BTC, None, 1) is not None
    press(row, QMessageBox.ButtonRole.AcceptRole)
    await eventually(lambda: row.text == "저장한 봉: 0.0 MB")
    assert await keeping._store.read(BTC, None, 1) is None
    row.close()


async def test_a_file_that_cannot_be_used_is_said(application, tmp_path):
    (tmp_path / "candles.sqlite").mkdir()
    window = MainWindow()
    keeping = CandleKeeping(Settings(), window, tmp_path / "candles.sqlite")
    row = StoredCandlesRow(keeping.for_settings)
    row.show()
    await eventually(lambda: row.text == "이번에는 봉을 저장하지 않습니다.")
    assert not row.clear_button.isEnabled()
    row.close()
    await keeping.close()


async def test_a_search_finds_it_with_its_setting(keeping):
    parent = QWidget()
    window = SettingsWindow(Settings(), Look(), parent, keeping.for_settings)
    window.show()
    for typed, is_found in (("stored_candles", True), ("theme", False), ("", True)):
        window.search.clear()
        QTest.keyClicks(window.search, typed)
        assert window.stored.isVisible() is is_found
        assert window.row_of(STORED_CANDLES).isVisible() is is_found
    window.close()


def test_without_a_store_there_is_no_line(application):
    parent = QWidget()
    window = SettingsWindow(Settings(), Look(), parent)
    assert window.stored is None
    window.close()


def test_the_desk_is_asked_each_time_the_line_is_shown(application):
    candles = StoredCandles()
    asked: list[int] = []
    candles.size_wanted.connect(lambda: asked.append(1))
    row = StoredCandlesRow(candles)
    assert asked == []
    row.show()
    row.hide()
    row.show()
    assert len(asked) == 2
    candles.size_known.emit(1_500_000)
    assert row.text == "저장한 봉: 1.5 MB"
    row.close()
