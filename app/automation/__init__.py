"""Runs the desk without hands: plays scripts, takes screenshots, writes reports. May use the desk and the window."""
