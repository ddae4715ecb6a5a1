"""The notice on a list of markets: why it has no rows, or that the market list cannot be loaded or is damaged. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.market.search import LONGEST_TYPED
from core.market.watchlist import ListFilter
from core.model.one_line import one_line
from widgets.panel.data_state.data_notice import Notice
from widgets.text.language import translate, wording
from widgets.watchlist.filter_box import nothing_passes
from widgets.watchlist.tabs import FAVOURITES, HELD

if TYPE_CHECKING:
    from widgets.panel.context import PanelContext
    from widgets.watchlist.held_markets import HeldMarkets


@dataclass(frozen=True, slots=True)
class ListState:
    """What a tab shows.

    Attributes:
        name: of the tab: FAVOURITES, HELD or a quote currency.
        typed: into the search.
        rows: how many markets are listed.
        reload_keys: what loads the market list again; empty if no keys do.
        kind: which markets of the list are shown.
    """

    name: str
    typed: str
    rows: int
    reload_keys: str = ""
    kind: ListFilter = ListFilter.ALL


def list_notice(shown: ListState, held: HeldMarkets, context: PanelContext) -> Notice | None:
    """Return what is to be said of the list; None if all is well."""
    directory = context.markets
    if directory.markets is None:
        has_trouble = bool(directory.trouble)
        text = wording(directory.trouble) or translate("WatchlistPanel", "불러오는 중")
        return Notice(text, can_retry=has_trouble, can_switch=has_trouble)
    text = (
        _without_passing(shown, held, context) or _without_rows(shown, held, context) or _of_market_list(shown, context)
    )
    return Notice(text, is_aside=bool(shown.rows), is_current=True) if text else None


def _without_rows(shown: ListState, held: HeldMarkets, context: PanelContext) -> str:
    """Return why there are no rows, and how there will be some; empty if there are."""
    if typed := shown.typed.strip():
        if shown.rows:
            return ""
        typed = one_line(shown.typed, LONGEST_TYPED)
        return translate("WatchlistPanel", "'{typed}'에 맞는 종목이 없습니다").format(typed=typed)
    if shown.name == HELD:
        return _of_held(shown, held, context)
    if shown.name != FAVOURITES or shown.rows:
        return ""
    if context.favourites.codes:
        return translate("WatchlistPanel", "이 거래소에 있는 관심 종목이 없습니다")
    return translate(
        "WatchlistPanel", "관심 종목이 없습니다\n종목 앞의 ☆를 누르거나 종목을 고르고 스페이스 키를 누르세요"
    )


def _without_passing(shown: ListState, held: HeldMarkets, context: PanelContext) -> str:
    """Return that the filter leaves nothing of a list that is not empty itself."""
    lists: dict[str, object] = {FAVOURITES: context.favourites.codes, HELD: held.codes}
    if shown.rows or shown.typed.strip() or not lists.get(shown.name, True):
        return ""
    return nothing_passes(shown.kind)


def _of_held(shown: ListState, held: HeldMarkets, context: PanelContext) -> str:
    if held.needs_key:
        if context.private.is_simulated:
            return translate("WatchlistPanel", "모의 계정을 열면 보유 종목이 나옵니다")
        return translate("WatchlistPanel", "API 키를 입력하면 보유 종목이 나옵니다")
    if held.trouble:
        return wording(held.trouble)
    if shown.rows:
        return ""
    if held.is_loaded:
        return translate("WatchlistPanel", "보유 종목이 없습니다")
    return translate("WatchlistPanel", "보유 종목을 불러오는 중")


def _of_market_list(shown: ListState, context: PanelContext) -> str:
    """Return what is wrong with a market list that is there; it has no button, which would keep the mouse from rows."""
    directory = context.markets
    if directory.trouble:
        again = translate("WatchlistPanel", "{keys} 키로 지금 다시 시도").format(keys=shown.reload_keys)
        return "\n".join(filter(None, (wording(directory.trouble), again if shown.reload_keys else "")))
    if directory.markets is not None and directory.markets.spoiled:
        count = f"{directory.markets.spoiled:,}"
        return translate("WatchlistPanel", "종목 목록에서 손상된 {count}건 제외").format(count=count)
    return ""
