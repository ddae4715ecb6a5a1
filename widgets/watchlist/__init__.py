"""The watchlist panel."""
