"""The engine monitor: the state of the subscription engine, as tables and a picture."""
