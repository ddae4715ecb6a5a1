"""A second market in a chart: its candles, its line, and where the user chooses it."""
