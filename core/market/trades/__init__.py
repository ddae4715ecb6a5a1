"""Trades: the tape and the gaps in it. Pure."""
