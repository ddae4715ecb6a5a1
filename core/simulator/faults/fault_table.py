"""The table of faults: name, title on the screen, and parameters with their ranges.

This is the only list. The control endpoint publishes it, panels are built from it, and every request is checked against
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.simulator.faults.fault_parameters import (
    COUNT,
    DAY,
    BadFault,
    Choice,
    Fault,
    Parameter,
    choices,
    lasting,
    once,
    plain,
)
from core.simulator.faults.odd_table import ODD_FAULTS

_LINK: Final = "연결"
_STREAM: Final = "스트림"
_ALL: Final = "거래소 전체"

_CHANCE: Final = Parameter("chance", "확률", "number", 1.0, 0.0, 1.0)
_REACH: Final = Parameter("reach", "대상", "choice", "open", choices=choices(open="지금 열린 연결", all="새 연결도"))
_REFUSAL: Final = (
    Parameter("status", "HTTP 상태", "whole", 503, 400, 599),
    Parameter("wait", "알려 주는 대기 시간(초)", "number", 10.0, 0.0, DAY),
    Parameter("header", "Retry-After 헤더", "flag", default=False),
    Parameter("html", "HTML 본문", "flag", default=False),
    COUNT,
)
_AFTERWARDS: Final = (
    Parameter("keep", "TCP를 열어 두는 시간(초)", "number", 60.0, 0.0, DAY),
    Parameter("pour", "그동안 쏟아붓는 양(MiB)", "whole", 0, 0, 16_384),
)

_ONCE: Final = (
    once("drop", "연결 끊기 (닫기 프레임 없음)"),
    once(
        "close",
        "코드로 닫기",
        Parameter("code", "닫기 코드", "whole", 1012, 1000, 4999),
        Parameter("reason", "사유", "text", "", most=100),
    ),
    once(
        "linger",
        "닫기 프레임 뒤 TCP를 열어 둠",
        Parameter("code", "닫기 코드", "whole", 1012, 1000, 4999),
        *_AFTERWARDS,
    ),
    once(
        "bad_frame",
        "규약에 어긋난 프레임",
        Parameter(
            "shape",
            "프레임",
            "choice",
            "opcode",
            choices=choices(
                opcode="없는 opcode",
                masked="마스크된 프레임",
                text="UTF-8이 아닌 글",
                long_ping="126바이트 핑",
                split_ping="조각난 핑",
                endless="길이가 2^62인 프레임",
            ),
        ),
        *_AFTERWARDS,
    ),
    once(
        "flood",
        "프레임 홍수",
        Parameter(
            "shape",
            "프레임",
            "choice",
            "pings",
            choices=choices(pings="빈 핑", pongs="청하지 않은 퐁", fragments="빈 조각", messages="빈 메시지"),
        ),
        Parameter("frames", "개수", "whole", 100_000, 1, 5_000_000),
    ),
    once(
        "error",
        "오류 프레임을 보내고 닫기",
        Parameter(
            "error",
            "오류",
            "choice",
            "WRONG_FORMAT",
            choices=plain(
                "WRONG_FORMAT",
                "NO_TICKET",
                "NO_TYPE",
                "NO_CODES",
                "INVALID_PARAM",
                "INVALID_AUTH",
                "Too Many Requests",
                "I'm a teapot",
            ),
        ),
    ),
    once("oversized", "너무 큰 프레임", Parameter("mebibytes", "크기(MiB)", "number", 17.0, 0.001, 64.0)),
)

_LASTING: Final = (
    lasting(_LINK, "refuse", "새 연결 거부 (REST 포함)", seconds=10.0),
    lasting(_LINK, "handshake", "새 WebSocket 연결에 오류 응답", *_REFUSAL),
    lasting(_LINK, "half_open", "반쯤 열린 연결 (읽기·쓰기·퐁 중단)", _REACH),
    lasting(_LINK, "late_pong", "늦은 퐁", Parameter("by", "지연(초)", "number", 7.0, 0.0, 300.0)),
    lasting(
        _LINK,
        "slice",
        "조각내어 보내기",
        Parameter("size", "조각 크기(바이트)", "whole", 16, 1, 65_536),
        Parameter("pause", "조각 간격(초)", "number", 0.005, 0.0, 10.0),
    ),
    lasting(_STREAM, "mute", "전송 중단 (퐁은 응답)", _REACH),
    lasting(
        _STREAM,
        "lost_subscription",
        "구독을 말없이 잃음 (소켓은 정상)",
        Parameter(
            "reach",
            "대상",
            "choice",
            "request",
            choices=choices(request="다시 요청할 때까지", open="다시 연결할 때까지", all="새 연결도"),
        ),
        Parameter(
            "stream",
            "스트림",
            "choice",
            "all",
            choices=choices(
                all="모두",
                ticker="현재가",
                orderbook="호가",
                trade="체결",
                candle="캔들",
                order="내 주문",
                asset="내 자산",
            ),
        ),
        Parameter("code", "종목(비우면 모두)", "text", "", most=40, is_market=True),
    ),
    lasting(
        _STREAM,
        "list_reply",
        "구독 목록 응답",
        Parameter(
            "reply",
            "응답",
            "choice",
            "empty",
            choices=(
                Choice("empty", "빈 목록"),
                Choice("none", "응답 없음"),
                Choice("asked", "그대로"),
                Choice("short", "하나 빠진 목록"),
                Choice("more", "하나 더한 목록"),
                Choice("streamed", "실제로 보내는 것만"),
            ),
        ),
        Parameter("by", "지연(초)", "number", 0.0, 0.0, 300.0),
    ),
    lasting(_STREAM, "slow_feed", "느린 피드", Parameter("every", "프레임 간격(초)", "number", 1.5, 0.0, 600.0)),
    lasting(_STREAM, "delay", "프레임 지연", Parameter("by", "지연(초)", "number", 2.0, 0.0, 60.0)),
    lasting(_STREAM, "garbage", "쓰레기 프레임 끼우기", _CHANCE, COUNT),
    lasting(_STREAM, "duplicate", "프레임 중복", _CHANCE),
    lasting(
        _STREAM,
        "reorder",
        "프레임 순서 뒤섞기",
        Parameter("chance", "늦어질 확률", "number", 0.3, 0.0, 1.0),
        Parameter("lag", "늦어지는 시간(초)", "number", 0.5, 0.0, 60.0),
    ),
    lasting(
        _STREAM,
        "reject_code",
        "특정 종목 거부",
        Parameter("code", "종목", "text", "KRW-BTC", most=40, is_market=True),
    ),
    lasting("REST", "rest", "REST 요청에 오류 응답", *_REFUSAL),
    lasting(_ALL, "limits", "요청 한도 강화", Parameter("divisor", "한도를 몇 분의 일로", "whole", 5, 2, 100)),
    lasting(
        _ALL,
        "clock_shift",
        "거래소 시계 어긋남",
        Parameter("by", "차이(초, 양수는 빠름)", "number", 60.0, -DAY, DAY),
    ),
)

FAULTS: Final[Mapping[str, Fault]] = {fault.name: fault for fault in (*_ONCE, *_LASTING, *ODD_FAULTS)}
"""By name, in display order."""


def fault_of(name: object) -> Fault:
    """The fault called `name`.

    Raises:
        BadFault: there is none.
    """
    if isinstance(name, str) and name in FAULTS:
        return FAULTS[name]
    raise BadFault(f"no fault {name!r}; there are {', '.join(FAULTS)}")
