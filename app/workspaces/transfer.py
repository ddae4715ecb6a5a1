"""Workspaces as files for other computers: written, and read with an error that names cause and cure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NamedTuple

from app.panels.spec import PanelSpec
from app.workspaces.names import clean_name
from core.errors import InputError
from core.storage.file_trouble import reason_of
from core.storage.whole_file import TooLarge, read_regular, write_whole
from core.text import translatable

VERSION: Final = 1
SUFFIX: Final = ".hoga.json"

LARGEST: Final = 8 * 1024 * 1024
"""Bytes; no workspace is as large."""

_WHAT: Final = "workspace"


class Exported(NamedTuple):
    """A workspace read from a file."""

    name: str
    content: dict[str, Any]
    unknown: int
    """How many of its panels this version does not know."""


def write_exported(path: Path, name: str, content: dict[str, Any]) -> None:
    """Write a workspace to a file.

    Raises:
        InputError: it cannot be written: says why.
    """
    kept = {key: value for key, value in content.items() if key != "geometry"}  # of this computer's screens
    record = {"hoga": _WHAT, "version": VERSION, "name": name, "content": kept}
    try:
        write_whole(path, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass"))
    except OSError as error:
        text = translatable("workspaces", "{file}에 쓸 수 없습니다 ({reason}). 다른 폴더를 고르세요.")
        raise InputError(text.format(file=path.name, reason=reason_of(error))) from error


def read_exported(path: Path) -> Exported:
    """Read a workspace from a file; that of a profile is one too.

    Raises:
        InputError: it cannot be read: says why, and what helps.
    """
    record = _read(path)
    content = record.get("content")
    if not isinstance(content, dict) or not isinstance(content.get("panels"), list):
        text = translatable(
            "workspaces", "{file}은(는) 작업 공간 파일이 아닙니다. '내보내기'로 저장한 파일을 고르세요."
        )
        raise InputError(text.format(file=path.name))
    version = record.get("version")
    if type(version) is not int or version > VERSION:
        text = translatable(
            "workspaces", "{file}은(는) 더 새로운 Hoga가 저장했습니다. Hoga를 업데이트하고 다시 가져오세요."
        )
        raise InputError(text.format(file=path.name))
    known = sum(map(_is_known, content["panels"]))
    if content["panels"] and not known:
        text = translatable("workspaces", "{file}에 이 버전이 여는 패널이 없습니다. Hoga를 업데이트하세요.")
        raise InputError(text.format(file=path.name))
    name = clean_name(record.get("name") or content.get("name")) or clean_name(path.name.removesuffix(SUFFIX))
    return Exported(name or path.stem, content, len(content["panels"]) - known)


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = read_regular(path, LARGEST)
    except TooLarge as error:
        text = translatable("workspaces", "{file}은(는) 너무 큽니다. 작업 공간 파일이 맞는지 확인하세요.")
        raise InputError(text.format(file=path.name)) from error
    except OSError as error:
        text = translatable("workspaces", "{file}을(를) 읽을 수 없습니다 ({reason}). 파일과 권한을 확인하세요.")
        raise InputError(text.format(file=path.name, reason=reason_of(error))) from error
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError) as error:
        text = translatable(
            "workspaces",
            "{file}은(는) 작업 공간 파일이 아니거나 손상되었습니다. '내보내기'로 저장한 파일을 고르거나, "
            "다시 내보내거나 받아 오세요.",
        )
        raise InputError(text.format(file=path.name)) from error
    return record if isinstance(record, dict) else {}


def _is_known(record: object) -> bool:
    if not isinstance(record, dict) or not isinstance(words := record.get("panel"), str):
        return False
    try:
        PanelSpec.parse(words)
    except InputError:
        return False
    return True
