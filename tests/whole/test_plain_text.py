"""No text from outside becomes markup: checked by syntax, and on a whole desk whose exchange sends only markup."""

from __future__ import annotations

import ast
import asyncio
import functools
import html
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDockWidget,
    QLabel,
    QListWidget,
    QMessageBox,
    QTabBar,
    QTextEdit,
)

from core.model.markets import Market, MarketList
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from http_exchange import HttpExchange, error, served
from waiting import eventually
from whole_desk import WholeDesk
from widgets.controls.message_box import MessageBox
from widgets.panel.data_state.data_notice import Notice
from widgets.panel.suspension import SuspensionNotice

ROOT = Path(__file__).parents[2]
PICTURE = '<img src="/etc/hostname"> & <b>가</b>'
"""Markup in a Korean message, which is shown as the exchange wrote it."""

MARKETS = MarketList(
    [
        Market("KRW-BTC", f"{PICTURE}\n비트", f"{PICTURE}\u202e", warning=True),
        Market("KRW-<B>&E", "<b>&이더", "<i>"),
        Market("<B>&Q-BTC", "&amp;", "&lt;b&gt;"),
    ]
)
MAKERS = {"QLabel": {"widgets/controls/label.py"}, "setToolTip": {"widgets/controls/untrusted_text.py"}}
"""Classes and functions that guess whether a text is markup, and the one place where each may be used."""


@functools.cache
def calls() -> list[tuple[str, str, int]]:
    """Every call and base class: its name, the file, the line."""
    found = []
    for package in ("widgets", "app"):
        for path in sorted((ROOT / package).rglob("*.py")):
            file = path.relative_to(ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                used = (
                    [node.func] if isinstance(node, ast.Call) else node.bases if isinstance(node, ast.ClassDef) else []
                )
                for each in used:
                    name = each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "")
                    found.append((name, file, each.lineno))
    return found


@pytest.mark.parametrize("maker", MAKERS)
def test_what_guesses_is_used_in_one_place(maker: str) -> None:
    found = {(file, line) for name, file, line in calls() if name == maker}
    assert {file for file, _ in found} == MAKERS[maker], sorted(found)


@pytest.mark.parametrize("name", ["setHtml", "insertHtml", "appendHtml", "setMarkdown", "QTextBrowser", "showText"])
def test_nothing_shows_markup(name: str) -> None:
    assert not [(file, line) for found, file, line in calls() if found == name]


def test_every_box_says_plainly_what_it_says() -> None:
    """`QMessageBox` guesses too; each one is set to plain text where it is created."""
    found = calls()
    boxes = [file for name, file, _ in found if name == "QMessageBox"]
    reported = [file for name, file, _ in found if name == "setTextFormat" and file in boxes]
    assert sorted(boxes) == sorted(reported)


@pytest_asyncio.fixture
async def desk(application: QApplication) -> AsyncIterator[WholeDesk]:
    async def refuse() -> object:
        return error(400, "invalid", PICTURE)

    exchange = HttpExchange()
    exchange.replies["/v1/candles/minutes/1"] = refuse
    async with served(exchange) as url:
        rest = RestClient(endpoints_for("simulated", rest_url=url))
        made = WholeDesk(MARKETS, rest)
        await made.fed()
        chart = next(panel for panel in made.panels if panel.kind == "chart")
        await eventually(lambda: chart.requests.notice.text)
        made.window.notice.show_error(PICTURE, PICTURE)
        made.window.notice.show_text(PICTURE)
        made.window.notice.show_details()
        made.menus.commands["key-list"].trigger()
        MessageBox(QMessageBox.Icon.NoIcon, PICTURE, PICTURE, QMessageBox.StandardButton.Ok, made.window).open()
        made.menus._list_open_panels()
        made.hand.context.clock.stop()  # with its next frame a panel says what is true of it
        for panel in made.panels:
            panel.show_notice(Notice(f"{PICTURE}\n{PICTURE}", ("KRW-BTC", "KRW-<B>&E"), can_retry=True))
        notice = SuspensionNotice(made.panels[0], PICTURE)
        made.desk.docks()[0].show()
        for _ in range(5):  # Qt lays widgets out in turns of the loop
            await asyncio.sleep(0)
        yield made
        del notice
        await made.stop()
        await rest.close()


def tips(desk: WholeDesk) -> Iterator[tuple[str, str]]:
    """Every tool tip and its widget."""
    for widget in QApplication.allWidgets():
        yield repr(widget), widget.toolTip()
        if isinstance(widget, QTabBar):
            yield from ((repr(widget), widget.tabToolTip(index)) for index in range(widget.count()))
        if isinstance(widget, QListWidget):
            yield from ((repr(widget), widget.item(row).toolTip()) for row in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and isinstance(model := widget.model(), QAbstractItemModel):
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield repr(widget), str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
            for column in range(model.columnCount()):
                across = Qt.Orientation.Horizontal
                yield repr(widget), str(model.headerData(column, across, Qt.ItemDataRole.ToolTipRole) or "")
    for action in desk.window.findChildren(QAction):
        if action.menu() is None and action.text():
            yield repr(action), action.toolTip()


async def test_the_hostile_words_are_on_the_screen(desk: WholeDesk) -> None:
    """Otherwise the tests below would prove nothing."""
    shown = [each.text() for each in QApplication.allWidgets() if isinstance(each, QLabel)]
    assert sum("<img" in each for each in shown) >= 10
    assert any("<img" in html.unescape(each) for _, each in tips(desk))


async def test_no_label_takes_text_for_markup(desk: WholeDesk) -> None:
    labels = [each for each in QApplication.allWidgets() if isinstance(each, QLabel) and each.text()]
    assert len(labels) > 30
    assert not [f"{each!r} {each.text()!r}" for each in labels if each.textFormat() is not Qt.TextFormat.PlainText]
    boxes = [each for each in QApplication.allWidgets() if isinstance(each, QMessageBox)]
    assert boxes
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in boxes)
    assert not [each for each in QApplication.allWidgets() if isinstance(each, QTextEdit)]


async def test_no_tool_tip_has_markup_but_ours(desk: WholeDesk) -> None:
    for owner, text in tips(desk):
        inside = text.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "\n")
        assert not Qt.mightBeRichText(text) or (text.startswith("<qt>") and "<" not in inside), f"{owner}: {text!r}"


async def test_no_title_has_a_key_a_line_break_or_markup_in_it(desk: WholeDesk) -> None:
    def titles() -> Iterator[str]:
        for widget in QApplication.allWidgets():
            if isinstance(widget, QDockWidget):
                yield widget.windowTitle()
            if isinstance(widget, QTabBar):
                yield from (widget.tabText(index) for index in range(widget.count()))
            if isinstance(widget, QAbstractButton):
                yield widget.text()

    entries = [action.text() for action in desk.menus._open_panels.actions()]
    entries += [entry.title for panel in desk.panels for entry in panel.menu_entries()]
    texts = [*titles(), *(text.partition("\t")[0] for text in entries)]
    hostile = [text for text in texts if any(part in text for part in ("가", "B>", "이더"))]
    assert {"KRW-＜B>＆E", "＜B>＆이상함", "＜B>＆Q"} <= set(hostile)
    for text in hostile:
        assert text.isprintable()
        assert "&" not in text
        assert not Qt.mightBeRichText(text)


async def test_a_window_is_no_wider_for_a_long_name(application: QApplication) -> None:
    least = []
    for name in ("가", "가" * 300):
        rest = RestClient(endpoints_for("simulated", rest_url="http://127.0.0.1:9"))
        desk = WholeDesk(MarketList([Market("KRW-BTC", name)]), rest)
        await desk.fed()
        for _ in range(5):  # Qt's layout takes turns of the loop; a task that processes events may hang
            await asyncio.sleep(0)
        least.append(desk.window.minimumSizeHint().width())
        await desk.stop()
        await rest.close()
    assert least[0] == least[1]
