"""What goes out of a chart: its picture, and its candles as a table."""
