"""What panels draw, as plain data: candle series, order book, trade tape."""
