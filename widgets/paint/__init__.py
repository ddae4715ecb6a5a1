"""Painting tools for panels: colours, formats, tables, labels, guards. Imports no panel and no engine."""
