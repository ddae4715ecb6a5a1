"""Named workspaces: the desk as it is now with its file, the others on a shelf, and what the user does with them."""
