"""The text of an HTTP refusal in the user's language, whoever refused and in whatever language."""

from __future__ import annotations

from typing import Final

from core.model.control import ErrorReply
from core.text import Text, composed, foreign, has_hangul, translatable
from core.upbit.refusal.retry_after import BLOCKED

_LONGEST: Final = 200
"""Maximum number of characters of the exchange's words that are shown."""

_MEANINGS: Final = {
    400: translatable("core", "거래소가 요청을 이해하지 못했습니다"),
    401: translatable("core", "거래소가 접근을 거절했습니다. VPN이나 회사 네트워크가 막는지 확인하세요"),
    403: translatable("core", "거래소가 접근을 거절했습니다. VPN이나 회사 네트워크가 막는지 확인하세요"),
    404: translatable("core", "거래소에 없는 종목이나 주소입니다"),
    407: translatable("core", "프록시가 인증을 요구합니다. 프록시 주소에 사용자 이름과 비밀번호를 넣으세요"),
    429: translatable("core", "요청이 많아 거래소가 잠시 막았습니다"),
    BLOCKED: translatable("core", "거래소가 이 주소의 요청을 잠시 막았습니다"),
    500: translatable("core", "거래소 서버에 오류가 있습니다. 거래소의 공지를 확인하세요"),
    502: translatable("core", "거래소 서버에 연결되지 않습니다. 거래소의 공지를 확인하세요"),
    503: translatable("core", "거래소가 점검 중이거나 혼잡합니다. 거래소의 공지를 확인하세요"),
    504: translatable("core", "거래소 서버가 제때 답하지 않습니다. 거래소의 공지를 확인하세요"),
}


def words_of(refusal: ErrorReply, status: int) -> str:
    """The text to show for a refusal: the exchange's own words to a Korean if they are Korean, else the status."""
    meaning = composed("{meaning} (HTTP {status})", meaning=_MEANINGS.get(status) or _kind(status), status=status)
    return foreign(refusal.message[:_LONGEST], meaning) if has_hangul(refusal.message) else meaning


def _kind(status: int) -> Text:
    if status >= 500:
        return translatable("core", "거래소 서버에 오류가 있습니다. 거래소의 공지를 확인하세요")
    if status >= 400:
        return translatable("core", "거래소가 요청을 거절했습니다")
    return translatable("core", "거래소 대신 다른 주소로 안내받았습니다. 네트워크 로그인이 필요한지 확인하세요")
