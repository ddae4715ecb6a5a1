"""The embedded exchange: speaks Upbit's protocol on loopback, shares no code with the client side."""
