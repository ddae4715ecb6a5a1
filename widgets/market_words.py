"""What is the matter with a market, in words: suspended, about to end, gone, designated. Pure."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.market.market_state import MarketState, Phase


def marks(state: MarketState, *, is_gone: bool = False, is_warned: bool = False) -> tuple[str, ...]:
    """Short words for a title or a badge, the gravest first; empty while a market is as usual."""
    if is_gone or state.phase is Phase.DELISTED:
        return (_tr("거래지원 종료"),)
    said = [_phase_words()[state.phase]] if state.phase is not Phase.ACTIVE else []
    if state.is_ending:
        said.append(_ending(state))
    if is_warned:
        said.append(_tr("유의"))
    return tuple(said)


def explanation(state: MarketState, *, is_gone: bool = False) -> str:
    """Why there is nothing to trade, for a panel whose data stand still; empty where one can trade."""
    if is_gone:
        return _tr("거래지원이 종료되어 거래소의 목록에 없는 종목입니다")
    return _explanations().get(state.phase, "")


def _ending(state: MarketState) -> str:
    if state.ends_on is None:
        return _tr("거래지원 종료 예정")
    return _tr("거래지원 종료 {day}").format(day=f"{state.ends_on:%Y-%m-%d}")


def _phase_words() -> dict[Phase, str]:
    return {
        Phase.PREVIEW: _tr("거래 시작 전"),
        Phase.SUSPENDED: _tr("거래 정지"),
        Phase.OTHER: _tr("거래 상태 확인"),
    }


def _explanations() -> dict[Phase, str]:
    return {
        Phase.PREVIEW: _tr("아직 거래가 시작되지 않은 종목입니다"),
        Phase.SUSPENDED: _tr("거래소가 거래를 일시 정지한 종목입니다"),
        Phase.DELISTED: _tr("거래지원이 종료된 종목입니다"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("Market", text)
