"""The source of quotes: which ones there are, and which one the user wants. No Qt, no loop at import."""
