"""The commands of the menus as data: id, title and default keys. Menus, key list and settings read this table."""

from __future__ import annotations

from typing import Final, NamedTuple

from core.text import Text, translatable


class Command(NamedTuple):
    """One command.

    Attributes:
        id: its name in the settings file.
        title: on the screen, in Korean; the window translates it.
        keys: the default ones, in Qt's portable words; empty for none.
    """

    id: str
    title: Text
    keys: str


COMMANDS: Final = (
    Command("add-panel", translatable("Settings", "패널 추가…"), "Ctrl+N"),
    Command("close-panel", translatable("Settings", "패널 닫기"), "Ctrl+W"),
    Command("reopen-panel", translatable("Settings", "닫은 패널 다시 열기"), "Ctrl+Shift+T"),
    Command("fit-panels", translatable("Settings", "패널 크기 맞추기"), ""),
    Command("default-desk", translatable("Settings", "기본 배치로 되돌리기"), ""),
    Command("find-market", translatable("Settings", "종목 검색"), "Ctrl+F"),
    Command("reload-markets", translatable("Settings", "종목 목록 새로 고침"), "F5"),
    Command("engine-monitor", translatable("Settings", "엔진 모니터 열기"), "F12"),
    Command("full-screen", translatable("Settings", "전체 화면"), "F11"),
    Command("settings", translatable("Settings", "설정…"), "Ctrl+,"),
    Command("key-list", translatable("Settings", "단축키"), "F1"),
    Command("about", translatable("Settings", "Hoga 정보"), ""),
    Command("quit", translatable("Settings", "끝내기"), "Ctrl+Q"),
)
"""In the order of the settings window."""

COMMANDS_BY_ID: Final = {command.id: command for command in COMMANDS}

PANEL_KEYS: Final = tuple(f"Alt+{number}" for number in range(1, 10))
"""Keys that bring the open panels to the front, in their order. No setting changes them."""
