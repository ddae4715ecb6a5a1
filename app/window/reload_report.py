"""Says what a reload of the market list brought that the user asked for: mostly nothing, which nobody would see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject

from core.text import translatable

if TYPE_CHECKING:
    from app.trouble.error_notice import ErrorNotice
    from core.model.markets import MarketList
    from core.text import Text
    from widgets.markets.directory import MarketDirectory

_LOADED: Final = translatable("Panels", "종목 목록을 불러왔습니다. 종목 {count:,}개입니다.")
_SAME: Final = translatable("Panels", "종목 목록을 새로 고쳤습니다. 종목 {count:,}개, 바뀐 것이 없습니다.")
_OTHERS: Final = translatable("Panels", "종목 목록을 새로 고쳤습니다. 새 종목 {new:,}개, 없어진 종목 {gone:,}개입니다.")
_OTHER_MARKS: Final = translatable("Panels", "종목 목록을 새로 고쳤습니다. 종목의 이름이나 유의·주의가 바뀌었습니다.")


class ReloadReport(QObject):
    """Reports the end of one reload and deletes itself; it goes with the list of a source that is left.

    A failure names the time of the next attempt, so its words follow each further one for as long as they are shown.

    Args:
        markets: the list; owner of this object.
        notice: the line that shows the report.
    """

    def __init__(self, markets: MarketDirectory, notice: ErrorNotice) -> None:
        super().__init__(markets)
        self._notice = notice
        self._before = markets.markets
        self._told = ""
        """The failure that was said last."""
        self._is_over = False
        for earlier in markets.findChildren(ReloadReport):
            if earlier is not self:
                earlier.end()
        markets.loaded.connect(self._on_loaded)
        markets.trouble_changed.connect(self._on_trouble)

    @property
    def _markets(self) -> MarketDirectory:
        """The owner; a reference of our own could make Python delete it in the middle of our own deletion."""
        return cast("MarketDirectory", self.parent())

    def _on_loaded(self) -> None:
        now = self._markets.markets
        assert now is not None
        if not self._told or self._notice.refusal == self._told:
            self._notice.show_passing(self._said(now))
        self.end()

    def _on_trouble(self) -> None:
        trouble = self._markets.trouble
        if not trouble:  # it ends before the list is there
            return
        if not self._told:
            self._notice.show_refusal(trouble)
        elif self._notice.refusal == self._told:
            self._notice.reword_refusal(trouble)
        else:  # it was closed, or something else has been said since
            self.end()
        self._told = trouble

    def end(self) -> None:
        """Report nothing more; another one may have been asked for."""
        if self._is_over:
            return
        self._is_over = True
        self._markets.loaded.disconnect(self._on_loaded)
        self._markets.trouble_changed.disconnect(self._on_trouble)
        self.deleteLater()

    def _said(self, now: MarketList) -> Text:
        before = self._before
        if before is None:
            return _LOADED.format(count=len(now))
        if before == now:
            return _SAME.format(count=len(now))
        new = sum(market.code not in before for market in now)
        gone = sum(market.code not in now for market in before)
        return _OTHERS.format(new=new, gone=gone) if new or gone else _OTHER_MARKS
