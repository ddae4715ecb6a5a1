"""The kinds of bars: how each draws the visible candles, its name and its picture."""
