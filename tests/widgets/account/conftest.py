"""Loads of the account follow each other without the real pauses: the order is tested here, not the pauses."""

from __future__ import annotations

import pytest

from widgets.panel.account import loader as account_loader


@pytest.fixture(autouse=True)
def loads_follow_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_loader, "_SETTLE_MS", 20)
    monkeypatch.setattr(account_loader, "_RELOAD_MS", 40)
