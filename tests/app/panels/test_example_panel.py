"""The example panel in widgets/README.md works: it opens, shows a real value, and closes its streams."""

import asyncio
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

from app.panels.kinds import KINDS, Column, PanelKind
from waiting import eventually

ROOT = Path(__file__).parents[3]
PANEL, ENTRY = re.findall(r"```python\n(.*?)```", (ROOT / "widgets/README.md").read_text("utf-8"), re.S)


@pytest.fixture
def spread(monkeypatch):
    """The example, loaded as a module of the tree."""
    module = types.ModuleType("widgets.spread.panel")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(PANEL, "widgets/README.md", "exec"), module.__dict__)
    kinds = eval("{" + ENTRY + "}", {"PanelKind": PanelKind, "Column": Column})
    for word, kind in kinds.items():
        monkeypatch.setitem(KINDS, word, kind)


def figures(text):
    """The ask, the spread and the bid that the panel shows."""
    ask, gap, bid = (float(line.split()[0].replace(",", "")) for line in text.splitlines())
    return ask, gap, bid


def best_prices(hand, code):
    """The best ask and bid of the exchange at this moment."""
    exchange = hand.exchange.exchange
    book = exchange.source.book(code, exchange.now_ms(asyncio.get_running_loop().time()))
    return book.asks[0][0], book.bids[0][0]


async def test_the_example_shows_the_spread_and_leaves_the_wire(hand, spread):
    (dock,) = hand.open("spread:KRW-BTC")
    await hand.becomes("orderbook KRW-BTC")
    await eventually(lambda: "%" in dock.panel._text.text())
    ask, gap, bid = figures(dock.panel._text.text())
    assert (ask, bid) == pytest.approx(best_prices(hand, "KRW-BTC"))
    assert gap == pytest.approx(ask - bid)
    dock.panel.set_market("KRW-ETH")
    await hand.becomes("orderbook KRW-ETH")
    assert dock.spec.code == "KRW-ETH"
    dock.close()
    await eventually(lambda: not hand.wanted)


def test_the_example_keeps_our_own_rules():
    command = [Path(sys.executable).parent / "ruff", "check", "--stdin-filename", "widgets/spread/panel.py", "-"]
    done = subprocess.run(command, input=PANEL, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_example_is_short():
    code = [line for line in PANEL.splitlines() if line.strip() and not line.startswith(("from", "import", '"""'))]
    assert len(code) <= 45
