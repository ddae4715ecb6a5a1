"""The parameters of a private request, from its query or body, and the text of them that its token signs. Pure.

The text is `name=value&...` in the order sent and not percent-encoded; values of a body are used as written there.
Source: Upbit authentication guide.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, TypeVar
from urllib.parse import unquote

from core.simulator.account.api_error import ApiError

_AMOUNT: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,8})?")
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_TIME: Final = re.compile(r"[0-9]{13}")

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Names and values, in the order sent."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of_query(cls, query: str) -> Parameters:
        """The parameters of a query as it stands in the URL."""
        parts = (unquote(part).partition("=") for part in query.split("&") if part)
        return cls(tuple((name, value) for name, _, value in parts))

    @classmethod
    def of_body(cls, body: bytes) -> Parameters:
        """The parameters of a JSON body.

        Raises:
            ApiError: it is not a JSON object of plain values and lists of them.
        """
        try:
            content = json.loads(body or b"{}", parse_int=str, parse_float=str, parse_constant=str)
        except (ValueError, RecursionError) as error:
            raise ApiError(400, "validation_error") from error
        if not isinstance(content, dict):
            raise ApiError(400, "validation_error")
        return cls(tuple(pair for name, value in content.items() for pair in _spelled(name, value)))

    @property
    def text(self) -> str:
        """The text that the token signs."""
        return "&".join(f"{name}={value}" for name, value in self.pairs)

    def get(self, name: str) -> str | None:
        """The value with that name; None if it is missing or empty."""
        return dict(self.pairs).get(name) or None

    def required(self, name: str) -> str:
        """The value with that name.

        Raises:
            ApiError: it is missing.
        """
        if (value := self.get(name)) is None:
            raise ApiError(400, "validation_error")
        return value

    def several(self, name: str) -> list[str]:
        """The values of `name` and of `name` in the plural as an array: `state=a`, `states[]=a&states[]=b`."""
        return [value for each, value in self.pairs if each in {name, f"{name}s[]", f"{name}s"}]

    def choice(self, name: str, choices: tuple[Choice, ...]) -> Choice | None:
        """The value with that name, one of the `choices`; None if it is missing.

        Raises:
            ApiError: it is something else.
        """
        value = self.get(name)
        for choice in choices:
            if choice == value:
                return choice
        if value is not None:
            raise ApiError(400, "validation_error")
        return None

    def amount(self, name: str) -> Decimal | None:
        """The value with that name, a decimal number with at most 8 decimals; None if it is missing.

        Raises:
            ApiError: it is something else.
        """
        value = self.get(name)
        if value is None:
            return None
        if not _AMOUNT.fullmatch(value):
            raise ApiError(400, "validation_error")
        return Decimal(value)

    def count(self, name: str, default: int, most: int) -> int:
        """The value with that name, a positive number up to `most`.

        Raises:
            ApiError: it is something else.
        """
        value = self.get(name) or str(default)
        if not _COUNT.fullmatch(value) or int(value) == 0:
            raise ApiError(400, "invalid_parameter")
        return min(int(value), most)

    def instant_ms(self, name: str) -> int | None:
        """The value with that name, ISO 8601 or Unix milliseconds, as Unix milliseconds; None if it is missing.

        Raises:
            ApiError: it is something else.
        """
        value = self.get(name)
        if value is None or _TIME.fullmatch(value):
            return None if value is None else int(value)
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            raise ApiError(400, "invalid_parameter") from None
        return round((instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp() * 1000)


def _spelled(name: str, value: object) -> list[tuple[str, str]]:
    match value:
        case None:
            return []
        case bool():
            return [(name, str(value).lower())]
        case str():
            return [(name, value)]
        case list():
            return [pair for each in value for pair in _spelled(f"{name}[]", each)]
        case _:
            raise ApiError(400, "validation_error")
