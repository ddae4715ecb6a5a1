"""The commands as data: what each is called, does and needs, its keys and its place in the menus.

Menus, buttons, context menus, the list of keys, the editor of shortcuts and the palette read this table, so a new
command is one entry of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from app.panels.kinds import KINDS
from core.text import Text, translatable


class Menu(Enum):
    """The menu of the menu bar that lists a command."""

    PANELS = auto()
    VIEW = auto()
    WORKSPACES = auto()
    HELP = auto()
    NONE = auto()
    """Listed by no menu; keys, palette and key editor have it."""


class Needs(Enum):
    """What must be there for a command to be enabled."""

    NOTHING = auto()
    DESK = auto()
    """A source: between two sources no panel can be opened."""
    PANEL = auto()
    """An open panel."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    id: str
    """Its name in the settings file."""
    title: Text
    """Its name on the screen, in Korean; whoever shows it translates it."""
    keys: str
    """The default ones, in Qt's portable words; empty for none."""
    does: str
    """`part.method`: of the parts that the window hands to `app.window.command_actions`; a part may be callable."""
    argument: str = ""
    """Given to the method; without one it is called with nothing."""
    needs: Needs = Needs.NOTHING
    menu: Menu = Menu.NONE
    begins_group: bool = False
    """Whether a line stands above it in its menu."""
    short: Text | None = None
    """Its name in the menu, where that says the rest."""
    words: str = ""
    """More words that find it, in both languages."""


COMMANDS: Final = (
    Command(
        "palette",
        translatable("Settings", "통합 검색…"),
        "Ctrl+K",
        "dialogs.show_palette",
        needs=Needs.DESK,  # it offers the markets of the source
        menu=Menu.VIEW,
        words="명령 팔레트 찾기 command palette find search",
    ),
    Command(
        "add-panel",
        translatable("Settings", "패널 추가…"),
        "Ctrl+N",
        "panels.ask_for_panel",
        needs=Needs.DESK,
        menu=Menu.PANELS,
        words="열기 새 add open new",
    ),
    *(
        Command(
            f"open-{kind}",
            translatable("Settings", "새 {kind} 패널").format(kind=each.title),
            "",
            "panels.open_new",
            kind,
            needs=Needs.DESK,
            menu=Menu.PANELS,
            begins_group=kind == next(iter(KINDS)),
            short=each.title,
            words=f"열기 추가 add open {kind}",
        )
        for kind, each in KINDS.items()
    ),
    Command(
        "close-panel",
        translatable("Settings", "패널 닫기"),
        "Ctrl+W",
        "desk.close_active",
        needs=Needs.PANEL,
        menu=Menu.PANELS,
        begins_group=True,
        words="close",
    ),
    Command(
        "reopen-panel",
        translatable("Settings", "닫기·삭제·초기화 되돌리기"),
        "Ctrl+Shift+T",
        "desk.reopen",
        needs=Needs.DESK,
        menu=Menu.PANELS,
        words="닫은 패널 다시 열기 실행 취소 작업 공간 undo restore reopen closed panel workspace",
    ),
    Command(
        "fit-panels",
        translatable("Settings", "패널 크기 맞추기"),
        "",
        "desk.spread",
        needs=Needs.PANEL,
        menu=Menu.VIEW,
        words="정렬 배치 layout arrange size",
    ),
    Command(
        "show-values",
        translatable("Settings", "표로 보기"),
        "Ctrl+T",
        "panels.show_values",
        needs=Needs.PANEL,
        menu=Menu.VIEW,
        words="값 복사 접근성 table values copy accessible screen reader",
    ),
    Command(
        "indicators",
        translatable("Settings", "차트 지표…"),
        "Ctrl+I",
        "panels.show_indicators",
        needs=Needs.DESK,
        menu=Menu.VIEW,
        words="보조지표 이동평균 볼린저 일목균형표 추가 설정 indicator moving average RSI MACD study add",
    ),
    Command(
        "find-market",
        translatable("Settings", "종목 검색"),
        "Ctrl+F",
        "panels.search_market",
        needs=Needs.DESK,
        menu=Menu.VIEW,
        words="찾기 코인 관심종목 find search market",
    ),
    Command(
        "change-market",
        translatable("Settings", "패널의 종목 바꾸기"),
        "Ctrl+L",
        "linking.change_market",
        needs=Needs.PANEL,
        menu=Menu.VIEW,
        words="종목 변경 change market symbol",
    ),
    Command(
        "link-market",
        translatable("Settings", "패널의 종목 연결…"),
        "Ctrl+G",
        "linking.ask_for_group",
        needs=Needs.PANEL,
        menu=Menu.VIEW,
        words="그룹 링크 group link chip",
    ),
    Command(
        "link-unit",
        translatable("Settings", "차트의 봉 단위 연결…"),
        "Ctrl+Shift+G",
        "linking.ask_for_unit_group",
        needs=Needs.PANEL,
        menu=Menu.VIEW,
        words="그룹 링크 group link unit interval chip",
    ),
    Command(
        "pin-market",
        translatable("Settings", "패널의 종목 고정"),
        "Ctrl+Shift+P",
        "linking.toggle_active_pin",
        needs=Needs.PANEL,
        menu=Menu.VIEW,
        words="핀 고정 풀기 pin unpin keep",
    ),
    Command(
        "toggle-favourite",
        translatable("Settings", "관심 종목에 넣기·빼기"),
        "Ctrl+D",
        "panels.toggle_favourite",
        needs=Needs.DESK,
        menu=Menu.VIEW,
        words="별 즐겨찾기 관심 추가 해제 star favourite favorite bookmark",
    ),
    Command(
        "reload-markets",
        translatable("Settings", "종목 목록 새로 고침"),
        "F5",
        "panels.reload_markets",
        needs=Needs.DESK,
        menu=Menu.VIEW,
        words="갱신 상장 refresh reload listing",
    ),
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
        "duplicate-workspace",
        translatable("Settings", "작업 공간 복제"),
        "",
        "workspaces.duplicate",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        begins_group=True,
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
        translatable("Settings", "기본 배치로 되돌리기"),
        "",
        "start_over",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        words="초기화 화면 작업 공간 reset layout default workspace",
    ),
    Command(
        "delete-workspace",
        translatable("Settings", "작업 공간 삭제"),
        "",
        "workspaces.delete",
        needs=Needs.DESK,
        menu=Menu.WORKSPACES,
        words="지우기 delete remove workspace",
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
    Command(
        "switch-source",
        translatable("Settings", "실제 시세와 모의 시세 바꾸기"),
        "",
        "sources.switch",
        words="출처 거래소 업비트 source exchange upbit simulated",
    ),
    Command(
        "larger-text",
        translatable("Settings", "글자 크게"),
        "Ctrl+=",
        "quick_changes.enlarge",
        menu=Menu.VIEW,
        begins_group=True,
        words="확대 크기 폰트 zoom in larger font size percent",
    ),
    Command(
        "smaller-text",
        translatable("Settings", "글자 작게"),
        "Ctrl+-",
        "quick_changes.shrink",
        menu=Menu.VIEW,
        words="축소 크기 폰트 zoom out smaller font size percent",
    ),
    Command(
        "usual-text",
        translatable("Settings", "글자 크기 처음대로"),
        "Ctrl+0",
        "quick_changes.restore_size",
        menu=Menu.VIEW,
        words="폰트 100 zoom reset font size percent",
    ),
    Command(
        "next-theme",
        translatable("Settings", "다음 테마"),
        "",
        "quick_changes.next_theme",
        menu=Menu.VIEW,
        words="색 밝게 어둡게 고대비 theme dark light colour color",
    ),
    Command(
        "next-language",
        translatable("Settings", "다음 언어"),
        "",
        "quick_changes.next_language",
        menu=Menu.VIEW,
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
    ),
)
"""In the order of the settings window; each menu lists its own in this order."""

COMMANDS_BY_ID: Final = {command.id: command for command in COMMANDS}
