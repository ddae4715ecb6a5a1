"""The account of the embedded exchange: keys, balances, orders and their matching. Pure."""
