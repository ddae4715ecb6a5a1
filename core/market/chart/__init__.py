"""The scales of a chart: prices, times, and the part of a series in sight. Pure."""
