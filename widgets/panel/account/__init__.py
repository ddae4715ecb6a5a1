"""The user's account as panels get it: loaded over REST, then followed by its streams."""
