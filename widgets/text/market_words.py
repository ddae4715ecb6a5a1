"""Words for the trading state of a market: suspended, about to end, gone, designated and why. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from core.market.market_state import MarketState, Phase
from core.model.markets import Caution
from widgets.text.language import translate

if TYPE_CHECKING:
    from core.model.markets import Market


def marks(
    state: MarketState, *, is_gone: bool = False, is_warned: bool = False, is_cautioned: bool = False
) -> tuple[str, ...]:
    """Return short words for a title or a badge, the most serious first; empty for a market in its usual state."""
    if is_gone or state.phase is Phase.DELISTED:
        return (translate("Market", "거래지원 종료"),)
    words = [_phase_words()[state.phase]] if state.phase is not Phase.ACTIVE else []
    if state.ends_on is not None:
        words.append(translate("Market", "거래지원 종료 {day}").format(day=f"{state.ends_on:%Y-%m-%d}"))
    if is_warned:
        words.append(translate("Market", "유의"))
    if is_cautioned:
        words.append(translate("Market", "주의"))
    return tuple(words)


class Short(NamedTuple):
    """The words of a badge, and their abbreviation for a narrow column."""

    words: str
    initial: str
    is_known: bool = True
    """False if it only says that the state is unknown: that must be seen, but is no announced end."""


def badges(state: MarketState, *, is_gone: bool = False) -> tuple[Short, ...]:
    """Return the same for a table row, without what its tool tip shows."""
    if is_gone or state.phase is Phase.DELISTED:
        return (Short(translate("Market", "종료됨"), translate("Market", "종")),)
    words = [_phase_badges()[state.phase]] if state.phase is not Phase.ACTIVE else []
    if state.ends_on is not None:
        ending = translate("Market", "종료")
        words.append(Short(f"{ending} {state.ends_on:%m/%d}", translate("Market", "종")))
    return tuple(words)


def explanation(state: MarketState, *, is_gone: bool = False) -> str:
    """Return why the market cannot be traded, for a panel whose data stand still; empty if it can."""
    if is_gone:
        return translate("Market", "거래지원이 종료된 종목입니다\n거래소의 목록에 없습니다")
    return _explanations().get(state.phase, "")


def designations(market: Market) -> tuple[str, ...]:
    """Return how the exchange warns about a market, the graver level first: `유의 종목`, `주의 종목: 가격 급등락`."""
    words = [translate("Market", "유의 종목")] if market.warning else []
    if market.cautions:
        why = ", ".join(reasons(market.cautions))
        words.append(translate("Market", "주의 종목: {reasons}").format(reasons=why))
    return tuple(words)


def reasons(cautions: Collection[Caution]) -> tuple[str, ...]:
    """Return the exchange's reasons for a caution, in its own order."""
    words = _caution_words()
    return tuple(words[caution] for caution in Caution if caution in cautions)


def _caution_words() -> dict[Caution, str]:
    return {
        Caution.PRICE_FLUCTUATIONS: translate("Market", "가격 급등락"),
        Caution.TRADING_VOLUME_SOARING: translate("Market", "거래량 급등"),
        Caution.DEPOSIT_AMOUNT_SOARING: translate("Market", "입금량 급등"),
        Caution.GLOBAL_PRICE_DIFFERENCES: translate("Market", "글로벌 시세 차이"),
        Caution.CONCENTRATION_OF_SMALL_ACCOUNTS: translate("Market", "소수 계정 집중"),
        Caution.OTHER: translate("Market", "사유 확인 필요"),
    }


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
        Phase.OTHER: Short(translate("Market", "확인"), translate("Market", "확"), is_known=False),
    }


def _explanations() -> dict[Phase, str]:
    return {
        Phase.PREVIEW: translate("Market", "아직 거래가 시작되지 않은 종목입니다"),
        Phase.SUSPENDED: translate("Market", "거래소가 거래를 일시 정지한 종목입니다"),
        Phase.DELISTED: translate("Market", "거래지원이 종료된 종목입니다"),
    }
