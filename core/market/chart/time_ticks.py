"""The labels of a time axis: round times of a time zone, and the date wherever a new one begins.

Day candles begin at 09:00 KST and are named by their KST date in every time zone, as traders do; so labels of days and
longer need no times. A zone of None is that of this computer.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from math import ceil, floor
from typing import Final, NamedTuple

from core.market.candles.units import DAY_MS, CandleUnit
from core.model.korean_time import KST

_MINUTE: Final = 60_000
_HOUR: Final = 3_600_000
_CLOCK_STEPS: Final = (
    *(seconds * 1000 for seconds in (1, 2, 5, 10, 15, 30)),
    *(minutes * _MINUTE for minutes in (1, 2, 5, 10, 15, 30)),
    *(hours * _HOUR for hours in (1, 2, 3, 6, 12)),
)
_DAY_STEPS: Final = (1, 2, 5, 10)
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
_FIRST_MS: Final = -62_000 * 1_000_000_000
_LAST_MS: Final = 253_000 * 1_000_000_000
"""About the years 5 to 9987: times outside have no date and no label."""
_NO_DATE: Final = "–"
_TO_THE_MINUTE: Final = 16
_LENGTHS: Final = {CandleUnit.SECOND_1: 19, CandleUnit.DAY: 10, CandleUnit.WEEK: 10, CandleUnit.MONTH: 7}
_YEAR, _YEAR_AND_MONTH, _MONTH_AND_DAY = slice(4), slice(7), slice(5, 10)
_TIME_OF_DAY, _HOUR_AND_MINUTE = slice(11, 19), slice(11, 16)
"""Parts of a time as `isoformat` writes it; `strftime` imports a module at each call, three times as slow."""
_LONGEST_IN_DAYS: Final = 14 * DAY_MS
"""Labels further apart than this are placed at the beginnings of months."""


class TimeTick(NamedTuple):
    """One label of a time axis."""

    slot: int
    label: str
    is_major: bool
    """Whether a new day (for labels of whole days, a new year) begins here."""


def time_ticks(
    unit: CandleUnit, left: float, right: float, slots_apart: float, zone: tzinfo | None = KST
) -> list[TimeTick]:
    """The labels between slots `left` and `right`, at least `slots_apart` apart, oldest first."""
    first, last = max(ceil(left), unit.slot(_FIRST_MS)), min(floor(right), unit.slot(_LAST_MS))
    if last < first:
        return []
    step_ms = slots_apart * unit.length_ms
    start_ms, end_ms = unit.start_ms(first), unit.start_ms(last)
    clock_step = next((step for step in _CLOCK_STEPS if step >= step_ms and step >= unit.length_ms), None)
    if clock_step is not None and unit.length_ms < DAY_MS:
        return _spaced(_clock_ticks(unit, start_ms, end_ms, clock_step, zone), slots_apart)
    if step_ms <= _LONGEST_IN_DAYS and unit is not CandleUnit.MONTH:
        return _spaced(_day_ticks(unit, start_ms, end_ms, step_ms, zone), slots_apart)
    return _spaced(_month_ticks(unit, start_ms, end_ms, step_ms), slots_apart)


def time_label(unit: CandleUnit, start_ms: int, zone: tzinfo | None = KST) -> str:
    """The start of a candle as text: `2026-11-22 14:03`, with seconds or without a time as the unit needs."""
    if not _FIRST_MS <= start_ms <= _LAST_MS:
        return _NO_DATE
    return _local(start_ms, zone if unit.length_ms < DAY_MS else KST).isoformat(" ")[
        : _LENGTHS.get(unit, _TO_THE_MINUTE)
    ]


def _clock_ticks(unit: CandleUnit, start_ms: int, end_ms: int, step_ms: int, zone: tzinfo | None) -> list[TimeTick]:
    offset = _offset_ms(end_ms, zone)
    first = -(-(start_ms + offset) // step_ms)
    last = (end_ms + offset) // step_ms
    ticks = []
    for time_ms in (index * step_ms - offset for index in range(first, last + 1)):
        time = _local(time_ms, zone)
        is_midnight = (time.hour, time.minute, time.second) == (0, 0, 0)
        text = time.isoformat(" ")
        label = text[_MONTH_AND_DAY] if is_midnight else text[_HOUR_AND_MINUTE if step_ms >= _MINUTE else _TIME_OF_DAY]
        ticks.append(TimeTick(unit.slot(time_ms), label, is_midnight))
    return ticks


def _day_ticks(unit: CandleUnit, start_ms: int, end_ms: int, step_ms: float, zone: tzinfo | None) -> list[TimeTick]:
    step = next((days for days in _DAY_STEPS if days * DAY_MS >= step_ms), _DAY_STEPS[-1])
    # Candles of hours are labelled at midnight of the zone, those of days at their start at 09:00 KST.
    is_short = unit.length_ms < DAY_MS
    offset = _offset_ms(end_ms, zone) if is_short else 0
    ticks = []
    for day in range(-(-(start_ms + offset) // DAY_MS), (end_ms + offset) // DAY_MS + 1):
        time_ms = day * DAY_MS - offset
        date = _local(time_ms, zone if is_short else KST)
        # Counted from the first day of each month, so that months always begin with a label.
        if unit is CandleUnit.WEEK or ((date.day - 1) % step == 0 and (step == 1 or date.day + step <= _MONTH_END)):
            ticks.append(_dated(unit.slot(time_ms), date, has_day=True))
    return ticks


_MONTH_END: Final = 32


def _month_ticks(unit: CandleUnit, start_ms: int, end_ms: int, step_ms: float) -> list[TimeTick]:
    months = step_ms / CandleUnit.MONTH.length_ms
    step = next((each for each in _MONTH_STEPS if each >= months), _MONTH_STEPS[-1])
    first, last = CandleUnit.MONTH.slot(start_ms), CandleUnit.MONTH.slot(end_ms)
    ticks = []
    for month in range(-(-first // step) * step, last + 1, step):
        time_ms = CandleUnit.MONTH.start_ms(month)
        if time_ms >= start_ms:
            ticks.append(_dated(unit.slot(time_ms), _local(time_ms, KST), has_day=False))
    return ticks


def _dated(slot: int, date: datetime, *, has_day: bool) -> TimeTick:
    is_year = date.month == 1 and (not has_day or date.day == 1)
    text = date.isoformat(" ")
    return TimeTick(slot, text[_YEAR if is_year else _MONTH_AND_DAY if has_day else _YEAR_AND_MONTH], is_year)


def _spaced(ticks: list[TimeTick], slots_apart: float) -> list[TimeTick]:
    kept: list[TimeTick] = []
    for tick in ticks:
        if kept and tick.slot - kept[-1].slot < slots_apart:
            if tick.is_major and not kept[-1].is_major:
                kept[-1] = tick
            continue
        kept.append(tick)
    return kept


def _local(time_ms: int, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(time_ms / 1000, UTC).astimezone(zone)


def _offset_ms(time_ms: int, zone: tzinfo | None) -> int:
    """How far the zone is ahead of UTC at a time. Summer time inside the range moves some labels off round times."""
    ahead = _local(time_ms, zone).utcoffset()
    assert ahead is not None
    return int(ahead.total_seconds()) * 1000
