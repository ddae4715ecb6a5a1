"""The engine monitor: what the subscription engine does, as tables and a picture."""
