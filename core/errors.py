"""The one tree of errors.

    HogaError
    ├── SubscriptionError     a subscription that the exchange cannot serve
    ├── EndpointError         a URL or region that cannot be used
    ├── ExchangeError         the exchange answered with an error of its own
    │   ├── BadReply          ... or with something that it does not document
    │   │   └── DoubtedReply  ... or with something that contradicts what is known
    │   ├── RateLimited       429 or 418: stop for the stated time
    │   └── AuthFailed        the key, or a request with it, is refused: the user must act
    ├── ConnectionFailed      a dial that did not become a connection
    │   └── FatalConnection   ... and a quick retry cannot help: the user must act, or the network change
    ├── ConnectionLost        a connection that ended, whatever its close code
    └── InputError            a file, option or setting that cannot be used: names the place and the cure

Each carries a detail for the log (`str(error)`) and a short `user_message` for the screen.
"""

from __future__ import annotations

from typing import Final

from core.text import composed, foreign, translatable

_UNREADABLE: Final = translatable("core", "거래소의 응답을 읽을 수 없습니다")


def lasting(cause: str) -> dict[str, str]:
    """Return the `extra` of a log record about an error that lasts until one with `ending(cause)` follows."""
    return {"lasting_cause": cause}


def ending(cause: str) -> dict[str, str]:
    """Return the `extra` of a log record that says that the cause of errors is over."""
    return {"ended_cause": cause}


class HogaError(Exception):
    """Base of all errors that Hoga raises on purpose.

    Args:
        detail: for the log.
        user_message: for the screen, usually a `core.text.Text`; the detail when there is nothing better to say.
    """

    def __init__(self, detail: str, user_message: str = "") -> None:
        super().__init__(detail)
        self.user_message = user_message or detail


class SubscriptionError(HogaError):
    """A subscription that the exchange cannot serve."""


class EndpointError(HogaError):
    """A URL or a region that cannot be used."""


class ExchangeError(HogaError):
    """The exchange answered with an error of its own.

    Args:
        name: the exchange's name for it, as text: `WRONG_FORMAT`, `404`, ...
        message: the exchange's words.
        status: the HTTP status; 0 where the error came over a WebSocket.
        user_message: for the screen; the exchange's words when there is nothing better to say.
    """

    def __init__(self, name: str, message: str, status: int = 0, user_message: str = "") -> None:
        super().__init__(
            f"{name}: {message}" + (f" (HTTP {status})" if status else ""), user_message or foreign(message, name)
        )
        self.name = name
        self.message = message
        self.status = status


class BadReply(ExchangeError):
    """The exchange answered with something that it does not document; the error's name is `bad_reply`.

    Args:
        detail: what is wrong, for the log only: parsers report types and offsets.
        user_message: for the screen.
    """

    def __init__(self, detail: str, user_message: str = _UNREADABLE) -> None:
        super().__init__("bad_reply", detail, user_message=user_message)


class DoubtedReply(BadReply):
    """The exchange answered with something that contradicts what is known; if it stays so, it will be believed."""


class RateLimited(ExchangeError):
    """429 or 418.

    Args:
        retry_after: seconds without requests, as stated by the server or implied by the exchange's rules.
    """

    def __init__(self, name: str, message: str, status: int, retry_after: float, user_message: str = "") -> None:
        super().__init__(name, message, status, user_message)
        self.retry_after = retry_after


class AuthFailed(ExchangeError):
    """The exchange refuses a key; a retry cannot help before the user has acted.

    Args:
        error: the exchange's own words.
        reason: what is wrong with the key.
        cure: what the user can do about it.
        is_of_key: whether the key itself is refused; if not, it is valid for other requests.
    """

    def __init__(self, error: ExchangeError, reason: str, cure: str, *, is_of_key: bool = True) -> None:
        super().__init__(error.name, error.message, error.status)
        self.reason = reason
        self.cure = cure
        self.is_of_key = is_of_key
        words = foreign(f"{error.name}: {error.message}", error.name)
        self.user_message = composed("{reason}\n{cure}\n({words})", reason=reason, cure=cure, words=words)


class ConnectionFailed(HogaError):
    """A dial that did not become a connection; trying again may help.

    Args:
        retry_after: seconds without dials, as stated by the server; 0 if it stated none.
    """

    def __init__(self, detail: str, user_message: str = "", retry_after: float = 0.0) -> None:
        super().__init__(detail, user_message)
        self.retry_after = retry_after


class FatalConnection(ConnectionFailed):
    """A dial that failed, and a quick retry cannot help: the user must act, or the network change.

    Args:
        is_of_key: whether the cause is the key or its transport, which another network does not change.
    """

    def __init__(self, detail: str, user_message: str = "", *, is_of_key: bool = False) -> None:
        super().__init__(detail, user_message)
        self.is_of_key = is_of_key


class ConnectionLost(HogaError):
    """A connection ended, whatever its close code.

    Args:
        code: the WebSocket close code; 1006 where no close frame came.
        reason: the server's words, or ours when we noticed it dead.
    """

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"connection lost ({code}): {reason}" if reason else f"connection lost ({code})")
        self.code = code
        self.reason = reason


class InputError(HogaError):
    """A file, option or setting that cannot be used; the message names the place and the cure."""
