from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from alert_messages import BTC, alert
from app.user_files import alerts_file, kept_soon
from app.user_files.alerts_file import VERSION, AlertsFile
from core.market.alerts.firing import Firing
from core.storage.kept_file import KeptFile
from waiting import eventually
from widgets.markets.alerts import UserAlerts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alerts.json"


def opened(path: Path) -> tuple[UserAlerts, AlertsFile]:
    alerts = UserAlerts()
    return alerts, AlertsFile(KeptFile(path, VERSION), alerts)


async def test_each_change_is_on_disk_soon_after_and_back_at_the_next_start(qapp, path, monkeypatch):
    monkeypatch.setattr(kept_soon, "SAVING_DELAY", 0.01)
    alerts, kept = opened(path)
    keeping = asyncio.create_task(kept.keep_saved())
    await asyncio.sleep(0)
    alerts.put(alert())
    await eventually(lambda: path.exists() and list(opened(path)[0]) == [alert()])
    alerts.remove("a")
    await eventually(lambda: not list(opened(path)[0]))
    keeping.cancel()


@pytest.mark.parametrize("interval", [0.05, 60.0])
async def test_how_far_alerts_were_followed_is_written_when_one_comes_true_and_every_few_seconds(
    qapp, path, monkeypatch, interval
):
    monkeypatch.setattr(kept_soon, "SAVING_DELAY", 0.01)
    monkeypatch.setattr(alerts_file, "STATE_INTERVAL", interval)
    alerts, kept = opened(path)
    alerts.put(alert())
    state = {"alerts": 1}
    kept.follow("upbit", lambda: dict(state))
    kept.save()
    keeping = asyncio.create_task(kept.keep_saved())
    await asyncio.sleep(0)
    state["alerts"] = 2
    if interval > 1:
        alerts.tell(Firing(alert(), BTC, 0), 0)
    await eventually(lambda: opened(path)[1].state_of("upbit") == {"alerts": 2})
    keeping.cancel()


def test_the_state_of_another_source_is_not_taken(qapp, path):
    alerts, kept = opened(path)
    alerts.put(alert())
    kept.follow("upbit", lambda: {"alerts": 1})
    kept.save()
    assert opened(path)[1].state_of("simulated") == {}
    assert opened(path)[1].state_of("upbit") == {"alerts": 1}


def test_nothing_is_written_for_somebody_who_has_no_alerts(qapp, path):
    _, kept = opened(path)
    kept.save()
    assert not path.exists()
