"""The status bar, and what it says about connections."""
