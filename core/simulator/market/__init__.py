"""The market of the embedded exchange: prices, trades, candles and order books of every moment. Pure."""
