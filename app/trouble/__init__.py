"""Error reporting: to the user, to the log, and to the next start; never with a secret in it."""
