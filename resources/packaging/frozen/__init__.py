"""What only the frozen program has: its first lines, and stand-ins for what it leaves out."""
