"""What the user does with workspaces: on the wire, on the screen, on disk, and after many times."""

import asyncio
import gc
import json

import pytest
import pytest_asyncio
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.dock.floating import give_place
from app.panels.spec import PanelSpec
from app.process.language import Language
from app.workspaces.names import MOST
from app.workspaces.presets import PRESET_NAMES
from app.workspaces.shelf import Shelf
from app.workspaces.workspace import Workspace
from app.workspaces.workspaces import Workspaces
from core.errors import InputError
from core.loop.tasks import TaskOwner
from core.market.watchlist import SortKey
from core.storage.attempt import Attempt
from core.storage.kept_file import KeptFile
from core.text import KOREAN
from desk_places import TWENTY, arranged, places
from switches import switches
from thorough import thorough
from waiting import eventually
from widgets.watchlist.table.columns import COLUMNS
from widgets.watchlist.table.table import WatchlistTable


class Session:
    """One session of a desk with its files."""

    def __init__(self, hand, folder):
        self.hand = hand
        self.path = folder / "workspace.json"
        self.shelf = Shelf(KeptFile(folder / "workspaces.json", 1))
        attempt = Attempt(self.path.with_suffix(".restoring"))
        self.workspace = Workspace(KeptFile(self.path, 1), hand.window, hand.desk, attempt, self.shelf)
        self.tasks = TaskOwner()
        self.all = Workspaces(self.workspace, self.shelf, hand.desk, self.tasks, asyncio.Lock())
        self.shown = []
        self.all.said.connect(self.shown.append)
        self.all.done.connect(self.shown.append)

    async def done(self):
        """Return when what was started is done, and the window is laid out."""
        await eventually(lambda: len(self.tasks) == 0)
        await self.hand.laid_out()

    async def switched(self, name):
        self.all.switch_to(name)
        await self.done()
        assert self.all.name == name

    def panels(self):
        return [str(dock.spec) for dock in self.hand.desk.docks()]


@pytest_asyncio.fixture
async def session(hand, tmp_path):
    hand.window.resize(2600, 1500)  # room for every panel in whatever font another test has left
    made = Session(hand, tmp_path)
    await made.workspace.restore()
    await hand.laid_out()
    yield made
    await made.tasks.cancel()


@pytest.fixture
def english(application):
    spoken = application.findChild(Language) or Language(application)
    spoken.switch("en")
    yield
    spoken.switch(KOREAN)


@pytest.mark.parametrize("width", [1000, 1600])
@pytest.mark.parametrize("name", PRESET_NAMES)
async def test_every_panel_of_the_usual_market_follows_a_choice_in_the_workspaces_everyone_has(session, name, width):
    session.hand.window.resize(width, 900)
    await session.switched(name)
    docks = session.hand.desk.docks()
    usual = [dock for dock in docks if dock.spec.code == "KRW-BTC"]
    others = {dock: dock.spec.code for dock in docks if dock not in usual}
    assert len(usual) > 1
    session.hand.desk.linking.choose_market(usual[-1], "KRW-SOL")
    await session.hand.laid_out()
    assert {dock.spec.code for dock in usual} == {"KRW-SOL"}
    assert {dock: dock.spec.code for dock in others} == others


SWITCHES = switches(10)
"""Half of them to another workspace, half of them back; what each one leaves is counted exactly."""

DEFAULT = ["watchlist", "market-header:KRW-BTC", "chart:KRW-BTC:1m", "orderbook:KRW-BTC", "trades:KRW-BTC"]


async def test_everyone_has_three_and_each_is_on_the_screen_in_turn(session):
    assert session.all.names == PRESET_NAMES
    assert (session.all.name, session.panels()) == (PRESET_NAMES[0], DEFAULT)
    found = []
    for _ in PRESET_NAMES:
        session.all.switch_next()
        await session.done()
        found.append((session.all.name, len(session.panels())))
    assert [name for name, _ in found] == [*PRESET_NAMES[1:], PRESET_NAMES[0]]
    assert session.panels() == DEFAULT
    session.all.switch_previous()
    await session.done()
    assert session.all.name == PRESET_NAMES[2]


async def test_each_keeps_its_panels_markets_places_and_floating_windows(session, hand):
    (dock,) = hand.open("trades:KRW-XRP")
    dock.setFloating(True)
    give_place(dock, QRect(80, 90, 410, 300))
    hand.desk.linking.show_market("KRW-ETH")
    await hand.laid_out()
    left, where, panels = arranged(hand.window, hand.desk), places(hand.desk), session.panels()
    await session.switched("관찰")
    assert session.panels() != panels
    await session.switched("트레이더")
    assert session.panels() == panels
    assert arranged(hand.window, hand.desk).has_shape_of(left)
    assert places(hand.desk) == where
    can_be_undone = len(hand.desk.closed._steps)
    await hand.at_rest()
    assert len(hand.desk.closed._steps) == can_be_undone, "a panel that came back floating was not moved by the user"


async def test_a_switch_is_one_request_and_what_both_watch_stays_on_the_wire(session, hand, monkeypatch):
    await eventually(lambda: all(dock.panel.has_data() for dock in hand.desk.docks()[3:]))
    await hand.settled()
    before = len(hand.exchange.requests)
    announced, manager = [], hand.engine._subscription_manager
    listener = manager.listener
    monkeypatch.setattr(manager, "listener", lambda changes: announced.append(changes) or listener(changes))
    await session.switched("스캘퍼")
    assert len(announced) == 1, "of all that was closed and opened"
    await hand.settled()
    assert len(hand.exchange.requests) == before + 1
    (request,) = hand.exchange.requests[before:]
    wishes = [each for each in json.loads(request) if "codes" in each]
    realtime = {f"{each['type']} {code}" for each in wishes if each.get("is_only_realtime") for code in each["codes"]}
    anew = {f"{each['type']} {code}" for each in wishes if not each.get("is_only_realtime") for code in each["codes"]}
    assert "trade KRW-BTC" in realtime, "both have it: no snapshot of it is sent again"
    assert "candle.1s KRW-BTC" in anew


async def twenty_each(session, hand):
    """Two workspaces of twenty panels that have ten in common."""
    hand.window.resize(2600, 1500)
    for name, turn in (("트레이더", 0), ("관찰", 10)):
        await session.switched(name) if name != session.all.name else None
        hand.desk.close_all()
        await asyncio.sleep(0)
        markets = ("KRW-BTC", "KRW-ETH", "KRW-XRP")
        specs = [*TWENTY[:10], *(f"trades:{markets[number % 3]}" for number in range(turn, turn + 10))]
        hand.desk.open_all(map(PanelSpec.parse, specs))
        await hand.laid_out()


async def test_twenty_panels_for_twenty_others_are_one_request_each_time(session, hand):
    await twenty_each(session, hand)
    await hand.settled()
    for name in ("트레이더", "관찰"):
        before = len(hand.exchange.requests)
        await session.switched(name)
        await hand.settled()
        assert len(hand.exchange.requests) <= before + 1
        assert len(session.panels()) == 20


@pytest.mark.timeout(180)  # each switch builds five panels whole: a fifth of a second on a quiet machine
async def test_many_switches_leave_nothing_behind(session, hand):
    def objects():
        gc.collect()
        return (
            len(hand.window.children()),
            len(hand.engine.component_report()),
            len(session.tasks),
            sum(type(each).__name__ == "PanelDock" for each in gc.get_objects()),
        )

    for name in ("관찰", "스캘퍼", "트레이더"):
        await session.switched(name)
    await hand.settled()
    before = objects()
    for number in range(SWITCHES):
        session.all.switch_to(("스캘퍼", "트레이더")[number % 2])
        await eventually(lambda: len(session.tasks) == 0)
    await hand.settled()
    await eventually(lambda: objects() == before)


async def test_what_was_closed_in_one_is_not_reopened_in_another(session, hand):
    hand.desk.docks()[0].close()
    await session.switched("관찰")
    there = session.panels()
    hand.desk.reopen()
    assert session.panels() == there
    await session.switched("트레이더")
    hand.desk.reopen()
    await session.done()
    assert sorted(session.panels()) == sorted(DEFAULT)


async def test_reset_brings_the_first_layout_and_undo_the_one_before(session, hand):
    hand.desk.docks()[2].close()
    hand.open("chart:KRW-XRP:60m")
    await hand.laid_out()
    left, where, panels = arranged(hand.window, hand.desk), places(hand.desk), session.panels()
    session.all.reset()
    await session.done()
    assert session.panels() == DEFAULT
    assert "'트레이더' 기본 배치로 초기화" in session.shown[-1]
    hand.desk.reopen()
    await session.done()
    assert session.panels() == panels
    assert "이전 배치를 다시 불러왔습니다" in session.shown[-1], "what offered the undo is out of date"
    assert arranged(hand.window, hand.desk) == left
    assert places(hand.desk) == where
    hand.desk.reopen()
    await session.done()
    assert len(session.panels()) == len(panels) + 1, "and the panel closed before it"


@pytest.mark.parametrize("action", ["rename", "duplicate"])
async def test_a_reset_is_undone_under_the_name_that_the_workspace_has_by_then(session, hand, action):
    hand.open("chart:KRW-XRP:60m")
    panels = session.panels()
    session.all.reset()
    await session.done()
    session.all.rename("내 화면") if action == "rename" else session.all.duplicate()
    name, names = session.all.name, session.all.names
    hand.desk.reopen()
    await session.done()
    assert (session.all.name, session.all.names) == (name, names)
    assert name in names
    assert session.panels() == panels


async def test_each_is_reset_to_its_own_first_layout(session, hand):
    await session.switched("스캘퍼")
    first = session.panels()
    hand.desk.close_all()
    session.all.reset()
    await session.done()
    assert session.panels() == first
    assert session.shown == [], "there was nothing to be missed"


ACTIONS = ("duplicate", "rename", "export", "restart", "undo")
OF_A_SMALL_ONE = [("스캘퍼", action) for action in ACTIONS]
OF_A_LARGE_ONE = [("관찰", action) for action in ACTIONS]


@pytest.mark.parametrize(
    ("name", "action"), thorough(OF_A_SMALL_ONE + OF_A_LARGE_ONE, usual=[*OF_A_SMALL_ONE, ("관찰", "restart")])
)
async def test_one_of_another_name_is_reset_to_the_first_layout_it_came_from(session, hand, tmp_path, name, action):
    await session.switched(name)
    first = session.panels()
    if action == "export":
        session.all.rename("mine")
        session.all.export_to(str(tmp_path / "x.json"))
        await session.switched("트레이더")
        session.all.import_from(str(tmp_path / "x.json"))
        await session.done()
    elif action == "undo":
        session.all.duplicate()
        session.all.delete()
        await session.done()
        hand.desk.reopen()
    elif action == "restart":
        session.all.rename("mine")
        await session.switched("트레이더")
        await session.switched("mine")
        session.workspace.save()
        hand.desk.close_all()
        await hand.laid_out()
        session = Session(hand, tmp_path)
        await session.workspace.restore()
    else:
        session.all.duplicate() if action == "duplicate" else session.all.rename("mine")
    await session.done()
    assert session.all.name != name
    hand.desk.docks()[0].close()
    session.all.reset()
    await session.done()
    assert session.panels() == first
    assert f"'{name}' 기본 배치로 초기화" in session.shown[-1]


async def test_a_file_that_names_no_preset_is_reset_by_its_name(session, tmp_path):
    await session.switched("스캘퍼")
    first = session.panels()
    path = tmp_path / "old.json"
    for number, kept in enumerate((None, 7, [], "mine", {"a": 1}), 2):
        content = {"panels": [{"panel": "trades:KRW-ETH"}], **({} if kept is None else {"preset": kept})}
        path.write_text(json.dumps({"version": 1, "name": "스캘퍼", "content": content}))
        session.all.import_from(str(path))
        await session.done()
        assert session.all.name == f"스캘퍼 {number}"
        assert session.panels() == ["trades:KRW-ETH"]
        session.all.reset()
        await session.done()
        assert session.panels() == first, kept


async def test_on_a_small_laptop_the_watchlist_of_the_first_desk_shows_the_change(session, hand):
    hand.window.resize(1364, 728)  # maximised on 1366 by 768, inside the frame of the window system
    session.all.reset()
    await session.done()
    table = hand.desk.docks()[0].panel.findChild(WatchlistTable)
    assert not table.isColumnHidden([column.key for column in COLUMNS].index(SortKey.CHANGE)), table.viewport().width()


@pytest.mark.parametrize("name", PRESET_NAMES)
async def test_each_of_the_first_desks_fits_a_small_screen_at_a_large_scale(session, hand, name):
    await session.switched(name)
    await session.hand.laid_out()
    least = hand.window.minimumSizeHint()
    assert least.width() <= 1024 / 1.5
    assert least.height() <= 700 / 1.5  # of 768, without the frame and the bar of the window system


async def test_a_copy_goes_its_own_way_and_stands_last_so_that_the_others_keep_their_numbers(session, hand):
    session.all.duplicate()
    assert session.all.name == "트레이더 2"
    assert session.all.names == ("트레이더", "스캘퍼", "관찰", "트레이더 2")
    hand.desk.docks()[0].close()
    await session.switched("트레이더")
    assert session.panels() == DEFAULT
    await session.switched("트레이더 2")
    assert len(session.panels()) == len(DEFAULT) - 1


@pytest.mark.parametrize("action", ["duplicate", "import", "undo"])
async def test_a_copy_is_named_in_the_language_of_the_window(session, tmp_path, english, action):
    if action == "duplicate":
        session.all.duplicate()
    elif action == "import":
        session.all.export_to(str(tmp_path / "x.json"))
        session.all.import_from(str(tmp_path / "x.json"))
    else:
        session.all.delete()
        await session.done()
        session.all.rename("Trader")
        session.hand.desk.reopen()
    await session.done()
    assert session.all.name == "Trader 2"


@pytest.mark.parametrize("way", ["at once", "switch", "restart"])
async def test_a_floating_panel_is_docked_as_large_as_it_was(session, hand, tmp_path, way):
    hand.window.resize(1600, 900)
    await hand.laid_out()
    for kind in ("watchlist", "market-header", "chart", "orderbook", "trades"):
        before = {dock.kind: dock.size() for dock in hand.desk.docks()}
        floated(hand, kind).setFloating(True)
        await hand.laid_out()
        if way == "switch":
            await session.switched("스캘퍼")
            await session.switched("트레이더")
        elif way == "restart":
            session.workspace.save()
            hand.desk.close_all()
            await hand.laid_out()
            session = Session(hand, tmp_path)
            await session.workspace.restore()
            await hand.laid_out()
        floated(hand, kind).setFloating(False)
        await hand.laid_out()
        for dock in hand.desk.docks():
            difference = dock.size() - before[dock.kind]
            assert max(abs(difference.width()), abs(difference.height())) <= 6, f"{dock.kind} after {kind}"


def floated(hand, kind):
    return next(dock for dock in hand.desk.docks() if dock.kind == kind)


async def test_a_floating_panel_is_painted_when_its_workspace_comes_back(session, hand):
    hand.desk.docks()[2].setFloating(True)
    await hand.laid_out()
    await session.switched("관찰")
    await session.switched("트레이더")
    dock = hand.desk.docks()[2]
    assert dock.isFloating()
    assert [each for each in (dock, *dock.findChildren(QWidget)) if not each.updatesEnabled()] == []


async def test_a_name_is_given_once(session):
    session.all.rename("  내\n화면 ")
    assert (session.all.name, session.all.names) == ("내 화면", ("내 화면", "스캘퍼", "관찰"))
    for wrong in ("관찰", "", "\u202e"):
        session.all.rename(wrong)
        assert session.all.name == "내 화면"
    await session.switched("관찰")
    await session.switched("내 화면")
    assert session.panels() == DEFAULT


async def test_a_deleted_one_comes_back_by_undo_where_it_was(session, hand):
    hand.open("chart:KRW-XRP:60m")
    panels = session.panels()
    session.all.delete()
    await session.done()
    assert (session.all.name, session.all.names) == ("스캘퍼", ("스캘퍼", "관찰"))
    assert "삭제했습니다" in session.shown[-1]
    hand.desk.reopen()
    await session.done()
    assert (session.all.name, session.all.names) == (PRESET_NAMES[0], PRESET_NAMES)
    assert session.panels() == panels
    assert "되살렸습니다" in session.shown[-1], "what offered the undo is out of date"


async def test_the_last_one_cannot_be_deleted(session):
    for _ in PRESET_NAMES:
        session.all.delete()
        await session.done()
    assert session.all.names == ("스캘퍼",) or len(session.all.names) == 1
    assert "하나뿐인" in session.shown[-1]
    assert session.panels()


async def test_an_exported_one_is_the_same_on_another_computer(session, hand, tmp_path):
    (dock,) = hand.open("chart:KRW-XRP:60m")
    hand.window.tabifyDockWidget(hand.desk.docks()[0], dock)
    await hand.laid_out()
    left, panels = arranged(hand.window, hand.desk), session.panels()
    path = tmp_path / "mine.hoga.json"
    session.all.export_to(str(path))
    assert "내보냈습니다" in session.shown[-1]
    await session.switched("관찰")
    session.all.import_from(str(path))
    await session.done()
    assert session.all.name == "트레이더 2"
    assert session.all.names[-1] == "트레이더 2"
    assert session.panels() == panels
    assert arranged(hand.window, hand.desk).has_shape_of(left)


async def test_a_bad_file_is_told_and_costs_nothing(session, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text("{")
    panels, names = session.panels(), session.all.names
    session.all.import_from(str(path))
    await session.done()
    assert "손상" in session.shown[-1]
    assert (session.panels(), session.all.names, session.all.name) == (panels, names, names[0])
    session.all.export_to(str(tmp_path / "none" / "a.json"))
    assert "쓸 수 없습니다" in session.shown[-1]


async def test_panels_of_another_version_are_kept_and_told(session, tmp_path):
    path = tmp_path / "new.json"
    content = {"panels": [{"panel": "trades:KRW-ETH"}, {"panel": "footprint"}]}
    path.write_text(json.dumps({"version": 1, "name": "new", "content": content}))
    session.all.import_from(str(path))
    await session.done()
    assert session.panels() == ["trades:KRW-ETH"]
    assert "1개" in session.shown[-1]
    assert {"panel": "footprint"} in session.workspace.content()["panels"]


async def test_one_that_cannot_be_opened_leaves_the_screen_as_it_was_and_is_kept(session, hand, monkeypatch):
    await session.switched("스캘퍼")
    await session.switched("트레이더")
    record, panels = session.shelf.record("스캘퍼"), session.panels()
    restored = hand.window.restoreState
    failing = [True]

    def broken(*given):
        if failing:
            failing.clear()
            raise OverflowError("of the layout")
        return restored(*given)

    monkeypatch.setattr(type(hand.window), "restoreState", lambda _window, *given: broken(*given), raising=False)
    session.all.switch_to("스캘퍼")
    await session.done()
    assert session.all.name == "트레이더"
    assert session.panels() == panels
    assert "열지 못해" in session.shown[-1]
    assert session.shelf.record("스캘퍼") == record


async def test_there_is_an_end_of_them(session, tmp_path):
    for number in range(MOST):
        session.shelf.add(str(number))
    session.all.duplicate()
    assert session.all.name == "트레이더"
    assert str(MOST) in session.shown[-1]


@pytest.mark.parametrize("action", ["rename", "duplicate"])
@pytest.mark.parametrize("change", ["reset", "switch", "delete"])
async def test_a_name_given_during_a_change_waits_for_its_end(session, change, action):
    if change == "switch":
        session.all.switch_to("관찰")
    else:
        getattr(session.all, change)()
    await asyncio.sleep(0)
    assert session.all._changing.locked(), "it is under way"
    session.all.rename("내 화면") if action == "rename" else session.all.duplicate()
    await session.done()
    assert session.all.name in session.all.names
    assert session.all.name == "내 화면" if action == "rename" else session.all.name.endswith("2")
    assert len(session.all.names) == len(PRESET_NAMES) + (action == "duplicate") - (change == "delete")
    session.all.delete()
    await session.done()
    assert session.all.name in session.all.names


async def test_it_is_found_by_the_name_on_the_screen(session):
    assert session.all.find(" 관찰 ") == "관찰"
    with pytest.raises(InputError, match="트레이더, 스캘퍼, 관찰"):
        session.all.find("none")
    await session.all.begin_with("관찰")
    assert session.all.name == "관찰"


async def test_while_the_window_is_between_two_sources_nothing_is_changed(session, hand):
    hand.desk._is_vacant = True
    session.all.switch_to("관찰")
    session.all.reset()
    session.all.delete()
    session.all.duplicate()
    await session.done()
    assert (session.all.name, session.all.names) == ("트레이더", PRESET_NAMES)
    hand.desk._is_vacant = False


async def test_many_wishes_at_once_are_done_one_after_the_other(session):
    for name in ("관찰", "스캘퍼", "트레이더", "관찰"):
        session.all.switch_to(name)
    session.all.reset()
    await session.done()
    assert session.all.name == "관찰"
    assert len(session.panels()) == 5


# On disk


async def next_session(session, hand, tmp_path):
    hand.desk.close_all()
    await asyncio.sleep(0)
    again = Session(hand, tmp_path)
    reported = await again.workspace.restore()
    return again, reported


async def test_the_next_session_has_all_of_them_and_opens_the_last(session, hand, tmp_path):
    hand.open("chart:KRW-XRP:60m")
    panels = session.panels()
    await session.switched("관찰")
    session.workspace.save()
    again, reported = await next_session(session, hand, tmp_path)
    assert reported == ""
    assert again.all.name == "관찰"
    await again.switched("트레이더")
    assert again.panels() == panels


async def test_a_desk_of_an_earlier_version_becomes_the_first_one(hand, tmp_path):
    KeptFile(tmp_path / "workspace.json", 1).save({"panels": [{"panel": "trades:KRW-ETH"}]})
    session = Session(hand, tmp_path)
    assert await session.workspace.restore() == ""
    assert (session.all.name, session.panels()) == ("트레이더", ["trades:KRW-ETH"])
    await session.switched("관찰")
    await session.switched("트레이더")
    assert session.panels() == ["trades:KRW-ETH"]


async def test_a_process_that_ends_between_the_two_files_loses_neither(session, hand, tmp_path):
    hand.open("chart:KRW-XRP:60m")
    panels = session.panels()
    session.workspace.save()
    await session.switched("관찰")
    session.shelf.save()  # and not the other
    again, _ = await next_session(session, hand, tmp_path)
    assert (again.all.name, again.panels()) == ("트레이더", panels)


async def test_a_shelf_that_cannot_be_written_keeps_the_screen_from_being_written(session, hand, tmp_path, caplog):
    hand.open("chart:KRW-XRP:60m")
    panels = session.panels()
    session.workspace.save()
    before = session.path.read_bytes()
    (tmp_path / "workspaces.json").unlink(missing_ok=True)
    (tmp_path / "workspaces.json").mkdir()
    await session.switched("관찰")
    session.workspace.save()
    assert session.path.read_bytes() == before, "else what left the screen would be in no file"
    (tmp_path / "workspaces.json").rmdir()
    session.workspace.save()
    again, _ = await next_session(session, hand, tmp_path)
    assert again.all.name == "관찰"
    await again.switched("트레이더")
    assert again.panels() == panels


async def test_an_older_copy_of_a_name_leaves_the_newer_content_on_the_shelf(session, hand, tmp_path):
    session.workspace.save()
    again, _ = await next_session(session, hand, tmp_path)  # its first save keeps a copy of the file: 트레이더
    hand.open("chart:KRW-XRP:60m")
    panels = again.panels()
    await again.switched("관찰")
    again.workspace.save()
    again.path.write_text("{")
    third, reported = await next_session(again, hand, tmp_path)
    assert "손상" in reported
    assert (third.all.name, third.panels()) == ("트레이더", DEFAULT)
    assert "트레이더 2" in third.all.names
    await third.switched("트레이더 2")
    assert third.panels() == panels


async def test_a_desk_that_starts_over_each_time_keeps_the_others(session, hand, tmp_path):
    await session.switched("관찰")
    hand.open("chart:KRW-XRP:60m")
    panels = session.panels()
    session.workspace.save()
    hand.desk.close_all()
    await asyncio.sleep(0)
    again = Session(hand, tmp_path)
    assert again.workspace.start_over() == ""
    assert (again.all.name, again.panels()) == ("트레이더", DEFAULT)
    again.workspace.save()
    await again.switched("관찰")
    assert again.panels() == panels
