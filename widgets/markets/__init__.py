"""The market list and the favourites as the panels see them, and the field that searches for a market."""
