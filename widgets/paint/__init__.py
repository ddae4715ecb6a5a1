"""Painting tools for panels: tables, cells, labels, message boxes, repaints. Imports no panel and no engine."""
