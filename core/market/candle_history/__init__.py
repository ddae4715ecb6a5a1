"""How the candles of a chart come together: live messages, trades, pages, and what an earlier run kept. Pure."""
