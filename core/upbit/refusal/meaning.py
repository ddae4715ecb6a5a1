"""Turns an HTTP refusal of a REST request or a WebSocket handshake into an error. Pure."""

from __future__ import annotations

from core.errors import ConnectionFailed, ExchangeError, FatalConnection, RateLimited
from core.model.control import ErrorReply
from core.model.http_refusal import HttpRefusal
from core.upbit.refusal.error_envelope import read_error
from core.upbit.refusal.key_errors import explain
from core.upbit.refusal.retry_after import BLOCKED, TOO_MANY, retry_after
from core.upbit.refusal.words import words_of

_NOT_ALLOWED = (401, 403)


def error_of(refusal: HttpRefusal) -> ExchangeError:
    """The refusal as an error: `RateLimited` if it demands a pause."""
    reply = _reply_of(refusal)
    words = words_of(reply, refusal.status)
    if refusal.status in (TOO_MANY, BLOCKED):
        wait = retry_after(refusal.status, refusal.retry_after, reply.message)
        return RateLimited(reply.name, reply.message, refusal.status, wait, words)
    return ExchangeError(reply.name, reply.message, refusal.status, words)


def handshake_error(refusal: HttpRefusal, *, has_key: bool) -> ConnectionFailed:
    """The refusal of a WebSocket handshake as an error of the dial.

    Args:
        refusal: the answer.
        has_key: whether a key was sent; if not, no key can have been refused.
    """
    error = error_of(refusal)
    detail = f"handshake refused: {error}"
    if isinstance(error, RateLimited):
        return ConnectionFailed(detail, error.user_message, error.retry_after)
    if refusal.status in _NOT_ALLOWED and has_key:
        return FatalConnection(detail, (explain(error) or error).user_message, is_of_key=True)
    if refusal.status in _NOT_ALLOWED:  # its words may mention a key, which would confuse a user without one
        return FatalConnection(detail, words_of(ErrorReply("", ""), refusal.status))
    if 300 <= refusal.status < 400:  # following the redirect would be a connect that passed no gate
        return FatalConnection(detail, error.user_message)
    return ConnectionFailed(detail, error.user_message)


def _reply_of(refusal: HttpRefusal) -> ErrorReply:
    """The exchange's own words, or those of HTTP if a proxy answered."""
    try:
        return read_error(refusal.body)
    except (ValueError, RecursionError):
        return ErrorReply(str(refusal.status), refusal.reason)
