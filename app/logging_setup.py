"""Where log records go, and which libraries may not say all they know."""

from __future__ import annotations

import logging
from typing import Final

FORMAT: Final = "%(asctime)s.%(msecs)03d %(levelname)-7s %(name)s: %(message)s"

QUIET: Final = ("websockets", "aiohttp", "httpx", "httpcore", "asyncio", "qasync", "upbit")
"""At DEBUG these write tokens and whole frames; they are never heard below INFO."""


def set_up_logging(level: str) -> None:
    """Send records of `level` and above to stderr."""
    logging.basicConfig(level=level, format=FORMAT, datefmt="%H:%M:%S", force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
