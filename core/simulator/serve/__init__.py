"""The sockets, clock and process of the embedded exchange. The only room of it that may await."""
