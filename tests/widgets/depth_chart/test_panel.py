from __future__ import annotations

import json
import subprocess
import sys

import pytest

from desk_in_hand import Desk, book, ticker
from widgets.depth_chart.panel import DepthChartPanel


async def test_it_watches_the_whole_book_and_the_ticker(desk: Desk):
    panel = DepthChartPanel(desk.context, "KRW-BTC")
    assert desk.wanted == {"orderbook": {"KRW-BTC"}, "ticker": {"KRW-BTC"}}
    assert panel.panel_title() == "BTC/KRW · 누적 호가"
    panel.release()
    assert desk.wanted == {}


async def test_a_book_is_drawn_and_nothing_new_is_nothing_to_paint(desk: Desk):
    panel = DepthChartPanel(desk.context, "KRW-BTC")
    panel.show()
    assert not panel.has_data()
    desk.deliver(ticker(), book())
    assert panel.frame()
    assert panel.has_data()
    assert panel.view.depth.mid == 100.0
    desk.deliver(ticker(timestamp=1_795_144_543_000))
    assert not panel.frame()
    assert [row.texts[1] for row in panel.shown_values().rows] == ["103.0", "102.0", "101.0", "99.0", "98.0", "97.0"]
    panel.release()


async def test_another_market_starts_empty(desk: Desk):
    panel = DepthChartPanel(desk.context, "KRW-BTC")
    panel.show()
    desk.deliver(book())
    panel.frame()
    panel.set_market("KRW-ETH")
    assert not panel.has_data()
    assert panel.view.depth.mid is None
    assert desk.wanted == {"orderbook": {"KRW-ETH"}, "ticker": {"KRW-ETH"}}
    panel.release()


@pytest.mark.parametrize(
    ("state", "zoom"),
    [({"zoom": 0.5}, 0.5), ({"zoom": 7}, 1.0), ({"zoom": "x"}, 1.0), ({}, 1.0), ({"zoom": True}, 1.0)],
)
async def test_the_zoom_comes_back_from_the_workspace(desk: Desk, state, zoom):
    panel = DepthChartPanel(desk.context, "KRW-BTC")
    panel.restore_state(json.loads(json.dumps(state)))
    assert panel.state() == {"zoom": zoom}
    (entry,) = panel.menu_entries()
    entry.run()
    assert panel.state() == {"zoom": 1.0}
    panel.release()


def test_pyqtgraph_is_not_imported_before_it_is_opened():
    program = "import sys, app.panels.kinds, widgets.order_book.panel; print('pyqtgraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=50)
    assert done.stdout.strip() == "False"
