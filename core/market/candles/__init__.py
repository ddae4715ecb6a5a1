"""Candles: units, series in columns, extremes, merging to pixels. Pure."""
