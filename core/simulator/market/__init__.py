"""The market of the embedded exchange: prices, trades, candles and order books at any moment. Pure."""
