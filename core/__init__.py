"""The engine and everything the exchange means; runs headless, knows no Qt."""
