"""Columns of all tables go in their order of importance where room is short, whatever the width."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from core.market.trades.tape import Print
from desk_in_hand import Desk
from widgets.account.assets_panel import AssetsPanel
from widgets.account.my_orders_panel import MyOrdersPanel
from widgets.alerts.rows import alert_headings, firing_headings
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.order_book.choices import BookChoices
from widgets.order_book.columns import BookColumns
from widgets.paint.cells import CellText
from widgets.paint.row_table import Heading, Line, RowTable
from widgets.text.language import speak
from widgets.trades.choices import TapeChoices
from widgets.trades.painter import TapePainter

WIDEST = 1400
TITLES = ("시각", "구분", "가격", "수량", "금액")

Shown = Callable[[int], list[str]]
"""Returns the columns shown at a width, by their names or places."""

COMING = {
    "alerts": "1 0 2 4 3 5",
    "firings": "2 4 0 1 3",
    "orders": "0 3 1 4 7 6 5 2 8",
    "assets": "0 5 7 1 4 6 2 3",
    "book": "price size change marks total",
    "two-sided": "price size change marks total",
    "trades": "가격 수량 구분 시각 금액",
}
"""The order in which columns come as a table becomes wider; of rows by their places."""

AT_THE_LEAST = {"alerts": 2, "firings": 2, "orders": 1, "assets": 1, "book": 2, "two-sided": 2, "trades": 2}
"""How many of them are there in 160 pixels, at a font size of 100 %."""


@pytest.fixture(params=[("ko", 100), ("en", 150)], ids=str)
def look(request: pytest.FixtureRequest, application: QApplication) -> Iterator[Look]:
    language, percent = request.param
    speak(language)
    made = Look()
    made.set_font_percent(percent)
    yield made
    speak("ko")


def of_rows(look: Look, headings: tuple[Heading, ...], texts: tuple[str, ...]) -> Shown:
    table = RowTable(look, headings, "")
    table.show()
    table.show_lines([Line("", texts, (Ink.TEXT,) * len(texts))])

    def shown(width: int) -> list[str]:
        table.resize(width, 300)
        return [str(place) for place, column in enumerate(table._columns) if column is not None]

    return shown


def of_book(look: Look, *, is_two_sided: bool) -> Shown:
    cells = CellText(look, FontRole.NUMBER), CellText(look, FontRole.SMALL)

    def shown(width: int) -> list[str]:
        made = BookColumns(*cells, "KRW-BTC")
        made.lay_out(width, 158e6, 0, BookChoices(is_two_sided=is_two_sided))
        return sorted({name.removeprefix("ask_").removeprefix("bid_") for name in made._by_name})

    return shown


def of_trades(look: Look) -> Shown:
    made = TapePainter(look, "KRW-BTC", TapeChoices(), TITLES, {True: "매수", False: "매도", None: "-"})
    row = Print((1_795_144_542_000, 1, 0), 158e6, 0.01234567, True)

    def shown(width: int) -> list[str]:
        made.prepare([row], width)
        return [title for title, column in zip(TITLES, made.columns, strict=True) if column is not None]

    return shown


ALERT = ("데이터 없음", "비트코인 BTC/KRW", "158,000,000 위로 · 한 번 · 모든 출처", "메모", "11-22 14:03", "0.1%")
FIRED = ("11-22 14:03", "가격 · 업비트 싱가포르", "비트코인 BTC/KRW", "158,000,000 위로", "158,000,000")
ORDER = ("비트코인", "매수", "지정가", "158,000,000", "0.12345678", "0.10000000", "81.00%", "대기", "11-22 14:03:22")
ASSET = ("비트코인", "0.12345678", "0.10000000", "150,000,000", "158,000,000", "19,506,172", "+987,654", "+5.33%")


async def shown_of(name: str, look: Look) -> Shown:
    match name:
        case "alerts":
            return of_rows(look, alert_headings(), ALERT)
        case "firings":
            return of_rows(look, firing_headings(), FIRED)
        case "orders" | "assets":
            kind, texts = (MyOrdersPanel, ORDER) if name == "orders" else (AssetsPanel, ASSET)
            desk = Desk()
            panel = kind(desk.context)
            headings = panel._headings()
            panel.release()
            await desk.stop()
            return of_rows(look, headings, texts)
        case "trades":
            return of_trades(look)
        case kind:
            return of_book(look, is_two_sided=kind == "two-sided")


@pytest.mark.parametrize("name", COMING)
async def test_what_is_shown_at_a_width_is_shown_at_every_greater_one_and_the_least_important_goes_first(look, name):
    shown, coming, before = await shown_of(name, look), COMING[name].split(), set()
    for width in range(1, WIDEST):
        now = shown(width)
        assert before <= set(now), width
        assert set(now) == set(coming[: len(now)]), width
        before = set(now)
    assert before == set(coming)
    assert len(shown(look.px(160))) >= AT_THE_LEAST[name]
