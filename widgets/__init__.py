"""The panels, one a file, and the few things they share."""
