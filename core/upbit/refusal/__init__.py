"""What a refusal of the exchange means: how long to stay away, what is wrong with a key, in which words. Pure."""
