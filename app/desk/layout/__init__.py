"""The layout of a desk: it places new and restored docks, and sizes them and the docks beside them."""
