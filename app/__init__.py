"""The composition root: command line, wiring, window, shutdown."""

from typing import Final

VERSION: Final = "0.1.0"
