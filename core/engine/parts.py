"""The parts that all connections of one engine share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.engine.deliver.dispatcher import Dispatcher
from core.engine.settings import EngineSettings
from core.engine.subscription_manager import SubscriptionManager
from core.loop.rate_gate import RateGate
from core.model.exchange import Exchange
from core.model.subscription import Scope
from core.text import Text


@dataclass(frozen=True, slots=True)
class EngineParts:
    """The parts of one engine that each of its connections uses."""

    exchange: Exchange
    """Encodes, decodes and dials for one exchange."""
    settings: EngineSettings
    subscriptions: SubscriptionManager
    """Holds the desired state."""
    dispatcher: Dispatcher
    """Receives the data and records which streams were requested."""
    connect_gate: RateGate
    """The gate before every dial: the exchange counts connects per IP address."""
    is_listed: Callable[[str], bool | None]
    """Whether the exchange lists a market; None while the list of markets is unknown."""
    on_status: Callable[[Scope], object]
    """Called when the status of a scope's feeds may have changed."""
    no_answer: Text
    """The reason shown for an exchange that does not answer."""
