"""Korean time (KST): the zone of the times that the exchange writes and the desk shows. It has no summer time."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Final

KST: Final = timezone(timedelta(hours=9), "KST")
