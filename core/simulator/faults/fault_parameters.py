"""The declaration of a fault: name, title on the screen, parameters with ranges and defaults. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Value = bool | int | float | str
Kind = Literal["flag", "whole", "number", "text", "choice"]


class BadFault(Exception):
    """A fault or parameter that does not exist, or a value out of range. The text names the place and the cure."""


class BadMarket(BadFault):
    """The code in a field cannot be that of its market. The text is the title of the field, a colon and the code.

    Args:
        reason: `no_such_market`, `no_market_code` or `market_exists`.
        title: of the parameter, as on the screen.
        code: what was given.
    """

    def __init__(self, reason: str, title: str, code: str) -> None:
        super().__init__(f"{title}: {code}")
        self.reason = reason


class Choice(NamedTuple):
    """One allowed value of a parameter."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a fault."""

    name: str
    title: str
    kind: Kind
    default: Value
    least: float = 0.0
    most: float = 0.0
    """For a whole number or a number: the upper end of the range. For a text: the maximum number of characters."""
    choices: tuple[Choice, ...] = ()
    is_market: bool = False
    """Whether a text is the code of a market of the exchange, or empty if that is the default."""
    is_new_market: bool = False
    """Whether a text is a code that no market of the exchange has."""

    def read(self, given: object) -> Value:
        """Check a value and return it.

        Raises:
            BadFault: the parameter cannot have this value.
        """
        match self.kind, given:
            case "flag", bool():
                return given
            case "whole", int() if not isinstance(given, bool) and self.least <= given <= self.most:
                return given
            case "number", int() | float() if not isinstance(given, bool) and self.least <= given <= self.most:
                return float(given)
            case "text", str() if len(given) <= self.most:
                return given
            case "choice", str() if any(given == choice.value for choice in self.choices):
                return given
        raise BadFault(f"{self.name} must be {self._expected}, not {given!r}")

    @property
    def _expected(self) -> str:
        if self.kind == "flag":
            return "true or false"
        if self.kind == "text":
            return f"a text of at most {self.most:g} characters"
        if self.kind == "choice":
            return f"one of {', '.join(choice.value for choice in self.choices)}"
        return f"a {'whole ' if self.kind == 'whole' else ''}number from {self.least:g} to {self.most:g}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault that can be switched on."""

    name: str
    title: str
    parameters: tuple[Parameter, ...] = ()
    group: str = ""
    """The heading of its group on the screen, in Korean."""
    is_momentary: bool = False
    """Whether it happens once, to the connections open at that moment, instead of lasting until it is cleared."""

    def read(self, given: Mapping[str, object]) -> dict[str, Value]:
        """Check parameters, and add the defaults of missing ones.

        Raises:
            BadFault: one does not exist or cannot have that value.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(given.keys() - known.keys()):
            offered = f"it has {', '.join(known)}" if known else "it has none"
            raise BadFault(f"{self.name}: no parameter {unknown[0]!r}; {offered}")
        try:
            return {name: each.read(given.get(name, each.default)) for name, each in known.items()}
        except BadFault as error:
            raise BadFault(f"{self.name}: {error}") from None


DAY: Final = 86_400.0

COUNT: Final = Parameter("count", "횟수(0은 해제할 때까지)", "whole", 0, 0, 1_000_000)


def choices(**titles: str) -> tuple[Choice, ...]:
    """Choices with their values and titles."""
    return tuple(Choice(value, title) for value, title in titles.items())


def plain(*values: str) -> tuple[Choice, ...]:
    """Choices whose titles are their values."""
    return tuple(Choice(value, value) for value in values)


def once(name: str, title: str, *parameters: Parameter) -> Fault:
    """A fault that happens once."""
    return Fault(name, title, parameters, "한 번 일으키기", is_momentary=True)


def lasting(group: str, name: str, title: str, *parameters: Parameter, seconds: float = 0.0) -> Fault:
    """A fault that lasts until it is cleared, or for so many seconds."""
    duration = Parameter("seconds", "지속 시간(초, 0은 해제할 때까지)", "number", seconds, 0.0, DAY)
    return Fault(name, title, (*parameters, duration), group)
