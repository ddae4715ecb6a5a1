"""An alert that has come true, with the figures that decided it; written to a file and read from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from core.market.alerts.alert import Alert, Direction, read_alert, written_alert
from core.market.figures import known_change
from core.model.markets import is_code

LATE: Final = "LATE"
"""The word for an execution that was found by a load, and for a price that candles told. Our own."""
_MOST_WORDS: Final = 20
_LONGEST_WORD: Final = 80
_PLAUSIBLE_MS: Final = 60_000
_LATEST_MS: Final = 253_402_300_800_000
"""The year 10000, which no clock shows."""


class Firing(NamedTuple):
    """One alert that has come true."""

    alert: Alert
    code: str
    """The market; empty for a connection."""
    time_ms: int
    """When the exchange says it happened; of the connection and of the list of markets when it was noticed. Unix ms.
    Before it is told it becomes the time of `plausible_ms`."""
    direction: Direction = Direction.EITHER
    """The direction in which the price went; EITHER for kinds without a direction."""
    price: float | None = None
    """The price seen."""
    figure: float | None = None
    """What was compared with the level: percent of change or spread, how many times the turnover; of a fill its volume,
    of a lost connection the seconds."""
    words: tuple[str, ...] = ()
    """What else the exchange said, in its own words: the cautions, the side of a fill; and whether it was
    found late."""


def plausible_ms(firing: Firing, now_ms: int) -> int:
    """Return when an alert came true that is told at `now_ms`, both in Unix ms of this machine's clock.

    The exchange's time counts only if it is at most a minute ago: one message may have a wrong timestamp, and the
    exchange's clock may be wrong. What was found late may be of any time in the past.
    """
    earliest = 0 if LATE in firing.words else now_ms - _PLAUSIBLE_MS
    return firing.time_ms if earliest <= firing.time_ms <= now_ms else now_ms


def written_firing(firing: Firing) -> dict[str, Any]:
    """Return what came true as a file keeps it."""
    return {
        **firing._asdict(),
        "alert": written_alert(firing.alert),
        "direction": firing.direction.value,
        "words": list(firing.words),
        "price": known_change(firing.price),
        "figure": known_change(firing.figure),
    }


def read_firing(written: object) -> Firing | None:
    """Read what came true from a file; None if it makes no sense."""
    if not isinstance(written, dict) or (alert := read_alert(written.get("alert"))) is None:
        return None
    code, time_ms, words = written.get("code"), written.get("time_ms"), written.get("words")
    if not isinstance(time_ms, int) or isinstance(time_ms, bool) or not 0 < time_ms < _LATEST_MS:
        return None
    if not isinstance(code, str) or not (code == "" or is_code(code)):
        return None
    directions = [each for each in Direction if each.value == written.get("direction")]
    said = [word for word in words if _is_word(word)] if isinstance(words, list) else []
    return Firing(
        alert,
        code,
        time_ms,
        directions[0] if directions else Direction.EITHER,
        _number(written, "price"),
        _number(written, "figure"),
        tuple(said[:_MOST_WORDS]),
    )


def _is_word(word: object) -> bool:
    return isinstance(word, str) and len(word) <= _LONGEST_WORD and word.isprintable()


def _number(written: Mapping[str, object], name: str) -> float | None:
    value = written.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return known_change(float(value))
    except OverflowError:
        return None
