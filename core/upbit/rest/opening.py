"""Opens the way to REST on another thread, and turns every failure into one of our errors.

The SDK takes 0.3 s or more to import, reads the environment, and needs files and threads, which the machine may lack.
So any error may be raised there, while callers of REST should see only our own.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from core.errors import ConnectionFailed, HogaError
from core.text import translatable

if TYPE_CHECKING:
    from core.upbit.credentials import Credentials
    from core.upbit.rest.transport import Transport


async def open_transport(rest_url: str, credentials: Credentials | None = None) -> Transport:
    """A transport to `rest_url`.

    Raises:
        FatalConnection: the user must act; the message names the variable or file.
        ConnectionFailed: it cannot be made, for any other reason.
    """
    try:
        return await asyncio.to_thread(_transport, rest_url, credentials)
    except HogaError:
        raise
    except Exception as error:  # the import of the SDK, files and threads may raise anything
        raise ConnectionFailed(
            f"REST cannot be opened: {error!r}",
            translatable("core", "거래소와 통신할 준비를 하지 못했습니다 ({error})").format(error=type(error).__name__),
        ) from error


def _transport(rest_url: str, credentials: Credentials | None) -> Transport:
    from core.upbit.rest.transport import Transport  # noqa: PLC0415 - not at start-up

    return Transport(rest_url, credentials=credentials)
