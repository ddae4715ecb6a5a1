"""Export and import: the same workspace on another computer, and an error that helps for anything else."""

import contextlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.workspaces import transfer
from app.workspaces.transfer import SUFFIX, read_exported, write_exported
from core.errors import InputError
from core.storage.kept_file import KeptFile

CONTENT = {"geometry": "QUJD", "layout": "QUJD", "panels": [{"panel": "trades:KRW-ETH"}, {"panel": "footprint"}]}


def test_what_was_written_is_read_without_the_place_of_the_window(tmp_path):
    path = tmp_path / f"관찰{SUFFIX}"
    write_exported(path, "관찰", CONTENT)
    found = read_exported(path)
    assert (found.name, found.unknown) == ("관찰", 1)
    assert found.content == {key: value for key, value in CONTENT.items() if key != "geometry"}


def test_the_desk_of_a_profile_can_be_read_too(tmp_path):
    path = tmp_path / "workspace.json"
    KeptFile(path, 1).save({"name": "mine", **CONTENT})
    assert read_exported(path).name == "mine"
    KeptFile(path, 1).save(CONTENT)
    assert read_exported(path).name == "workspace.json"


def test_an_empty_workspace_is_one(tmp_path):
    path = tmp_path / "a.json"
    write_exported(path, "a", {"panels": []})
    assert read_exported(path).content == {"panels": []}


GOOD = {"hoga": "workspace", "version": 1, "name": "a", "content": {"panels": [{"panel": "trades:KRW-ETH"}]}}


@pytest.mark.parametrize(
    ("data", "cause", "cure"),
    [
        (b"", "손상", "다시 내보내거나"),
        (b"{", "손상", "다시 내보내거나"),
        (b"\xff\xfe\0", "손상", "다시 내보내거나"),
        (b"[" * 100_000, "손상", "다시 내보내거나"),
        (b"[]", "작업 공간 파일이 아닙니다", "내보내기"),
        (b'{"content": {"settings": {}}}', "작업 공간 파일이 아닙니다", "내보내기"),
        (json.dumps({**GOOD, "version": 2}).encode(), "더 새로운 Hoga", "업데이트"),
        (json.dumps({**GOOD, "version": "1"}).encode(), "더 새로운 Hoga", "업데이트"),
        (json.dumps({**GOOD, "content": {"panels": [{"panel": "x"}, 7]}}).encode(), "패널이 없습니다", "업데이트"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_a_wrong_file_is_refused_with_its_cause_and_cure(tmp_path, data, cause, cure):
    path = tmp_path / "wrong.json"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_exported(path)
    assert cause in caught.value.user_message
    assert cure in caught.value.user_message
    assert "wrong.json" in caught.value.user_message
    assert str(tmp_path) not in caught.value.user_message


def test_a_file_too_large_a_folder_and_a_missing_file_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "LARGEST", 10)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(GOOD))
    with pytest.raises(InputError, match="너무 큽니다"):
        read_exported(path)
    for wrong in (tmp_path, tmp_path / "none"):
        with pytest.raises(InputError, match="읽을 수 없습니다"):
            read_exported(wrong)


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(InputError, match="쓸 수 없습니다"):
        write_exported(tmp_path / "none" / "a.json", "a", CONTENT)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(cut=st.integers(0, 200), byte=st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(tmp_path, cut, byte):
    data = bytearray(json.dumps(GOOD).encode())
    data[cut % len(data)] = byte
    path = tmp_path / "a.json"
    path.write_bytes(bytes(data))
    with contextlib.suppress(InputError):
        assert read_exported(path).content["panels"]
