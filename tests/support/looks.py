"""The look and the theme of widgets in tests that do not care: dark, Korean colours, fonts of the usual size."""

from __future__ import annotations

from typing import Final

from widgets.look.look import Look
from widgets.look.themes import theme

DARK: Final = theme()
LOOK: Final = Look()
"""Not to be switched: a test that switches makes its own."""
