"""Keeps when the program first saw each market of an exchange, in a file for each: new listings are told by it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from app.user_files.kept_soon import KeptSoon
from core.storage.kept_file import KeptFile
from core.text import translatable
from widgets.markets.directory import MarketDirectory

VERSION: Final = 1


class ListingsFile(KeptSoon):
    """Fills the record from the file at the start, and writes it after each list with other markets.

    A damaged file, or one that cannot be written, is no loss to show: all markets of the next list are then old ones.

    Args:
        file: the file with its good copies.
        markets: the list of the exchange; it is not loaded yet.
    """

    def __init__(self, file: KeptFile, markets: MarketDirectory) -> None:
        def read(content: Mapping[str, Any]) -> None:
            markets.first_seen.restore(content.get("markets"))

        def content() -> dict[str, Any]:
            return {"markets": markets.first_seen.state()}

        super().__init__(
            file,
            read,
            (markets.loaded,),
            content,
            translatable("log", "신규 종목의 기록이 저장되지 않습니다: %s (%s)"),
            level=logging.INFO,
        )
