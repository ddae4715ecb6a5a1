"""The log says when refusals are over: a request was accepted and nothing is held back."""

from __future__ import annotations

import logging

import pytest

from core.model.subscription import StreamType, subscribe
from embedded import EmbeddedExchange, EngineFactory
from sample_subscriptions import TICKER_BTC, TICKER_ETH
from virtual_time import until

pytestmark = pytest.mark.virtual_time


def causes(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Return what the log says of lasting errors, in order."""
    names = ("lasting_cause", "ended_cause")
    return [(name, cause) for each in caplog.records for name in names if (cause := getattr(each, name, ""))]


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


@pytest.mark.parametrize("error", ["WRONG_FORMAT", "INVALID_AUTH", "Too Many Requests"])
async def test_a_refusal_in_passing_is_over_with_the_next_request(
    exchange: EmbeddedExchange, make_engine: EngineFactory, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    engine = make_engine(exchange)
    engine.attach("A", [TICKER_ETH])
    await until(5.0)
    exchange.faults.set("error", 5.0, error=error)
    await until(5.5)
    assert causes(caplog) == [("lasting_cause", "public requests")]
    await until(100.0)
    assert causes(caplog) == [("lasting_cause", "public requests"), ("ended_cause", "public requests")]


@pytest.mark.parametrize("way", ["retried", "closed"])
async def test_while_a_component_is_refused_it_is_not_over(
    exchange: EmbeddedExchange, make_engine: EngineFactory, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    engine = make_engine(exchange)
    engine.attach("A", [TICKER_ETH])
    await until(5.0)
    exchange.faults.set("reject_code", 5.0, code="KRW-BTC")
    refused = engine.attach("B", [TICKER_BTC, subscribe(StreamType.TRADE, "KRW-BTC")])
    await until(60.0)
    assert {name for name, _ in causes(caplog)} == {"lasting_cause"}
    exchange.faults.clear(60.0)
    (refused.retry if way == "retried" else refused.close)()
    await until(90.0)
    assert causes(caplog)[-1] == ("ended_cause", "public requests")
    assert len([name for name, _ in causes(caplog) if name == "ended_cause"]) == 1
