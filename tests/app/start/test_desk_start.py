"""The modules that each step of a start loads, none too early."""

import subprocess
import sys

import pytest

QT = ("PySide6", "shiboken6", "qasync")
DATA = ("numpy", "pyqtgraph", "msgspec", "websockets")
REQUESTS = ("httpx", "upbit", "pydantic", "aiohttp", "keyring")
CLOSED_PANELS = ("widgets.account.assets_panel", "widgets.account.my_orders_panel", "widgets.faults.panel")

OPENING = """
from app.panels.spec import DEFAULT_DESK
from app.panels.kinds import KINDS
for spec in DEFAULT_DESK:
    KINDS[spec.kind].load()
"""


@pytest.mark.parametrize(
    ("step", "too_early"),
    [
        pytest.param(
            "import app.start.desk_start", (*QT, *DATA, *REQUESTS, "asyncio"), id="until the exchange is started"
        ),
        pytest.param("import app.start.desk_run", (*DATA, *REQUESTS), id="until the window is shown"),
        pytest.param(
            "import app.start.live_desk, app.start.wiring",
            ("numpy", "pyqtgraph", *REQUESTS),
            id="until panels are opened",
        ),
        pytest.param(OPENING, (*REQUESTS, *CLOSED_PANELS, "pyqtgraph"), id="until the default desk is open"),
    ],
)
def test_nothing_is_loaded_before_its_time(step, too_early):
    probe = f"import sys\n{step}\nprint([name for name in {too_early!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
