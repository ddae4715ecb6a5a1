"""Marks among the candles: visible high and low, days, the previous close, and the user's own price and orders."""
