"""The WebSocket streams of the embedded exchange: requests, sessions, frames, limits. Pure."""
