"""Starts the program step by step and wires its parts together. May use every other room of app."""
