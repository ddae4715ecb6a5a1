"""The commands about workspaces, which `commands` lists among the others."""

from __future__ import annotations

from typing import Final

from app.settings.command import Command, Menu, Needs
from core.text import translatable

WORKSPACE_COMMANDS: Final = (
    Command(
        "next-workspace",
        translatable("Settings", "다음 작업 공간"),
        "Ctrl+PgDown",
        "workspaces.switch_next",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        words="화면 전환 switch next workspace",
    ),
    Command(
        "previous-workspace",
        translatable("Settings", "이전 작업 공간"),
        "Ctrl+PgUp",
        "workspaces.switch_previous",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        words="화면 전환 switch previous workspace",
    ),
    Command(
        "new-workspace",
        translatable("Settings", "새 작업 공간…"),
        "",
        "workspaces.ask_for_new",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        begins_group=True,
        words="빈 추가 만들기 new empty add create workspace",
    ),
    Command(
        "duplicate-workspace",
        translatable("Settings", "작업 공간 복제"),
        "",
        "workspaces.duplicate",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        words="새 추가 복사 new add copy duplicate workspace",
    ),
    Command(
        "rename-workspace",
        translatable("Settings", "작업 공간 이름 바꾸기…"),
        "",
        "workspaces.ask_for_name",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        words="rename name workspace",
    ),
    Command(
        "default-desk",
        translatable("Settings", "기본 배치로 초기화"),
        "",
        "start_over",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        words="되돌리기 처음 화면 작업 공간 reset restore layout default workspace",
        takes_away=True,
    ),
    Command(
        "delete-workspace",
        translatable("Settings", "작업 공간 삭제"),
        "",
        "workspaces.delete",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        words="지우기 delete remove workspace",
        takes_away=True,
    ),
    Command(
        "export-workspace",
        translatable("Settings", "작업 공간 내보내기…"),
        "",
        "workspaces.ask_where_to_export",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        begins_group=True,
        words="저장 파일 export save file workspace",
    ),
    Command(
        "import-workspace",
        translatable("Settings", "작업 공간 가져오기…"),
        "",
        "workspaces.ask_what_to_import",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        words="불러오기 파일 import load file workspace",
    ),
)
