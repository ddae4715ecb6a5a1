"""How many switches a test makes that looks for what they leave behind."""

from __future__ import annotations

import os


def switches(usual: int) -> int:
    """Return how many: `usual`, or as many as `make soak` wants; what each one leaves is found by a few."""
    return int(os.environ.get("HOGA_SWITCHES", usual))
