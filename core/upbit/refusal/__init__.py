"""Refusals of the exchange: how long to send nothing, what is wrong with a key, and the words for it. Pure."""
