from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from alert_messages import BTC, alert
from app.user_files import alerts_file, kept_soon
from app.user_files.alerts_file import MOST_SOURCES, VERSION, AlertsFile
from core.market.alerts.alert import written_alert
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


def test_each_source_has_a_state_of_its_own_which_lasts_while_others_are_followed(qapp, path):
    alerts, kept = opened(path)
    alerts.put(alert())
    left = {"alerts": 1}
    kept.follow("upbit", lambda: left)
    kept.save()
    left = {"alerts": 2}
    kept.follow("simulated", lambda: {"alerts": 3})
    kept.save()
    again = opened(path)[1]
    assert [again.state_of(source) for source in ("upbit", "simulated", "upbit-sg", "")] == [
        {"alerts": 2},
        {"alerts": 3},
        {},
        {},
    ]


def test_of_more_sources_than_are_kept_those_followed_longest_ago_go(qapp, path):
    alerts, kept = opened(path)
    alerts.put(alert())
    sources = [f"http://127.0.0.1:{port}" for port in range(MOST_SOURCES + 3)]
    for source in (*sources, sources[4]):
        kept.follow(source, lambda: {"alerts": 1})
        kept.save()
    kept.follow("upbit", lambda: {"alerts": 1})
    kept.save()
    again = opened(path)[1]
    assert [source for source in sources if again.state_of(source)] == [sources[4], *sources[-MOST_SOURCES + 2 :]]


def test_the_state_of_an_older_version_is_that_of_its_only_source(qapp, path):
    content = {"alerts": [written_alert(alert())], "source": "upbit", "state": {"alerts": 1}}
    KeptFile(path, VERSION).save(content)
    _, kept = opened(path)
    assert (kept.state_of("upbit"), kept.state_of("simulated")) == ({"alerts": 1}, {})


@pytest.mark.parametrize(
    "kept", [{"states": []}, {"states": {"upbit": 1}}, {"source": [], "state": {}}, {"source": "upbit", "state": 1}, {}]
)
def test_a_state_that_makes_no_sense_is_none(qapp, path, kept):
    KeptFile(path, VERSION).save({"alerts": [written_alert(alert())], **kept})
    alerts, file = opened(path)
    assert [each.id for each in alerts] == ["a"]
    assert file.state_of("upbit") == {}


def test_nothing_is_written_for_somebody_who_has_no_alerts(qapp, path):
    _, kept = opened(path)
    kept.save()
    assert not path.exists()
