"""The workspace: the desk comes back as it was left, whatever is in the file."""

import asyncio
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.window.panel_spec import PanelSpec
from app.window.workspace import AUTOSAVE_INTERVAL, Workspace
from core.storage.kept_file import KeptFile
from waiting import eventually


@pytest.fixture
def path(tmp_path):
    return tmp_path / "workspace.json"


@pytest.fixture
def workspace(hand, path):
    def of_next_session():
        return Workspace(KeptFile(path, 1), hand.window, hand.desk)

    return of_next_session


def words(hand):
    return [str(dock.spec) for dock in hand.desk.docks()]


async def restart(hand):
    """Close everything, as between two sessions."""
    hand.desk.close_all()
    await asyncio.sleep(0)


async def test_nothing_kept_is_nothing_restored(workspace):
    assert await workspace().restore() == (False, "")


async def test_panels_come_back_where_they_were(hand, workspace):
    book, trades, other = hand.open("orderbook:KRW-BTC:5", "trades:KRW-ETH", "trades:KRW-XRP")
    hand.window.tabifyDockWidget(book, other)
    trades.setFloating(True)
    trades.setGeometry(40, 50, 500, 300)
    await asyncio.sleep(0.05)
    names = [dock.objectName() for dock in hand.desk.docks()]
    workspace().save()
    await restart(hand)
    is_restored, notice = await workspace().restore()
    assert (is_restored, notice) == (True, "")
    assert words(hand) == ["orderbook:KRW-BTC:5", "trades:KRW-ETH", "trades:KRW-XRP"]
    assert [dock.objectName() for dock in hand.desk.docks()] == names
    book, trades, other = hand.desk.docks()
    assert trades.isFloating()
    assert trades.size().toTuple() == (500, 300)
    assert not book.isFloating()
    await eventually(lambda: hand.window.tabifiedDockWidgets(book) == [other])


async def test_sizes_do_not_drift_from_start_to_start(hand, workspace):
    hand.desk.open_all([PanelSpec("watchlist"), PanelSpec("trades"), PanelSpec("engine"), PanelSpec("orderbook")])
    await asyncio.sleep(0.1)
    before = [dock.size().toTuple() for dock in hand.desk.docks()]
    for _ in range(4):
        workspace().save()
        await restart(hand)
        await workspace().restore()
        await asyncio.sleep(0.1)
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


async def test_a_file_that_cannot_be_read_is_told(hand, workspace, path):
    path.write_text("{")
    is_restored, notice = await workspace().restore()
    assert not is_restored
    assert "손상" in notice


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(content=st.dictionaries(st.sampled_from(["panels", "layout", "geometry"]), JUNK))
async def test_no_content_makes_restoring_fail(hand, path, content):
    KeptFile(path, 1).save(content)
    await Workspace(KeptFile(path, 1), hand.window, hand.desk).restore()
    await restart(hand)


async def test_saving_what_has_not_changed_writes_nothing(hand, workspace, path):
    hand.open("trades:KRW-ETH")
    await asyncio.sleep(0.05)
    kept = workspace()
    kept.save()
    path.unlink()
    kept.save()
    assert not path.exists()


async def test_a_disk_that_is_full_is_told_once_and_tried_until_there_is_room(hand, workspace, path, caplog):
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


async def test_changes_are_saved_by_themselves(hand, workspace, path):
    hand.open("trades:KRW-ETH")
    saving = asyncio.get_running_loop().create_task(workspace().keep_saved())
    await eventually(path.exists, within=AUTOSAVE_INTERVAL + 3)
    saving.cancel()
