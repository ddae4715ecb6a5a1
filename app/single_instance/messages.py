"""What a second start says to the desk that is open, what it is answered, and the saying itself.

One line of JSON each way. The second start has nothing else to do, so it says it without an event loop and without
Qt, and has ended before either could have been loaded.
"""

from __future__ import annotations

import contextlib
import json
import socket
from dataclasses import dataclass
from typing import Any, Final

from app.command_line.options import DeskOptions
from app.panels.spec import PanelSpec
from core.errors import InputError

LOOPBACK: Final = "127.0.0.1"

LONGEST: Final = 64 * 1024
"""Bytes of a line, either way."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start wants, beside the window brought forward."""

    token: str
    """Proof that it has read the lock's note, which only the user who runs the desk can."""
    source: str
    """Where quotes were to come from."""
    panels: tuple[PanelSpec, ...] = ()
    activation_token: str = ""
    """What a Wayland compositor gives a program that the user has just started; it may hand its focus on by it."""

    def encode(self) -> bytes:
        """As a line."""
        return _line(
            token=self.token,
            source=self.source,
            panels=list(map(str, self.panels)),
            activation_token=self.activation_token,
        )

    @classmethod
    def decode(cls, line: bytes) -> Request:
        """Read a line.

        Raises:
            InputError: it is none of ours.
        """
        said = _read(line)
        panels = said.get("panels")
        if not isinstance(panels, list):
            raise InputError("a request names its panels in a list")
        return cls(
            token=_text(said, "token"),
            source=_text(said, "source"),
            panels=tuple(PanelSpec.parse(str(panel)) for panel in panels),
            activation_token=_text(said, "activation_token"),
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What the desk that is open did."""

    source: str
    """Where its quotes come from."""
    opened: int
    """How many panels it opened."""

    def encode(self) -> bytes:
        """As a line."""
        return _line(source=self.source, opened=self.opened)

    @classmethod
    def decode(cls, line: bytes) -> Reply:
        """Read a line.

        Raises:
            InputError: it is none of ours.
        """
        said = _read(line)
        opened = said.get("opened")
        if not isinstance(opened, int):
            raise InputError("an answer counts the panels")
        return cls(_text(said, "source"), opened)


def source_of(options: DeskOptions) -> str:
    """Where quotes come from, in words."""
    return " ".join(filter(None, (options.exchange, options.rest_url, options.ws_url)))


def deliver(request: Request, port: int, timeout: float) -> Reply | None:
    """Request, and wait for the answer.

    Args:
        request: what to say.
        port: where the desk listens on loopback.
        timeout: seconds without a word.

    Returns:
        None if nobody listens there, or the door was shut without an answer; then nothing has been done.

    Raises:
        TimeoutError: somebody listens and is silent; what was asked for may yet be done.
    """
    try:
        with socket.create_connection((LOOPBACK, port), timeout) as connection:
            connection.sendall(request.encode())
            with connection.makefile("rb") as answers, contextlib.suppress(InputError):
                return Reply.decode(answers.readline(LONGEST))
    except TimeoutError:
        raise
    except OSError:  # refused, or shut in our face
        return None
    return None


def _line(**said: object) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode("ascii") + b"\n"


def _read(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
    if not isinstance(said, dict):
        raise InputError("not a JSON object")
    return said


def _text(said: dict[str, Any], name: str) -> str:
    text = said.get(name)
    if not isinstance(text, str) or not text.isprintable():
        raise InputError(f"{name} is not a text")
    return text
