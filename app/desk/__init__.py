"""The desk: its panels in docks, their placement, and the saved workspace. May import Qt and files."""
