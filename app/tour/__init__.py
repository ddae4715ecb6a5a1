"""The short tour of the window at the first start."""
