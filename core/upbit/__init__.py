"""Upbit, as one implementation of the port `core.model.exchange`: addresses, frames, REST, refusals, trading rules."""
