"""What the user takes out of a chart panel."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from shiboken6 import delete, isValid

from app.process.language import Language
from core.market.candles.csv_text import TITLES
from core.text import translatable
from waiting import eventually
from widgets.chart.panel import ChartPanel
from widgets.panel.source_access import SourceAccess


@pytest.fixture
def told(panel):
    texts: list[tuple[str, str]] = []
    panel.done.connect(lambda text: texts.append(("done", text)))
    panel.said.connect(lambda text: texts.append(("said", text)))
    return texts


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


async def test_the_picture_is_copied(panel, told) -> None:
    panel.export.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 2 * panel.view.viewport().width()
    assert told == [("done", "차트 그림을 복사했습니다")]


@pytest.mark.parametrize(("name", "begin"), [("a.png", b"\x89PNG"), ("a.SVG", b"<?xml"), ("b", b"\x89PNG")])
async def test_the_picture_is_saved_by_its_ending(panel, told, tmp_path, name, begin) -> None:
    panel.export.save_picture(str(tmp_path / name))
    await eventually(lambda: told)
    assert told == [("done", f"{name}에 저장했습니다")]
    assert (tmp_path / name).read_bytes().startswith(begin)
    assert len(list(tmp_path.iterdir())) == 1


async def test_the_picture_is_in_the_language_of_the_screen(panel, application, told, tmp_path, monkeypatch) -> None:
    named = SourceAccess(name=translatable("Sources", "모의 거래소"))
    monkeypatch.setattr(panel, "context", replace(panel.context, source=named))
    language = application.findChild(Language) or Language(application)
    for code, name in (("en", "Simulated exchange"), ("ko", "모의 거래소")):
        language.switch(code)
        file = tmp_path / f"{code}.svg"
        panel.export.save_picture(str(file))
        await eventually(file.exists)
        assert f"<desc>{name} ·" in file.read_text(encoding="utf-8")


async def test_all_loaded_candles_are_saved_or_those_in_sight(panel, told, tmp_path) -> None:
    series, window = panel.history.series, panel.view.window_of_time
    panel.export.save_loaded(str(tmp_path / "all.csv"))
    panel.export.save_visible(str(tmp_path / "visible.csv"))
    await eventually(lambda: len(told) == 2)
    titles, *every = rows(tmp_path / "all.csv")
    assert tuple(titles) == TITLES
    assert len(every) == len(series)
    assert [float(each) for each in every[-1][1:5]] == list(series.last[1:5])
    visible = rows(tmp_path / "visible.csv")[1:]
    starts = [datetime.fromisoformat(row[0]).timestamp() / 60 for row in visible]
    assert starts == [slot for slot in series.slots.tolist() if int(window.left) <= slot < window.right]
    assert visible[-1] == every[-1]


async def test_the_words_say_that_a_file_lacks_candles_which_are_not_loaded(panel, told, tmp_path) -> None:
    series = panel.history.series
    last, slot = series.last, int(series.slots[-1])
    series.merge([last._replace(start_ms=series.unit.start_ms(slot + 5))])
    for unloaded, words in (
        ((slot, slot + 5), "a에 저장했습니다 · 아직 불러오지 못한 봉은 빠져 있습니다"),
        (None, "a에 저장했습니다"),
    ):
        series.unloaded = unloaded
        told.clear()
        panel.export.save_loaded(str(tmp_path / "a"))
        await eventually(lambda: told)
        assert told == [("done", words)]


async def test_what_is_saved_is_what_was_there_when_it_was_asked_for(panel, told, tmp_path) -> None:
    count = len(panel.history.series)
    panel.export.save_loaded(str(tmp_path / "all.csv"))
    panel.set_unit("5m")
    await eventually(lambda: told)
    assert len(rows(tmp_path / "all.csv")) == count + 1


@pytest.mark.parametrize("what", ["save_picture", "save_loaded", "save_visible"])
async def test_a_file_that_cannot_be_written_is_said_with_its_cure(panel, told, tmp_path, what) -> None:
    getattr(panel.export, what)(str(tmp_path / "missing" / "a.csv"))
    await eventually(lambda: told)
    ((kind, text),) = told
    assert kind == "said"
    assert "a.csv에 쓸 수 없습니다" in text
    assert "다른 폴더" in text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "suffix"), [(1, "png"), (2, "csv"), (3, "csv")])
async def test_the_menu_asks_for_the_file_without_waiting(panel, told, tmp_path, number, suffix) -> None:
    panel.export.menu_entries()[number].run()
    dialog = panel.findChild(QFileDialog)
    assert dialog.isVisible()
    assert dialog.defaultSuffix() == suffix
    dialog.fileSelected.emit(str(tmp_path / f"x.{suffix}"))
    dialog.close()
    await eventually(lambda: told)
    assert (tmp_path / f"x.{suffix}").stat().st_size > 0


@pytest.mark.parametrize("is_known", [False, True], ids=["a file", "whether to replace it"])
async def test_what_asks_for_the_file_closes_with_its_chart(application, desk, tmp_path, is_known) -> None:
    window = QWidget()
    panel = ChartPanel(desk.context, "KRW-BTC", "1m")
    panel.setParent(window)
    window.show()
    panel.export.ask_where_to_save_picture()
    asking = window.findChild(QFileDialog)
    if is_known:
        (tmp_path / "a.png").write_bytes(b"before")
        asking.fileSelected.emit(str(tmp_path / "a.png"))
        asking = window.findChild(QMessageBox)
    assert asking.isVisible()
    panel.release()
    delete(panel)
    assert not isValid(asking)


async def test_an_empty_chart_can_be_taken_too(application, desk, tmp_path) -> None:
    panel = ChartPanel(desk.context, "KRW-BTC", "1m")
    panel.resize(400, 300)
    panel.show()
    told: list[str] = []
    panel.done.connect(told.append)
    panel.export.copy_picture()
    panel.export.save_visible(str(tmp_path / "a.csv"))
    await eventually(lambda: len(told) == 2)
    assert rows(tmp_path / "a.csv") == [list(TITLES)]
    assert not QGuiApplication.clipboard().image().isNull()
    panel.release()
    panel.close()
