"""Candles: units, series in columns, paging back, extremes, merging to pixels. Pure."""
