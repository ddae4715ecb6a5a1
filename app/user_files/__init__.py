"""What the user made, each in a file of its own: it belongs to no panel and to no workspace."""
