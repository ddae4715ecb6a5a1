from __future__ import annotations

import gc
import subprocess
import sys
import time

import pytest

from core.timing.timeline import Moment
from desk_in_hand import Desk
from widgets.engine_monitor.panel import EnginePanel
from widgets.trades.panel import TradesPanel


@pytest.fixture
async def monitor(desk: Desk):
    made = EnginePanel(desk.context)
    made.resize(800, 700)
    made.show()
    yield made
    made.release()


async def test_closed_it_measures_nothing(desk: Desk, monitor: EnginePanel):
    monitor.poll()
    assert monitor.recent.plot is None
    assert not desk.context.ages.is_measuring
    assert monitor.state() == {}


async def test_opened_it_shows_the_last_ten_minutes_and_every_panel(desk: Desk, monitor: EnginePanel):
    panel = TradesPanel(desk.context, "KRW-BTC")
    desk.context.timeline.add(Moment(time.monotonic(), 12.0, 30.0, 5.0))
    monitor.recent.button.click()
    assert desk.context.ages.is_measuring
    assert len(monitor.recent.plot._curves[0].getData()[0]) == 1
    assert [row.cells[0].text for row in monitor.recent.panels.rows] == [panel.panel_title()]
    assert "초당 메시지 12" in monitor.shown_values().summary
    monitor.recent.button.click()
    assert not monitor.recent.plot.isVisible()
    assert "초당 메시지" not in monitor.shown_values().summary


async def test_the_workspace_keeps_that_it_is_open(desk: Desk, monitor: EnginePanel):
    monitor.restore_state({"recent": True})
    assert monitor.state() == {"recent": True}
    for wrong in ({}, {"recent": 1}, {"recent": None}):
        monitor.restore_state(wrong)
        assert monitor.state() == {}


async def test_monitors_come_and_go_with_their_plots(desk: Desk, application):
    for number in range(10):
        monitor = EnginePanel(desk.context)
        monitor.show()
        monitor.recent.open(True)
        application.processEvents()
        monitor.release()
        desk.context.look.set_font_percent(100 + 10 * (number % 2))
        monitor.close()
        del monitor
        application.processEvents()
    gc.collect()


def test_pyqtgraph_is_loaded_only_when_it_is_opened():
    program = "import sys; import widgets.engine_monitor.panel; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
