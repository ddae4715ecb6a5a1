"""The look of the whole desk: every theme, convention and font size, with every kind of panel open."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator
from dataclasses import fields
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
import pytest_asyncio
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from core.market.trades.tape import Gap
from desk_in_hand import book, ticker, trade
from grounds import MARKS, TEXTS
from looks import DARK
from painted import Picture, read
from switches import switches
from thorough import thorough
from whole_desk import WholeDesk
from widgets.look.contrast import LEAST_FOR_TEXT, Rgb, contrast
from widgets.look.look import TIME_ZONES, Look
from widgets.look.theme import Ink, Theme
from widgets.look.themes import ThemeName, UpDownColors
from widgets.paint.row_table import Line, RowTable

SIZES = (90, 100, 125, 150)


def all_looks() -> list[tuple[ThemeName, UpDownColors, int]]:
    """Every theme with every convention, every theme with every size, and every convention with every size.

    Mostly one choice changes at a time: each change styles every widget anew, which is most of what a step costs.
    """
    found: list[tuple[ThemeName, UpDownColors, int]] = []
    colors, outer, inner = list(UpDownColors), [SIZES[0], SIZES[-1]], list(SIZES[1:-1])
    for name in ThemeName:
        for convention, sizes in zip(colors, (outer, inner), strict=True):
            found += [(name, convention, size) for size in sizes]
        colors.reverse()  # the other convention with these sizes, in the next theme
    return found


ALL = all_looks()
EACH_TWICE = [
    ALL[4 * number + place] for number in range(len(ThemeName)) for place in ((0, 3), (1, 2))[number in (1, 2)]
]
"""Every theme with every convention, and every convention with every size."""
PAINTED_BY_QT = {"background", "banner", "rise"}
"""Grounds of which no text is read here: those of labels and fields, and the tag of a last price that rose."""

DIVIDERS = {"GRID", "BORDER"}
"""Lines that only divide: nothing is lost with one that is not seen."""


def candle(minute: int, close: float) -> dict[str, object]:
    return {
        "type": "candle.1m", "code": "KRW-BTC", "candle_date_time_utc": f"2026-11-20T03:{minute:02}:00",
        "opening_price": 100.0, "high_price": max(close, 100.0) + 2, "low_price": 97.0, "trade_price": close,
        "candle_acc_trade_volume": 3.0, "candle_acc_trade_price": 300.0, "timestamp": 1_795_144_542_000 + minute,
        "stream_type": "REALTIME",
    }  # fmt: skip


@pytest_asyncio.fixture
async def desk(application: QApplication) -> AsyncIterator[WholeDesk]:
    """A whole desk with data, whose look is that of the application."""
    made = WholeDesk()
    made.hand.context.look.dress(application)
    made.window.resize(1900, 1300)
    await made.fed()
    made.hand.deliver(*(candle(minute, 100.0 + (-1) ** minute) for minute in range(20)), ticker("KRW-XRP", 90.0))
    made.hand.deliver(*(trade(30 + bid, trade_volume=3e6, ask_bid=side) for bid, side in enumerate(("ASK", "BID"))))
    made.hand.deliver(trade(40, ask_bid="BID", trade_price=101.0), trade(41, ask_bid="ASK", trade_price=98.0))
    fill_tables(made)
    await painted()
    yield made
    look = made.hand.context.look
    look._application = None
    await made.stop()
    Look(application).dress(application)


def fill_tables(desk: WholeDesk) -> None:
    """Let the panels take their data, and put lines into the tables of the account, which has no key here."""
    for panel in desk.panels:
        panel.frame()
    for table in desk.window.findChildren(RowTable):
        columns = len(table._headings)
        table.show_lines([Line("", ("글 1.5",) * columns, (ink,) * columns) for ink in (Ink.TEXT, Ink.RISE, Ink.FALL)])


async def painted() -> None:
    """Return when Qt has painted what is to be painted."""
    for _ in range(3):
        await asyncio.sleep(0.01)


def ground_below(picture: Picture, x: float, y: float) -> str:
    """The last fill at a place; the ground of a table, which Qt paints itself, is that of a panel."""
    fills = (area.color for area in reversed(picture.fills) if area.contains(x, y) and area.color != "VEIL")
    return next(fills, "PANEL")


def pairs(picture: Picture) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The texts and the marks of a picture, each with its ground."""
    texts = {
        (ground_below(picture, text.left + text.width / 2, text.baseline - text.size / 3), text.color)
        for text in picture.texts
        if text.text.strip()
    }
    marks = {(ground_below(picture, line.x1 + 1, line.y1 + 2), line.color) for line in picture.lines} | {
        (ground_below(picture, box.left + 2, box.top + 2), box.color) for box in picture.outlines
    }
    return texts, {(ground, mark) for ground, mark in marks if mark not in DIVIDERS}


def is_listed(ground: str, role: str, table: dict[str, set[str]]) -> bool:
    """Whether a pair is in a table; roles of one colour cannot be told apart on the screen."""
    color = getattr(DARK, role.lower())
    return any(getattr(DARK, each) == color for each in table.get(ground.lower(), ()))


def panel_of(desk: WholeDesk, kind: str) -> Any:
    return next(panel for panel in desk.panels if panel.kind == kind)


def show_everything(desk: WholeDesk) -> None:
    """Point at a row of the book and at a candle, choose a market, let one be silent, and miss trades."""
    book_canvas = panel_of(desk, "orderbook")._canvas
    book_canvas._hover(QPoint(20, book_canvas.height() // 2 + 5))
    tape = panel_of(desk, "trades")._canvas
    tape._tape.mark(Gap((*tape._tape[1].order[:2], 1), tape._tape[0].order))
    chart = panel_of(desk, "chart").view
    chart.pointer = QPoint(200, 100)
    chart.point()
    watchlist = panel_of(desk, "watchlist")
    watchlist._table.select("KRW-ETH")
    watchlist._model.show_unheard({"KRW-XRP"}, {"KRW-XRP"})


async def test_every_text_and_mark_that_is_painted_is_in_the_table_of_grounds(desk: WholeDesk):
    show_everything(desk)
    await painted()
    texts: set[tuple[str, str]] = set()
    for dock in desk.desk.docks():
        dock.raise_()  # behind another tab it has never had its size
        await painted()
        panel = dock.panel
        its_texts, marks = pairs(read(panel))
        texts |= its_texts
        for ground, text in its_texts:
            assert is_listed(ground, text, TEXTS), f"{panel.kind}: {text} on {ground}"
        for ground, mark in marks:
            assert is_listed(ground, mark, MARKS) or is_listed(ground, mark, TEXTS), f"{panel.kind}: {mark} on {ground}"
    assert {ground.lower() for ground, _ in texts} | PAINTED_BY_QT == TEXTS.keys(), "every ground of the table was seen"


def say_all(desk: WholeDesk, number: int) -> None:
    """Let every stream say something new, so that the engine has no reason to ask again by itself."""
    codes = sorted({code for codes in desk.hand.wanted.values() for code in codes})
    desk.hand.deliver(*(ticker(code, 100.0 + number, timestamp=1_795_144_600_000 + number) for code in codes))
    desk.hand.deliver(book(timestamp=1_795_144_600_000 + number), trade(100 + number), candle(30 + number // 2, 100.0))


def requests(desk: WholeDesk) -> int:
    """The number of requests on the last connection; checks of a silent one, which time brings, are none."""
    return sum('"type"' in frame for frame in desk.hand.sockets[-1].heard)


def rgb(color: QColor) -> Rgb:
    return color.red(), color.green(), color.blue()


def pixels(image: QImage, area: QRect | None = None) -> np.ndarray:
    """The pixels of an image as numbers, one for each."""
    part = (image if area is None else image.copy(area)).convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(part.constBits(), np.uint32) & 0xFFFFFF


def weak_words(window: QWidget) -> list[str]:
    """The labels, buttons and fields whose words are too faint on the ground that is seen behind them."""
    image, found = window.grab().toImage(), []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton | QLineEdit) or not widget.isEnabled():
            continue
        area = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size()).intersected(window.rect())
        if not widget.text() or widget.visibleRegion().isEmpty() or area.isEmpty():
            continue
        within = area.adjusted(3, 3, -3, -3)  # without the outline, which may have more pixels than the ground
        colors, counts = np.unique(pixels(image, within if within.isValid() else area), return_counts=True)
        ground = QColor(int(colors[counts.argmax()]))
        ink = widget.palette().color(widget.foregroundRole())
        if (figure := contrast(rgb(ink), rgb(ground))) < LEAST_FOR_TEXT:
            what = f"{widget.metaObject().className()} {widget.text()!r}"
            found.append(f"{what}: {ink.name()} on {ground.name()}, {figure:.1f}")
    return found


def colors_of(theme: Theme) -> set[int]:
    values = (getattr(theme, field.name) for field in fields(Theme))
    return {value.rgb() & 0xFFFFFF for value in values if isinstance(value, QColor)}


def grounds_of(theme: Theme) -> set[int]:
    return {ground.rgb() & 0xFFFFFF for ground in (theme.panel, theme.background, theme.header)}


# That the screen shows what a complete repaint would is tested panel by panel and at every scale, by the scenarios of
# `tests/screen`, which switch the look too.
@pytest.mark.timeout(180)
async def test_every_theme_convention_and_size_is_taken_by_the_whole_desk(desk: WholeDesk):
    looks = thorough(ALL, usual=EACH_TWICE)
    for one, other in combinations(range(3), 2):
        choices = (ThemeName, UpDownColors, SIZES)
        if looks == ALL or (one, other) != (0, 2):
            assert {(each[one], each[other]) for each in looks} == set(product(choices[one], choices[other]))
    look, window = desk.hand.context.look, desk.window
    wanted = desk.hand.wanted
    before = look.theme
    for number, (name, colors, percent) in enumerate(looks):
        say_all(desk, number)
        socket, sent = desk.hand.sockets[-1], requests(desk)
        look.set_theme(name)
        look.set_colors(colors)
        look.set_font_percent(percent)
        await painted()
        assert desk.hand.wanted == wanted, "a switch subscribes to nothing"
        assert socket is not desk.hand.sockets[-1] or requests(desk) == sent, "a switch sends nothing"
        where = f"{name}, {colors}, {percent} %"
        assert weak_words(window) == [], where
        gone = grounds_of(before) - colors_of(look.theme)
        stands = window.screen().grabWindow(window.winId()).toImage()
        assert np.isin(pixels(stands), list(gone)).sum() < 20, f"{where}: some of the ground of before"
        before = look.theme


@pytest.mark.timeout(180)
async def test_many_switches_leave_nothing_behind_and_keep_what_the_user_sees(desk: WholeDesk):
    look = desk.hand.context.look
    tape = panel_of(desk, "trades")._canvas
    chart = panel_of(desk, "chart").view
    chart.zoom(1.7, 100)
    seen = len(tape._tape), tape.first_row, chart.window_of_time.bar_width

    # One choice at a time, as a user makes them: a change of theme, colours or size styles every widget again.
    def choose(number: int) -> None:
        turn = number // 4
        match number % 4:
            case 0:
                look.set_theme(list(ThemeName)[turn % len(ThemeName)])
            case 1:
                look.set_colors(list(UpDownColors)[turn % len(UpDownColors)])
            case 2:
                look.set_font_percent(SIZES[turn % len(SIZES)])
            case _:
                look.set_time_zone(list(TIME_ZONES)[turn % len(TIME_ZONES)])

    counts = []
    many = switches(12)  # each choice three times
    for number in range(many + 1):
        choose(number)
        if number % (many // 3) == 0:
            await painted()
            gc.collect()
            counts.append((len(QApplication.allWidgets()), len(look.children()), look.receivers("2changed()")))
    assert counts[1:] == counts[1:2] * (len(counts) - 1)
    assert (len(tape._tape), tape.first_row, chart.window_of_time.bar_width) == seen


async def test_a_closed_panel_is_freed_though_the_look_lives_on(desk: WholeDesk):
    look = desk.hand.context.look
    look.set_theme(ThemeName.LIGHT)
    await painted()
    panels = [weakref.ref(panel) for panel in desk.panels]
    receivers = look.receivers("2changed()")
    del desk.faults, desk.fault_row
    desk.desk.close_all()
    await painted()
    gc.collect()
    assert [panel().kind for panel in panels if panel() is not None] == []
    assert look.receivers("2changed()") < receivers
    look.set_theme(ThemeName.DARK)
