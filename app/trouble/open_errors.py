"""The errors that nobody has closed and whose causes are not over, and the line that is shown of them. Pure."""

from __future__ import annotations

from core.text import translatable


class OpenErrors:
    """The latest error of each cause; those without a cause stay until all are closed."""

    def __init__(self) -> None:
        self._latest: dict[str, tuple[str, bool]] = {}
        """The text by cause, the newest last, and whether it is an error."""
        self._counts: dict[str, int] = {}

    @property
    def line(self) -> str:
        """The newest, with the number of errors if there are several; empty for none."""
        if not self._latest:
            return ""
        text, is_error = next(reversed(self._latest.values()))
        if not is_error:
            return text
        if (count := sum(self._counts.values())) == 1:
            return translatable("ErrorNotice", "오류가 발생했습니다 – {error}").format(error=text)
        return translatable("ErrorNotice", "오류 알림 {count:,}건 – {error}").format(count=count, error=text)

    def add(self, error: str, cause: str = "") -> None:
        """Add an error; with a cause, `end` takes it off."""
        self._counts[cause] = self._counts.get(cause, 0) + 1
        self._put(cause, error, is_error=True)

    def inform(self, text: str) -> None:
        """Add information that is no error; it stays like an error without a cause."""
        self._put("", text, is_error=False)

    def end(self, cause: str) -> str:
        """Take off the errors of a cause that is over; return the latest of them, empty for none."""
        self._counts.pop(cause, None)
        return self._latest.pop(cause, ("", True))[0]

    def clear(self) -> None:
        """Take off all of them."""
        self._latest.clear()
        self._counts.clear()

    def _put(self, cause: str, text: str, *, is_error: bool) -> None:
        self._latest.pop(cause, None)
        self._latest[cause] = text, is_error
