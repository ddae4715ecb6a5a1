"""The controls that show and switch the source of quotes."""
