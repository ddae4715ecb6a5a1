"""One desk per profile: a second start of the program brings the open desk to the front instead."""
