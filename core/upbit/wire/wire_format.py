"""The four formats of data frames."""

from __future__ import annotations

from enum import StrEnum


class WireFormat(StrEnum):
    """The `format` object of a request. Source: Upbit WebSocket guide."""

    DEFAULT = "DEFAULT"
    """One object a frame, long keys."""
    SIMPLE = "SIMPLE"
    """One object a frame, short keys."""
    JSON_LIST = "JSON_LIST"
    """An array of DEFAULT objects."""
    SIMPLE_LIST = "SIMPLE_LIST"
    """An array of SIMPLE objects."""

    @property
    def has_short_keys(self) -> bool:
        """Whether objects have the keys `{"ty": ..., "cd": ...}`."""
        return self in (WireFormat.SIMPLE, WireFormat.SIMPLE_LIST)

    @property
    def is_array(self) -> bool:
        """Whether a frame is an array of objects instead of one object."""
        return self in (WireFormat.JSON_LIST, WireFormat.SIMPLE_LIST)
