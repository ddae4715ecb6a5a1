"""The private panels: assets, open orders, and the form for keys."""
