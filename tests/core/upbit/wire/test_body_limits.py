from __future__ import annotations

import pytest

from core.upbit.wire.body_limits import LARGE, REFUSAL, USUAL, limit_of


@pytest.mark.parametrize("path", ["/v1/market/all", "/v1/ticker", "/v1/ticker/"])
def test_whole_lists_may_be_large(path: str) -> None:
    assert limit_of(path, 200) == LARGE


@pytest.mark.parametrize("path", ["/v1/candles/minutes/1", "/v1/trades/ticks", "/v1/accounts", "/v1/invented/later"])
def test_everything_else_is_a_page(path: str) -> None:
    assert limit_of(path, 200) == USUAL


def test_a_refusal_is_short_for_every_path() -> None:
    assert limit_of("/v1/market/all", 400) == limit_of("/v1/accounts", 503) == REFUSAL
