"""The indicators that are drawn over the prices, one module each. Pure."""
