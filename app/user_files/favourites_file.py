"""Keeps the favourite markets in a file of their own: they belong to the user, not to a panel or a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.user_files.kept_soon import KeptSoon
from core.storage.kept_file import KeptFile
from core.text import translatable
from widgets.markets.favourites import FavouriteMarkets

VERSION: Final = 1


class FavouritesFile(KeptSoon):
    """Fills the list from the file at the start, and writes it after each change.

    Args:
        file: the file with its good copies.
        favourites: the list.
    """

    def __init__(self, file: KeptFile, favourites: FavouriteMarkets) -> None:
        def read(content: Mapping[str, Any]) -> None:
            codes = content.get("codes")
            favourites.set_codes(codes if isinstance(codes, list) else ())

        def content() -> dict[str, Any]:
            return {"codes": list(favourites.codes)}

        super().__init__(
            file, read, (favourites.changed,), content, translatable("log", "관심 종목이 저장되지 않습니다: %s (%s)")
        )
