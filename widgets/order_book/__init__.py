"""The order book panel."""
