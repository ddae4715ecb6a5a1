"""Alerts: what the user asks to be told of, and the decision when that has happened."""
