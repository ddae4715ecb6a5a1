"""Starts the program step by step and connects its parts. May import every other room of app."""
