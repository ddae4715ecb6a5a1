"""The private panels: assets, own orders, and the form for keys."""
