"""Files of a chart: an error names cause and cure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.errors import InputError
from widgets.chart.export.files import write


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
