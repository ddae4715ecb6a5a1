"""The notice about a settings file of which something could not be used."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.settings.store import Trouble


def trouble_text(troubles: list[Trouble]) -> str:
    """Return the notice about what could not be used of the settings file; empty if all was well."""
    if not troubles:
        return ""
    translate = QCoreApplication.translate
    kept = troubles[0].kept
    where = translate("SettingsFile", " 보관한 파일: {path}").format(path=kept) if kept is not None else ""
    if (whole := next((each for each in troubles if each.setting is None), None)) is not None:
        text = translate("SettingsFile", "설정 파일을 읽을 수 없어 모든 설정을 기본값으로 되돌렸습니다 ({reason}).")
        return text.format(reason=whole.value) + where
    named = ", ".join(f"{each.setting.name} = {each.value}" for each in troubles if each.setting is not None)
    text = translate("SettingsFile", "설정 파일에 쓸 수 없는 값이 있어 기본값으로 되돌렸습니다: {settings}.")
    return text.format(settings=named) + where
