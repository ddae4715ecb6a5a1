"""Words for what the engine names by its own terms: streams, scopes, troubles and components.

The terms of the seed documents and of the wire stay beside the words, or in the tool tip.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from core.model.subscription import Scope, StreamType
from widgets.markets.alerts import ACCOUNT_COMPONENT, COMPONENT
from widgets.text.language import translate


def stream_name(kind: StreamType) -> str:
    """Return the word for a kind of stream: `호가`, `1분봉`."""
    if kind.is_candle:
        unit = kind.removeprefix("candle.")
        seconds, minutes = translate("EngineMonitor", "{n}초봉"), translate("EngineMonitor", "{n}분봉")
        return (seconds if unit.endswith("s") else minutes).format(n=unit[:-1])
    return {
        StreamType.TICKER: translate("EngineMonitor", "현재가"),
        StreamType.TRADE: translate("EngineMonitor", "체결"),
        StreamType.ORDERBOOK: translate("EngineMonitor", "호가"),
        StreamType.MY_ORDER: translate("EngineMonitor", "내 주문"),
        StreamType.MY_ASSET: translate("EngineMonitor", "내 자산"),
    }[kind]


def scope_name(scope: Scope) -> str:
    """Return the name of a scope: `시세 · Public`."""
    if scope is Scope.PUBLIC:
        return translate("EngineMonitor", "시세 · Public")
    return translate("EngineMonitor", "계정 · Private")


def short_scope_name(scope: Scope) -> str:
    """Return the name of a scope for a narrow column: `시세`."""
    return scope_name(scope).partition(" · ")[0]


def trouble_name(counter: str) -> str:
    """Return the word for a count of frames that were not simply delivered; a new one is shown by its own name."""
    names = {
        "failed": translate("EngineMonitor", "처리 실패"),
        "unwanted": translate("EngineMonitor", "구독 없음"),
        "older": translate("EngineMonitor", "더 오래됨"),
        "repeated_trades": translate("EngineMonitor", "겹친 체결"),
        "misdated": translate("EngineMonitor", "시각 이상"),
        "overruled": translate("EngineMonitor", "오래됐지만 받음"),
        "error": translate("EngineMonitor", "거래소 오류"),
        "other_format": translate("EngineMonitor", "다른 형식"),
        "unknown_type": translate("EngineMonitor", "모르는 종류"),
        "bad_field": translate("EngineMonitor", "값 이상"),
        "not_json": translate("EngineMonitor", "JSON 아님"),
    }
    return names.get(counter, counter)


def component_name(component_id: str, titles: Mapping[str, str]) -> str:
    """Return the title of a panel, or the word for who else subscribes; one that is not known keeps its id."""
    others = {
        COMPONENT: translate("EngineMonitor", "알림"),
        ACCOUNT_COMPONENT: translate("EngineMonitor", "알림 · 계정"),
    }
    return titles.get(component_id) or others.get(component_id, component_id)


def component_names(component_ids: Iterable[str], titles: Mapping[str, str]) -> list[str]:
    """Return the names of subscribers, one that several have with their number."""
    counts = Counter(component_name(component_id, titles) for component_id in component_ids)
    return [name if count == 1 else f"{name} ×{count}" for name, count in counts.items()]
