"""The user's balances and orders, as the private panels show them. Pure."""
