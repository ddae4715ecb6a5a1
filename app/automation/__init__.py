"""Unattended runs of the desk: plays scripts, takes screenshots, writes reports. May import the desk and the window."""
