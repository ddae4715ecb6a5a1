"""PySide reads no source of what is loaded after it."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import linecache, sys
if {is_spared}:
    from app.process.source_reading import spare_source_reading
    spare_source_reading()
else:
    import PySide6.QtCore
import colorsys
print(sum(name.endswith("colorsys.py") for name in linecache.cache))
from PySide6.QtCore import QObject
print(QObject().objectName() == "")
"""


def lines(*, is_spared: bool) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(is_spared=is_spared)], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_no_source_stays_in_memory():
    """Once PySide reads none by itself the first assertion fails, and this module can go."""
    assert lines(is_spared=False) == ["1", "True"]
    assert lines(is_spared=True) == ["0", "True"]
