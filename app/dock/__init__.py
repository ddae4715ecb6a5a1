"""The frame of one panel: its title with market and links, its window while it floats."""
