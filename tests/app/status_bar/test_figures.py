"""The figures of the status bar in words."""

from datetime import UTC

import pytest

from app.status_bar.figures import Reading, figures, zone_label
from core.model.korean_time import KST
from widgets.look.theme import Ink

NOON = 1_795_867_200_000
"""2026-11-28 12:00:00 UTC."""
READING = Reading("모의", 12.4, 1234.4, 3.6, NOON, KST)


def texts(**changes):
    return [part.text for part in figures(READING._replace(**changes))]


def test_each_figure_has_its_word(application):
    assert texts() == ["모의", "지연 12 ms", "초당 1,234건", "프레임 4 ms", "21:00:00 KST"]


def test_what_is_not_known_is_a_dash_and_no_zero(application):
    unknown = texts(delay_ms=None, messages_a_second=None, frame_ms=None)
    assert unknown[1:4] == ["지연 –", "초당 –건", "프레임 –"]


@pytest.mark.parametrize(("value", "shown"), [(0.0, "<1 ms"), (9_999.0, "9,999 ms"), (62_300.0, "62초"), (1e9, "12일")])
def test_a_time_is_coarse_and_never_wider_than_its_sample(application, value, shown):
    parts = figures(READING._replace(delay_ms=value, frame_ms=value))
    for part, text in ((parts[1], f"지연 {shown}"), (parts[3], f"프레임 {shown}")):
        assert part.text == text
        assert shown in part.tip
        assert part.ink is (Ink.DIM if value < 100 else Ink.WARNING)
        assert len(part.text) <= len(part.sample)


@pytest.mark.parametrize(("zone", "shown"), [(KST, "21:00:00 KST"), (UTC, "12:00:00 UTC")])
def test_the_clock_is_of_the_chosen_zone(application, zone, shown):
    assert texts(zone=zone)[-1] == shown


def test_the_zone_of_this_computer_is_called_so(application):
    assert zone_label(None) == "현지"
    assert texts(zone=None)[-1].endswith(" 현지")


def test_old_quotes_and_long_frames_are_warnings(application):
    def inks(delay, frame):
        parts = figures(READING._replace(delay_ms=delay, frame_ms=frame))
        return parts[1].ink, parts[3].ink

    assert inks(999.0, 99.0) == (Ink.DIM, Ink.DIM)
    assert inks(1_000.0, 100.0) == (Ink.WARNING, Ink.WARNING)
    assert inks(None, None) == (Ink.DIM, Ink.DIM)


def test_the_clock_stays_longest_and_the_frame_time_goes_first(application):
    ranks = {part.text.split()[0]: part.rank for part in figures(READING)}
    assert sorted(ranks, key=ranks.get) == ["21:00:00", "모의", "지연", "초당", "프레임"]


def test_quiet_hours_stand_before_the_source_while_they_hold_and_outlast_the_figures(application):
    assert texts(quiet="조용한 시간 ~07:00")[:2] == ["조용한 시간 ~07:00", "모의"]
    parts = figures(READING._replace(quiet="조용한 시간 ~07:00"))
    quiet = parts[0]
    assert quiet.tip == "조용한 시간 ~07:00: 알림은 창 안에만 표시합니다."
    assert [part.text.split()[0] for part in parts if part.rank > quiet.rank] == ["지연", "초당", "프레임"]


@pytest.mark.parametrize(
    ("ahead", "shown"),
    [
        (None, None),
        (4_999.0, None),
        (-4_999.0, None),
        (5_000.0, "시계 +5초"),
        (-60_000.0, "시계 -60초"),
        (120_000.0, "시계 +2분"),
        (-3_600_000.0, "시계 -60분"),
        (86_400_000.0, "시계 +24시간"),
        (400 * 86_400_000.0, "시계 +400일"),
    ],
)
def test_clocks_that_differ_are_told(application, ahead, shown):
    told = [part for part in figures(READING._replace(clock_ahead_ms=ahead)) if part.text.startswith("시계")]
    assert [part.text for part in told] == [shown] * (shown is not None)
    assert all(part.ink is Ink.WARNING and shown.split()[1] in part.tip for part in told)
