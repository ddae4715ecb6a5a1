"""Alerts at work: followed on the data of the source, kept on disk, told by desktop and sound."""
