"""Menus with workspaces and their files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from app.settings.store import Settings
from app.window.menus import Menus
from app.workspaces.shelf import Shelf
from app.workspaces.workspace import Workspace
from app.workspaces.workspaces import Workspaces
from core.loop.tasks import TaskOwner
from core.storage.attempt import Attempt
from core.storage.kept_file import KeptFile


@pytest_asyncio.fixture
async def menus(hand: Any, tmp_path: Path) -> AsyncIterator[Any]:
    shelf = Shelf(KeptFile(tmp_path / "workspaces.json", 1))
    attempt = Attempt(tmp_path / "restoring")
    workspace = Workspace(KeptFile(tmp_path / "workspace.json", 1), hand.window, hand.desk, attempt, shelf)
    tasks = TaskOwner()
    workspaces = Workspaces(workspace, shelf, hand.desk, tasks, asyncio.Lock())
    await workspace.restore()
    made: Any = Menus(hand.window, hand.desk, Settings(), workspaces.reset, workspaces=workspaces)
    made.of_workspaces = workspaces
    yield made
    await tasks.cancel()
