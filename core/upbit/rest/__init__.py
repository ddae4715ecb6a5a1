"""The REST clients, public and private. May await."""
