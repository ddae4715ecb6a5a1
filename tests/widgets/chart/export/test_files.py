"""Files of a chart: the dialog does not block, and an error names cause and cure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import InputError
from widgets.chart.export.files import save_dialog, write


@pytest.fixture
def dialog(application):
    window, chosen = QWidget(), []
    made = save_dialog(window, "차트 그림 저장", 'KRW/BTC:1m"x', (("PNG", "png"), ("SVG", "svg")), chosen.append)
    made.chosen = chosen
    yield made
    made.close()
    window.close()


def test_it_opens_at_once_and_proposes_a_name_that_every_system_takes(dialog) -> None:
    assert dialog.isVisible()
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert [Path(name).name for name in dialog.selectedFiles()] == ["KRW_BTC_1m_x.png"]


def test_the_ending_follows_the_kind_of_file(dialog, tmp_path) -> None:
    assert dialog.nameFilters() == ["PNG (*.png)", "SVG (*.svg)"]
    dialog.filterSelected.emit("SVG (*.svg)")
    assert dialog.defaultSuffix() == "svg"
    dialog.fileSelected.emit(str(tmp_path / "a.svg"))
    assert dialog.chosen == [str(tmp_path / "a.svg")]


def test_a_file_is_written_completely_or_not_at_all(tmp_path) -> None:
    write(tmp_path / "a.csv", b"one")
    write(tmp_path / "a.csv", b"two")
    assert (tmp_path / "a.csv").read_bytes() == b"two"
    with pytest.raises(InputError) as failure:
        write(tmp_path / "missing" / "a.csv", b"x")
    assert failure.value.user_message.startswith("a.csv에 쓸 수 없습니다 (")
    assert failure.value.user_message.endswith("다른 폴더를 고르거나 공간을 비우세요.")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
def test_a_full_disk_is_said() -> None:
    with pytest.raises(InputError, match="No space left"):
        write(Path("/dev/full"), b"x")
