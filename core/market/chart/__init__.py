"""The scales of a chart: prices, times, and the visible part of a series. Pure."""
