"""Makes the record of a panel, and opens a panel from one: for workspaces, and to undo a close."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRect, QSize, Qt

from app.arrangement.record import place_of
from app.dock.floating import docked_size, give_place, is_maximized, keep_room
from app.panels.spec import PanelSpec

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.dock.dock import PanelDock

logger = logging.getLogger(__name__)

_LARGEST_STATE: Final = 1024 * 1024


def record_of_panel(dock: PanelDock, reported: set[str] | None = None) -> dict[str, Any]:
    """Return the record of a panel, JSON-able.

    Args:
        dock: the panel.
        reported: names of docks whose trouble was logged already.
    """
    record = {
        "name": dock.objectName(),
        "panel": str(dock.spec),
        "is_hidden": dock.isHidden(),
        "state": _state_of(dock, reported if reported is not None else set()),
    }
    if dock.isFloating():
        size = docked_size(dock)
        record["docked"] = [size.width(), size.height()]
    if is_maximized(dock):
        record["is_maximized"] = True
        normal = dock.normalGeometry()
        record["normal"] = [normal.x(), normal.y(), normal.width(), normal.height()]
    return record


def maximize_recorded(dock: PanelDock, record: dict[str, Any]) -> None:
    """Maximise a floating panel that was maximised when it was saved. Call after its place was restored.

    The place restored is the whole screen; the normal place is set here, for when the panel is no longer maximised.
    """
    if record.get("is_maximized") is True and dock.isFloating():
        if (normal := place_of(record.get("normal"))) is not None:
            give_place(dock, QRect(*normal))
        dock.setWindowState(dock.windowState() | Qt.WindowState.WindowMaximized)


def open_recorded(desk: Desk, record: dict[str, Any], name: str | None) -> tuple[PanelDock, bool]:
    """Open the panel of a record.

    Args:
        desk: opens it.
        record: its text was found to be one.
        name: of the dock; a new one if None.

    Returns:
        The dock, and whether its state could be restored.

    Raises:
        InputError: the record is not one of this version.
    """
    spec = PanelSpec.parse(record["panel"])
    dock, is_restored = _open(desk, spec, record.get("state"), name)
    docked = record.get("docked")
    if isinstance(docked, list) and (place := place_of([0, 0, *docked])) is not None:
        keep_room(dock, QSize(place.width, place.height))
    return dock, is_restored


def _open(desk: Desk, spec: PanelSpec, state: object, name: str | None) -> tuple[PanelDock, bool]:
    if isinstance(state, dict):
        try:
            return desk.open(spec, name=name, state=state), True
        except Exception:  # the edge: the panel matters more than its saved state
            logger.exception("%s is opened without what was kept of it", spec)
    return desk.open(spec, name=name), not isinstance(state, dict)


def _state_of(dock: PanelDock, reported: set[str]) -> dict[str, Any]:
    """Return the panel's state if it can be saved; a panel that fails loses only its own state."""
    try:
        state = dock.state()
        if len(json.dumps(state, allow_nan=False)) <= _LARGEST_STATE:
            return state
    except Exception:  # the edge: saving must go on if one panel fails
        if dock.objectName() not in reported:
            logger.exception("the state of %s cannot be kept", dock.spec)
        reported.add(dock.objectName())
    return {}
