"""One desk per profile: a start either becomes the desk, or sends a request to the open desk and ends.

Runs with a time limit or without a display neither take the lock nor respect it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Final, NamedTuple

from app.command_line.options import DeskOptions
from app.single_instance.lock import InstanceLock, read_note
from app.single_instance.messages import Reply, Request, deliver, source_of
from app.trouble.standard_streams import print_error, print_result
from app.trouble.terminal_language import wording
from core.text import Text, in_english, joined

PATIENCE: Final = 30.0
"""Seconds within which a starting desk listens (from a cold disk too), and an ending desk has ended."""

SILENCE: Final = 5.0
"""Seconds within which a listening desk replies, unless it hangs."""

RETRY_INTERVAL: Final = 0.05
"""Seconds between two attempts to take the lock."""

_PASSED_ON: Final = {"exchange", "rest_url", "ws_url", "panels"}
"""The options passed on in a request."""


class SecondStart(NamedTuple):
    """Exit status and message of a start that found an open desk."""

    status: int
    message: str
    is_answered: bool = False
    """Whether the open desk did its part: then nothing failed, even if some of what was asked for was not done."""

    def finish(self) -> int:
        """Print the message.

        Returns:
            The exit status.
        """
        if self.status == 0:
            print_result(wording(self.message))
        elif self.is_answered:
            print_error(self.message)
        else:
            from app.trouble.fatal_message import show_fatal_message  # noqa: PLC0415 - hardly ever said

            show_fatal_message(self.message)
        return self.status


def first_or_second(
    options: DeskOptions, folder: Path, environment: Mapping[str, str], patience: float = PATIENCE
) -> InstanceLock | SecondStart | None:
    """Become the desk of a profile, or bring the open desk to the front.

    Args:
        options: the options of this start.
        folder: the profile.
        environment: as `os.environ`.
        patience: seconds to wait for a desk that does not reply.

    Returns:
        The lock, to be held while the desk is open; or the message and status to end with; or None if no lock is
        needed or possible.
    """
    if options.is_offscreen or options.run_for is not None:
        return None
    request = Request("", source_of(options), options.panels, _activation_token(environment))
    deadline = time.monotonic() + patience
    while True:
        try:
            lock = InstanceLock.take(folder)
        except OSError as error:
            print_error(in_english("terminal", "another start will not find this desk: {error}").format(error=error))
            return None
        if lock is not None:
            return lock
        try:
            answer = _knock(request, folder, deadline)
        except TimeoutError:
            return SecondStart(2, _unanswered(folder))
        if answer is not None:
            left_out = [*_kept_exchange(options, answer), *_not_used(options)]
            return SecondStart(2 if left_out else 0, joined(" ", _done(answer), *left_out), is_answered=True)
        time.sleep(RETRY_INTERVAL)


def _activation_token(environment: Mapping[str, str]) -> str:
    token = environment.get("XDG_ACTIVATION_TOKEN", "")
    return token if token.isprintable() else ""


def _knock(request: Request, folder: Path, deadline: float) -> Reply | None:
    """Send the request once, with the token of the desk that holds the lock now.

    Returns:
        None if that desk is starting or ending; the caller tries again.

    Raises:
        TimeoutError: the deadline has passed.
    """
    if (left := deadline - time.monotonic()) <= 0:
        raise TimeoutError
    note = read_note(folder)
    if note is None or not note.port:
        return None
    return deliver(replace(request, token=note.token), note.port, min(left, SILENCE))


def _done(answer: Reply) -> Text:
    """Return what the open desk did."""
    if not answer.opened:
        text = in_english("terminal", "Hoga is already open ({source}); its window has been brought forward.")
    elif answer.opened == 1:
        text = in_english(
            "terminal", "Hoga is already open ({source}); its window has been brought forward and 1 panel opened in it."
        )
    else:
        text = in_english(
            "terminal",
            "Hoga is already open ({source}); its window has been brought forward and {count} panels opened in it.",
        )
    return text.format(source=answer.source, count=answer.opened)


def _kept_exchange(options: DeskOptions, answer: Reply) -> list[Text]:
    """Return that the desk stays at its exchange, if another one was asked for."""
    requested = source_of(options)
    if not requested or requested == answer.source:
        return []
    if options.rest_url or options.ws_url:  # no menu offers it
        text = in_english("terminal", "It keeps its exchange: close it first to open {source}.")
    else:
        text = in_english("terminal", "It keeps its exchange: choose {source} in its window.")
    return [text.format(source=requested)]


def _not_used(options: DeskOptions) -> list[Text]:
    """Return which options had no effect, if any."""
    unused = _unused(options)
    return [in_english("terminal", "Not used: {options}.").format(options=", ".join(unused))] if unused else []


def _unused(options: DeskOptions) -> list[str]:
    """Return the options that only a new desk could have used."""
    names = (
        field.name
        for field in fields(options)
        if field.name not in (*_PASSED_ON, "settings") and getattr(options, field.name) != field.default
    )
    return [f"--{name.replace('_', '-')}" for name in (*names, *options.settings)]


def _unanswered(folder: Path) -> str:
    note = read_note(folder)
    text = in_english(
        "terminal", "a desk is open for {folder} (another process) but does not answer; end it, then start again"
    )
    if note is not None:
        text = in_english(
            "terminal", "a desk is open for {folder} (process {process}) but does not answer; end it, then start again"
        )
    return text.format(folder=folder, process=note.pid if note is not None else 0)
