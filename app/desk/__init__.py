"""The desk: open panels, their docks and places, which follow a chosen market, and what was closed."""
