"""The commands as data: what each is called, does and needs, its keys and its place in the menus.

Those of panels, charts and workspaces stand in modules of their own; the others, about the window, stand here.

Menus, buttons, context menus, the list of keys, the editor of shortcuts and the palette read this table, so a new
command is one entry of it.
"""

from __future__ import annotations

from typing import Final

from app.settings.chart_commands import CHART_COMMANDS
from app.settings.command import Command, Menu, Needs
from app.settings.panel_commands import PANEL_COMMANDS
from app.settings.workspace_commands import WORKSPACE_COMMANDS
from core.text import translatable

COMMANDS: Final = (
    *PANEL_COMMANDS,
    *CHART_COMMANDS,
    Command(
        "reload-markets",
        translatable("Settings", "종목 목록 새로 고침"),
        "F5",
        "panels.reload_markets",
        needs=Needs.DESK,
        menu=Menu.VIEW,
        words="갱신 상장 refresh reload listing",
    ),
    *WORKSPACE_COMMANDS,
    Command(
        "switch-source",
        translatable("Settings", "실제 시세와 모의 시세 바꾸기"),
        "",
        "sources.switch",
        words="출처 거래소 업비트 source exchange upbit simulated",
    ),
    Command(
        "panel-ages",
        translatable("Settings", "데이터 나이와 지연 보기, 숨기기"),
        "",
        "quick_changes.toggle_ages",
        menu=Menu.VIEW,
        begins_group=True,
        words="지연 나이 수신 시각 latency age stale delay last message",
    ),
    Command(
        "larger-text",
        translatable("Settings", "글자 크게"),
        "Ctrl+=",
        "quick_changes.enlarge",
        menu=Menu.LOOK,
        words="확대 크기 폰트 zoom in larger font size percent",
    ),
    Command(
        "smaller-text",
        translatable("Settings", "글자 작게"),
        "Ctrl+-",
        "quick_changes.shrink",
        menu=Menu.LOOK,
        words="축소 크기 폰트 zoom out smaller font size percent",
    ),
    Command(
        "usual-text",
        translatable("Settings", "글자 크기 처음대로"),
        "Ctrl+0",
        "quick_changes.restore_size",
        menu=Menu.LOOK,
        words="폰트 100 zoom reset font size percent",
    ),
    Command(
        "next-theme",
        translatable("Settings", "다음 테마"),
        "",
        "quick_changes.next_theme",
        menu=Menu.LOOK,
        words="색 밝게 어둡게 고대비 theme dark light colour color",
    ),
    Command(
        "next-language",
        translatable("Settings", "다음 언어"),
        "",
        "quick_changes.next_language",
        menu=Menu.LOOK,
        words="한국어 영어 language korean english",
    ),
    Command(
        "engine-monitor",
        translatable("Settings", "엔진 모니터 열기"),
        "F12",
        "panels.show_first",
        "engine",
        needs=Needs.DESK,
        menu=Menu.VIEW,
        begins_group=True,
        words="구독 상태 engine monitor status",
    ),
    Command(
        "full-screen",
        translatable("Settings", "전체 화면"),
        "F11",
        "window.toggle_full_screen",
        menu=Menu.VIEW,
        words="full screen maximise",
    ),
    Command(
        "settings",
        translatable("Settings", "설정…"),
        "Ctrl+,",
        "dialogs.show_settings",
        menu=Menu.VIEW,
        words="환경 옵션 preferences options settings",
    ),
    Command(
        "key-list",
        translatable("Settings", "단축키"),
        "F1",
        "dialogs.show_keys",
        menu=Menu.HELP,
        words="도움말 키보드 help keyboard shortcuts cheat sheet",
    ),
    Command(
        "notice-details",
        translatable("Settings", "아래 줄의 알림 자세히"),
        "",
        "dialogs.show_notice",
        menu=Menu.HELP,
        words="오류 메시지 상태 줄 notice error details message status bar",
    ),
    Command(
        "close-notice",
        translatable("Settings", "아래 줄의 알림 닫기"),
        "",
        "dialogs.close_notice",
        menu=Menu.HELP,
        words="오류 메시지 상태 줄 치우기 notice error close dismiss message",
        takes_away=True,
    ),
    Command(
        "tour",
        translatable("Settings", "안내 둘러보기"),
        "",
        "dialogs.show_tour",
        needs=Needs.DESK,  # it shows the panels
        menu=Menu.HELP,
        begins_group=True,
        words="처음 소개 시작 사용법 도움말 tour guide introduction getting started help",
    ),
    Command(
        "about",
        translatable("Settings", "Hoga 정보"),
        "",
        "dialogs.show_about",
        menu=Menu.HELP,
        words="버전 폴더 로그 version about log folder",
    ),
    Command(
        "quit",
        translatable("Settings", "끝내기"),
        "Ctrl+Q",
        "window.close",
        menu=Menu.PANELS,
        begins_group=True,
        words="종료 나가기 exit quit close",
        takes_away=True,
        is_everywhere=True,
    ),
)
"""In the order of the settings window; each menu lists its own in this order."""

COMMANDS_BY_ID: Final = {command.id: command for command in COMMANDS}
