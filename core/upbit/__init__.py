"""The client side of Upbit: messages and codec, endpoints, REST, trading rules."""
