"""What the form of an alert says of it, and the figures as users write and read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.market.alerts.alert import FORMS, Alert, AlertKind, Fault
from widgets.text import formats
from widgets.text.alert_words import condition
from widgets.text.language import translate
from widgets.text.price_steps import tick_above, tick_below

if TYPE_CHECKING:
    from widgets.markets.directory import KnownPrice

_SAME: Final = 0.01
"""Share of the distance between two prices within which a figure counts as one of them."""


def described(alert: Alert, known: KnownPrice | None) -> str:
    """Return what has to happen, for a price with its distance from the one that is known, and whether that is late."""
    text = condition(alert)
    if alert.kind is not AlertKind.PRICE or not alert.code:
        return text
    if known is None:
        return translate("AlertForm", "{condition} · 현재가를 아직 모름").format(condition=text)
    words = (
        translate("AlertForm", "{condition} · 현재가 {price}에서 {distance}")
        if known.is_current
        else translate("AlertForm", "{condition} · 마지막으로 받은 가격 {price}에서 {distance} (시세가 늦거나 멈춤)")
    )
    distance = formats.percent(alert.level / known.price - 1)
    return words.format(condition=text, price=formats.price(alert.code, known.price), distance=distance)


def fault_words(fault: Fault, alert: Alert) -> str:
    """Return what is to be entered otherwise."""
    limits = alert.form.level
    if fault is Fault.NO_MARKET:
        return translate("AlertForm", "종목을 고르세요.")
    if fault is Fault.BAD_MARKET:
        return translate("AlertForm", "종목 코드가 올바르지 않습니다. 종목을 다시 고르세요.")
    if fault is Fault.BAD_SECONDS:
        return translate("AlertForm", "시간을 고르세요.")
    if limits is None or alert.kind is AlertKind.PRICE:
        return _price_words(alert.level)
    return translate("AlertForm", "{least}부터 {most}까지의 숫자를 입력하세요.").format(
        least=f"{limits.least:g}", most=f"{limits.most:,g}"
    )


def on_grid(code: str, price: float) -> float:
    """Return the price of a market that is nearest to `price`."""
    low = tick_below(code, price)
    high = tick_above(code, low)
    return low if price - low < high - price else high


def off_grid_words(alert: Alert) -> str:
    """Return that no trade can have the price of an alert, and the prices around it; empty if one can."""
    if alert.kind is not AlertKind.PRICE or not alert.code:
        return ""
    low, high = tick_below(alert.code, alert.level), tick_above(alert.code, alert.level)
    if abs(on_grid(alert.code, alert.level) - alert.level) < (high - low) * _SAME:
        return ""
    return translate("AlertForm", "호가 단위에 없는 가격입니다. 가까운 가격: {low}, {high}").format(
        low=formats.price(alert.code, low), high=formats.price(alert.code, high)
    )


def field_text(level: float) -> str:
    """Write a figure as a field shows it; empty for 0."""
    return formats.split_zeros(f"{level:,.{formats.MAX_DECIMALS}f}")[0] if level else ""


def number_of(text: str) -> float:
    """Read a number as users write it; -1 for anything else."""
    try:
        return float(text.replace(",", "").replace("%", "").strip())
    except ValueError:
        return -1.0


def _price_words(level: float) -> str:
    """Return why a price is refused."""
    limits = FORMS[AlertKind.PRICE].level
    if limits is None or not level > 0.0:
        return translate("AlertForm", "0보다 큰 가격을 숫자로 입력하세요.")
    if level > limits.most:
        return translate("AlertForm", "가격은 {most} 이하로 입력하세요.").format(most=f"{limits.most:,.0f}")
    return translate("AlertForm", "가격은 {least} 이상으로 입력하세요.").format(least=f"{limits.least:.12f}")
