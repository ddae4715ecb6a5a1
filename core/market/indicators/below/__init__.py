"""The indicators that are drawn in a pane of their own below the prices, one module each. Pure."""
