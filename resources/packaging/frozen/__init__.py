"""Modules of the frozen program only: its launcher, and stand-ins for excluded modules."""
