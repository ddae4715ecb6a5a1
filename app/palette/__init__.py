"""The palette: one field that finds markets, panels, commands and settings."""
