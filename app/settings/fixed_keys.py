"""The keys that no setting changes: those of the open panels and workspaces, and those that panels read themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.panels.kinds import KINDS
from core.market.drawings.tools import MAGNET_KEY, TOOLS
from core.text import Text, translatable

PANEL_KEYS: Final = tuple(f"Alt+{number}" for number in range(1, 10))
"""Keys that bring the open panels to the front, in their order. No setting changes them."""

WORKSPACE_KEYS: Final = tuple(f"Ctrl+{number}" for number in range(1, 10))
"""Keys that show the workspaces, in the order of their menu. No setting changes them."""

MENU_KEYS: Final = ("Alt+P", "Alt+V", "Alt+W", "Alt+X", "Alt+H")
"""Keys that open the menus, in their order: the marked letters of their titles, the same in every language."""


@dataclass(frozen=True, slots=True)
class FixedKeys:
    """Keys that no setting changes.

    Attributes:
        keys: in Qt's portable words.
        where: where they work: a panel, or everywhere in the window.
        title: what they do.
        shown: how the list of keys writes them; empty for `keys` as they are.
    """

    keys: tuple[str, ...]
    where: Text
    title: Text
    shown: str = ""


_WINDOW: Final = translatable("Keys", "어디서나")
_LISTS: Final = translatable("Keys", "목록")
_WATCHLIST: Final = KINDS["watchlist"].title
_CHART: Final = KINDS["chart"].title
_TRADES: Final = KINDS["trades"].title
_DEPTH: Final = KINDS["depth"].title
_BOOK: Final = KINDS["orderbook"].title

FIXED_KEYS: Final = (
    FixedKeys(PANEL_KEYS, _WINDOW, translatable("Keys", "열린 패널 앞으로"), "Alt+1 … 9"),
    FixedKeys(WORKSPACE_KEYS, _WINDOW, translatable("Keys", "작업 공간 열기"), "Ctrl+1 … 9"),
    FixedKeys(MENU_KEYS, _WINDOW, translatable("Keys", "메뉴 열기"), "Alt+P V W X H"),
    FixedKeys(("Shift+F10",), _WINDOW, translatable("Keys", "패널 메뉴")),
    FixedKeys(("Return", "Enter"), _LISTS, translatable("Keys", "선택한 종목 열기"), "Enter"),
    FixedKeys(("Up", "Down"), _LISTS, translatable("Keys", "한 줄씩 이동"), "↑ ↓"),
    FixedKeys(("PgUp", "PgDown"), _LISTS, translatable("Keys", "한 쪽씩 이동"), "PgUp PgDn"),
    FixedKeys(("Home", "End"), _LISTS, translatable("Keys", "목록 처음으로, 끝으로"), "Home End"),
    FixedKeys(("Space",), _WATCHLIST, translatable("Keys", "관심 종목에 넣기, 빼기")),
    FixedKeys(("Alt+Up", "Alt+Down"), _WATCHLIST, translatable("Keys", "관심 종목 순서 바꾸기"), "Alt+↑ Alt+↓"),
    FixedKeys(("Left", "Right"), _WATCHLIST, translatable("Keys", "옆 열로 정렬"), "← →"),
    FixedKeys(("/",), _WATCHLIST, translatable("Keys", "반대 순서로 정렬")),
    FixedKeys(("Shift+Left", "Shift+Right"), _WATCHLIST, translatable("Keys", "정렬한 열 옮기기"), "Shift+← Shift+→"),
    FixedKeys(("Ins",), KINDS["alerts"].title, translatable("Keys", "알림 추가")),
    FixedKeys(("F2",), KINDS["alerts"].title, translatable("Keys", "알림 고치기")),
    FixedKeys(("Space",), KINDS["alerts"].title, translatable("Keys", "알림 켜기, 끄기")),
    FixedKeys(("Del",), KINDS["alerts"].title, translatable("Keys", "알림 지우기")),
    FixedKeys(("Left", "Right"), _CHART, translatable("Keys", "차트 이동"), "← →"),
    FixedKeys(("Home", "End"), _CHART, translatable("Keys", "차트 처음으로, 최신으로"), "Home End"),
    FixedKeys(("+", "-"), _CHART, translatable("Keys", "차트 확대, 축소"), "+ -"),
    FixedKeys(("PgUp", "PgDown"), _CHART, translatable("Keys", "차트 봉 단위 바꾸기"), "PgUp PgDn"),
    FixedKeys(("Shift+Up", "Shift+Down"), _CHART, translatable("Keys", "차트 값 늘이기, 줄이기"), "Shift+↑ Shift+↓"),
    FixedKeys(("Alt+Up", "Alt+Down"), _CHART, translatable("Keys", "차트 값 옮기기"), "Alt+↑ Alt+↓"),
    FixedKeys(("Ctrl+Up", "Ctrl+Down"), _CHART, translatable("Keys", "차트 영역 높이기, 낮추기"), "Ctrl+↑ Ctrl+↓"),
    FixedKeys(("L",), _CHART, translatable("Keys", "차트 눈금: 일반, 로그, %")),
    FixedKeys(("0",), _CHART, translatable("Keys", "차트 눈금과 봉 너비 처음대로")),
    *(FixedKeys((tool.key,), _CHART, tool.title) for tool in TOOLS),
    FixedKeys((MAGNET_KEY,), _CHART, translatable("Keys", "그릴 때 봉의 시·고·저·종에 붙이기")),
    FixedKeys(("Return", "Enter"), _CHART, translatable("Keys", "도구를 고른 뒤: 십자선에 점 찍기"), "Enter"),
    FixedKeys(("Tab", "Shift+Tab"), _CHART, translatable("Keys", "드로잉 차례로 고르기"), "Tab"),
    FixedKeys(("Del", "Backspace"), _CHART, translatable("Keys", "고른 드로잉 지우기"), "Delete"),
    FixedKeys(
        ("Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z"), _CHART, translatable("Keys", "드로잉 되돌리기, 다시 하기"), "Ctrl+Z Y"
    ),
    FixedKeys(("Ctrl+C", "Ctrl+V"), _CHART, translatable("Keys", "고른 드로잉 복사, 붙여 넣기"), "Ctrl+C V"),
    FixedKeys(("Esc",), _CHART, translatable("Keys", "그리기 그만두기, 고르지 않기"), "Esc"),
    FixedKeys(("+", "-", "Home"), _DEPTH, translatable("Keys", "누적 호가 확대, 축소, 모두"), "+ - Home"),
    FixedKeys(("Left", "Right"), _DEPTH, translatable("Keys", "누적 호가 값 읽기"), "← →"),
    FixedKeys(("Home",), _TRADES, translatable("Keys", "체결 최신으로")),
    FixedKeys(("Space",), _TRADES, translatable("Keys", "체결 멈춤, 다시 보기")),
    FixedKeys(("0", "1", "2", "3"), _TRADES, translatable("Keys", "체결을 금액 단계로 거르기"), "0 … 3"),
    FixedKeys(("M",), _TRADES, translatable("Keys", "한 주문의 체결 합치기")),
    FixedKeys(("T",), _TRADES, translatable("Keys", "체결 시각을 밀리초까지")),
    FixedKeys(("Home", "Space"), _BOOK, translatable("Keys", "호가 가운데로"), "Home Space"),
    FixedKeys(("Up", "Down", "PgUp", "PgDown"), _BOOK, translatable("Keys", "호가 위아래로"), "↑ ↓ PgUp PgDn"),
    FixedKeys(("+", "-"), _BOOK, translatable("Keys", "호가 모아보기 단위"), "+ -"),
    FixedKeys(("[", "]"), _BOOK, translatable("Keys", "호가 수 줄이기, 늘리기"), "[ ]"),
    FixedKeys(("*",), _BOOK, translatable("Keys", "호가 수량, 금액 바꾸기")),
    FixedKeys(("/",), _BOOK, translatable("Keys", "매도 왼쪽, 매수 오른쪽으로 보기")),
)
"""In the order of the list of keys. Panels read them themselves: a command with such keys would take them away."""
