"""Alerts at work: followed on the data of the source, told by desktop and sound."""
