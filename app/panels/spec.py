"""A panel in words: what the command line, scripts, workspaces and reports call it, `chart:KRW-BTC:1m`.

Knows the kinds and their options, not the widgets behind them, so that a wrong word is told before Qt is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.errors import InputError
from core.model.markets import is_code
from core.model.one_line import quoted
from core.model.subscription import ORDERBOOK_DEPTHS

CHART_UNITS: Final = ("1s", "1m", "3m", "5m", "10m", "15m", "30m", "60m", "240m", "day", "week", "month")


@dataclass(frozen=True, slots=True)
class PanelKind:
    """What a kind of panel may be asked for."""

    has_market: bool
    options: tuple[str, ...] = ()
    """What may stand after the market; the panel knows which one it takes when none is named."""


KINDS: Final = {
    "watchlist": PanelKind(has_market=False),
    "chart": PanelKind(has_market=True, options=CHART_UNITS),
    "orderbook": PanelKind(has_market=True, options=tuple(map(str, ORDERBOOK_DEPTHS))),
    "trades": PanelKind(has_market=True),
    "assets": PanelKind(has_market=False),
    "my-orders": PanelKind(has_market=False),
    "engine": PanelKind(has_market=False),
    "faults": PanelKind(has_market=False),
}


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """One panel: its kind, its market and the option of its kind; empty where not said."""

    kind: str
    code: str = ""
    option: str = ""

    @classmethod
    def parse(cls, text: str) -> PanelSpec:
        """Read `KIND[:CODE[:OPTION]]`; codes may be written in lower case.

        Raises:
            InputError: an unknown kind, an option the kind does not have, or a market where there is none.
        """
        kind, _, rest = text.strip().partition(":")
        code, _, option = rest.partition(":")
        panel = f"panel {quoted(text)}"
        if kind not in KINDS:
            raise InputError(f"{panel}: unknown kind {quoted(kind)}; use one of {', '.join(KINDS)}")
        wanted = KINDS[kind]
        if code and not wanted.has_market:
            raise InputError(f"{panel}: {kind} shows no single market; write {kind!r} alone")
        if code and not is_code(code.upper()):
            raise InputError(f"{panel}: {quoted(code)} is not a market code; write it like KRW-BTC")
        if option and option not in wanted.options:
            offered = f"use one of {', '.join(wanted.options)}" if wanted.options else f"{kind} has none"
            raise InputError(f"{panel}: unknown option {quoted(option)}; {offered}")
        return cls(kind, code.upper(), option)

    def __str__(self) -> str:
        return ":".join((self.kind, self.code, self.option)).rstrip(":")

    def fits(self, panel: PanelSpec) -> bool:
        """Whether these words may mean `panel`: what they leave open matches anything."""
        return (
            self.kind == panel.kind
            and (not self.code or self.code == panel.code)
            and (not self.option or self.option == panel.option)
        )


DEFAULT_DESK: Final = tuple(map(PanelSpec, ("watchlist", "chart", "orderbook", "trades", "engine")))
"""What opens when nothing was said and nothing was kept."""
