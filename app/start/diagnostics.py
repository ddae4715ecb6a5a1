"""Error detection and reporting without secrets; created before everything else."""

from __future__ import annotations

import logging
import os
from logging.handlers import MemoryHandler
from typing import TYPE_CHECKING, Final

from app.process.environment import KEY_VARIABLES
from app.trouble.error_hooks import install_error_hooks
from app.trouble.error_notice import NoticeSink
from app.trouble.logging_setup import set_up_logging
from app.trouble.redaction import Redactor
from app.trouble.stall_watch import StallWatch
from core.text import composed, translatable

if TYPE_CHECKING:
    from app.trouble.crash_file import CrashFile
    from app.window.main_window import MainWindow


EARLY: Final = 20
"""Maximum number of errors kept until a window exists."""


class Diagnostics:
    """Logs and hooks; with a window also its notice and the stall watch.

    Args:
        log_level: for stderr.
        crash_file: also records stalls; logs are in the same folder. None if no folder is writable.
    """

    def __init__(self, log_level: str, crash_file: CrashFile | None) -> None:
        self.redactor: Final = Redactor()
        self.redactor.add(*(os.environ.get(name, "") for name in KEY_VARIABLES))
        self._crash_file = crash_file
        folder = crash_file.path.parent if crash_file is not None else None
        self._early = MemoryHandler(EARLY)
        self._early.setLevel(logging.ERROR)
        self._reporter = set_up_logging(log_level, self.redactor, folder, self._early)
        self._notices: NoticeSink | None = None
        self._stalls: StallWatch | None = None
        install_error_hooks()

    @property
    def has_crashed(self) -> bool:
        """Whether the last run crashed and this was not reported yet."""
        return self._crash_file is not None and self._crash_file.last_crash is not None

    def attach(self, window: MainWindow) -> None:
        """Show errors in `window`, including earlier ones."""
        self._notices = NoticeSink(window.notice, self.redactor)
        self._early.setTarget(self._notices)
        self._reporter.remove(self._early)
        self._reporter.add(self._notices)
        if self._crash_file is None:
            window.notice.show_text(translatable("Diagnostics", "로그가 저장되지 않습니다: 로그 폴더에 쓸 수 없습니다"))
        if self._crash_file is not None and (crash := self._crash_file.last_crash) is not None:
            text = translatable("Diagnostics", "지난 실행이 비정상 종료되었습니다")
            where = translatable("Diagnostics", "이 기록은 어디에도 전송되지 않습니다. 파일: {path}")
            details = composed("{where}\n\n{stacks}", where=where.format(path=crash.path), stacks=crash.stacks)
            window.notice.show_text(text, details)

    def watch_stalls(self, window: MainWindow) -> None:
        """Watch the loop of `window`; call it after everything slow has been loaded."""
        if self._crash_file is not None:
            self._stalls = StallWatch(window, self._crash_file)

    def detach(self) -> None:
        """Detach the window; logging continues."""
        if self._notices is not None:
            self._reporter.remove(self._notices)
        if self._stalls is not None:
            self._stalls.stop()
