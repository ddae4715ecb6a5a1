"""Themes, fonts and the present look."""
