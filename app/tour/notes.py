"""The notes of the tour: what a trader needs to know to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenuBar, QWidget

from app.settings.commands import COMMANDS_BY_ID
from app.source_selection.selector import SourceSelector
from app.status_bar.bar import StatusBar
from app.tour.tour import Note
from core.text import composed, translatable

if TYPE_CHECKING:
    from app.desk.desk import Desk


def notes_of(window: QMainWindow, desk: Desk) -> list[Note]:
    """Return the notes.

    Args:
        window: the window.
        desk: its panels.
    """

    def watchlist() -> QWidget | None:
        return next((dock for dock in desk.docks() if dock.spec.kind == "watchlist" and dock.isVisible()), None)

    def a_panel() -> QWidget | None:
        return next((dock for dock in desk.docks() if dock.spec.kind != "watchlist" and dock.isVisible()), None)

    simulated = translatable(
        "Tour", "처음에는 이 컴퓨터 안의 모의 시세입니다. 여기서 언제든 실시간 업비트로 바꾸세요. 키는 필요 없습니다."
    )
    real = translatable(
        "Tour", "지금은 실시간 시세입니다. 여기서 언제든 이 컴퓨터 안의 모의 시세로 바꾸세요. 키는 필요 없습니다."
    )
    return [
        Note(
            translatable("Tour", "시세 출처"),
            real if desk.is_real else simulated,
            lambda: window.findChild(SourceSelector),
        ),
        Note(
            translatable("Tour", "종목 고르기"),
            translatable(
                "Tour", "관심종목에서 종목을 고르면 차트, 호가, 체결이 따라옵니다. 바로 찾으려면 {keys} 키를 누르세요."
            ).format(keys=_keys(desk, "find-market")),
            watchlist,
        ),
        Note(
            translatable("Tour", "패널"),
            translatable(
                "Tour", "제목을 끌어 옮기거나 창 밖으로 떼어 낼 수 있습니다. 닫은 패널은 {keys} 키로 다시 엽니다."
            ).format(keys=_keys(desk, "reopen-panel")),
            a_panel,
        ),
        Note(
            translatable("Tour", "메뉴와 설정"),
            translatable(
                "Tour",
                "여기서 패널을 추가합니다. 종목, 명령, 설정은 모두 {find} 키로 찾고, 단축키 목록은 {keys} 키로 봅니다.",
            ).format(find=_keys(desk, "palette"), keys=_keys(desk, "key-list")),
            lambda: window.findChild(QMenuBar),
        ),
        Note(
            translatable("Tour", "상태"),
            translatable("Tour", "출처, 연결 상태와 지연이 여기에 있습니다. 누르면 엔진 모니터가 열립니다."),
            lambda: window.findChild(StatusBar) or window.statusBar(),
        ),
    ]


def _keys(desk: Desk, command: str) -> str:
    """Return the keys of a command as the user has set them; its name in quotes if it has none."""
    action = desk.command_action(command)
    keys = "" if action is None else action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return keys or composed("'{title}'", title=COMMANDS_BY_ID[command].title)
