"""Keeps PySide from reading the source of every module that is loaded after it."""

from __future__ import annotations

import linecache
import sys
from typing import Final

import PySide6.QtCore  # noqa: F401 - loads the module below

_FEATURES: Final = "shibokensupport.feature"
_ASKED: Final = "_mod_uses_pyside"


def spare_source_reading() -> None:
    """Answer PySide's question whether a loaded module uses it without a look at the module's source.

    PySide reads the source of each module to find out whether it may want snake_case names and true properties, and the
    lines stay in memory: a tenth of a start, and several megabytes. Nobody here wants those features, and a module that
    does not use PySide is not affected by the answer.
    """
    features = sys.modules.get(_FEATURES)
    if features is not None and hasattr(features, _ASKED):
        setattr(features, _ASKED, _yes)
        linecache.clearcache()


def _yes(_module: object) -> bool:
    return True
