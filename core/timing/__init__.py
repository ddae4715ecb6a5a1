"""When to do what: backoff, heartbeats, silence, redials. Pure: time is an argument."""
