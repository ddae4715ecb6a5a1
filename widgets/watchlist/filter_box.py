"""The box that shows only some markets of a list: those that rise, those that fall, new ones."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from core.market.watchlist import ListFilter
from widgets.controls.popups import ComboBox
from widgets.controls.untrusted_text import set_tip
from widgets.text.language import translate


class FilterBox(ComboBox):
    """A choice of `ListFilter`.

    Signals:
        chosen: another filter was chosen.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        for _ in ListFilter:
            self.addItem("")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # Qt's box keeps the event; the panel has a menu
        self.set_texts()
        self.currentIndexChanged.connect(self.chosen)

    @property
    def kind(self) -> ListFilter:
        """The filter in use."""
        return list(ListFilter)[max(self.currentIndex(), 0)]

    def choose(self, kind: ListFilter) -> None:
        """Choose another filter."""
        self.setCurrentIndex(list(ListFilter).index(kind))

    def set_texts(self) -> None:
        """Name the filters in the language of the window."""
        for place, name in enumerate(filter_names().values()):
            self.setItemText(place, name)
        self.setAccessibleName(translate("WatchlistFilter", "종목 거르기"))
        set_tip(self, translate("WatchlistFilter", "신규: 최근 7일 안에 거래소 목록에 처음 나온 종목"))


def filter_names() -> dict[ListFilter, str]:
    """Return the names of the filters in the language of the window."""
    return {
        ListFilter.ALL: translate("WatchlistFilter", "전체"),
        ListFilter.RISING: translate("WatchlistFilter", "상승"),
        ListFilter.FALLING: translate("WatchlistFilter", "하락"),
        ListFilter.NEW: translate("WatchlistFilter", "신규"),
    }


def nothing_passes(kind: ListFilter) -> str:
    """Return that a list has no market that passes a filter."""
    return {
        ListFilter.RISING: translate("WatchlistFilter", "오른 종목이 없습니다"),
        ListFilter.FALLING: translate("WatchlistFilter", "내린 종목이 없습니다"),
        ListFilter.NEW: translate("WatchlistFilter", "최근 7일 안에 새로 나온 종목이 없습니다"),
    }.get(kind, "")
