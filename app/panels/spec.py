"""The text form of a panel in command lines, scripts, workspaces and reports: `chart:KRW-BTC:1m`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.panels.kinds import KINDS
from core.errors import InputError
from core.model.markets import is_code
from core.model.one_line import quoted
from core.text import in_english


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """Kind, market and option of one panel; empty if not given."""

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
        panel = quoted(text)
        if kind not in KINDS:
            raise InputError(
                in_english("terminal", "panel {panel}: unknown kind {kind}; use one of {kinds}").format(
                    panel=panel, kind=quoted(kind), kinds=", ".join(KINDS)
                )
            )
        wanted = KINDS[kind]
        if code and not wanted.has_market:
            raise InputError(
                in_english("terminal", "panel {panel}: {kind} shows no single market; write {kind!r} alone").format(
                    panel=panel, kind=kind
                )
            )
        if code and not is_code(code.upper()):
            raise InputError(
                in_english("terminal", "panel {panel}: {code} is not a market code; write it like KRW-BTC").format(
                    panel=panel, code=quoted(code)
                )
            )
        if option and option not in wanted.options:
            text = in_english("terminal", "panel {panel}: unknown option {option}; {kind} has none")
            if wanted.options:
                text = in_english("terminal", "panel {panel}: unknown option {option}; use one of {options}")
            options = ", ".join(wanted.options)
            raise InputError(text.format(panel=panel, option=quoted(option), kind=kind, options=options))
        return cls(kind, code.upper(), option)

    def __str__(self) -> str:
        return ":".join((self.kind, self.code, self.option)).rstrip(":")

    def fits(self, panel: PanelSpec) -> bool:
        """Return whether this spec matches `panel`; empty fields match anything."""
        return (
            self.kind == panel.kind
            and (not self.code or self.code == panel.code)
            and (not self.option or self.option == panel.option)
        )


DEFAULT_DESK: Final = tuple(map(PanelSpec, ("watchlist", "market-header", "chart", "orderbook", "trades")))
"""The panels opened if none are given and none are saved."""
