"""Where the docks of a desk lie, and how large they are: new ones, restored ones, and the others beside them."""
