"""The error answers of private requests.

Status and name are those of Upbit's REST guide; clients branch on the name. The messages are Upbit's where they were
seen, otherwise our own.
"""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "no_authorization_token": "인증 토큰이 없습니다.",
    "jwt_verification": "JWT 토큰 검증에 실패했습니다.",
    "invalid_access_key": "잘못된 엑세스 키입니다.",
    "expired_access_key": "API 키가 만료되었습니다.",
    "invalid_query_payload": "JWT 헤더의 페이로드가 올바르지 않습니다.",
    "nonce_used": "이미 요청한 nonce값이 다시 사용되었습니다.",
    "no_authorization_ip": "허용되지 않은 IP 주소입니다.",
    "out_of_scope": "허용되지 않은 기능입니다.",
    "create_ask_error": "주문 요청 정보가 올바르지 않습니다.",
    "create_bid_error": "주문 요청 정보가 올바르지 않습니다.",
    "insufficient_funds_ask": "주문 가능한 수량이 부족합니다.",
    "insufficient_funds_bid": "주문 가능한 금액이 부족합니다.",
    "under_min_total_ask": "최소 주문 금액 이상으로 주문해 주세요.",
    "under_min_total_bid": "최소 주문 금액 이상으로 주문해 주세요.",
    "over_krw_funds_ask": "최대 주문 가능 금액보다 작은 주문을 입력해 주세요.",
    "over_krw_funds_bid": "최대 주문 가능 금액보다 작은 주문을 입력해 주세요.",
    "invalid_price_ask": "주문가격 단위를 잘못 입력하셨습니다. 확인 후 시도해주세요.",
    "invalid_price_bid": "주문가격 단위를 잘못 입력하셨습니다. 확인 후 시도해주세요.",
    "invalid_post_only": "post_only 조건을 사용할 수 없는 주문입니다.",
    "invalid_time_in_force": "주문조건을 다시 확인해 주세요.",
    "duplicated_identifier": "이미 사용된 identifier 입니다.",
    "volume_too_large": "주문 수량이 호가에 보이는 수량보다 많습니다.",
    "validation_error": "잘못된 API 요청입니다.",
    "invalid_parameter": "잘못된 파라미터",
    "notfoundmarket": "마켓을 찾을 수 없습니다.",
    "order_not_found": "주문을 찾지 못했습니다.",
}


class ApiError(Exception):
    """A private request that gets an error answer.

    Args:
        status: the HTTP status.
        name: the exchange's name for the error.
    """

    def __init__(self, status: int, name: str) -> None:
        super().__init__(name)
        self.status = status
        self.name = name
        self.message = MESSAGES[name]
