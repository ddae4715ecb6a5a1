"""The REST calls of the embedded exchange: parameters in, rows out. Pure."""
