"""The table of the watchlist: rows of markets, columns to choose, and what the mouse and keys do in it."""
