"""The embedded exchange as a child process: started before Qt is loaded, so that both start together, and restarted.

One thread per desk supervises it without an event loop and without Qt. The child holds the reading end of a pipe that
only this process writes to, so the child ends when this process ends, for whatever reason.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Final

import core
from app.process.environment import KEY_VARIABLES
from core.errors import HogaError
from core.text import in_english, translatable
from core.timing.backoff import STABLE_AFTER, Backoff

logger = logging.getLogger(__name__)

STARTS_TRIED: Final = 3
"""Number of children that may end before listening; then the desk gives up."""

END_TIMEOUT: Final = 1.0
"""Seconds a child has to end after its input was closed, before it is terminated and then killed."""


class ExchangeFailed(HogaError):
    """The embedded exchange could not be started."""


class ExchangeProcess:
    """Keeps one embedded exchange running until `stop`, always on the port it first used.

    Args:
        command: gives the command line for a port, 0 for any.
    """

    def __init__(self, command: Callable[[int], Sequence[str]] | None = None) -> None:
        self._command = command or exchange_command
        self._process: subprocess.Popen[str] | None = None
        self._port: Future[int] = Future()
        # Callers may stop waiting for the port, but must not cancel it.
        self._port.set_running_or_notify_cancel()
        self._stopping = threading.Event()
        self._let_go_at = 0.0
        self._keeper = threading.Thread(target=self._keep_alive, name="embedded exchange", daemon=True)

    @property
    def port(self) -> Future[int]:
        """A future of the port, set when the exchange listens.

        Raises:
            ExchangeFailed: as the future's error, when it cannot be started.
        """
        return self._port

    def start(self) -> None:
        """Start the child and return at once; on an error the future `port` gets the exception."""
        try:
            self._keeper.start()
        except RuntimeError as error:  # the user's limit of threads is reached
            self._port.set_exception(
                ExchangeFailed(
                    in_english("terminal", "the embedded exchange cannot be watched over: {error}").format(error=error)
                )
            )

    def let_go(self) -> None:
        """Ask the child to end, without waiting."""
        if not self._stopping.is_set():
            self._let_go_at = time.monotonic()
            self._stopping.set()
        if (process := self._process) is not None and process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()

    def stop(self) -> None:
        """End the child and wait until it has ended."""
        self.let_go()
        if self._keeper.ident is None:
            return
        self._keeper.join(max(0.0, self._let_go_at + END_TIMEOUT - time.monotonic()))
        if self._keeper.is_alive() and (process := self._process) is not None:
            process.terminate()
            self._keeper.join(END_TIMEOUT / 2)
            process.kill()
            self._keeper.join(END_TIMEOUT / 2)

    def _keep_alive(self) -> None:
        backoff = Backoff()
        while not self._stopping.is_set():
            started = time.monotonic()
            try:
                status: int | str = self._run_once()
            except (OSError, ValueError) as error:
                status = f"not started: {_why(error)}"
            if self._stopping.is_set():
                return
            if not self._port.done() and backoff.attempt + 1 >= STARTS_TRIED:
                self._port.set_exception(
                    ExchangeFailed(
                        in_english("terminal", "the embedded exchange ended, {status}").format(status=_in_words(status))
                    )
                )
                return
            if time.monotonic() - started > STABLE_AFTER:
                backoff.reset()
            delay = backoff.next_delay()
            logger.warning(
                translatable("log", "내장 거래소가 종료되었습니다 (%s); %.1f초 후 다시 시작합니다"),
                _in_words(status),
                delay,
            )
            self._stopping.wait(delay)

    def _run_once(self) -> int:
        """Run a child until it ends.

        Returns:
            Its exit status.
        """
        port = self._port.result() if self._port.done() else 0
        process = self._process = _spawn(self._command(port))
        if self._stopping.is_set():
            self.let_go()  # it was started while `stop` was called
        with process:
            assert process.stdout is not None
            self._read_port(process.stdout.readline())
            for _ in process.stdout:  # nothing more is expected; read on, so that a full pipe never blocks it
                pass
        return process.returncode

    def _read_port(self, line: str) -> None:
        with contextlib.suppress(ValueError, KeyError, TypeError, OverflowError):
            port = int(json.loads(line)["port"])
            if not self._port.done():
                self._port.set_result(port)


def _in_words(status: int | str) -> str:
    return status if isinstance(status, str) else f"status {status}"


def _why(error: OSError | ValueError) -> str:
    """Describe the error, with the program or file it names; never include the environment."""
    if isinstance(error, OSError):
        return " ".join(filter(None, (error.strerror or type(error).__name__, str(error.filename or ""))))
    return f"{type(error).__name__} in the command or the environment"


def exchange_command(port: int) -> list[str]:
    """Return the command line of the embedded exchange, from source or frozen."""
    words = ["simulate", "--port", str(port)]
    if getattr(sys, "frozen", False):
        return [sys.executable, *words]
    # -P: a module in the current folder must not be imported instead of ours.
    return [sys.executable, "-P", "-m", "app", *words]


def _spawn(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env={**_environment(), "PYTHONPATH": os.pathsep.join(filter(None, (_source(), os.environ.get("PYTHONPATH"))))},
        # Ctrl+C in the terminal is handled by this process; a child in the same group would be interrupted too.
        process_group=0 if os.name == "posix" else None,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _environment() -> dict[str, str]:
    """Return the child's environment: ours without the user's keys."""
    return {name: value for name, value in os.environ.items() if name not in KEY_VARIABLES}


def _source() -> str:
    """Return the folder of our packages."""
    return str(Path(core.__file__).resolve().parents[1])
