"""How the data of a connection that is up flow, as plain data."""

from __future__ import annotations

from typing import NamedTuple


class FlowStatus(NamedTuple):
    """Whether data come over a connection: all of them, and in time. All is well where there is no connection."""

    is_silent: bool = False
    """Whether a busy connection has fallen silent and the exchange is being asked why."""
    has_begun: bool = True
    """Whether anything has come on the present connection."""
    is_barren: bool = False
    """Whether for seconds nothing has come of what was requested on the present connection."""
    is_losing_messages: bool = False
    """Whether REST shows trades that its streams did not tell."""
    telling: frozenset[str] = frozenset()
    """The markets whose streams have all told what REST shows, although those of others did not."""
    late_ms: float = 0.0
    """How late its data come, in whole seconds: what the screen shows is so much older. 0 while they come in time, or
    none come."""

    @property
    def is_doubted(self) -> bool:
        """Whether it tells nothing any more, or not everything, or late: none of the data shown are current."""
        return self.is_silent or self.is_losing_messages or self.late_ms > 0.0
