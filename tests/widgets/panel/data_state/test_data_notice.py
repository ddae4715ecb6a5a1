from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from core.engine.deliver.feed import FeedState, FeedStatus
from core.model.flow_status import FlowStatus
from core.model.link_status import ConnectionState, LinkStatus
from core.model.subscription import StreamKey, StreamType
from widgets.panel.data_state.data_notice import DataState, Notice, notice_of

LIVE = LinkStatus(ConnectionState.LIVE, epoch=1)
LATE = LinkStatus(ConnectionState.STALE, "응답이 늦습니다", epoch=1)
DIALLING = LinkStatus(ConnectionState.CONNECTING)
LOST = LinkStatus(ConnectionState.RECONNECTING, "서버가 연결을 끊음", attempt=2, next_in=2.4, epoch=1)
STOPPED = LinkStatus(ConnectionState.STOPPED, "인증서를 신뢰할 수 없습니다")
DELAYED = FeedStatus(FeedState.LIVE, LIVE, flow=FlowStatus(late_ms=8_000.0))

AT = 1_795_144_542_000
SINCE = "마지막 수신 12:15:42"
SILENT = frozenset({StreamKey(StreamType.TICKER, "KRW-BTTC")})

NOTHING = DataState(has_data=False, is_fresh=False, received_ms=None, is_listed=True)
FRESH = DataState(has_data=True, is_fresh=True, received_ms=AT, is_listed=True)
OLD = DataState(has_data=True, is_fresh=False, received_ms=AT, is_listed=True)
UNKNOWN = DataState(has_data=False, is_fresh=False, received_ms=None, unknown_code="KRW-BTTC")
UNLISTED = DataState(has_data=False, is_fresh=False, received_ms=None)
FROM_REST = DataState(has_data=True, is_fresh=False, received_ms=None, is_listed=True)


@pytest.mark.parametrize(
    ("status", "data", "notice"),
    [
        (FeedStatus(FeedState.LIVE, LIVE), FRESH, None),
        (
            FeedStatus(FeedState.LOADING, LinkStatus(ConnectionState.CONNECTING, "서버가 응답하지 않습니다")),
            NOTHING,
            Notice("연결하지 못함\n서버가 응답하지 않습니다", can_retry=True, can_switch=True),
        ),
        (
            FeedStatus(FeedState.LIVE, LIVE),
            replace(FRESH, market_note="정지"),
            Notice("정지", is_aside=True, is_current=True),
        ),
        (FeedStatus(FeedState.LIVE, LIVE), replace(OLD, market_note="정지"), Notice("정지", is_aside=True)),
        (FeedStatus(FeedState.LOADING, LIVE, SILENT), replace(NOTHING, market_note="정지"), Notice("정지")),
        (
            FeedStatus(FeedState.LIVE, LATE),
            replace(FRESH, market_note="정지"),
            Notice(f"응답 지연 · {SINCE}\n응답이 늦습니다", is_aside=True),
        ),
        (
            FeedStatus(FeedState.DISCONNECTED, LOST),
            replace(NOTHING, market_note="정지"),
            Notice("연결 끊김\n서버가 연결을 끊음 · 3초 후 재시도", can_retry=True, can_switch=True),
        ),
        (FeedStatus(FeedState.LOADING, DIALLING), NOTHING, Notice("불러오는 중")),
        (FeedStatus(FeedState.LIVE, LIVE), NOTHING, Notice("불러오는 중")),
        (
            FeedStatus(FeedState.LOADING, LIVE, throttled_for=44.2),
            NOTHING,
            Notice("불러오는 중\n거래소의 요청 한도 때문에 45초 뒤에 요청합니다"),
        ),
        (FeedStatus(FeedState.LIVE, LIVE, throttled_for=44.2), FRESH, None),
        (FeedStatus(FeedState.LOADING, LIVE), FROM_REST, Notice("불러오는 중", is_aside=True)),
        (FeedStatus(FeedState.LOADING, LIVE), OLD, Notice(f"다시 불러오는 중 · {SINCE}", is_aside=True)),
        (DELAYED, FRESH, Notice("8초 늦은 데이터", is_aside=True)),
        (DELAYED, NOTHING, Notice("불러오는 중")),
        (DELAYED, OLD, Notice(f"다시 불러오는 중 · {SINCE}", is_aside=True)),
        (
            FeedStatus(FeedState.LIVE, LIVE, flow=FlowStatus(late_ms=180_000.0)),
            replace(FRESH, market_note="정지"),
            Notice("3분 늦은 데이터 · 정지", is_aside=True),
        ),
        (
            FeedStatus(FeedState.LIVE, LIVE, flow=FlowStatus(late_ms=8_000.0), spoiled=2),
            FRESH,
            Notice("8초 늦은 데이터 · 손상된 데이터 2건 제외", is_aside=True),
        ),
        (FeedStatus(FeedState.LIVE, LATE), FRESH, Notice(f"응답 지연 · {SINCE}\n응답이 늦습니다", is_aside=True)),
        (
            FeedStatus(FeedState.DISCONNECTED, LOST),
            FRESH,
            Notice(f"연결 끊김 · {SINCE}\n서버가 연결을 끊음 · 3초 후 재시도", is_aside=True),
        ),
        (
            FeedStatus(FeedState.DISCONNECTED, LOST),
            NOTHING,
            Notice("연결 끊김\n서버가 연결을 끊음 · 3초 후 재시도", can_retry=True, can_switch=True),
        ),
        (
            FeedStatus(FeedState.DISCONNECTED, LOST._replace(next_in=0.0)),
            NOTHING,
            Notice("연결 끊김\n서버가 연결을 끊음", can_retry=True, can_switch=True),
        ),
        (
            FeedStatus(FeedState.LOADING, LOST._replace(reason="환경 변수 ALL_PROXY", epoch=0)),
            NOTHING,
            Notice("연결하지 못함\n환경 변수 ALL_PROXY · 3초 후 재시도", can_retry=True, can_switch=True),
        ),
        (
            FeedStatus(FeedState.STOPPED, STOPPED),
            NOTHING,
            Notice("연결 중지됨\n인증서를 신뢰할 수 없습니다", can_retry=True, can_switch=True),
        ),
        (
            FeedStatus(FeedState.STOPPED, STOPPED),
            FRESH,
            Notice(f"연결 중지됨 · {SINCE}\n인증서를 신뢰할 수 없습니다", is_aside=True, can_retry=True),
        ),
        (
            FeedStatus(FeedState.LOADING, DIALLING._replace(next_in=30.0)),
            NOTHING,
            Notice(
                "연결하지 못함\n거래소가 이 주소의 연결을 잠시 막았습니다 · 30초 후 재시도",
                can_retry=True,
                can_switch=True,
            ),
        ),
        (FeedStatus(FeedState.LOADING, DIALLING._replace(next_in=0.5)), NOTHING, Notice("불러오는 중")),
        (
            FeedStatus(FeedState.LOADING, LIVE),
            replace(UNKNOWN, source="업비트 싱가포르"),
            Notice("업비트 싱가포르에 없는 종목: KRW-BTTC"),
        ),
        (
            FeedStatus(FeedState.STOPPED, LIVE._replace(reason="구독할 수 없는 종목")),
            FRESH,
            Notice(f"거래소가 구독을 거절함 · {SINCE}\n구독할 수 없는 종목", is_aside=True, can_retry=True),
        ),
        (FeedStatus(FeedState.LOADING, LIVE), UNKNOWN, Notice("알 수 없는 종목: KRW-BTTC")),
        (
            FeedStatus(FeedState.LOADING, LIVE, SILENT),
            UNKNOWN,
            Notice("응답 없음 – 종목 코드를 확인하세요\n알 수 없는 종목: KRW-BTTC"),
        ),
        (FeedStatus(FeedState.LOADING, LIVE, SILENT), UNLISTED, Notice("응답 없음 – 종목 코드를 확인하세요")),
        (
            FeedStatus(FeedState.LOADING, LIVE, SILENT),
            NOTHING,
            Notice("응답 없음\n거래소가 이 종목의 데이터를 보내지 않습니다"),
        ),
        (FeedStatus(FeedState.LIVE, LIVE, SILENT), FRESH, None),
        (
            FeedStatus(FeedState.LOADING, LIVE, SILENT, doubted=SILENT),
            UNLISTED,
            Notice("응답 없음\n거래소가 데이터를 보내지 않아 다시 요청합니다"),
        ),
        (
            FeedStatus(FeedState.LOADING, LIVE, doubted=SILENT),
            OLD,
            Notice(f"응답 없음 · {SINCE}\n거래소가 데이터를 보내지 않아 다시 요청합니다", is_aside=True),
        ),
        (
            FeedStatus(FeedState.LIVE, LIVE, flow=FlowStatus(is_silent=True)),
            FRESH,
            Notice(f"데이터가 멈춤 · {SINCE}\n거래소에 확인하는 중", is_aside=True),
        ),
        (
            FeedStatus(FeedState.DISCONNECTED, LOST._replace(next_in=20.0)),
            NOTHING,
            Notice("연결 끊김\n서버가 연결을 끊음 · 20초 후 재시도", can_retry=True, can_switch=True),
        ),
        (
            FeedStatus(FeedState.LIVE, LIVE, spoiled=1_234),
            FRESH,
            Notice("손상된 데이터 1,234건 제외", is_aside=True, is_current=True),
        ),
        (
            FeedStatus(FeedState.LIVE, LIVE, misdated=1_234),
            FRESH,
            Notice("거래소 시각 오류 1,234건", is_aside=True, is_current=True),
        ),
        (
            FeedStatus(FeedState.LIVE, LIVE, spoiled=2, misdated=1),
            FRESH,
            Notice("손상된 데이터 2건 제외 · 거래소 시각 오류 1건", is_aside=True, is_current=True),
        ),
        (
            FeedStatus(FeedState.LIVE, LIVE, spoiled=2, spoiled_tickers=2),
            FRESH,
            Notice("손상된 현재가 데이터 2건 제외", is_aside=True, is_current=True),
        ),
        (
            FeedStatus(FeedState.LIVE, LIVE, spoiled=3, spoiled_tickers=2),
            FRESH,
            Notice("손상된 데이터 3건 제외", is_aside=True, is_current=True),
        ),
        (FeedStatus(FeedState.LIVE, LATE, spoiled=1), FRESH, Notice("손상된 데이터 1건 제외", is_aside=True)),
        (FeedStatus(FeedState.LOADING, LIVE, spoiled=1), OLD, Notice("손상된 데이터 1건 제외", is_aside=True)),
        (FeedStatus(FeedState.LOADING, LIVE, SILENT, spoiled=1), NOTHING, Notice("손상된 데이터 1건 제외")),
    ],
)
def test_each_state_has_its_exact_words(status: FeedStatus, data: DataState, notice: Notice | None) -> None:
    assert notice_of(status, data) == notice


def test_times_are_of_the_zone_of_the_screen():
    status = FeedStatus(FeedState.LOADING, LIVE)
    korean, utc = notice_of(status, OLD), notice_of(status, replace(OLD, zone=UTC))
    assert "12:15:42" in korean.text
    assert "03:15:42" in utc.text
