import pytest

from core.simulator.faults.faults import Faults
from core.simulator.market.listed_source import ListChange, Pause
from core.simulator.streams.list_changes import list_changes, pauses_ended

SINCE_MS = 1_795_144_500_000
"""2026-11-20, 03:15 UTC."""


@pytest.mark.parametrize(
    ("name", "parameters", "change"),
    [
        ("listing", {}, ListChange("KRW-HOGA", like="KRW-XRP")),
        ("delisting", {"days": 0}, ListChange("KRW-ETH", is_gone=True, still_since_ms=SINCE_MS)),
        (
            "delisting",
            {"days": 14},
            ListChange("KRW-ETH", marks={"delisting_date": {"year": 2026, "month": 12, "day": 4}}),
        ),
        ("delisting", {"days": 1, "shape": "text"}, ListChange("KRW-ETH", marks={"delisting_date": "2026-11-21"})),
        (
            "suspension",
            {"code": "KRW-BTC", "state": "PREVIEW"},
            ListChange("KRW-BTC", still_since_ms=SINCE_MS, marks={"is_suspended": True, "state": "PREVIEW"}),
        ),
        ("caution", {}, ListChange("KRW-ETH", marks={"warning": True, "caution": frozenset()})),
        ("caution", {"mark": "none"}, ListChange("KRW-ETH", marks={"warning": False, "caution": frozenset()})),
        (
            "caution",
            {"mark": "PRICE_FLUCTUATIONS"},
            ListChange("KRW-ETH", marks={"warning": False, "caution": frozenset({"PRICE_FLUCTUATIONS"})}),
        ),
    ],
)
def test_a_fault_is_a_change_of_the_list(name, parameters, change):
    faults = Faults()
    faults.set(name, 5.0, **parameters)
    assert list_changes(faults, lambda now: SINCE_MS if now == 5.0 else 0) == (change,)
    faults.clear(6.0)
    assert list_changes(faults, lambda _now: 0) == ()


def test_a_suspension_that_is_taken_back_or_set_anew_was_a_pause_until_now():
    marks = {"is_suspended": True, "state": "PREVIEW"}
    before = (ListChange("KRW-BTC", still_since_ms=SINCE_MS, marks=marks), ListChange("KRW-ETH", marks=marks))
    pause = Pause("KRW-BTC", SINCE_MS, SINCE_MS + 9)
    assert pauses_ended(before, (), SINCE_MS + 9) == (pause,)
    again = ListChange("KRW-BTC", still_since_ms=SINCE_MS + 9, marks=marks)
    assert pauses_ended(before, (again,), SINCE_MS + 9) == (pause,)
    assert pauses_ended(before, before, SINCE_MS + 9) == ()
