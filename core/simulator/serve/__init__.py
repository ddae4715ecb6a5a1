"""The sockets, clock and process of the embedded exchange. Its only room that may await."""
