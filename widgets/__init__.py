"""The panels, one room per kind, and the parts they share."""
