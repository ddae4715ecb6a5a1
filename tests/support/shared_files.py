"""Where the files shared between us lie that belong to no commit: recordings, and small inputs that broke something."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SHARED: Final = Path(__file__).parents[3] / "shared"
CASES: Final = SHARED / "cases"
