"""The faults panel with a real exchange on a port."""

from __future__ import annotations

import asyncio
import dataclasses
import gc
from collections.abc import AsyncIterator, Callable

import msgspec
import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QScrollArea
from shiboken6 import isValid

from app.process.language import Language
from core.simulator.faults.fault_table import FAULTS
from core.simulator.serve.server import ExchangeServer, serve
from core.simulator.streams.session import Ended
from core.upbit.rest.faults import FaultControl, FaultOn, FaultState
from desk_in_hand import Desk
from layout_widgets import widgets_of
from looks import DARK
from paint_count import Paints
from places import place
from scripted_source import ScriptedSource
from waiting import eventually
from widgets.faults.panel import FaultsPanel
from widgets.faults.row import FaultRow
from widgets.look.look import Look


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ExchangeServer]:
    async with serve(ScriptedSource()) as server:
        yield server


@pytest_asyncio.fixture
async def panel(desk: Desk, server: ExchangeServer) -> FaultsPanel:
    made = FaultsPanel(dataclasses.replace(desk.context, faults=FaultControl(server.rest_url)))
    made.show()
    await eventually(lambda: made.rows)
    return made


async def settled(panel: FaultsPanel) -> None:
    await eventually(lambda: not panel._is_asking)


async def drawn() -> None:
    """Return when Qt has painted everything."""
    for _ in range(3):
        await asyncio.sleep(0)


async def test_it_shows_every_fault_the_exchange_has(panel: FaultsPanel) -> None:
    assert list(panel.rows) == list(FAULTS)
    texts = {label.text() for label in panel.findChildren(QLabel)}
    for name, fault in FAULTS.items():
        assert fault.title in texts or panel.rows[name].switch.text() == fault.title
    assert panel.message.text() == "켜진 장애 없음"


async def test_each_stands_under_the_heading_of_its_group(panel: FaultsPanel) -> None:
    shown: dict[str, list[str]] = {}
    for widget in widgets_of(panel._list):
        if isinstance(widget, QLabel):
            shown[widget.text()] = under = []
        elif isinstance(widget, FaultRow):
            under.append(widget.fault.name)
    assert shown == {
        fault.group: [each.name for each in FAULTS.values() if each.group == fault.group] for fault in FAULTS.values()
    }


async def test_a_switch_turns_a_fault_on_with_its_parameters_and_off(
    panel: FaultsPanel, server: ExchangeServer
) -> None:
    row = panel.rows["delay"]
    row.editors["by"].setValue(3.5)
    assert server.exchange.faults.is_calm
    row.switch.click()
    await settled(panel)
    assert server.exchange.faults.delay == 3.5
    assert row.switch.isChecked()
    assert panel.message.text() == "켜진 장애 1개"
    row.switch.click()
    await settled(panel)
    assert server.exchange.faults.is_calm
    assert not row.switch.isChecked()


async def test_changing_a_parameter_of_a_fault_that_is_on_sets_it_anew(
    panel: FaultsPanel, server: ExchangeServer
) -> None:
    panel.rows["delay"].switch.click()
    await settled(panel)
    panel.rows["delay"].editors["by"].setValue(0.5)
    await settled(panel)
    assert server.exchange.faults.delay == 0.5


async def test_a_button_makes_it_happen_once(panel: FaultsPanel, server: ExchangeServer) -> None:
    session = server.exchange.open(asyncio.get_running_loop().time())
    panel.rows["close"].editors["code"].setValue(1008)
    panel.rows["close"].editors["reason"].setText("policy")
    panel.rows["close"].button.click()
    await settled(panel)
    assert session.ended == Ended(1008, "policy")
    assert server.exchange.faults.is_calm


async def test_everything_can_be_cleared(panel: FaultsPanel, server: ExchangeServer) -> None:
    for name in ("duplicate", "delay"):
        panel.rows[name].switch.click()
        await settled(panel)
    panel.clear_button.click()
    await settled(panel)
    assert server.exchange.faults.is_calm
    assert not panel.rows["duplicate"].switch.isChecked()


async def test_what_somebody_else_switched_on_is_shown_and_what_ended_is_not(
    panel: FaultsPanel, server: ExchangeServer
) -> None:
    row = panel.rows["garbage"]
    await FaultControl(server.rest_url).set("garbage", count=7, seconds=30.0)
    panel.refresh()
    await settled(panel)
    assert row.switch.isChecked()
    assert row.note.text() == "켜짐 · 7번 남음 · 30초 남음"
    assert row.editors["count"].value() == 7
    server.exchange.faults.clear(0.0)
    panel.refresh()
    await settled(panel)
    assert (row.switch.isChecked(), row.note.text()) == (False, "끝남")


async def test_an_answer_from_before_the_last_click_does_not_put_a_switch_back(
    panel: FaultsPanel, server: ExchangeServer
) -> None:
    await settled(panel)
    panel.refresh()
    panel.rows["duplicate"].switch.click()
    seen = []
    panel.rows["duplicate"].switch.toggled.connect(seen.append)
    await settled(panel)
    assert seen == []
    assert panel.rows["duplicate"].switch.isChecked()


async def test_a_refusal_is_shown_until_the_user_does_something_else(
    panel: FaultsPanel, server: ExchangeServer
) -> None:
    row = panel.rows["suspension"]
    row.editors["code"].setText("KRW-NONE")
    row.switch.click()
    await eventually(lambda: panel.refusal.text().startswith("내장 거래소: 종목: 거래소에 없는 종목입니다: KRW-NONE"))
    panel.refresh()
    await settled(panel)
    assert "KRW-NONE" in panel.refusal.text()
    assert panel.message.text() == "켜진 장애 없음"
    assert not row.switch.isChecked()
    row.editors["code"].setText("KRW-BTC")
    row.switch.click()
    await eventually(lambda: panel.message.text() == "켜진 장애 1개")
    assert panel.refusal.isHidden()
    assert server.exchange.faults.switch("suspension") is not None


@pytest.mark.parametrize("name", ["half_open", "mute", "lost_subscription"])
async def test_a_fault_of_open_connections_is_off_once_none_is_left_and_where_none_is(
    panel: FaultsPanel, server: ExchangeServer, name: str
) -> None:
    """It was on for ever, while the connection made after it carried data."""
    row, tops = panel.rows[name], place(panel.rows["drop"], panel)
    row.switch.click()
    await settled(panel)
    assert (row.switch.isChecked(), row.note.text()) == (False, "")
    assert "열린 연결이 없습니다" in panel.refusal.text()
    await drawn()
    assert place(panel.rows["drop"], panel) == tops, "words under the list move nothing"
    session = server.exchange.open(asyncio.get_running_loop().time())
    row.switch.click()
    await settled(panel)
    assert (row.switch.isChecked(), panel.refusal.isHidden()) == (True, True)
    server.exchange.forget(session)
    server.exchange.open(asyncio.get_running_loop().time())
    panel.refresh()
    await settled(panel)
    assert (row.switch.isChecked(), panel.message.text()) == (False, "켜진 장애 없음")
    assert panel.refusal.isHidden(), "it had its effect"


async def test_a_lost_exchange_is_reported_and_nothing_is_forgotten(
    desk: Desk, panel: FaultsPanel, server: ExchangeServer
) -> None:
    await settled(panel)
    panel.context = dataclasses.replace(panel.context, faults=FaultControl("http://127.0.0.1:9"))
    panel.refresh()
    await settled(panel)
    assert panel.message.text() == "내장 거래소: 내장 거래소에 연결할 수 없습니다"
    assert list(panel.rows) == list(FAULTS)


async def test_where_the_exchange_is_not_ours_it_says_so_and_asks_nobody(desk: Desk) -> None:
    made = FaultsPanel(desk.context)
    made.show()
    assert "내장 거래소에만" in made.message.text()
    assert not made.clear_button.isEnabled()
    assert not made._timer.isActive()
    assert not made.rows


async def test_it_asks_only_while_it_can_be_seen(panel: FaultsPanel) -> None:
    assert panel._timer.isActive()
    assert panel._timer.interval() == 1000
    panel.hide()
    assert not panel._timer.isActive()
    await settled(panel)
    panel.refresh()
    assert not panel._is_asking
    panel.show()
    assert panel._is_asking


async def test_release_is_idempotent_and_leaves_on_what_is_on(panel: FaultsPanel, server: ExchangeServer) -> None:
    panel.rows["duplicate"].switch.click()
    await settled(panel)
    panel.release()
    panel.release()
    panel.refresh()
    assert not panel._timer.isActive()
    assert not server.exchange.faults.is_calm


async def test_looking_registers_nothing_with_the_engine(desk: Desk, panel: FaultsPanel) -> None:
    assert desk.engine.get_subscription_stats()["components"] == 0
    assert panel.panel_title() == "장애 주입"


async def test_what_stands_as_it_did_is_not_painted_again(panel: FaultsPanel, server: ExchangeServer) -> None:
    panel.rows["duplicate"].switch.click()
    await settled(panel)
    await drawn()
    watched = [panel.message, *(each for row in panel.rows.values() for each in (row.switch, row.note))]
    paints = Paints(*watched)
    for _ in range(3):
        panel.refresh()
        await settled(panel)
        await drawn()
    assert paints.count == 0
    server.exchange.faults.clear(0.0)
    panel.refresh()
    await settled(panel)
    await eventually(lambda: paints.count)


async def test_its_parts_keep_their_distances(panel: FaultsPanel) -> None:
    panel.resize(400, 640)
    await drawn()
    assert panel.sizeHint() == QSize(400, 640)
    clear, message = place(panel.clear_button, panel), place(panel.message, panel)
    assert (message[0], message[1], clear[1]) == (10, 6, 6)
    assert clear[0] + clear[2] == 400 - 8
    assert message[2] > clear[2], "the words take what the button leaves"
    area = panel.findChild(QScrollArea)
    assert place(area, panel) == (0, clear[1] + clear[3] + 6, 400, 640 - clear[1] - clear[3] - 6)
    page = area.widget()
    assert page.width() == area.viewport().width()
    assert place(page, area)[:2] == (0, 0), "no frame"
    widgets = widgets_of(panel._list)
    tops = [place(each, page) for each in widgets]
    assert {(left, width) for left, _, width, _ in tops} == {(0, page.width())}
    assert [top for _, top, _, _ in tops] == [0, *(top + height for _, top, _, height in tops[:-1])]
    assert page.height() - (tops[-1][1] + tops[-1][3]) == 8


async def test_it_scrolls_down_and_never_sideways(panel: FaultsPanel) -> None:
    panel.resize(150, 200)
    await drawn()
    area = panel.findChild(QScrollArea)
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert area.verticalScrollBar().maximum() > 0
    rows = list(panel.rows.values())
    panel.resize(400, 9_000)
    await drawn()
    assert place(rows[1], panel)[1] - place(rows[0], panel)[1] == rows[0].heightForWidth(rows[0].width()), (
        "the rest is empty"
    )


async def test_headings_are_bold_and_words_wrap(panel: FaultsPanel) -> None:
    headings = [each for each in panel._page.findChildren(QLabel) if each.parent() is panel._page]
    assert headings
    for heading in headings:
        assert heading.font().bold()
        assert heading.grab().toImage().pixelColor(1, 1) == DARK.header
    assert panel.message.wordWrap()


async def test_before_the_exchange_has_answered_nothing_can_be_switched(desk: Desk, server: ExchangeServer) -> None:
    made = FaultsPanel(dataclasses.replace(desk.context, faults=FaultControl(server.rest_url)))
    assert not made.clear_button.isEnabled()
    assert not made._page.isEnabled()
    assert made.message.text() == ""
    made.show()
    await eventually(lambda: made.rows)
    assert made.clear_button.isEnabled()
    assert made._page.isEnabled()


async def test_an_exchange_that_never_answered_cannot_be_switched(desk: Desk) -> None:
    made = FaultsPanel(dataclasses.replace(desk.context, faults=FaultControl("http://127.0.0.1:9")))
    made.show()
    await eventually(made.message.text)
    assert made.message.text() == "내장 거래소: 내장 거래소에 연결할 수 없습니다"
    assert not made.clear_button.isEnabled()
    assert not made._page.isEnabled()


async def test_it_asks_again_by_itself(panel: FaultsPanel, server: ExchangeServer) -> None:
    await settled(panel)
    server.exchange.faults.set("duplicate", asyncio.get_running_loop().time())
    panel._timer.setInterval(1)
    await eventually(panel.rows["duplicate"].switch.isChecked)
    panel.hide()
    await settled(panel)


async def test_one_question_at_a_time(panel: FaultsPanel) -> None:
    await settled(panel)
    panel.refresh()
    requested = panel._latest
    panel.refresh()
    assert panel._latest == requested


async def test_another_set_of_faults_replaces_the_rows_on_the_screen(panel: FaultsPanel) -> None:
    states = tuple(row.fault for row in panel.rows.values())
    before = list(panel.rows.values())
    panel._show(states[:3])
    await drawn()
    assert list(panel.rows) == [state.name for state in states[:3]]
    widgets = widgets_of(panel._list)
    assert [each for each in widgets if isinstance(each, FaultRow)] == list(panel.rows.values())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(isValid(row) for row in before)
    shown = list(panel.rows.values())
    panel._show(states[:3])
    assert list(panel.rows.values()) == shown, "the same faults keep their rows, unfolded as they are"


@pytest.mark.parametrize("is_unfolded", [False, True])
async def test_in_a_narrow_column_every_button_and_every_value_is_whole(panel: FaultsPanel, is_unfolded: bool) -> None:
    """A column of the desk at 150 % is 272 pixels wide."""
    panel.setStyleSheet("QScrollBar:vertical { width: 9px; }")
    for row in panel.rows.values():
        if row.editors and is_unfolded:
            row.fold.click()
    await drawn()
    area = panel.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    for width in (700, 100, 272, 300, 410):
        panel.resize(width, 500)
        await drawn()
        room, page = area.viewport().width(), area.widget()
        assert page.width() == room
        for row in panel.rows.values():
            for part in (row.button, *row.editors.values()):
                if part.isVisible():
                    where = f"{row.fault.title} at {width}"
                    assert part.mapTo(page, QPoint()).x() + part.width() <= room, f"{where}: cut at the right"
                    whole = part.sizeHint().width() if isinstance(part, QComboBox | QCheckBox) else 80
                    assert part.width() >= whole, f"{where}: squeezed"


async def test_a_larger_font_cuts_no_button(panel: FaultsPanel, application: QApplication) -> None:
    look = panel.context.look
    look.dress(application)
    panel.resize(272, 500)
    area = panel.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    for percent in (150, 90, 150, 100):
        look.set_font_percent(percent)
        await drawn()
        for row in panel.rows.values():
            end = row.button.mapTo(area.viewport(), row.button.rect().topRight()).x()
            assert not row.button.isVisible() or end < area.viewport().width(), f"{row.fault.title} at {percent} %"
    look._application = None
    Look().dress(application)


@pytest.mark.parametrize("width", range(260, 560, 20))
async def test_a_long_message_keeps_off_the_button(desk: Desk, width: int):
    panel = FaultsPanel(dataclasses.replace(desk.context, faults=None))
    panel.resize(width, 400)
    panel.show()
    await drawn()
    assert panel.message.geometry().right() + 8 < panel.clear_button.x()
    assert panel.message.heightForWidth(panel.message.width()) <= panel.message.height()


@pytest.mark.parametrize(
    "ask",
    [FaultsPanel.poll, FaultsPanel._clear, lambda panel: panel._set("delay"), lambda panel: panel._lift("delay")],
    ids=["poll", "clear", "set", "lift"],
)
async def test_a_panel_closed_as_it_asks_leaves_no_question_unasked(
    panel: FaultsPanel, ask: Callable[[FaultsPanel], None], recwarn: pytest.WarningsRecorder
) -> None:
    await settled(panel)
    ask(panel)
    asked = list(panel._tasks)
    panel.release()
    await asyncio.wait(asked)
    del asked
    gc.collect()
    assert [str(each.message) for each in recwarn if each.category is RuntimeWarning] == []


async def test_open_rows_and_the_place_in_the_list_are_kept(panel: FaultsPanel, desk: Desk) -> None:
    panel.resize(400, 300)
    for name in ("delay", "caution"):
        panel.rows[name].fold.setChecked(True)
    bar = panel._area.verticalScrollBar()
    await eventually(lambda: bar.maximum() > 600)
    bar.setValue(600)
    kept = panel.state()
    assert kept == {"open": ["delay", "caution"], "scrolled": 600}
    again = FaultsPanel(panel.context)
    again.restore_state(kept)
    assert again.state() == kept, "before the exchange has told its faults"
    again.resize(400, 300)
    again.show()
    await eventually(lambda: again.rows and again.state() == kept and again._area.verticalScrollBar().value() == 600)
    again.release()


async def test_a_damaged_state_opens_nothing(panel: FaultsPanel) -> None:
    for damaged in (None, "delay", -5, ["no such fault", 3, None], {"delay": 1}, [["delay"]]):
        again = FaultsPanel(panel.context)
        again.restore_state({"open": damaged, "scrolled": damaged})
        again.show()
        await eventually(lambda again=again: again.rows)
        assert again.state() == {}, damaged
        again.release()


def places_in(panel: FaultsPanel) -> dict[str, tuple[int, int, int, int]]:
    """Return where everything to be pressed or read is; a fault's own state has its fixed place too."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # of the widgets around those
    parts = {"all off": panel.clear_button, **{f"under {name}": each for name, each in panel._headings.items()}}
    for name, row in panel.rows.items():
        parts |= {f"{name}: {what}": getattr(row, what) for what in ("fold", "button", "switch")}
    return {name: place(each, panel) for name, each in parts.items() if each.isVisible()}


def as_on(row: FaultRow) -> tuple[FaultState, FaultState]:
    """Return the state of a fault that is on, and one with the longest that can be said of it."""
    values = {each.name: each.default for each in row.fault.parameters}
    return tuple(
        msgspec.structs.replace(row.fault, on=FaultOn(values, left=left, ends_in=ends_in))
        for left, ends_in in ((None, None), (1_000_000, 86_400.0))
    )


@pytest.mark.parametrize("percent", [90, 100, 150])
@pytest.mark.parametrize("language", ["ko", "en"])
async def test_nothing_moves_when_a_fault_goes_on_or_off(
    panel: FaultsPanel, application: QApplication, language: str, percent: int
) -> None:
    """At 410 pixels of a screen at 150 %, or 273 of the desk's, every button was cut and the rows moved by 20."""
    speaker = application.findChild(Language) or Language(application)
    speaker.switch(language)
    look = panel.context.look
    look.dress(application)
    look.set_font_percent(percent)
    area, moved = panel._area, []
    off = {name: row.fault for name, row in panel.rows.items()}
    lasting = [name for name, row in panel.rows.items() if not row.fault.is_momentary]
    for width in (100, 273, 300, 340, 410, 560, 800):
        panel.resize(width, 600)
        await drawn()
        before = places_in(panel)
        # All at once: a row that grew would move all below it. One by one at the width where rows moved.
        for names in ([name] for name in lasting) if width == 273 else (lasting,):
            for which in range(2):
                panel._show(tuple((off | {name: as_on(panel.rows[name])[which] for name in names}).values()))
                who = names[0] if len(names) == 1 else "one of all"
                moved += [f"{who} moves {key} at {width}" for key, at in places_in(panel).items() if at != before[key]]
                for name in names:
                    row = panel.rows[name]
                    note = place(row.note, area.viewport())
                    assert note[0] + note[2] <= area.viewport().width(), f"{name}: cut at {width}"
                    assert row.note.shown, f"{name} says nothing at {width}"
                    assert row.note.fontMetrics().horizontalAdvance(row.note.shown) <= note[2], f"{name} at {width}"
        panel._show(tuple(off.values()))
        assert places_in(panel) == before
    speaker.switch("ko")
    look._application = None
    Look().dress(application)
    assert moved == []
