"""Keeps the favourite markets in a file of their own: they belong to the user, not to a panel or a workspace."""

from __future__ import annotations

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
        loaded = file.load()
        self.notice = loaded.notice
        """For the user, if the file was damaged."""
        codes = (loaded.content or {}).get("codes")
        favourites.set_codes(codes if isinstance(codes, list) else ())

        def content() -> dict[str, Any]:
            return {"codes": list(favourites.codes)}

        super().__init__(
            file, (favourites.changed,), content, translatable("log", "관심 종목이 저장되지 않습니다: %s (%s)")
        )
