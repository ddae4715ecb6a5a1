"""Building the one download: `python -m resources.packaging`. Neither in the wheel nor in what it builds."""
