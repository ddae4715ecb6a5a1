"""Words for the trading state of a market: suspended, about to end, gone, designated. Pure."""

from __future__ import annotations

from typing import NamedTuple

from core.market.market_state import MarketState, Phase
from widgets.text.language import translate


def marks(state: MarketState, *, is_gone: bool = False, is_warned: bool = False) -> tuple[str, ...]:
    """Return short words for a title or a badge, the most serious first; empty for a market in its usual state."""
    if is_gone or state.phase is Phase.DELISTED:
        return (translate("Market", "거래지원 종료"),)
    said = [_phase_words()[state.phase]] if state.phase is not Phase.ACTIVE else []
    if state.is_ending:
        said.append(_ending(state))
    if is_warned:
        said.append(translate("Market", "유의"))
    return tuple(said)


class Short(NamedTuple):
    """The words of a badge, and their abbreviation for a narrow column."""

    words: str
    initial: str


def badges(state: MarketState, *, is_gone: bool = False) -> tuple[Short, ...]:
    """Return the same for a table row, without what its tool tip shows."""
    if is_gone or state.phase is Phase.DELISTED:
        return (Short(translate("Market", "종료됨"), translate("Market", "종")),)
    said = [_phase_badges()[state.phase]] if state.phase is not Phase.ACTIVE else []
    if state.is_ending:
        day = f" {state.ends_on:%m/%d}" if state.ends_on is not None else ""
        said.append(Short(translate("Market", "종료") + day, translate("Market", "종")))
    return tuple(said)


def explanation(state: MarketState, *, is_gone: bool = False) -> str:
    """Return why the market cannot be traded, for a panel whose data stand still; empty if it can."""
    if is_gone:
        return translate("Market", "거래지원이 종료된 종목입니다\n거래소의 목록에 없습니다")
    return _explanations().get(state.phase, "")


def _ending(state: MarketState) -> str:
    if state.ends_on is None:
        return translate("Market", "거래지원 종료 예정")
    return translate("Market", "거래지원 종료 {day}").format(day=f"{state.ends_on:%Y-%m-%d}")


def _phase_words() -> dict[Phase, str]:
    return {
        Phase.PREVIEW: translate("Market", "거래 시작 전"),
        Phase.SUSPENDED: translate("Market", "거래 정지"),
        Phase.OTHER: translate("Market", "거래 상태 확인"),
    }


def _phase_badges() -> dict[Phase, Short]:
    return {
        Phase.PREVIEW: Short(translate("Market", "준비"), translate("Market", "준")),
        Phase.SUSPENDED: Short(translate("Market", "정지"), translate("Market", "정")),
        Phase.OTHER: Short(translate("Market", "확인"), translate("Market", "확")),
    }


def _explanations() -> dict[Phase, str]:
    return {
        Phase.PREVIEW: translate("Market", "아직 거래가 시작되지 않은 종목입니다"),
        Phase.SUSPENDED: translate("Market", "거래소가 거래를 일시 정지한 종목입니다"),
        Phase.DELISTED: translate("Market", "거래지원이 종료된 종목입니다"),
    }
