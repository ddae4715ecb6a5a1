"""The workspace: the desk is restored as it was, and bad files do no harm."""

import asyncio
import base64
import json
import os
import signal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from app.desk.layout.placement import column_widths
from app.dock.floating import give_place
from app.panels.kinds import Column
from app.panels.spec import PanelSpec
from app.window.main_window import MainWindow
from app.workspaces.content import MOST_PANELS
from app.workspaces.shelf import Shelf
from app.workspaces.workspace import MOST_LOST, Workspace
from core.storage.attempt import UNEXPLAINED, Attempt
from core.storage.kept_file import KeptFile
from waiting import eventually


@pytest.fixture
def path(tmp_path):
    return tmp_path / "workspace.json"


@pytest.fixture
def workspace(hand, path):
    def of_next_session():
        return session(path, hand)

    return of_next_session


def session(path, hand):
    shelf = Shelf(KeptFile(path.with_name("workspaces.json"), 1))
    return Workspace(KeptFile(path, 1), hand.window, hand.desk, Attempt(path.with_suffix(".restoring")), shelf)


def words(hand):
    return [str(dock.spec) for dock in hand.desk.docks()]


async def restart(hand):
    """Close everything, as between two sessions."""
    hand.desk.close_all()
    await asyncio.sleep(0)


DEFAULT = ["watchlist", "market-header:KRW-BTC", "chart:KRW-BTC:1m", "orderbook:KRW-BTC", "trades:KRW-BTC"]


async def test_nothing_kept_is_the_default_desk(hand, workspace):
    assert await workspace().restore() == ""
    assert words(hand) == DEFAULT


async def test_a_desk_that_was_left_empty_stays_empty(hand, workspace):
    await workspace().restore()
    hand.desk.close_all()
    workspace().save()
    await restart(hand)
    assert await workspace().restore() == ""
    assert hand.desk.docks() == []


async def test_panels_come_back_where_they_were(hand, workspace):
    book, trades, other = hand.open("orderbook:KRW-BTC:5", "trades:KRW-ETH", "trades:KRW-XRP")
    hand.window.tabifyDockWidget(book, other)
    trades.setFloating(True)
    give_place(trades, QRect(40, 50, 500, 300))
    await hand.laid_out()
    names = [dock.objectName() for dock in hand.desk.docks()]
    workspace().save()
    await restart(hand)
    assert await workspace().restore() == ""
    assert words(hand) == ["orderbook:KRW-BTC:5", "trades:KRW-ETH", "trades:KRW-XRP"]
    assert [dock.objectName() for dock in hand.desk.docks()] == names
    book, trades, other = hand.desk.docks()
    assert trades.isFloating()
    assert trades.size().toTuple() == (500, 300)
    assert not book.isFloating()
    await eventually(lambda: hand.window.tabifiedDockWidgets(book) == [other])


async def test_sizes_do_not_drift_from_start_to_start(hand, workspace):
    hand.desk.open_all([PanelSpec("watchlist"), PanelSpec("trades"), PanelSpec("engine"), PanelSpec("orderbook")])
    await hand.laid_out()
    before = [dock.size().toTuple() for dock in hand.desk.docks()]
    for _ in range(4):
        workspace().save()
        await restart(hand)
        await workspace().restore()
        await hand.laid_out()
    after = [dock.size().toTuple() for dock in hand.desk.docks()]
    assert all(abs(a - b) <= 4 for old, new in zip(before, after, strict=True) for a, b in zip(old, new, strict=True))


async def test_a_hidden_panel_comes_back_hidden_and_watching(hand, workspace):
    (dock,) = hand.open("trades:KRW-ETH")
    dock.hide()
    workspace().save()
    await restart(hand)
    await workspace().restore()
    (dock,) = hand.desk.docks()
    assert dock.isHidden()
    assert "KRW-ETH" in str(hand.engine.get_public_subscriptions())


async def test_a_panel_opened_after_a_restore_takes_no_name_twice(hand, workspace):
    hand.open("trades:KRW-ETH")
    workspace().save()
    await restart(hand)
    await workspace().restore()
    hand.open("trades:KRW-BTC", "trades:KRW-XRP")
    names = [dock.objectName() for dock in hand.desk.docks()]
    assert len(set(names)) == len(names) == 3


async def test_a_kind_of_a_newer_version_is_kept_for_it(hand, workspace, path):
    hand.open("trades:KRW-ETH")
    first = workspace()
    first.save()
    record = json.loads(path.read_text())["content"]
    record["panels"].append({"name": "panel-9", "panel": "footprint:KRW-BTC", "state": {"cells": 3}})
    KeptFile(path, 1).save(record)
    await restart(hand)
    second = workspace()
    await second.restore()
    assert words(hand) == ["trades:KRW-ETH"]
    hand.open("trades:KRW-BTC")
    second.save()
    assert record["panels"][-1] in json.loads(path.read_text())["content"]["panels"]


@pytest.mark.parametrize("record", [7, {"panel": 7}, {"panel": "chart:" + "x" * 10_000}, {"panel": "footprint"}])
async def test_what_is_no_panel_of_this_version_is_kept_and_counts_for_none(hand, workspace, path, record):
    record = record if isinstance(record, int) else {"name": "panel-9", "state": {}, **record}
    KeptFile(path, 1).save({"panels": [record, {"name": "panel-1", "panel": "trades:KRW-ETH", "state": {}}]})
    restored = workspace()
    await restored.restore()
    assert words(hand) == ["trades:KRW-ETH"]
    hand.open("trades:KRW-XRP")
    restored.save()
    assert json.loads(path.read_text())["content"]["panels"][-1] == record


async def test_a_file_that_cannot_be_read_is_reported(hand, workspace, path):
    path.write_text("{")
    assert "손상" in await workspace().restore()
    assert words(hand) == DEFAULT


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["trades:KRW-ETH", "chart", "QUJD"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["panels", "layout", "geometry", "name", "panel", "state", "is_hidden"]), inner
        )
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(content=st.dictionaries(st.sampled_from(["panels", "layout", "geometry"]), JUNK))
async def test_no_content_makes_restoring_fail(hand, path, content):
    KeptFile(path, 1).save(content)
    kept = session(path, hand)
    await kept.restore()
    kept.save()
    await restart(hand)


async def test_saving_what_has_not_changed_writes_nothing(hand, workspace, path):
    hand.open("trades:KRW-ETH")
    await hand.laid_out()
    kept = workspace()
    kept.save()
    path.unlink()
    kept.save()
    assert not path.exists()


async def test_a_disk_that_is_full_is_reported_once_and_tried_until_there_is_room(hand, workspace, path, caplog):
    path.mkdir()
    hand.open("trades:KRW-ETH")
    kept = workspace()
    kept.save()
    kept.save()
    assert [record.levelname for record in caplog.records] == ["ERROR"], "that is what the window shows"
    assert "화면 배치가 저장되지 않습니다" in caplog.text
    path.rmdir()
    kept.save()
    assert path.is_file()
    path.unlink()
    path.mkdir()
    hand.open("trades:KRW-BTC")
    kept.save()
    assert len(caplog.records) == 2, "it is another trouble"


async def test_changes_are_saved_by_themselves_within_what_a_kill_may_lose(hand, workspace, path):
    hand.open("trades:KRW-ETH")
    saving = asyncio.get_running_loop().create_task(workspace().keep_saved())
    await eventually(path.exists, within=MOST_LOST)
    saving.cancel()


# Content that crashes the process, or raises


def keep(path, *panels, **content):
    """The saved desk of one session."""
    kept = KeptFile(path, 1)
    kept.load()
    kept.save({"geometry": "", "layout": "", "panels": [{"panel": panel} for panel in panels], **content})


def ended(workspace):
    """Release the note as the end of its process does; it stays on the disk."""
    os.close(workspace._attempt._descriptor)
    workspace._attempt._descriptor = None


@pytest.fixture
def death(path, hand):
    """Ends the session during the restore, as SIGKILL does: the note stays, the lock is released."""

    async def die(workspace):
        try:
            await workspace.restore()
        except Killed:
            ended(workspace)
            await restart(hand)
            return
        pytest.fail("it survived")

    return die


class Killed(BaseException):
    """An error that no `except Exception` catches."""


def kill_at(monkeypatch, hand, method):
    def killed(*_arguments, **_keywords):
        raise Killed

    monkeypatch.setattr(hand.desk, method, killed)


async def test_what_the_last_start_died_of_gives_way_to_the_older_copy_then_to_the_default_desk_which_stays(
    hand, workspace, path, death, monkeypatch
):
    keep(path, "trades:KRW-ETH")
    keep(path, "trades:KRW-XRP")

    async def next_start():
        with monkeypatch.context() as dying:
            kill_at(dying, hand, "open")
            await death(workspace())
        notice = await workspace().restore()
        found = words(hand)
        await restart(hand)
        path.with_suffix(".restoring").unlink()  # it is released with the process
        return found, notice

    # Each start that crashes is followed by one that does not; only the note of the crashed one counts.
    found, notice = await next_start()
    assert found == ["trades:KRW-ETH"]
    assert str(path.with_suffix(".bad.json")) in notice
    found, notice = await next_start()
    assert found == DEFAULT
    assert str(path.with_suffix(".bad2.json")) in notice
    found, notice = await next_start()
    assert (found, notice) == (DEFAULT, "")


async def test_deaths_in_a_row_come_down_step_by_step(hand, workspace, path, death, monkeypatch):
    keep(path, "trades:KRW-ETH")
    keep(path, "trades:KRW-XRP")
    opened = []
    with monkeypatch.context() as dying:

        def record(spec, **_keywords):
            opened.append(str(spec))
            raise Killed

        dying.setattr(hand.desk, "open", record)
        for _ in range(2 + UNEXPLAINED):
            await death(workspace())
    assert opened == ["trades:KRW-XRP", "trades:KRW-ETH", *["watchlist"] * UNEXPLAINED]
    assert "빈 화면" in await workspace().restore()
    assert words(hand) == []
    kept = [json.loads(each.read_text())["content"]["panels"][0]["panel"] for each in path.parent.glob("*.bad*.json")]
    assert set(kept) == {"trades:KRW-ETH", "trades:KRW-XRP"}, "nothing is lost"


@pytest.fixture
def bad_layout(monkeypatch):
    """A layout that no window can restore."""
    restored = MainWindow.restoreState

    def restore_state(window, state, version):
        if bytes(state.data()) == b"bad":
            raise OverflowError("of the layout")
        return restored(window, state, version)

    monkeypatch.setattr(MainWindow, "restoreState", restore_state, raising=False)
    return b"bad"


async def test_what_raises_while_it_is_restored_gives_way_in_the_same_start(hand, workspace, path, bad_layout, caplog):
    keep(path, "trades:KRW-ETH", layout=base64.b64encode(b"good").decode())
    keep(path, "trades:KRW-XRP", "trades:KRW-BTC", layout=base64.b64encode(bad_layout).decode())
    kept = workspace()
    notice = await kept.restore()
    assert words(hand) == ["trades:KRW-ETH"]
    assert str(path.with_suffix(".bad.json")) in notice
    assert "of the layout" in caplog.text
    await hand.settled()
    await hand.becomes("trade KRW-ETH", "ticker KRW-ETH")
    kept.save()
    await restart(hand)
    assert await workspace().restore() == "", "the next start knows nothing of it"
    assert words(hand) == ["trades:KRW-ETH"]


async def test_a_panel_that_raises_over_what_was_kept_of_it_opens_without_and_costs_no_other(
    hand, workspace, path, monkeypatch, caplog
):
    from widgets.trades.panel import TradesPanel

    def broken(_panel, _state):
        raise ZeroDivisionError("of the state")

    monkeypatch.setattr(TradesPanel, "restore_state", broken)
    panels = [{"panel": "trades:KRW-ETH", "state": {"x": 1}}, {"panel": "trades:KRW-XRP", "state": {}}]
    keep(path, panels=panels)
    kept = workspace()
    assert await kept.restore() == ""
    assert words(hand) == ["trades:KRW-ETH", "trades:KRW-XRP"]
    assert "of the state" in caplog.text
    await hand.becomes("trade KRW-ETH", "trade KRW-XRP", "ticker KRW-ETH", "ticker KRW-XRP")
    kept.save()
    state = json.loads(path.read_text())["content"]["panels"][0]["state"]
    assert state != {"x": 1}, "it would fail at every start"


async def test_a_panel_that_cannot_be_opened_is_left_out_and_kept(hand, workspace, path, monkeypatch, caplog):
    from widgets.trades.panel import TradesPanel

    def broken(*_arguments):
        raise ZeroDivisionError("of the panel")

    keep(path, "trades:KRW-ETH", "orderbook:KRW-BTC")
    with monkeypatch.context() as broke:
        broke.setattr(TradesPanel, "__init__", broken)
        kept = workspace()
        assert await kept.restore() == ""
        assert words(hand) == ["orderbook:KRW-BTC"]
        kept.save()
    assert "of the panel" in caplog.text
    await restart(hand)
    await workspace().restore()
    assert sorted(words(hand)) == ["orderbook:KRW-BTC", "trades:KRW-ETH"]


@pytest.mark.parametrize("state", [{"x": float("nan")}, {"x": object()}, {"x": "x" * 2_000_000}, None], ids=type)
async def test_a_panel_whose_state_cannot_be_kept_loses_no_more_than_that(hand, workspace, path, monkeypatch, state):
    hand.open("trades:KRW-ETH", "orderbook:KRW-BTC")
    from widgets.trades.panel import TradesPanel

    def given(_panel):
        if state is None:
            raise OverflowError("no state")
        return state

    monkeypatch.setattr(TradesPanel, "state", given)
    workspace().save()
    panels = json.loads(path.read_text())["content"]["panels"]
    assert [panel["panel"] for panel in panels] == ["trades:KRW-ETH", "orderbook:KRW-BTC"]
    assert panels[0]["state"] == {}


async def test_more_panels_than_a_desk_can_have_are_kept_and_reported(hand, workspace, path, monkeypatch):
    monkeypatch.setattr("app.workspaces.content.MOST_PANELS", 3)
    keep(path, *["trades:KRW-ETH"] * 5)
    kept = workspace()
    assert "2개" in await kept.restore()
    assert len(hand.desk.docks()) == 3
    kept.save()
    assert len(json.loads(path.read_text())["content"]["panels"]) == 5
    assert MOST_PANELS >= 100


FIELDS = [None, True, 1e308, "x" * 100_000, "<b>\n\0\ud800", [[]], {"panel": {}}]


@pytest.mark.parametrize("wrong", FIELDS, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("field", ["geometry", "layout", "panels", "name", "panel", "is_hidden", "state"])
async def test_no_field_of_a_wrong_type_or_size_costs_more_than_itself(hand, workspace, path, field, wrong):
    good = {"name": "panel-1", "panel": "trades:KRW-ETH", "is_hidden": False, "state": {}}
    content = {"geometry": "", "layout": "", "panels": [good, {"panel": "orderbook:KRW-BTC"}]}
    (good if field in good else content)[field] = wrong
    keep(path, **content)
    kept = workspace()
    assert await kept.restore() == ""
    expected = {"panel": ["orderbook:KRW-BTC"], "panels": DEFAULT}
    assert words(hand) == expected.get(field, ["trades:KRW-ETH", "orderbook:KRW-BTC"])
    kept.save()
    assert KeptFile(path, 1).load().content is not None


async def test_two_panels_of_one_name_get_two(hand, workspace, path):
    keep(path, panels=[{"name": "panel-1", "panel": "trades:KRW-ETH"}] * 3)
    await workspace().restore()
    assert len({dock.objectName() for dock in hand.desk.docks()}) == 3


@pytest.mark.parametrize(
    ("name", "is_kept"), [("p", True), ("p" * 200, True), ("p" * 201, False), ("", False), (7, False), (None, False)]
)
async def test_a_name_that_cannot_be_one_is_replaced(hand, workspace, path, caplog, name, is_kept):
    keep(path, panels=[{"name": name, "panel": "trades:KRW-ETH", "state": {}}])
    await workspace().restore()
    (dock,) = hand.desk.docks()
    assert (dock.objectName() == name) is is_kept
    assert dock.objectName()
    assert not caplog.records


async def test_a_change_is_saved_before_the_desk_has_proved_harmless_and_is_judged_like_it(
    hand, workspace, path, monkeypatch
):
    monkeypatch.setattr("app.workspaces.workspace.PROVED_AFTER", 0.5)
    monkeypatch.setattr("app.workspaces.workspace.AUTOSAVE_INTERVAL", 0.01)
    keep(path, "trades:KRW-ETH")
    note = path.with_suffix(".restoring")
    kept = workspace()
    await kept.restore()
    saving = asyncio.get_running_loop().create_task(kept.keep_saved())
    await eventually(lambda: kept.content() == kept._saved)
    written = path.read_bytes()
    hand.open("trades:KRW-BTC")
    await eventually(lambda: path.read_bytes() != written)
    noted, saved = json.loads(note.read_text()), json.loads(path.read_bytes())
    assert (noted["key"], noted["is_through"]) == (saved["checksum"], True)
    await eventually(lambda: note.stat().st_size == 0)
    saving.cancel()


async def test_a_change_that_crashed_the_process_soon_after_the_start_gives_way_with_what_it_began_as(
    hand, workspace, path, monkeypatch
):
    monkeypatch.setattr("app.workspaces.workspace.AUTOSAVE_INTERVAL", 0.01)
    keep(path, "trades:KRW-XRP")
    keep(path, "trades:KRW-ETH")
    kept = workspace()
    await kept.restore()
    saving = asyncio.get_running_loop().create_task(kept.keep_saved())
    hand.open("trades:KRW-BTC")
    await eventually(lambda: len(json.loads(path.read_bytes())["content"]["panels"]) == 2)
    saving.cancel()
    await restart(hand)
    ended(kept)
    assert "이전 사본" in str(await workspace().restore(has_crashed=True))
    assert words(hand) == ["trades:KRW-XRP"]


async def test_the_start_after_an_older_copy_is_no_older_copy_again(hand, workspace, path):
    keep(path, "trades:KRW-XRP")
    keep(path, "trades:KRW-ETH", name="책상")
    kept = workspace()
    await kept.restore()
    kept._shelf.keep("책상", {"panels": []})
    kept._shelf.save()
    ended(kept)
    await restart(hand)
    kept = workspace()
    assert "이전 사본" in str(await kept.restore(has_crashed=True))
    names = kept._shelf.names
    for _ in range(2):
        kept._shelf.keep(kept.name, {"panels": []})
        kept._shelf.save()
        ended(kept)
        await restart(hand)
        kept = workspace()
        assert await kept.restore() == ""
        assert kept._shelf.names == names


@pytest.mark.parametrize(("crashed", "opened"), [(False, DEFAULT), (True, [])])
async def test_kills_soon_after_the_start_do_not_take_the_default_desk_away(
    hand, workspace, monkeypatch, crashed, opened
):
    monkeypatch.setattr("app.workspaces.workspace.AUTOSAVE_INTERVAL", 60.0)
    for _ in range(UNEXPLAINED + 1):
        kept = workspace()
        await kept.restore()
        assert words(hand) == DEFAULT
        ended(kept)
        await restart(hand)
    await workspace().restore(has_crashed=crashed)
    assert words(hand) == opened


def layout_of(names, tabs):
    """The layout of a window with these docks, the last `tabs` of them as tabs."""
    window = QMainWindow()
    docks = []
    for name in names:
        dock = QDockWidget(name, window)
        dock.setObjectName(name)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        docks.append(dock)
    for dock, other in pairwise(docks[-tabs:]):
        window.tabifyDockWidget(dock, other)
    return bytes(window.saveState(1).toBase64()).decode()


@pytest.mark.parametrize(("bar_width", "missing"), [(0.026, 0), (0.013, 2)])
def test_a_file_that_once_ended_every_start_opens_a_desk(application, hoga, tmp_path, missing, bar_width):
    """A month chart zoomed out beyond the year 1, and a layout with docks that are not on the list of panels."""
    path = tmp_path / "config" / "hoga" / "workspace.json"
    path.parent.mkdir(parents=True)
    specs = ["watchlist", "chart:KRW-BTC:month", "orderbook:KRW-BTC", "trades:KRW-BTC", "engine"]
    states = [{"quote": "KRW", "sort": "turnover", "descending": True}, {"bar_width": bar_width}, {}, {}, {}]
    panels = [
        {"is_hidden": False, "name": f"panel-{number}", "panel": spec, "state": state}
        for number, (spec, state) in enumerate(zip(specs, states, strict=True), 1)
    ]
    names = [f"panel-{number}" for number in range(1, len(panels) + 1 + missing)]
    KeptFile(path, 1).save({"geometry": "", "layout": layout_of(names, 1 + missing), "panels": panels})
    report = tmp_path / "report.json"
    if hoga("--run-for", "1", "--report", str(report)).wait()[0] != 0:  # the first attempt may crash
        status, _, _ = hoga("--run-for", "1", "--report", str(report)).wait()
        assert status == 0
    assert len(json.loads(report.read_text())["panels"]) == 5


DIES = """
import os, signal, sys
import app.desk.desk
def dies(*_arguments, **_keywords):
    os.kill(os.getpid(), {number})
app.desk.desk.Desk.open = dies
"""


@pytest.mark.parametrize("number", [int(signal.SIGKILL), int(signal.SIGSEGV)])
def test_a_start_that_dies_while_restoring_is_the_last_one_that_does(hoga, tmp_path, number):
    path = tmp_path / "config" / "hoga" / "workspace.json"
    keep(path, "trades:KRW-ETH")
    keep(path, "trades:KRW-XRP")
    status, _, _ = hoga("--run-for", "2", inside=DIES.format(number=number)).wait()
    assert status == -number
    report = tmp_path / "report.json"
    status, _, err = hoga("--run-for", "1", "--report", str(report)).wait()
    assert status == 0
    assert [panel["panel"] for panel in json.loads(report.read_text())["panels"]] == ["trades:KRW-ETH"]
    assert "workspace.bad.json" in err


CRASHES_SOON_AFTER = """
import os, signal
import app.start.live_desk
from PySide6.QtCore import QTimer
live = app.start.live_desk.live
async def dies(*given, **named):
    QTimer.singleShot(1500, lambda: os.kill(os.getpid(), {number}))
    return await live(*given, **named)
app.start.live_desk.live = dies
"""


@pytest.mark.parametrize(
    ("number", "is_refused"), [(int(signal.SIGSEGV), True), (int(signal.SIGKILL), False)], ids=["crash", "kill"]
)
def test_who_crashes_soon_after_a_restore_had_it_from_there_and_who_is_killed_perhaps_not(
    hoga, tmp_path, number, is_refused
):
    path = tmp_path / "config" / "hoga" / "workspace.json"
    keep(path, "trades:KRW-ETH")
    status, _, _ = hoga("--run-for", "9", inside=CRASHES_SOON_AFTER.format(number=number)).wait()
    assert status == -number
    report = tmp_path / "report.json"
    status, _, _ = hoga("--run-for", "1", "--report", str(report)).wait()
    assert status == 0
    opened = [panel["panel"] for panel in json.loads(report.read_text())["panels"]]
    assert (opened == ["trades:KRW-ETH"]) is not is_refused
    assert path.with_suffix(".bad.json").exists() is is_refused


async def test_what_raises_with_no_copy_beside_it_gives_way_to_the_default_desk_in_the_same_start(
    hand, workspace, path, bad_layout
):
    keep(path, "trades:KRW-XRP", "chart:KRW-BTC", layout=base64.b64encode(bad_layout).decode())
    notice = await workspace().restore()
    assert words(hand) == DEFAULT
    assert str(path.with_suffix(".bad.json")) in notice
    await hand.settled()
    await hand.laid_out()


@pytest.mark.parametrize(("width", "percent", "is_spread"), [(1067, 100, True), (1600, 150, True), (1600, 100, False)])
async def test_columns_are_spread_again_when_the_window_has_less_room_for_its_texts(
    hand, workspace, width, percent, is_spread
):
    hand.desk.open_all([PanelSpec("watchlist"), PanelSpec("chart"), PanelSpec("orderbook")])
    hand.window.resize(1600, 900)
    await hand.laid_out()
    hand.window.resizeDocks(hand.desk.docks(), [300, 1000, 300], Qt.Orientation.Horizontal)
    await hand.laid_out()
    workspace().save()
    await restart(hand)
    hand.window.resize(width, 600)
    hand.desk._context.look.set_font_percent(percent)
    await workspace().restore()
    await hand.laid_out()
    shares = [dock.width() / hand.window.width() for dock in hand.desk.docks()]
    spread = [each / width for each in column_widths(width, list(Column), percent).values()]
    expected = spread if is_spread else [300 / 1600, 1000 / 1600, 300 / 1600]
    assert shares == pytest.approx(expected, abs=0.03)
