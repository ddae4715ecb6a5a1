"""The folder of shared files that belong to no commit: recordings."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SHARED: Final = Path(__file__).parents[3] / "shared"
