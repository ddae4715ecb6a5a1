"""The faults with unusual content: odd rows, odd answers, and a changing market list. Pure."""

from __future__ import annotations

from typing import Final

from core.simulator.faults.fault_parameters import COUNT, DAY, Parameter, choices, lasting

_ROWS: Final = choices(
    all="모두",
    market="종목 목록",
    ticker="현재가",
    orderbook="호가",
    trade="체결",
    candle="캔들",
    instrument="호가 단위",
    asset="자산",
    order="주문",
    chance="주문 가능 정보",
    other="그 밖",
)
_WHICH: Final = Parameter("rows", "대상", "choice", "all", choices=_ROWS)
_WHERE: Final = Parameter(
    "where", "어디서", "choice", "all", choices=choices(all="REST와 스트림", rest="REST", stream="스트림")
)
_EVERY: Final = Parameter("every", "몇 행마다", "whole", 1, 1, 100_000)
_NEXT: Final = (_WHICH, _WHERE, _EVERY, COUNT)

_CODE: Final = Parameter("code", "종목", "text", "KRW-ETH", most=40, is_market=True)

ODD_FAULTS: Final = (
    lasting(
        "REST",
        "odd_page",
        "이상한 REST 응답",
        _WHICH,
        Parameter(
            "shape",
            "응답",
            "choice",
            "empty",
            choices=choices(
                empty="빈 목록",
                not_found="404",
                html="웹 페이지(200)",
                cut="잘린 본문",
                null="null",
                object="목록 대신 객체",
                no_body="본문 없음(204)",
                bad_gateway="502 웹 페이지",
                too_many="429",
                redirect="다른 곳으로(302)",
                loop="자기 자신으로(302)",
                oversized="너무 큰 본문",
                slow="늦은 응답",
                torn="도중에 끊긴 응답",
                trickle="조금씩 오는 응답",
                endless="끝없는 본문",
                bad_gzip="풀리지 않는 gzip",
            ),
        ),
        Parameter("wait", "대기 시간(초: Retry-After, 늦은 응답, 조각 간격)", "number", 0.0, 0.0, DAY),
        Parameter("mebibytes", "크기(MiB)", "number", 64.0, 0.001, 256.0),
        Parameter("skip", "먼저 정상으로 답할 횟수", "whole", 0, 0, 1_000_000),
        COUNT,
    ),
    lasting(
        "이상한 값",
        "odd_field",
        "이상한 필드",
        Parameter("field", "필드(비우면 차례로)", "text", "", most=60),
        Parameter(
            "shape",
            "값",
            "choice",
            "null",
            choices=choices(
                null="null",
                missing="빠짐",
                retyped="형 바뀜(수↔글자)",
                list="목록",
                object="객체",
                flag="참",
                zero="0",
                negative="음수",
                huge="1e308",
                empty="빈 글자",
                long="긴 글자(300자)",
                markup="태그와 줄 바꿈",
                infinite="1e999",
                extra="모르는 필드를 더함",
                row="행 전체가 null",
            ),
        ),
        *_NEXT,
    ),
    lasting(
        "이상한 값",
        "odd_value",
        "모르는 값",
        Parameter(
            "value",
            "무엇",
            "choice",
            "side",
            choices=choices(
                side="매수·매도 구분",
                change="등락 구분",
                market_state="거래 상태",
                warning="유의 구분",
                caution_list="주의: 목록으로",
                caution_level="주의: 단계로",
                caution_text="주의: 글자로",
                caution_null="주의: null",
                order_state="주문 상태",
                order_type="주문 종류",
                stream_type="스트림 구분",
                kind="스트림 종류",
                code="종목 코드",
                currency="화폐",
            ),
        ),
        *_NEXT,
    ),
    lasting(
        "이상한 값",
        "odd_time",
        "이상한 시각",
        Parameter(
            "shape",
            "시각",
            "choice",
            "shift",
            choices=choices(
                shift="옮김",
                naive="시간대 빠짐",
                zoned="시간대 붙음",
                seconds="초 단위",
                text="글자",
                zero="0",
                huge="9999년 뒤",
            ),
        ),
        Parameter("by", "옮기는 시간(초, 양수는 미래)", "number", DAY, -4e9, 4e9),
        *_NEXT,
    ),
    lasting(
        "종목 목록 (F5로 새로 고침)",
        "listing",
        "신규 상장 (다른 종목의 시세로)",
        Parameter("code", "새 종목", "text", "KRW-HOGA", most=40, is_new_market=True),
        Parameter("like", "시세를 빌릴 종목", "text", "KRW-XRP", most=40, is_market=True),
    ),
    lasting(
        "종목 목록 (F5로 새로 고침)",
        "delisting",
        "거래 지원 종료",
        _CODE,
        Parameter("days", "종료일까지(일, 0은 이미 종료)", "whole", 14, 0, 3650),
        Parameter("shape", "종료일", "choice", "object", choices=choices(object="연·월·일 객체", text="글자")),
    ),
    lasting(
        "종목 목록 (F5로 새로 고침)",
        "suspension",
        "거래 정지",
        _CODE,
        Parameter(
            "state",
            "거래 상태",
            "choice",
            "ACTIVE",
            choices=choices(ACTIVE="거래 정지", PREVIEW="거래 시작 전", DELISTED="거래 지원 종료"),
        ),
    ),
    lasting(
        "종목 목록 (F5로 새로 고침)",
        "caution",
        "유의·주의 지정",
        _CODE,
        Parameter(
            "mark",
            "지정",
            "choice",
            "warning",
            choices=choices(
                warning="유의",
                PRICE_FLUCTUATIONS="가격 급등락",
                TRADING_VOLUME_SOARING="거래량 급등",
                DEPOSIT_AMOUNT_SOARING="입금량 급등",
                GLOBAL_PRICE_DIFFERENCES="가격 차이",
                CONCENTRATION_OF_SMALL_ACCOUNTS="소수 계정 집중",
                none="모두 해제",
            ),
        ),
    ),
)
