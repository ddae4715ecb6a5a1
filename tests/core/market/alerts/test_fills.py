from __future__ import annotations

from alert_messages import alert, execution, trade
from core.market.account.told_fills import UntoldFill
from core.market.alerts.alert import AlertKind
from core.market.alerts.fills import Fills
from core.market.alerts.firing import LATE


def watch(*codes: str) -> Fills:
    fills = Fills()
    fills.set_alerts([alert(AlertKind.FILL, key=code or "all", code=code) for code in codes])
    return fills


def test_an_execution_is_told_with_its_figures():
    (firing,) = watch("").take(execution("1"))
    assert (firing.code, firing.price, firing.figure, firing.words, firing.time_ms) == ("KRW-BTC", 100, 2, ("BID",), 7)


def test_the_same_execution_is_told_once():
    fills = watch("")
    assert [len(fills.take(execution(key))) for key in ("1", "1", "2", None, None)] == [1, 0, 1, 1, 1]


def test_what_is_remembered_is_bounded():
    fills = watch("")
    for n in range(3000):
        fills.take(execution(str(n)))
    assert len(fills._told) == 1000
    assert fills.take(execution("2999")) == []


def test_other_states_and_other_markets_are_passed_over():
    fills = watch("KRW-ETH")
    assert fills.take(execution("1")) == []
    assert fills.take(execution("2", code="KRW-ETH", state="wait")) == []
    assert fills.take(trade(5)) == []
    assert len(fills.take(execution("3", code="KRW-ETH"))) == 1


def test_what_the_stream_has_not_told_is_told_as_found_late():
    fills = watch("", "KRW-ETH")
    (firing,) = fills.untold(UntoldFill("KRW-BTC", "ASK", 100.0, 3.0), 9)
    assert (firing.code, firing.price, firing.figure, firing.time_ms) == ("KRW-BTC", 100.0, 3.0, 9)
    assert firing.words == ("ASK", LATE)
    assert fills.untold(UntoldFill("KRW-BTC", None, None, 3.0), 9)[0].words == (LATE,)
