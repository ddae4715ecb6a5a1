"""The embedded exchange of a run: started when its quotes are wanted, ended when they are not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from app.process.exchange_process import ExchangeProcess


class EmbeddedExchange:
    """At most one child process is in use; those that were let go end by themselves, off the GUI thread.

    Args:
        make: makes a process that is not started.
    """

    def __init__(self, make: Callable[[], ExchangeProcess] = ExchangeProcess) -> None:
        self._make = make
        self._process: ExchangeProcess | None = None
        self._ending: list[threading.Thread] = []

    def start(self) -> None:
        """Start it, unless it runs; return at once."""
        if self._process is None:
            self._process = self._make()
            self._process.start()

    @property
    def port(self) -> Future[int]:
        """A future of the port it listens on; `ExchangeFailed` if it cannot be started. Starts it if necessary."""
        self.start()
        assert self._process is not None
        return self._process.port

    def let_go(self) -> None:
        """Ask it to end, without waiting; the next use starts another one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.let_go()
        ending = threading.Thread(target=process.stop, name="end of the embedded exchange", daemon=True)
        self._ending = [each for each in self._ending if each.is_alive()]
        try:
            ending.start()
        except RuntimeError:  # the user's limit of threads is reached
            process.stop()
        else:
            self._ending.append(ending)

    def stop(self) -> None:
        """End it, and return when every child has ended."""
        process, self._process = self._process, None
        if process is not None:
            process.stop()
        for ending in self._ending:
            ending.join()
