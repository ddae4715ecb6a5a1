"""The indicators that a user chose for a chart: parameters, colours and widths, and how a workspace keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Any, Final, NamedTuple

from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.declaration import Indicator, Ink, Kind, Place, Values

MOST_CHOSEN: Final = 24
"""Indicators of one chart: more cannot be told apart, and each costs time in every frame."""
WIDEST_LINE: Final = 4
"""Pixels."""

_COLOR: Final = re.compile(r"#[0-9a-f]{6}")
_LINES: Final = tuple(Ink[f"LINE_{number}"] for number in range(1, 9))
_AVERAGES: Final = ((5, Ink.LINE_1), (20, Ink.LINE_2), (60, Ink.LINE_3), (120, Ink.LINE_4))
"""The moving averages of a new chart, as every Korean chart has them."""
_LONGEST_ID: Final = 40


class Style(NamedTuple):
    """How one output is drawn."""

    color: str
    """The name of an `Ink`, or `#rrggbb`."""
    width: int = 1
    """Of a line, in pixels."""
    is_shown: bool = True


@dataclass(frozen=True)
class Chosen:
    """One indicator of a chart."""

    key: str
    """Its name among those of the chart; its pane has the same name."""
    indicator: Indicator
    values: Values = field(default_factory=dict)
    styles: Mapping[str, Style] = field(default_factory=dict)
    """By the keys of the outputs."""
    is_shown: bool = True

    def with_value(self, key: str, value: float) -> Chosen:
        """Return it with another value of a parameter."""
        return replace(self, values={**self.values, key: value})

    def with_style(self, key: str, style: Style) -> Chosen:
        """Return it with another style of an output."""
        return replace(self, styles={**self.styles, key: style})

    def state(self) -> dict[str, Any]:
        """Return what a workspace keeps; JSON-able."""
        styles = {key: {"color": it.color, "width": it.width, "shown": it.is_shown} for key, it in self.styles.items()}
        return {
            "id": self.indicator.id,
            "key": self.key,
            "shown": self.is_shown,
            "values": dict(self.values),
            "styles": styles,
        }


class Restored(NamedTuple):
    """What came of a kept state."""

    chosen: list[Chosen]
    unknown: list[Mapping[str, Any]]
    """Entries of indicators that this version does not have; a later one gets them back."""
    unknown_ids: list[str]


def default_styles(indicator: Indicator) -> dict[str, Style]:
    """Return the style of each output as declared."""
    return {output.key: Style(output.ink.value, is_shown=output.is_shown) for output in indicator.outputs}


def new_chart() -> list[Chosen]:
    """Return the indicators of a new chart."""
    chosen: list[Chosen] = []
    for period, ink in _AVERAGES:
        made = added(CATALOGUE["sma"], chosen).with_value("period", period)
        chosen.append(made.with_style("average", Style(ink.value)))
    return chosen


def added(indicator: Indicator, others: Sequence[Chosen]) -> Chosen:
    """Return an indicator with its defaults beside others; a single line gets a colour that no other has."""
    styles = default_styles(indicator)
    key = _free_key(indicator.id, {other.key for other in others})
    if len(indicator.outputs) == 1 and indicator.outputs[0].kind is Kind.LINE and indicator.place is Place.PRICES:
        taken = {style.color for other in others for style in other.styles.values()}
        (only,) = indicator.outputs
        free = next((ink for ink in (only.ink, *_LINES) if ink.value not in taken), only.ink)
        styles[only.key] = Style(free.value)
    return Chosen(key, indicator, dict(indicator.defaults), styles)


def reset(chosen: Chosen) -> Chosen:
    """Return an indicator with its declared parameters and styles."""
    return replace(
        chosen, values=dict(chosen.indicator.defaults), styles=default_styles(chosen.indicator), is_shown=True
    )


def restored(kept: object) -> Restored:
    """Return what of a kept state can be used: each piece that is not allowed is the default instead."""
    found = Restored([], [], [])
    for entry in kept if isinstance(kept, list) else ():
        if not isinstance(entry, Mapping) or not isinstance(name := entry.get("id"), str):
            continue
        if len(found.chosen) + len(found.unknown) >= MOST_CHOSEN:
            break
        if name in CATALOGUE:
            found.chosen.append(_restored_one(CATALOGUE[name], entry, {each.key for each in found.chosen}))
        elif 0 < len(name) <= _LONGEST_ID:
            found.unknown.append(entry)
            found.unknown_ids.append(name)
    return found


def state(chosen: Iterable[Chosen], unknown: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return what a workspace keeps of a chart's indicators; JSON-able."""
    return [*(each.state() for each in chosen), *unknown]


def _restored_one(indicator: Indicator, entry: Mapping[str, Any], taken: set[str]) -> Chosen:
    values, styles = dict(indicator.defaults), default_styles(indicator)
    kept_values, kept_styles = _mapping(entry.get("values")), _mapping(entry.get("styles"))
    for parameter in indicator.parameters:
        if (value := kept_values.get(parameter.key)) is not None and parameter.is_allowed(value):
            values[parameter.key] = value
    for output, style in styles.items():
        styles[output] = _restored_style(style, _mapping(kept_styles.get(output)))
    key = str(entry.get("key"))
    if key in taken or re.fullmatch(rf"{re.escape(indicator.id)}(-[0-9]{{1,3}})?", key) is None:
        key = _free_key(indicator.id, taken)
    return Chosen(key, indicator, values, styles, entry.get("shown") is not False)


def _restored_style(style: Style, kept: Mapping[str, Any]) -> Style:
    color, width, shown = kept.get("color"), kept.get("width"), kept.get("shown")
    is_color = isinstance(color, str) and (color in set(Ink) or _COLOR.fullmatch(color) is not None)
    is_width = isinstance(width, int) and not isinstance(width, bool) and 1 <= width <= WIDEST_LINE
    return Style(
        color if is_color else style.color,  # type: ignore[arg-type]  # a text, as was asked
        width if is_width else style.width,  # type: ignore[arg-type]
        shown if isinstance(shown, bool) else style.is_shown,
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _free_key(name: str, taken: set[str]) -> str:
    keys = chain((name,), (f"{name}-{number}" for number in count(2)))
    return next(key for key in keys if key not in taken)
