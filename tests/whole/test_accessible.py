"""The whole window as a screen reader sees it: every control has a name, and the market can be read."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from typing import NamedTuple

import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QDialogButtonBox,
    QMessageBox,
    QScrollBar,
    QWidget,
)

from account_in_hand import ACCOUNTS, account_of, held
from app.about.about import versions
from app.process.language import Language
from core.text import has_hangul
from desk_in_hand import book, ticker, trade
from whole_desk import WholeDesk
from widgets.account.assets_panel import AssetsPanel
from widgets.controls.message_box import MessageBox
from widgets.text.value_table import HasValues
from widgets.values.accessible import describe_painted_widgets
from widgets.values.window import show_values

Role, State, Text = QAccessible.Role, QAccessible.State, QAccessible.Text
CONTROLS = {
    Role.Button, Role.ButtonDropDown, Role.ButtonMenu, Role.Canvas, Role.Chart, Role.CheckBox, Role.ComboBox,
    Role.Dial, Role.Dialog, Role.EditableText, Role.Grouping, Role.HotkeyField, Role.Link, Role.List, Role.MenuItem,
    Role.PageTab, Role.PageTabList, Role.ProgressBar, Role.RadioButton, Role.Slider, Role.SpinBox, Role.StaticText,
    Role.Table, Role.Tree, Role.Window,
}  # fmt: skip
"""What one can read or use; the others only hold these, or are parts of them."""

COVERS = {
    *("Crosshair", "Overlay", "PanelHeader", "SuspensionNotice", "Interlude", "Tour", "_Frame", "GraphicsView"),
    *("ElidedLabel", "FaultNote"),
}
"""They paint a ground or a frame, or are labels; their texts are labels, or the values of what they lie over."""

NAMES = {"Access Key", "Secret Key", "English", "title", versions().partition("\n")[0]}
"""Texts of the Korean desk without Hangul."""

WITH_A_VALUE = {Role.ComboBox, Role.SpinBox, Role.Slider}


class Node(NamedTuple):
    role: QAccessible.Role
    name: str
    description: str
    value: str
    is_hidden: bool
    is_focusable: bool
    path: str
    widget: object


def walk(interface: QAccessibleInterface, path: str = "") -> Iterator[Node]:
    """Every interface below this one, it first; cells of tables only of the first rows."""
    widget, role = interface.object(), interface.role()
    own = f"{path}/{type(widget).__name__ if widget is not None else role.name}"
    state = interface.state()
    yield Node(
        role,
        interface.text(Text.Name),
        interface.text(Text.Description),
        interface.text(Text.Value),
        bool(state.invisible),
        bool(state.focusable),
        own,
        widget,
    )
    for number in range(min(interface.childCount(), 200)):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from walk(child, own)


def windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def nodes() -> list[Node]:
    return [node for window in windows() for node in walk(QAccessible.queryAccessibleInterface(window))]


def is_part(node: Node) -> bool:
    """Whether it is an inner part of a control that has the name."""
    if isinstance(node.widget, QDialogButtonBox):
        return True  # its buttons have names
    above = node.widget.parent() if isinstance(node.widget, QWidget) else None
    if isinstance(above, QAbstractScrollArea) and above.viewport() is node.widget:
        return True
    inner = isinstance(node.widget, QScrollBar)
    return inner or any(f"/{each}/" in node.path for each in ("QComboBox", "QSpinBox", "QDoubleSpinBox", "QLineEdit"))


def nameless(found: list[Node]) -> list[str]:
    """The places of controls that say nothing."""
    return sorted(
        {
            f"{node.path} ({node.role.name})"
            for node in found
            if (node.role in CONTROLS or node.is_focusable)
            and not (node.name or node.is_hidden)
            and not (is_part(node) or is_empty_text(node))
        }
    )


def is_empty_text(node: Node) -> bool:
    """Whether it is a label that says nothing now."""
    return node.role is Role.StaticText and not getattr(node.widget, "text", str)()


def is_english(text: str) -> bool:
    """Whether it is a sentence or a word that Qt brought, and no name or unit."""
    is_key = re.search(r"(Ctrl|Shift|Alt)\+|^(Enter|Delete|Space|Home)", text) is not None
    return not (has_hangul(text) or is_key) and re.search(r"[a-z]{4}", text) is not None


def is_made_up(node: Node) -> bool:
    """Whether its text is this test's own, which no catalogue knows."""
    return "/FaultRow/" in node.path or "StatusLine" in node.path


@pytest.fixture
def language(application: QApplication) -> Iterator[Language]:
    found = application.findChild(Language) or Language(application)
    describe_painted_widgets()
    found.switch("ko")
    yield found
    found.switch("ko")


@pytest_asyncio.fixture
async def desk(application: QApplication, language: Language) -> AsyncIterator[WholeDesk]:
    made = WholeDesk()
    await made.fed()
    yield made
    await made.stop()


async def settled() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        await asyncio.sleep(0.02)


def everything(desk: WholeDesk) -> Iterator[Node]:
    """What is shown, with each panel in front once."""
    yield from nodes()
    for dock in desk.desk.docks():
        dock.raise_()
        QCoreApplication.sendPostedEvents()
        yield from walk(QAccessible.queryAccessibleInterface(dock))


async def test_every_control_has_a_name_and_what_has_a_value_tells_it(desk: WholeDesk, language: Language):
    box = MessageBox(QMessageBox.Icon.Question, "title", "?", QMessageBox.StandardButton.Yes, desk.window)
    box.open()
    desk.window.notice.show_error("error", "story")
    desk.menus.commands["key-list"].trigger()
    chart = next(panel for panel in desk.panels if panel.kind == "chart")
    table = show_values(chart, desk.window.look)
    for code in ("ko", "en"):
        language.switch(code)
        await settled()
        assert_all_said(desk, code)
    for window in (box, table):
        window.close()


def assert_all_said(desk: WholeDesk, code: str) -> None:
    """Names, values and titles, in the language that the desk is in."""
    found = list(everything(desk))
    roles = {node.role for node in found}
    assert {Role.Button, Role.Canvas, Role.EditableText, Role.Table, Role.ComboBox, Role.SpinBox, Role.List} <= roles
    titles = {dock.panel.panel_title() for dock in desk.desk.docks()}
    assert titles <= {node.name for node in found if node.role is Role.Grouping}
    assert nameless(found) == []
    if code == "en":
        assert [node for node in found if has_hangul(node.name + node.description) and not is_made_up(node)] == []
    else:
        assert {text for node in found for text in (node.name, node.description) if is_english(text)} <= NAMES
    said = {text for node in found for text in (node.name, node.description)}
    assert [text for text in said if "dock widget" in text or "독 위젯" in text] == [], "Qt's words for a panel"
    valued = [node for node in found if node.role in WITH_A_VALUE and not node.is_hidden]
    assert len(valued) > 5
    assert [node for node in valued if not node.value] == []


def said_of(found: list[Node], title: str) -> str:
    """What the painted widgets of the panels with this end of their title say."""
    return " ".join(node.description for node in found if node.name.endswith(title) and node.role is Role.Canvas)


async def test_the_market_is_read_without_seeing_the_screen(desk: WholeDesk, language: Language):
    newest = {"trade_timestamp": trade(9)["trade_timestamp"]}
    desk.hand.deliver(ticker(price=105.0, prev=100.0, **newest), book(mid=105.0), trade(9, price=104.0))
    for panel in desk.panels:
        panel.frame()
    found = list(everything(desk))
    cells = [node.name for node in found if node.role is Role.Cell and not node.is_hidden]  # columns not chosen are
    bitcoin = cells.index("비트코인 BTC/KRW")
    assert cells[bitcoin : bitcoin + 3] == ["비트코인 BTC/KRW", "105", "▲ +5.00%"]
    quotes = said_of(found, " · 호가")
    assert "현재가 105 ▲ +5.00%, 최우선 매도 106 잔량 1.000, 최우선 매수 104 잔량 1.000" in quotes
    assert "매수 104, 수량 0.5, 금액 52" in said_of(found, " · 체결")
    language.switch("en")
    await settled()
    assert "best bid 104 size 1.000" in said_of(list(everything(desk)), " · Order book")


async def test_the_own_assets_are_read_without_seeing_the_screen(desk: WholeDesk):
    async with account_of(desk.hand) as account:
        account.http.replies[ACCOUNTS] = [held("KRW", "1000"), held("BTC", "2", "40")]
        panel = AssetsPanel(account.context)
        panel.show()
        await account.unlock()
        await account.listening(panel)
        desk.hand.deliver(ticker(price=50.0))
        panel.frame()
        found = list(walk(QAccessible.queryAccessibleInterface(panel)))
        assert found[0].description.startswith("총 보유자산 1,100 KRW, 평가손익 +20, 수익률 +25.00%")
        said = said_of(found, "자산")
        assert "자산 비트코인 BTC [주의], 사용 가능 2, 평균 매수가 40.00, 현재가 50.0, 평가금액 100" in said
        panel.release()
        panel.close()


async def test_each_painted_widget_tells_what_it_paints(desk: WholeDesk):
    """A widget with a paintEvent of its own is empty to a screen reader, unless it says its values or Qt knows it."""
    silent = {
        type(widget).__name__
        for widget in desk.widgets
        for owner in type(widget).__mro__
        if "paintEvent" in vars(owner)
        and owner.__module__.split(".")[0] in {"widgets", "app"}
        and not isinstance(widget, HasValues | QAbstractButton | QAbstractItemView)
        and not widget.accessibleName()
    }
    assert silent <= COVERS
