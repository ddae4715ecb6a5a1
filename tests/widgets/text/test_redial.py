"""A button to connect at once from 3 s on; a time of day instead of a countdown from a minute on."""

from __future__ import annotations

import pytest

from core.model.korean_time import KST
from widgets.text import redial


@pytest.mark.parametrize(("seconds", "is_useful"), [(0.0, False), (3.0, False), (3.1, True), (3600.0, True)])
def test_a_button_is_useful_for_longer_than_three_seconds(seconds: float, is_useful: bool) -> None:
    assert redial.is_worth_a_press(seconds) is is_useful


def test_a_minute_away_the_time_of_day_is_given_in_the_zone_of_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("widgets.text.redial.time.time", lambda: 1_795_144_542.0)  # 2026-11-20 12:15:42 KST
    assert redial.time_of_day(59.9, KST) == ""
    assert redial.time_of_day(60.0, KST) == "12:16:42"


@pytest.mark.parametrize("offset", [0.0, 0.0004, 0.05, 0.5, 0.9, 0.999])
def test_a_countdown_is_read_as_its_number_changes(offset: float) -> None:
    for whole in range(1, 61):
        seconds = whole - offset
        due = redial.until_next_ms(seconds) / 1000
        assert redial.seconds_shown(seconds - due) == redial.seconds_shown(seconds) - 1
        assert redial.seconds_shown(seconds - max(due - 0.01, 0.0)) == redial.seconds_shown(seconds)
