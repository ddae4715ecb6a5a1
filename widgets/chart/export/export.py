"""What the user takes out of a chart: its picture, copied or saved, and its candles as CSV."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from core.errors import InputError
from core.market.candles.csv_text import CandleTable, csv_of
from core.text import translatable
from widgets.chart.export.files import write
from widgets.chart.export.picture import image_of, png_of, svg_of
from widgets.chart.part import ChartPart
from widgets.controls.file_dialog import ask_where_to_save
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import translate, wording

if TYPE_CHECKING:
    from collections.abc import Callable

_SVG: Final = ".svg"
_SAVED: Final = translatable("Chart", "{file}에 저장했습니다")
_SAVED_WITH_GAP: Final = translatable("Chart", "{file}에 저장했습니다 · 아직 불러오지 못한 봉은 빠져 있습니다")


class ChartExport(ChartPart):
    """Copies and saves one chart.

    Signals:
        done: a text for the user: what was saved or copied.
        failed: a text for the user: what could not be, why, and what helps.
    """

    done = Signal(object)
    failed = Signal(object)

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        QGuiApplication.clipboard().setImage(image_of(self.view, self.panel.context.look, *self._words()))
        self.done.emit(translatable("Chart", "차트 그림을 복사했습니다"))

    def ask_where_to_save_picture(self) -> None:
        """Ask for the file of the picture: PNG or SVG, by its ending."""
        title, kinds = translate("Chart", "차트 그림 저장"), (("PNG", "png"), ("SVG", "svg"))
        ask_where_to_save(self.panel, title, kinds, self._file_name(), self.save_picture)

    def ask_where_to_save_candles(self, *, only_visible: bool = False) -> None:
        """Ask for the CSV file of the loaded candles, or of those in sight."""
        title = translate("Chart", "보이는 봉 저장") if only_visible else translate("Chart", "불러온 봉 저장")
        save = self.save_visible if only_visible else self.save_loaded
        ask_where_to_save(self.panel, title, (("CSV", "csv"),), self._file_name(), save)

    def save_picture(self, path: str) -> None:
        """Write the chart as it is now to a file."""
        look = self.panel.context.look
        if Path(path).suffix.lower() == _SVG:
            drawn = svg_of(self.view, look, *self._words())
            self._save(path, lambda: drawn)
        else:
            image = image_of(self.view, look, *self._words())
            self._save(path, partial(png_of, image))

    def save_visible(self, path: str) -> None:
        """Write the candles in sight to a file."""
        window, series = self.view.window_of_time, self.view.series
        self._save_candles(path, series.index_of(floor(window.left)), series.index_of(ceil(window.right)))

    def save_loaded(self, path: str) -> None:
        """Write all loaded candles to a file."""
        self._save_candles(path, 0, len(self.view.series))

    def menu_entries(self) -> list[MenuEntry]:
        """Return the entries of the context menu."""
        return [
            MenuEntry(translate("Chart", "그림 복사"), self.copy_picture),
            MenuEntry(translate("Chart", "그림 저장… (PNG, SVG)"), self.ask_where_to_save_picture),
            MenuEntry(
                translate("Chart", "보이는 봉 저장… (CSV)"),
                partial(self.ask_where_to_save_candles, only_visible=True),
            ),
            MenuEntry(translate("Chart", "불러온 봉 저장… (CSV)"), self.ask_where_to_save_candles),
        ]

    def _save_candles(self, path: str, first: int, stop: int) -> None:
        series = self.view.series
        table = CandleTable(series.unit, series.slots[first:stop].copy(), series.figures[:, first:stop].T.copy())
        gaps = series.places_after_gaps()
        done = _SAVED_WITH_GAP if ((first < gaps) & (gaps < stop)).any() else _SAVED
        self._save(path, lambda: csv_of(table).encode(), done)

    def _save(self, path: str, made: Callable[[], bytes], done: str = _SAVED) -> None:
        self.panel.spawn(self._write(Path(path), made, done), f"save {Path(path).name}")

    async def _write(self, path: Path, made: Callable[[], bytes], done: str) -> None:
        """Make and write the file off the loop: hundreds of thousands of candles take a second."""
        try:
            await asyncio.to_thread(lambda: write(path, made()))
        except InputError as error:
            self.failed.emit(error.user_message)
        else:
            self.done.emit(done.format(file=path.name))

    def _words(self) -> tuple[str, str]:
        """Return what the chart shows, and where and when from."""
        now = datetime.now(self.panel.context.look.zone).astimezone(self.panel.context.look.zone)
        source = wording(self.panel.context.source.name)
        return self.panel.panel_title(), " · ".join(filter(None, (source, f"{now:%Y-%m-%d %H:%M:%S %Z}")))

    def _file_name(self) -> str:
        now = datetime.now(self.panel.context.look.zone)
        return f"{self.panel.code}-{self.panel.option}-{now:%Y%m%d-%H%M%S}"
