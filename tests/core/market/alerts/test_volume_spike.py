from __future__ import annotations

from alert_messages import alert, book, trade
from core.market.alerts.alert import AlertKind
from core.market.alerts.volume_spike import VolumeSpike


def watch() -> VolumeSpike:
    return VolumeSpike(alert(AlertKind.VOLUME), None)


def calm(spike: VolumeSpike, start: int, stop: int) -> list[int]:
    """A trade of 100 every second; returns the seconds at which something was told."""
    return [second for second in range(start, stop) if spike.take(trade(100, second))]


def test_a_burst_is_told_once_with_how_many_times_the_usual_it_is():
    spike = watch()
    assert calm(spike, 0, 1200) == []
    told = [firing for second in range(1200, 1230) for firing in spike.take(trade(100, second, volume=20))]
    assert len(told) == 1
    assert told[0].figure is not None
    assert 5 <= told[0].figure < 6


def test_it_is_told_again_after_it_was_calm():
    spike = watch()
    calm(spike, 0, 1200)
    assert spike.take(trade(100, 1200, volume=400))
    assert calm(spike, 1201, 2400) == []
    assert spike.take(trade(100, 2400, volume=400))


def test_nothing_is_usual_before_it_was_watched_for_some_time():
    spike = watch()
    calm(spike, 0, 300)
    assert spike.take(trade(100, 301, volume=10_000)) == []


def test_it_says_for_how_long_nothing_can_come_true():
    spike = watch()
    seconds = [second for second in range(600) if not (spike.take(trade(100, second)) or spike.is_learning)]
    assert seconds[0] == 360, "five spans, and the last one that is compared with them"
    spike.forget()
    assert spike.is_learning


def test_a_market_in_which_nothing_was_traded_has_no_usual_turnover():
    spike = watch()
    spike.take(trade(100, 0))
    assert spike.take(trade(100, 5_000, volume=50)) == []
    assert spike.take(trade(100, 5_001, volume=50)) == []


def test_a_time_of_which_trades_are_missing_does_not_pass_for_a_quiet_one():
    spike = watch()
    calm(spike, 0, 1200)
    spike.forget()
    assert calm(spike, 2400, 3600) == []


def test_other_messages_are_passed_over():
    spike = watch()
    nameless = trade(100, 5)
    nameless.trade_volume = None
    assert spike.take(nameless) == []
    assert spike.take(book(1, 2)) == []


def test_a_restart_does_not_tell_the_same_burst_again():
    spike = watch()
    calm(spike, 0, 1200)
    assert spike.take(trade(100, 1200, volume=400))
    again = VolumeSpike(alert(AlertKind.VOLUME), spike.states()["a"])
    assert spike.states()["a"] == again.states()["a"]


def test_after_a_trade_of_tomorrow_it_learns_anew_and_tells_the_next_burst():
    spike = watch()
    calm(spike, 0, 1200)
    spike.take(trade(100, 1200 + 86_400))
    assert calm(spike, 1201, 2400) == []
    assert not spike.is_learning
    assert spike.take(trade(100, 2400, volume=400))
