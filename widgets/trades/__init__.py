"""The trades panel (tape)."""
