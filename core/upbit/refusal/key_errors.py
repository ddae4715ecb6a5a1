"""Why the exchange refuses a key, and what the user can do about it.

Source: Upbit's error page (October 2026); the older spelling of `no_authorization_ip` is still reported.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from core.errors import AuthFailed, ExchangeError
from core.text import Text, translatable

_REFUSED_STATUSES: Final = (401, 403)


class _Refusal(NamedTuple):
    reason: Text
    cure: Text
    is_of_key: bool = True
    """Whether the key itself is refused, not only the request made with it."""


_WRONG_SECRET: Final = _Refusal(
    translatable("core", "Secret Key가 Access Key와 맞지 않습니다"),
    translatable("core", "두 키를 발급 화면에서 다시 복사해 입력하세요. Secret Key를 잃었다면 새로 발급해야 합니다"),
)
_UNKNOWN_KEY: Final = _Refusal(
    translatable("core", "등록되지 않은 Access Key입니다"),
    translatable(
        "core",
        "업비트 마이페이지 › Open API 관리에서 삭제된 키가 아닌지 확인하고, 사용 중인 거래소의 키를 다시 입력하세요",
    ),
)
_WRONG_ADDRESS: Final = _Refusal(
    translatable("core", "이 컴퓨터의 IP 주소가 키에 허용되어 있지 않습니다"),
    translatable(
        "core", "업비트 마이페이지 › Open API 관리에서 현재 IP 주소를 키의 허용 목록에 추가하세요 (최대 10개)"
    ),
)
_NO_TOKEN: Final = _Refusal(
    translatable("core", "인증 정보가 전달되지 않았습니다"),
    translatable("core", "프록시나 보안 프로그램이 요청을 바꾸지 않는지 확인하고 다시 시도하세요"),
)

_REFUSALS: Final = {
    "jwt_verification": _WRONG_SECRET,
    "invalid_access_key": _UNKNOWN_KEY,
    "expired_access_key": _Refusal(
        translatable("core", "키의 유효 기간이 끝났습니다"),
        translatable(
            "core", "키는 발급 후 1년 동안 유효합니다. 업비트 마이페이지 › Open API 관리에서 새 키를 발급해 입력하세요"
        ),
    ),
    "no_authorization_ip": _WRONG_ADDRESS,
    "no_authorization_i_p": _WRONG_ADDRESS,
    "out_of_scope": _Refusal(
        translatable("core", "키에 이 정보를 볼 권한이 없습니다"),
        translatable(
            "core",
            "업비트 마이페이지 › Open API 관리에서 '자산조회'와 '주문조회' 권한이 있는 키를 발급하세요. "
            "출금 권한은 필요하지 않습니다",
        ),
        is_of_key=False,
    ),
    "nonce_used": _Refusal(
        translatable("core", "같은 인증 토큰이 두 번 사용되었습니다"),
        translatable("core", "다시 시도하세요. 되풀이되면 키를 새로 발급하세요"),
        is_of_key=False,
    ),
    "invalid_query_payload": _Refusal(
        translatable("core", "요청 내용과 인증 서명이 맞지 않습니다"),
        translatable("core", "Hoga를 최신 버전으로 바꾼 뒤 다시 시도하세요"),
        is_of_key=False,
    ),
    "no_authorization_token": _NO_TOKEN,
    "thirdparty_agreement_required": _Refusal(
        translatable("core", "개인정보 제3자 제공 동의가 필요합니다"),
        translatable("core", "업비트에 로그인해 약관에 동의한 뒤 다시 시도하세요"),
    ),
    "INVALID_AUTH": _Refusal(
        translatable("core", "거래소가 실시간 연결의 키를 거절했습니다"),
        translatable(
            "core",
            "업비트 마이페이지 › Open API 관리에서 키가 유효한지 확인하세요. "
            "'다시 시도'를 누르면 자세한 이유를 알 수 있습니다",
        ),
    ),
}

_ANY_OTHER: Final = _Refusal(
    translatable("core", "거래소가 키를 거절했습니다"),
    translatable("core", "업비트 마이페이지 › Open API 관리에서 키의 상태, 권한, 허용 IP를 확인하세요"),
)


def explain(error: ExchangeError) -> AuthFailed | None:
    """The same error in words for a trader; None if it is not about the key."""
    refusal = _REFUSALS.get(error.name)
    if refusal is None:
        if error.status not in _REFUSED_STATUSES or error.name == "market_offline":
            return None
        refusal = _ANY_OTHER
    return AuthFailed(error, refusal.reason, refusal.cure, is_of_key=refusal.is_of_key)
