"""Builds the packages: `python -m resources.packaging`. Contained neither in the wheel nor in the packages."""
