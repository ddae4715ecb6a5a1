"""The data that panels draw, as plain values: candle series, order book, trade tape."""
