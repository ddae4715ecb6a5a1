"""Request and reply between a second start and the open desk, and the client that sends the request.

One line of JSON in each direction. The client uses neither an event loop nor Qt: the second start ends before either
could have been loaded.
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
"""Maximum bytes of a line, in either direction."""


@dataclass(frozen=True, slots=True)
class Request:
    """The request of a second start, besides bringing the window to the front."""

    token: str
    """Proof that the sender has read the lock file, which only the desk's own user can read."""
    source: str
    """The exchange that quotes were to come from; empty if the start named none."""
    panels: tuple[PanelSpec, ...] = ()
    activation_token: str = ""
    """A token a Wayland compositor gives to a program the user has just started; it allows to pass on the focus."""

    def encode(self) -> bytes:
        """Encode as one line."""
        return _line(
            token=self.token,
            source=self.source,
            panels=list(map(str, self.panels)),
            activation_token=self.activation_token,
        )

    @classmethod
    def decode(cls, line: bytes) -> Request:
        """Decode one line.

        Raises:
            InputError: the line is no valid request.
        """
        fields = _read(line)
        panels = fields.get("panels")
        if not isinstance(panels, list):
            raise InputError("a request names its panels in a list")
        return cls(
            token=_text(fields, "token"),
            source=_text(fields, "source"),
            panels=tuple(PanelSpec.parse(str(panel)) for panel in panels),
            activation_token=_text(fields, "activation_token"),
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply of the open desk."""

    source: str
    """The exchange its quotes come from."""
    opened: int
    """Number of panels it opened."""

    def encode(self) -> bytes:
        """Encode as one line."""
        return _line(source=self.source, opened=self.opened)

    @classmethod
    def decode(cls, line: bytes) -> Reply:
        """Decode one line.

        Raises:
            InputError: the line is no valid reply.
        """
        fields = _read(line)
        opened = fields.get("opened")
        if not isinstance(opened, int):
            raise InputError("an answer counts the panels")
        return cls(_text(fields, "source"), opened)


def source_of(options: DeskOptions) -> str:
    """Return the source that the options name, as text; empty if they name none."""
    return str(options.source or "")


def deliver(request: Request, port: int, timeout: float) -> Reply | None:
    """Send the request and wait for the reply.

    Args:
        request: the request to send.
        port: the desk's loopback port.
        timeout: seconds without data.

    Returns:
        None if nobody listens there, or the connection was closed without a reply; then nothing was done.

    Raises:
        TimeoutError: the server does not reply; the request may still be carried out.
    """
    try:
        with socket.create_connection((LOOPBACK, port), timeout) as connection:
            connection.sendall(request.encode())
            with connection.makefile("rb") as answers, contextlib.suppress(InputError):
                return Reply.decode(answers.readline(LONGEST))
    except TimeoutError:
        raise
    except OSError:  # refused or reset
        return None
    return None


def _line(**fields: object) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode("ascii") + b"\n"


def _read(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise InputError("not a JSON object")
    return fields


def _text(fields: dict[str, Any], name: str) -> str:
    text = fields.get(name)
    if not isinstance(text, str) or not text.isprintable():
        raise InputError(f"{name} is not a text")
    return text
