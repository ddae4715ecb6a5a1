"""The market header: one market's price, change, range, turnover and warnings in a strip."""
