"""Indicators: what each computes from candles and how it is shown by default, kept current over a series. Pure.

An indicator counts candles, not time: an interval without trades has no candle and is no step, as on the exchange's own
chart. So 20 candles of a quiet market may be an hour of minutes.
"""
