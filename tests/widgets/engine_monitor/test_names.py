"""Words for the engine's own terms: complete, different from each other, and free of English in Korean."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from core.engine.deliver.route import FrameCounters
from core.model.exchange import DecodeCounters
from core.model.subscription import Scope, StreamType
from widgets.engine_monitor.names import component_names, scope_name, short_scope_name, stream_name, trouble_name

COUNTERS = ["failed", *(field.name for kind in (FrameCounters, DecodeCounters) for field in fields(kind))]


def test_every_stream_has_its_word() -> None:
    words = [stream_name(kind) for kind in StreamType]
    assert len(set(words)) == len(words)
    assert not [word for word in words if re.search("[A-Za-z]", word)]
    assert stream_name(StreamType.CANDLE_240M) == "240분봉"
    assert stream_name(StreamType.CANDLE_1S) == "1초봉"


@pytest.mark.parametrize("counter", sorted(set(COUNTERS) - {"status", "list_reply"}))
def test_every_trouble_has_its_word(counter: str) -> None:
    assert trouble_name(counter) != counter
    assert not re.search("[a-z]", trouble_name(counter))


def test_a_trouble_nobody_named_is_shown_by_its_own_name() -> None:
    assert trouble_name("new_one") == "new_one"


def test_scopes_keep_the_seeds_terms() -> None:
    assert [scope_name(scope) for scope in Scope] == ["시세 · Public", "계정 · Private"]
    assert [short_scope_name(scope) for scope in Scope] == ["시세", "계정"]


def test_panels_of_one_title_are_counted_and_not_repeated() -> None:
    titles = {"chart#1": "비트코인 1분", "chart#2": "비트코인 1분", "trades#3": "체결"}
    assert component_names(("chart#1", "trades#3", "chart#2", "robot"), titles) == ["비트코인 1분 ×2", "체결", "robot"]
    assert component_names((), titles) == []
    assert component_names(("alerts", "alerts-account"), titles) == ["알림", "알림 · 계정"]
