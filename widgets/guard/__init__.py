"""Catches errors of methods that Qt calls, and limits how often they are reported."""
