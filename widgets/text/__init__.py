"""The language of the screen, and how numbers, money and market states are written."""
