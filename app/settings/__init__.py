"""Settings: what can be set, which values are allowed, and the file that keeps them. Pure but for the file; no Qt."""
