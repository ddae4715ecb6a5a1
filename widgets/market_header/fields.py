"""The texts of the market header: one field for each subject, each in a full and, if it has one, a shorter form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from enum import Enum, auto
from math import ceil
from typing import Final, NamedTuple

from core.market.market_summary import MarketSummary, day_end_ms
from widgets.look.theme import Ink, change_ink
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.price_steps import tick_size

_REASONS: Final = ": "
"""Divides a caution from its reasons."""

_LEAST_RATE: Final = 1e-4
"""The least change that is written with another digit than 0."""

LAST_MINUTE: Final = 60
"""From here on the time left is told in seconds."""


class Subject(Enum):
    """What a field tells; in the order of the strip, from the left."""

    PRICE = auto()
    NOTICE = auto()
    """On old or missing data."""
    RANGE = auto()
    AMOUNT = auto()
    YEAR = auto()
    CLOCK = auto()
    WARNING = auto()


IMPORTANCE: Final = (
    Subject.PRICE,
    Subject.NOTICE,
    Subject.WARNING,
    Subject.RANGE,
    Subject.AMOUNT,
    Subject.CLOCK,
    Subject.YEAR,
)
"""The most important one first; the last ones fold first."""

FIGURES: Final = (Subject.RANGE, Subject.AMOUNT)
"""What a trader reads before the time left and the 52 weeks: those are shown only beside all of these."""


class Line(NamedTuple):
    """One line of a field: a dim title, and its text."""

    title: str
    text: str
    ink: Ink = Ink.TEXT
    exact: str = ""
    """What is copied instead, where the text is rounded; empty where it is not."""


class Field(NamedTuple):
    """One field: two lines, one above the other."""

    subject: Subject
    upper: Line
    lower: Line
    short: tuple[Line, Line] | None = None
    """The same in less width; None if there is no shorter form that is still true."""
    brief: tuple[Line, Line] | None = None
    """The more important half of it, where neither form fits; None if it is whole or not shown at all."""
    position: float | None = None
    """A bar with a mark at this ratio, below the upper line; None for a field without a bar."""
    reserved: tuple[str, ...] = ()
    """Texts that the lower line has room for whatever it tells now."""

    def form(self, *, is_short: bool, is_brief: bool) -> tuple[Line, Line]:
        """Return the two lines in one of its forms; in full where it has no such form."""
        return (self.brief if is_brief else self.short if is_short else None) or (self.upper, self.lower)

    @property
    def text(self) -> str:
        """The field in one line, for the clipboard and for screen readers."""
        parts = (self.upper.title, self.upper.text, self.lower.title, self.lower.text)
        return " ".join(filter(None, parts))


def fields_of(
    code: str, summary: MarketSummary, warnings: Sequence[str], marks: Sequence[str], left: Field | None
) -> tuple[Field, ...]:
    """Return the fields that are known, in the order of the strip.

    Args:
        code: the market.
        summary: its figures.
        warnings: what the exchange says about the market, in full; the most serious first.
        marks: the same in short words.
        left: the time left of the day; None if it is unknown.
    """
    symbol = code.rpartition("-")[2]
    ink = change_ink(_way(summary))
    price = formats.price(code, summary.price)
    change = Line("", _change(code, summary), ink)
    found = [Field(Subject.PRICE, Line("", price, ink), change, reserved=_least_changes(code, summary))]
    if summary.high is not None or summary.low is not None:
        found.append(
            Field(
                Subject.RANGE,
                Line(translate("MarketHeader", "고가"), *_level(code, summary, summary.high)),
                Line(translate("MarketHeader", "저가"), *_level(code, summary, summary.low)),
            )
        )
    if summary.volume is not None or summary.turnover is not None:
        turnover = formats.turnover_with_unit(code, summary.turnover)
        volume = f"{formats.steady_volume(summary.volume)} {symbol}"
        exact = f"{formats.exact_size(summary.volume)} {symbol}"
        found.append(
            Field(
                Subject.AMOUNT,
                Line(translate("MarketHeader", "거래량(24h)"), volume, exact=exact),
                Line(translate("MarketHeader", "거래대금(24h)"), turnover),
                short=(
                    Line(translate("MarketHeader", "거래량"), volume),
                    Line(translate("MarketHeader", "거래대금"), turnover),
                ),
                brief=(
                    (Line(translate("MarketHeader", "거래대금"), ""), Line("", turnover))
                    if summary.turnover is not None
                    else (Line(translate("MarketHeader", "거래량"), ""), Line("", volume))
                ),
            )
        )
    if (position := summary.year_position) is not None:
        low, high = (formats.price(code, each) for each in (summary.year_low, summary.year_high))
        title = translate("MarketHeader", "52주")
        found.append(
            Field(
                Subject.YEAR,
                Line(title, f"{low} ~ {high}"),
                Line("", ""),
                short=(Line(title, f"{position:.0%}"), Line("", "")),
                position=position,
            )
        )
    if left is not None:
        found.append(left)
    if warnings:
        found.append(_warning(warnings, marks))
    return tuple(found)


def notice_of(text: str) -> Field:
    """Return the field for a notice on old or missing data: its first line above the others."""
    first, _, rest = text.partition("\n")
    brief = first.partition(" · ")[0]
    upper, lower = Line("", first, Ink.WARNING), Line("", rest.replace("\n", " · "), Ink.WARNING)
    return Field(Subject.NOTICE, upper, lower, short=(Line("", brief, Ink.WARNING), Line("", "")))


def time_left(now_ms: int, zone: tzinfo | None) -> tuple[Field, int]:
    """Return the field with the time left of the exchange's day, and after how many milliseconds it changes.

    Args:
        now_ms: on the exchange's clock.
        zone: of the times shown; None is that of this computer.
    """
    end_ms = day_end_ms(now_ms)
    until = formats.hour_and_minute(end_ms, zone)
    left_ms = end_ms - now_ms
    seconds = ceil(left_ms / 1000)
    if seconds <= LAST_MINUTE:
        text = translate("MarketHeader", "{seconds}초").format(seconds=seconds)
        change = left_ms - (seconds - 1) * 1000
    else:
        minutes = ceil(seconds / 60)
        change = left_ms - (minutes - 1) * 60_000
        hours, minutes = divmod(minutes, 60)
        text = translate("MarketHeader", "{minutes}분").format(minutes=minutes)
        if hours:
            text = translate("MarketHeader", "{hours}시간 {minutes}분").format(hours=hours, minutes=minutes)
    title = translate("MarketHeader", "{time} 마감까지").format(time=until)
    return Field(Subject.CLOCK, Line(title, ""), Line("", text)), max(change, 1)


def _warning(warnings: Sequence[str], marks: Sequence[str]) -> Field:
    """Return the most serious warning above the others; a single one above its reasons."""
    first, reasons = warnings[0], " · ".join(warnings[1:])
    ink = Ink.BAD
    if not reasons and _REASONS in first:  # a caution alone
        first, _, reasons = first.partition(_REASONS)
        ink = Ink.WARNING
    return Field(
        Subject.WARNING,
        Line("", first, ink),
        Line("", reasons, Ink.WARNING),
        short=(Line("", marks[0], ink), Line("", " · ".join(marks[1:]), Ink.WARNING)),
    )


def _way(summary: MarketSummary) -> float | None:
    """Return the change in the quote currency, which no rounding hides; else as a ratio."""
    return summary.change if summary.change is not None else formats.as_written(summary.change_rate)


def _change(code: str, summary: MarketSummary) -> str:
    """Return the change as `▲ 279,000  +0.18%`."""
    if summary.change is None and summary.change_rate is None:
        return formats.UNKNOWN
    amount = ""
    if summary.change is not None:
        amount = formats.price_change(code, summary.change, (summary.price, summary.prev_close))
    signed = f"{formats.arrow(_way(summary))} {amount}".strip()
    return "  ".join(filter(None, (signed, formats.percent(summary.change_rate))))


def _least_changes(code: str, summary: MarketSummary) -> tuple[str, ...]:
    """Return the change as a rise and as a fall, each of a tick at least: with neither sign it is much narrower.

    A market that crosses its previous close would else move what stands beside it.
    """
    amount, rate = summary.change, summary.change_rate
    if amount is not None and summary.price is not None:
        amount = max(abs(amount), tick_size(code, summary.price))
    if rate is not None:
        rate = max(abs(rate), _LEAST_RATE)
    ways = (summary._replace(change=amount and way * amount, change_rate=rate and way * rate) for way in (1, -1))
    return tuple(_change(code, each) for each in ways)


def _level(code: str, summary: MarketSummary, price: float | None) -> tuple[str, Ink]:
    return formats.price(code, price), change_ink(summary.above(price))
