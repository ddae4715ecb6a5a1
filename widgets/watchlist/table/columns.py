"""The columns of the watchlist: one declaration for each, with its title, its text, its widths and its tool tip."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple

from core.market.watchlist import WON, SortKey, WatchRow
from widgets.look.theme import Ink, change_ink
from widgets.text import formats
from widgets.text.language import is_korean, translate
from widgets.text.market_words import badges, designations, marks


class TurnoverUnit(StrEnum):
    """What the turnover of won markets is counted in; only in Korean, other readers see `1.2B`."""

    HUNDRED_MILLION = "eok"
    MILLION = "million"


class ListContext(NamedTuple):
    """What the texts of a list depend on beside its rows."""

    quotes: frozenset[str] = frozenset()
    """The quote currencies of the rows."""
    unit: TurnoverUnit = TurnoverUnit.HUNDRED_MILLION


class WatchColumn(NamedTuple):
    """One column; widths in pixels at a font size of 100 %."""

    key: SortKey
    width: int
    least: int
    text: Callable[[WatchRow, ListContext], str]
    ink: Callable[[WatchRow], Ink] = lambda _: Ink.TEXT


def _of_level(value: float | None, row: WatchRow) -> Ink:
    """Return the role of a price of the day: compared with the previous close."""
    return change_ink(None if value is None or row.prev_close is None else value - row.prev_close)


def _change_price(row: WatchRow, _: ListContext) -> str:
    sign = "" if not row.change_price else "+" if row.change_price > 0 else "-"
    return sign + formats.price_change(row.code, row.change_price, (row.price, row.prev_close))


def _turnover(row: WatchRow, context: ListContext) -> str:
    if row.turnover is None:
        return formats.UNKNOWN
    is_mixed = len(context.quotes) > 1
    if row.market.quote == WON and is_korean():
        is_million = context.unit is TurnoverUnit.MILLION
        value = row.turnover / (1e6 if is_million else 1e8)
        text = formats.size(value, 0 if is_million or value >= 10 else 1)
        return f"{text}{_unit_word(context.unit)}" if is_mixed else text
    text = formats.turnover(row.code, row.turnover)
    if is_mixed and row.market.quote != WON:
        return f"{formats.shortened(row.turnover)} {row.market.quote}"
    return text


def _unit_word(unit: TurnoverUnit) -> str:
    return translate("WatchlistModel", "백만") if unit is TurnoverUnit.MILLION else translate("WatchlistModel", "억")


def _year(row: WatchRow, _: ListContext) -> str:
    position = row.year_position
    return formats.UNKNOWN if position is None else f"{position * 100:.0f}%"


def _caution(row: WatchRow, _: ListContext) -> str:
    words = [each.words for each in badges(row.state, is_gone=row.is_gone)]
    if row.market.warning:
        words.append(translate("Market", "유의"))
    if row.market.cautions:
        words.append(translate("Market", "주의"))
    return " ".join(words)


COLUMNS: Final = (
    WatchColumn(SortKey.NAME, 206, 96, lambda row, _: f"{row.name} {row.market.symbol}/{row.market.quote}"),
    WatchColumn(
        SortKey.PRICE, 100, 91, lambda row, _: formats.price(row.code, row.price), lambda row: change_ink(row.change)
    ),
    WatchColumn(SortKey.WON, 100, 72, lambda row, _: _short_won(row)),
    WatchColumn(
        SortKey.CHANGE,
        92,
        63,
        lambda row, _: formats.change(row.change),
        lambda row: change_ink(formats.as_written(row.change)),
    ),
    WatchColumn(SortKey.CHANGE_PRICE, 98, 88, _change_price, lambda row: change_ink(row.change_price)),
    WatchColumn(SortKey.TURNOVER, 104, 82, _turnover),
    WatchColumn(SortKey.VOLUME, 112, 82, lambda row, _: formats.volume(row.volume)),
    WatchColumn(
        SortKey.HIGH, 100, 92, lambda row, _: formats.price(row.code, row.high), lambda row: _of_level(row.high, row)
    ),
    WatchColumn(
        SortKey.LOW, 100, 92, lambda row, _: formats.price(row.code, row.low), lambda row: _of_level(row.low, row)
    ),
    WatchColumn(SortKey.YEAR, 88, 82, _year),
    WatchColumn(SortKey.CAUTION, 92, 84, _caution, lambda row: Ink.BAD if (row.caution or 0) > 1 else Ink.WARNING),
    WatchColumn(
        SortKey.DAY,
        96,
        84,
        lambda row, _: formats.percent(row.since_open),
        lambda row: change_ink(formats.as_written(row.since_open)),
    ),
)
"""In the order of the model, which is also the one that is offered for choice."""

PLACE_OF: Final = {column.key: place for place, column in enumerate(COLUMNS)}


def column_of(key: SortKey) -> WatchColumn:
    """Return the declaration of a column."""
    return COLUMNS[PLACE_OF[key]]


def names() -> dict[SortKey, str]:
    """Return the names of all columns in the language of the window."""
    return {
        SortKey.NAME: translate("WatchlistModel", "종목"),
        SortKey.PRICE: translate("WatchlistModel", "현재가"),
        SortKey.WON: translate("WatchlistModel", "환산가"),
        SortKey.CHANGE: translate("WatchlistModel", "전일대비"),
        SortKey.CHANGE_PRICE: translate("WatchlistModel", "등락액"),
        SortKey.TURNOVER: translate("WatchlistModel", "거래대금"),
        SortKey.VOLUME: translate("WatchlistModel", "거래량"),
        SortKey.HIGH: translate("WatchlistModel", "고가"),
        SortKey.LOW: translate("WatchlistModel", "저가"),
        SortKey.YEAR: translate("WatchlistModel", "52주"),
        SortKey.CAUTION: translate("WatchlistModel", "유의·주의"),
        SortKey.DAY: translate("WatchlistModel", "당일 흐름"),
    }


def title_of(key: SortKey, name: str, context: ListContext) -> str:
    """Return the title of a column: its name, of the turnover with the unit that all its figures have."""
    if key is not SortKey.TURNOVER or len(context.quotes) != 1:
        return name
    (quote,) = context.quotes
    if quote == WON and not is_korean():
        return name
    unit = _unit_word(context.unit) if quote == WON else quote
    return translate("WatchlistModel", "대금({unit})").format(unit=unit)


def tip_of(key: SortKey, context: ListContext) -> str:
    """Return what the title of a column explains; empty for one that needs no words."""
    tips = {
        SortKey.TURNOVER: translate("WatchlistModel", "최근 24시간 거래대금"),
        SortKey.VOLUME: translate("WatchlistModel", "최근 24시간 거래량"),
        SortKey.WON: translate("WatchlistModel", "거래 통화의 원화 시세로 환산한 현재가 (1초마다)"),
        SortKey.YEAR: translate("WatchlistModel", "52주 최저가(0%)와 최고가(100%) 사이에서 현재가의 위치"),
        SortKey.DAY: translate("WatchlistModel", "오늘 시가와, 실행한 뒤 받은 현재가를 이은 선"),
        SortKey.CHANGE_PRICE: translate("WatchlistModel", "전일 종가와의 차이, 거래 통화로"),
    }
    tip = tips.get(key, "")
    if key is SortKey.TURNOVER and WON in context.quotes and is_korean():
        return f"{tip} ({_unit_in_full(context.unit)})"
    return tip


def cell_tip(key: SortKey, row: WatchRow) -> str:
    """Return what a cell explains beside its text; empty for most columns."""
    if key is SortKey.YEAR and row.year_position is not None:
        low, high = (formats.price(row.code, each) for each in (row.year_low, row.year_high))
        return translate("WatchlistModel", "52주 최저 {low}, 최고 {high}").format(low=low, high=high)
    if key is SortKey.PRICE and row.won is not None and row.market.quote != WON:
        return translate("WatchlistModel", "약 {won}원").format(won=_won(row))
    if key is SortKey.CAUTION:
        return "\n".join((*marks(row.state, is_gone=row.is_gone), *designations(row.market)))
    return ""


def _unit_in_full(unit: TurnoverUnit) -> str:
    if unit is TurnoverUnit.MILLION:
        return translate("WatchlistModel", "원화 시장은 백만 원")
    return translate("WatchlistModel", "원화 시장은 억 원")


def _short_won(row: WatchRow) -> str:
    """Return the value in won, from a hundred million on with a unit; nothing for a price that is in won itself."""
    if row.market.quote == WON:
        return ""
    if row.won is None or row.won < 1e8:
        return _won(row)
    return f"{row.won / 1e8:,.4f}억" if is_korean() else f"{row.won / 1e6:,.2f}M"


def _won(row: WatchRow) -> str:
    return formats.UNKNOWN if row.won is None else formats.price(f"{WON}-", round(row.won, _won_decimals(row.won)))


def _won_decimals(value: float) -> int:
    """Return the decimals of a converted price: five figures, which is more than its rate is good for."""
    return next((places for places, least in ((0, 1000), (1, 100), (2, 1), (4, 0.01)) if value >= least), 8)
