"""Words for alerts: their kinds, their conditions, and what was seen when they came true. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from core.market.alerts.alert import Alert, AlertKind, Direction
from core.market.alerts.firing import LATE, Firing
from core.market.alerts.market_events import WARNING
from core.market.alerts.quiet_hours import QuietHours, minute_at, written_minute
from core.market.alerts.rearming import PRICE_MARGIN, rearming
from core.model.markets import Caution
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.market_words import reasons
from widgets.text.price_steps import price_decimals, tick_above, tick_below


def kind_name(kind: AlertKind) -> str:
    """Return the name of a kind: `가격 도달`."""
    return {
        AlertKind.PRICE: translate("Alerts", "가격 도달"),
        AlertKind.CHANGE: translate("Alerts", "급등락"),
        AlertKind.VOLUME: translate("Alerts", "거래대금 급증"),
        AlertKind.SPREAD: translate("Alerts", "호가 차이"),
        AlertKind.CAUTION: translate("Alerts", "유의·주의 지정"),
        AlertKind.LISTING: translate("Alerts", "신규 상장"),
        AlertKind.FILL: translate("Alerts", "내 주문 체결"),
        AlertKind.CONNECTION: translate("Alerts", "연결 끊김"),
    }[kind]


def condition(alert: Alert) -> str:
    """Return what has to happen, without the market: `100,000,000 이상`, `5분 안에 3% 이상 상승`."""
    words = {
        AlertKind.PRICE: _price_words(alert.direction),
        AlertKind.CHANGE: _change_words(alert.direction),
        AlertKind.VOLUME: translate("Alerts", "{span} 거래대금이 평소의 {level}배 이상"),
        AlertKind.SPREAD: translate("Alerts", "호가 차이 {level}% 이상"),
        AlertKind.CAUTION: translate("Alerts", "유의 또는 주의 종목으로 지정"),
        AlertKind.LISTING: translate("Alerts", "새 종목이 목록에 나타남"),
        AlertKind.FILL: translate("Alerts", "내 주문이 전부 또는 일부 체결"),
        AlertKind.CONNECTION: translate("Alerts", "{span} 넘게 연결 없음"),
    }[alert.kind]
    is_price = alert.kind is AlertKind.PRICE
    level = formats.price(alert.code, alert.level) if is_price else _figure(alert.level)
    return words.format(span=span(alert.seconds), level=level)


def rearming_sentence(alert: Alert) -> str:
    """Return what has to happen before an alert rings again; empty if nothing, or if it never does."""
    if (again := rearming(alert)) is None:
        return ""
    low, high = (_level(alert, each) for each in again)
    if alert.kind is not AlertKind.PRICE:
        return translate("Alerts", "울린 뒤에는 {level} 이하로 준 다음, 다시 도달하면 울립니다.").format(level=low)
    if again.high is None:
        return translate("Alerts", "울린 뒤에는 {level} 이하로 내려간 다음, 다시 도달하면 울립니다.").format(level=low)
    if again.low is None:
        return translate("Alerts", "울린 뒤에는 {level} 이상으로 올라간 다음, 다시 도달하면 울립니다.").format(
            level=high
        )
    return translate("Alerts", "울린 뒤에는 {low} 이하나 {high} 이상이 된 다음, 다시 도달하면 울립니다.").format(
        low=low, high=high
    )


def rearming_short(alert: Alert) -> str:
    """Return at which figure an alert that rang is ready to ring again: `≤99,900,000`; a dash for others."""
    if (again := rearming(alert)) is None:
        return formats.UNKNOWN
    if again.low is not None and again.high is not None:
        return f"±{100 * PRICE_MARGIN:g}%"
    return f"≤{_level(alert, again.low)}" if again.low is not None else f"≥{_level(alert, again.high)}"


def seen(firing: Firing) -> str:
    """Return what was seen when an alert came true: `▲ 100,010,000`."""
    price = formats.price(firing.code, firing.price)
    figure = firing.figure or 0.0
    match firing.alert.kind:
        case AlertKind.PRICE:
            words = f"{'▼' if firing.direction is Direction.DOWN else '▲'} {price}"
        case AlertKind.CHANGE:
            words = f"{formats.change(figure / 100)} · {price}"
        case AlertKind.VOLUME:
            words = translate("Alerts", "평소의 {times}배 · {price}").format(times=f"{figure:,.1f}", price=price)
        case AlertKind.SPREAD:
            words = translate("Alerts", "호가 차이 {level}%").format(level=_figure(figure))
        case AlertKind.CAUTION:
            words = ", ".join(caution_words(firing.words))
        case AlertKind.LISTING:
            words = firing.code
        case AlertKind.FILL:
            sides = {"BID": translate("Alerts", "매수"), "ASK": translate("Alerts", "매도")}
            side = next((sides[word] for word in firing.words if word in sides), "")
            words = f"{side} {formats.trimmed_size(firing.figure)} @ {price}".strip()
        case _:  # a connection
            words = translate("Alerts", "{span} 동안 연결 없음").format(span=span(figure))
    return words + translate("Alerts", " · 나중에 확인") if LATE in firing.words else words


def watched(alert: Alert) -> str:
    """Return the condition of an alert with a level or a time; empty for others, whose kind says everything."""
    form = alert.form
    return "" if form.level is None and form.seconds is None else condition(alert)


def watched_and_seen(firing: Firing) -> str:
    """Return what an alert that came true watched, and what was seen: `100,000,000 이상 → ▲ 100,010,000`."""
    return " → ".join(part for part in (watched(firing.alert), seen(firing)) if part)


def quiet_words(quiet: QuietHours, now_ms: int, zone: tzinfo | None) -> str:
    """Return until when alerts make no sound and no notice of the desktop: `조용한 시간 ~07:00`; empty if they do."""
    if not quiet.contain(minute_at(now_ms, zone)):
        return ""
    return translate("Alerts", "조용한 시간 ~{time}").format(time=written_minute(quiet.end))


def span(seconds: float) -> str:
    """Return a time in the largest unit that is whole: `30초`, `5분`, `2시간`."""
    whole = round(seconds)
    if whole and whole % 3600 == 0:
        return translate("Alerts", "{n}시간").format(n=whole // 3600)
    if whole and whole % 60 == 0:
        return translate("Alerts", "{n}분").format(n=whole // 60)
    return translate("Alerts", "{n}초").format(n=whole)


def caution_words(words: Sequence[str]) -> list[str]:
    """Return the exchange's words for a warning as this program writes them."""
    known = [Caution(word) for word in words if word in set(Caution)]
    designated = [translate("Market", "유의 종목")] if WARNING in words else []
    return [*designated, *reasons(known)]


def _price_words(direction: Direction) -> str:
    return {
        Direction.UP: translate("Alerts", "{level} 이상"),
        Direction.DOWN: translate("Alerts", "{level} 이하"),
        Direction.EITHER: translate("Alerts", "{level} 도달"),
    }[direction]


def _change_words(direction: Direction) -> str:
    return {
        Direction.UP: translate("Alerts", "{span} 안에 {level}% 이상 상승"),
        Direction.DOWN: translate("Alerts", "{span} 안에 {level}% 이상 하락"),
        Direction.EITHER: translate("Alerts", "{span} 안에 {level}% 이상 변동"),
    }[direction]


def _level(alert: Alert, value: float | None) -> str:
    """Return a figure of an alert with its unit; empty for none."""
    if value is None:
        return ""
    if alert.kind is AlertKind.PRICE:
        reached = _at_most(alert.code, value) if value < alert.level else _at_least(alert.code, value)
        return formats.price(alert.code, reached, price_decimals(alert.code, reached))
    if alert.kind is AlertKind.VOLUME:
        return translate("Alerts", "{times}배").format(times=_figure(value))
    return f"{_figure(value)}%"


def _at_most(code: str, value: float) -> float:
    """Return the highest price of a market that is not above `value`."""
    price = tick_below(code, tick_above(code, value))
    return price if price <= value else tick_below(code, price)  # almost on the grid counts as on it


def _at_least(code: str, value: float) -> float:
    """Return the lowest price of a market that is not below `value`."""
    price = tick_above(code, tick_below(code, value))
    return price if price >= value else tick_above(code, price)


def _figure(value: float) -> str:
    return formats.split_zeros(f"{value:,.4f}")[0]
