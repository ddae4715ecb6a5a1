"""What can be made to go wrong, declared in one table. Pure."""
