"""Whatever goes wrong, told: to the user, to the log, to the next start; never with a secret in it."""
