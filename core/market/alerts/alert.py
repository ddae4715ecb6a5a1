"""One alert of the user: what is watched, where, and from which figure on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeVar

from core.market.figures import known_figure
from core.model.markets import is_code
from core.model.one_line import one_line

LONGEST_NOTE: Final = 80
"""Letters of the user's own words on an alert."""

_LONGEST_ID: Final = 40
_LONGEST_SOURCE: Final = 400
_DAY: Final = 86_400.0

_Choice = TypeVar("_Choice", bound=StrEnum)


class AlertKind(StrEnum):
    """What is watched."""

    PRICE = "price"
    """The price crosses `level`."""
    CHANGE = "change"
    """The price moves by `level` percent within `seconds`."""
    VOLUME = "volume"
    """The turnover of `seconds` is `level` times its usual amount."""
    SPREAD = "spread"
    """The best ask is `level` percent above the best bid."""
    CAUTION = "caution"
    """The exchange warns about a market, or for another reason than before."""
    LISTING = "listing"
    """A market appears in the exchange's list."""
    FILL = "fill"
    """An order of the user is executed, in whole or in part."""
    CONNECTION = "connection"
    """There has been no connection for `seconds`."""


class Direction(StrEnum):
    """The direction in which a price must cross or move."""

    UP = "up"
    DOWN = "down"
    EITHER = "either"


class Place(StrEnum):
    """Whether alerts of a kind watch one market, may watch one, or watch none."""

    ONE_MARKET = "one"
    ONE_OR_ALL = "one or all"
    EVERYWHERE = "everywhere"


class Limits(NamedTuple):
    """The smallest and largest value allowed, and the usual one."""

    least: float
    most: float
    usual: float

    def allow(self, value: float) -> bool:
        """Whether `value` is finite and within the limits."""
        return math.isfinite(value) and self.least <= value <= self.most


class Form(NamedTuple):
    """What an alert of one kind consists of; a part that is None is not used by that kind."""

    place: Place
    level: Limits | None = None
    seconds: Limits | None = None
    has_direction: bool = False


FORMS: Final[Mapping[AlertKind, Form]] = {
    AlertKind.PRICE: Form(Place.ONE_MARKET, Limits(1e-12, 1e15, 0.0), has_direction=True),
    AlertKind.CHANGE: Form(Place.ONE_MARKET, Limits(0.01, 1000.0, 3.0), Limits(10.0, _DAY, 300.0), has_direction=True),
    AlertKind.VOLUME: Form(Place.ONE_MARKET, Limits(1.1, 1000.0, 5.0), Limits(10.0, 3600.0, 60.0)),
    AlertKind.SPREAD: Form(Place.ONE_MARKET, Limits(0.001, 100.0, 1.0)),
    AlertKind.CAUTION: Form(Place.ONE_OR_ALL),
    AlertKind.LISTING: Form(Place.EVERYWHERE),
    AlertKind.FILL: Form(Place.ONE_OR_ALL),
    AlertKind.CONNECTION: Form(Place.EVERYWHERE, seconds=Limits(3.0, 3600.0, 10.0)),
}
"""The form of each kind. A price has no usual level: it depends on the market."""


class Fault(StrEnum):
    """Why an alert cannot be watched."""

    NO_MARKET = "no market"
    BAD_MARKET = "bad market"
    BAD_LEVEL = "bad level"
    BAD_SECONDS = "bad seconds"


@dataclass(frozen=True, slots=True)
class Alert:
    """What the user asked for; see `FORMS` for the fields that a kind uses.

    The constructor accepts any values, as a form that is being filled in has them; `fault` says what is wrong.
    """

    id: str
    kind: AlertKind
    code: str = ""
    """The market; empty for all of them, where the kind allows it."""
    level: float = 0.0
    """What the figure is compared with: a price, a percentage, or a multiple, depending on the kind."""
    seconds: float = 0.0
    direction: Direction = Direction.EITHER
    is_enabled: bool = True
    is_once: bool = False
    """Whether the alert is switched off once it has been told."""
    snoozed_until_ms: int = 0
    """Unix ms until which the alert is not told; what happens until then is not told later either."""
    note: str = ""
    """The user's own words."""
    source: str = ""
    """The source of quotes it was made on; empty for one of an older version, which did not keep that."""

    @property
    def form(self) -> Form:
        """Which fields this alert uses."""
        return FORMS[self.kind]

    @property
    def fault(self) -> Fault | None:
        """Why it cannot be watched; None if it can."""
        form = self.form
        if not self.code and form.place is Place.ONE_MARKET:
            return Fault.NO_MARKET
        if self.code and form.place is not Place.EVERYWHERE and not is_code(self.code):
            return Fault.BAD_MARKET
        if form.level is not None and not form.level.allow(self.level):
            return Fault.BAD_LEVEL
        if form.seconds is not None and not form.seconds.allow(self.seconds):
            return Fault.BAD_SECONDS
        return None

    def belongs_to(self, source: str) -> bool:
        """Whether it is to be followed at that source.

        A price of a simulated exchange means nothing at a real one. An alert of an unknown source is followed at every
        source, because one that rings at the wrong source is better than one that never rings.
        """
        return self.source in ("", source)

    def is_told_at(self, now_ms: int) -> bool:
        """Whether the alert is switched on and not snoozed at that time."""
        return self.is_enabled and now_ms >= self.snoozed_until_ms


def read_alert(written: object) -> Alert | None:
    """Read an alert from a file; None if it cannot be watched.

    Fields that are missing or of another type get their defaults.
    """
    if not isinstance(written, dict):
        return None
    key, kind = written.get("id"), _choice(AlertKind, written.get("kind"))
    if kind is None or not isinstance(key, str) or not 0 < len(key) <= _LONGEST_ID or not key.isprintable():
        return None
    form = FORMS[kind]
    code, note, source = written.get("code"), written.get("note"), written.get("source")
    alert = Alert(
        key,
        kind,
        code=code if isinstance(code, str) and form.place is not Place.EVERYWHERE else "",
        level=_number(written, "level", form.level),
        seconds=_number(written, "seconds", form.seconds),
        direction=_choice(Direction, written.get("direction")) or Direction.EITHER,
        is_enabled=written.get("is_enabled") is not False,
        is_once=written.get("is_once") is True,
        snoozed_until_ms=_time(written.get("snoozed_until_ms")),
        note=one_line(note, LONGEST_NOTE) if isinstance(note, str) else "",
        source=source if isinstance(source, str) and len(source) <= _LONGEST_SOURCE and source.isprintable() else "",
    )
    return alert if alert.fault is None else None


def written_alert(alert: Alert) -> dict[str, Any]:
    """Return the alert as a file keeps it."""
    return asdict(alert)


def _choice(kind: type[_Choice], value: object) -> _Choice | None:
    return next((each for each in kind if each.value == value), None)


def _number(written: Mapping[str, object], name: str, limits: Limits | None) -> float:
    value = written.get(name)
    if limits is None:
        return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float):
        return limits.usual
    try:
        known = known_figure(float(value))
    except OverflowError:
        return -1.0  # an integer beyond any float, which no limits allow
    return -1.0 if known is None else known


def _time(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53 else 0
