"""Imports the used parts of the official SDK, without a second HTTP client that Hoga does not need.

The SDK uses an aiohttp client if it finds one; that takes a third of its loading time, and 9 MB (measured).
"""

from __future__ import annotations

import sys

# A module set to None counts as not installed, and the SDK works without it.
sys.modules.setdefault("httpx_aiohttp", None)  # type: ignore[arg-type] # typeshed knows of modules only

from upbit import APIError, APIStatusError, APITimeoutError, AsyncUpbit  # noqa: E402 - not before the line above

__all__ = ["APIError", "APIStatusError", "APITimeoutError", "AsyncUpbit"]
