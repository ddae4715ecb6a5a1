"""Kinds of setting: which values each allows, and how a value is read from a file or the command line."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final, Generic, TypeVar

from core.model.markets import is_code

T = TypeVar("T")

_LONGEST_KEYS: Final = 40


class BadValue(ValueError):
    """A value that a setting does not allow. The text names the allowed values."""


class Section(StrEnum):
    """A page of the settings window."""

    GENERAL = "general"
    DISPLAY = "display"
    ENGINE = "engine"
    KEYS = "keys"
    ACCOUNT = "account"
    FOLDERS = "folders"


@dataclass(frozen=True)
class Setting(ABC, Generic[T]):
    """One declared setting.

    Attributes:
        name: in the file, in the README's table and, with dashes, on the command line.
        section: the page that shows it.
        default: the value until the user chooses another.
        label: its name on the screen, in Korean; the window translates it.
        text: one or two sentences that say what it changes; Korean too.
        is_option: whether the command line has an option for it.
    """

    name: str
    section: Section
    default: T
    label: str
    text: str
    is_option: bool = False

    @abstractmethod
    def read(self, value: object) -> T:
        """Return a value that came from outside, if it is allowed.

        Args:
            value: from the file (any JSON value) or the command line (text).

        Raises:
            BadValue: it is not allowed.
        """

    @property
    @abstractmethod
    def allowed(self) -> str:
        """The allowed values, for the README and for errors: the same in every language."""

    def as_text(self, value: T) -> str:
        """Return a value as the file and the command line write it."""
        return str(value)


@dataclass(frozen=True)
class Choice(Setting[str]):
    """One of a few values.

    Attributes:
        choices: value and name on the screen, in their order there.
    """

    choices: tuple[tuple[str, str], ...] = ()

    def read(self, value: object) -> str:
        """Return one of the choices; capitals and spaces around it do not matter."""
        wanted = value.strip().lower() if isinstance(value, str) else value
        for each, _ in self.choices:
            if each == wanted:
                return each
        raise BadValue(self.allowed)

    @property
    def allowed(self) -> str:
        """The values, separated by commas."""
        return ", ".join(value for value, _ in self.choices)


@dataclass(frozen=True)
class Number(Setting[float]):
    """A number in a range.

    Attributes:
        least: the smallest allowed value.
        most: the largest allowed value.
        step: of the arrows in the window.
        decimals: shown in the window.
        unit: what it counts, such as `s` or `%`.
    """

    least: float = 0.0
    most: float = 0.0
    step: float = 1.0
    decimals: int = 0
    unit: str = ""

    def read(self, value: object) -> float:
        """Return a number within the range."""
        try:
            number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
        except (ValueError, OverflowError):
            number = math.nan
        if not self.least <= number <= self.most:  # also refuses NaN
            raise BadValue(self.allowed)
        return number

    @property
    def allowed(self) -> str:
        """The range with its unit."""
        return f"{self.least:g}–{self.most:g} {self.unit}".rstrip()

    def as_text(self, value: float) -> str:
        """Return the number without needless zeros."""
        return repr(float(value)).removesuffix(".0")


@dataclass(frozen=True)
class Switch(Setting[bool]):
    """On or off."""

    _WORDS: ClassVar[dict[str, bool]] = {
        "on": True,
        "true": True,
        "yes": True,
        "off": False,
        "false": False,
        "no": False,
    }

    def read(self, value: object) -> bool:
        """Return a truth value; the command line may write on or off."""
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and (word := value.strip().lower()) in self._WORDS:
            return self._WORDS[word]
        raise BadValue(self.allowed)

    @property
    def allowed(self) -> str:
        """The two words."""
        return "on, off"

    def as_text(self, value: bool) -> str:
        """Return `on` or `off`."""
        return "on" if value else "off"


@dataclass(frozen=True)
class MarketCode(Setting[str]):
    """The code of a market, or nothing."""

    def read(self, value: object) -> str:
        """Return a well-formed code in capitals, or an empty text."""
        code = value.strip().upper() if isinstance(value, str) else None
        if code is None or (code and not is_code(code)):
            raise BadValue(self.allowed)
        return code

    @property
    def allowed(self) -> str:
        """Examples; it may be empty too, as the default is."""
        return "KRW-BTC, USDT-ETH, …"


@dataclass(frozen=True)
class Keys(Setting[str]):
    """The keys of one command, in Qt's portable words such as `Ctrl+Shift+T`; empty for none."""

    def read(self, value: object) -> str:
        """Return the text; whether Qt knows the keys is checked where Qt is."""
        if not isinstance(value, str) or len(value) > _LONGEST_KEYS or not value.isprintable() or not value.isascii():
            raise BadValue(self.allowed)
        return value.strip()

    @property
    def allowed(self) -> str:
        """Examples; it may be empty too."""
        return "Ctrl+Shift+T, F5, …"


AnySetting = Setting[Any]
